// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/environmentfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

using Edit = EnvironmentEdit;
using Change = EnvironmentEdit::Kind;
using Problem = EnvironmentProblem::Kind;

namespace {

/// Values by environment and name.
using Content = QMap<QString, QMap<QString, QString>>;

Content contentOf(const EnvironmentFile &file)
{
    Content content;
    for (const NamedEnvironment &environment : file.environments()) {
        QMap<QString, QString> &values = content[environment.name];
        for (const EnvironmentVariable &variable : environment.variables)
            values.insert(variable.name, variable.value);
    }
    return content;
}

/// What an edit does to the content; nothing: it is refused.
std::optional<Content> expectedContent(Content content, const Edit &edit)
{
    const bool isThere = content.contains(edit.environment);
    switch (edit.kind) {
    case Change::SetValue:
        if (edit.name.isEmpty() || edit.environment.isEmpty())
            return std::nullopt;
        content[edit.environment][edit.name] = edit.text;
        return content;
    case Change::RemoveValue:
        if (!isThere || content[edit.environment].remove(edit.name) == 0)
            return std::nullopt;
        return content;
    case Change::RenameValue: {
        if (!isThere || !content[edit.environment].contains(edit.name) || edit.text.isEmpty()
            || (edit.text != edit.name && content[edit.environment].contains(edit.text)))
            return std::nullopt;
        const QString value = content[edit.environment].take(edit.name);
        content[edit.environment].insert(edit.text, value);
        return content;
    }
    case Change::AddEnvironment:
        if (isThere || edit.environment.trimmed().isEmpty())
            return std::nullopt;
        content.insert(edit.environment, {});
        return content;
    case Change::RemoveEnvironment:
        return content.remove(edit.environment) == 0 ? std::nullopt : std::optional(content);
    case Change::RenameEnvironment:
    case Change::DuplicateEnvironment: {
        if (!isThere || edit.text.trimmed().isEmpty() || content.contains(edit.text))
            return std::nullopt;
        content.insert(edit.text, content.value(edit.environment));
        if (edit.kind == Change::RenameEnvironment)
            content.remove(edit.environment);
        return content;
    }
    }
    return std::nullopt;
}

QString pick(const QStringList &list)
{
    return list[QRandomGenerator::global()->bounded(list.size())];
}

/// A file as somebody might have written it.
QByteArray randomFile(QRandomGenerator &chance)
{
    const QByteArray newline = chance.bounded(4) == 0 ? "\r\n" : "\n";
    const QByteArray step = chance.bounded(3) == 0 ? "\t" : chance.bounded(2) == 0 ? "  " : "    ";
    const auto comment = [&] {
        switch (chance.bounded(8)) {
        case 0:
            return QByteArray(" // a remark, with {braces}");
        case 1:
            return QByteArray(" /* \"a\": 1 */");
        default:
            return QByteArray();
        }
    };
    QByteArray text = chance.bounded(8) == 0 ? "\xef\xbb\xbf" : "";
    if (chance.bounded(4) == 0)
        text += "// environments" + newline;
    text += '{' + newline;
    const int environments = chance.bounded(4);
    for (int i = 0; i < environments; ++i) {
        text += step + "\"env" + QByteArray::number(i) + "\": {";
        const int values = chance.bounded(4);
        const bool isInline = chance.bounded(3) == 0;
        for (int j = 0; j < values; ++j) {
            static const QByteArrayList written{
                "\"text\"",     "\"{{$secret a}}\"",     "8001", "true",
                "{\"a\": [1]}", "\"\\u00e4 \\\"q\\\"\"", "null"};
            const bool isLast = j + 1 == values;
            text += isInline ? QByteArray(" ") : QByteArray(newline + step + step);
            text
                += "\"v" + QByteArray::number(j) + "\": " + written[chance.bounded(written.size())];
            if (!isLast || chance.bounded(5) == 0)
                text += ',';
            if (!isInline)
                text += comment();
        }
        text += isInline || values == 0 ? QByteArray(values == 0 ? "" : " ")
                                        : QByteArray(newline + step);
        text += '}';
        if (i + 1 < environments || chance.bounded(5) == 0)
            text += ',';
        text += comment() + newline;
        if (chance.bounded(4) == 0)
            text += newline;
    }
    text += '}';
    if (chance.bounded(3) != 0)
        text += newline;
    return text;
}

} // namespace

/// Files in the form of JetBrains' http-client.env.json.
class TestEnvironmentFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void readsWhatJetBrainsWrites()
    {
        const EnvironmentFile file = EnvironmentFile::parse(R"({
  "$shared": {"version": "v1"},
  "dev": {
    "host": "localhost",
    "port": 8001,
    "big": 12345678901234567890,
    "debug": true,
    "user": {"name": "Ada", "roles": ["admin", "ops"]},
    "SSLConfiguration": {"verifyHostCertificate": false},
    "Security": {"Auth": {"main": {"Type": "OAuth2"}}}
  }
})");
        // Servers are verified whatever a file says, which is told.
        QCOMPARE(file.problems(),
                 (QList<EnvironmentProblem>{{EnvironmentProblem::Kind::NotHonoured, 9, 5,
                                             u"verifyHostCertificate: false"_s}}));
        QCOMPARE(file.environments().size(), 2);
        QCOMPARE(file.environments()[1].line, 3);
        QCOMPARE(file.value(u"dev"_s, u"port"_s), u"8001"_s);
        QCOMPARE(file.value(u"dev"_s, u"big"_s), u"12345678901234567890"_s);
        QCOMPARE(file.value(u"dev"_s, u"debug"_s), u"true"_s);
        const QList<EnvironmentVariable> variables = file.environments()[1].variables;
        const EnvironmentVariable user = variables[4];
        QCOMPARE(user.value, u"{\"name\": \"Ada\", \"roles\": [\"admin\", \"ops\"]}"_s);
        QCOMPARE(user.line, 8);
        QCOMPARE(user.members,
                 (QList<std::pair<QString, QString>>{{u"user.name"_s, u"Ada"_s},
                                                     {u"user.roles"_s, u"[\"admin\", \"ops\"]"_s},
                                                     {u"user.roles[0]"_s, u"admin"_s},
                                                     {u"user.roles[1]"_s, u"ops"_s}}));
        QVERIFY(variables[5].isConfiguration);
        QVERIFY(variables[6].isConfiguration);
        QVERIFY(!user.isConfiguration);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row
            = [](const char *name, const QByteArray &text, Problem kind, int line, int column) {
                  QTest::newRow(name) << text << int(kind) << line << column;
              };
        row("a comma is missing", "{\n \"a\": {\"x\": \"1\"\n \"y\": \"2\"}\n}", Problem::Syntax, 3,
            2);
        row("the file breaks off", "{\"a\": {\"x\": \"1\"", Problem::Syntax, 1, 16);
        row("a name without quotes", "{\"a\": {x: 1}}", Problem::Syntax, 1, 8);
        row("a list where an object belongs", "[1]", Problem::NotAnObject, 1, 1);
        row("an environment that is text", "{\"a\": \"b\"}", Problem::NotAnObject, 1, 7);
        row("a variable that is there twice", "{\"a\": {\"x\": 1, \"x\": 2}}",
            Problem::DuplicateName, 1, 16);
        row("an environment that is there twice", "{\"a\": {}, \"a\": {}}", Problem::DuplicateName,
            1, 11);
        row("columns count UTF-16 units", "{\"\xc3\xa4\xf0\x9f\x8d\xb0\": {x}}", Problem::Syntax, 1,
            10);
        row("bytes that are not UTF-8", "{\"a\": {\"x\": \"\xff\"}}", Problem::InvalidText, 1, 14);
        row("behind the end", "{} {}", Problem::Syntax, 1, 4);
    }
    void problems()
    {
        QFETCH(QByteArray, text);
        const EnvironmentFile file = EnvironmentFile::parse(text);
        QCOMPARE(file.write(), text);
        QCOMPARE(file.problems().size(), 1);
        const EnvironmentProblem problem = file.problems().first();
        QTEST(int(problem.kind), "kind");
        QTEST(problem.line, "line");
        QTEST(problem.column, "column");
    }

    void whatStoodBeforeAFaultCounts()
    {
        const EnvironmentFile file
            = EnvironmentFile::parse("{\"a\": {\"x\": \"1\", \"y\": oops}, \"b\": {\"z\": \"2\"}}");
        QCOMPARE(file.value(u"a"_s, u"x"_s), u"1"_s);
        QVERIFY(!file.environment(u"b"_s));
    }

    void edits_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<EnvironmentEdit>("edit");
        QTest::addColumn<QByteArray>("after");
        const auto row
            = [](const char *name, const QByteArray &before, const Edit &edit,
                 const QByteArray &after) { QTest::newRow(name) << before << edit << after; };
        const QByteArray usual
            = "{\n  \"dev\": {\n    \"host\": \"a\", // here\n    \"port\": 8001\n  }\n}\n";
        row("a value changes in its place", usual, {Change::SetValue, u"dev"_s, u"host"_s, u"b"_s},
            "{\n  \"dev\": {\n    \"host\": \"b\", // here\n    \"port\": 8001\n  }\n}\n");
        row("a number stays a number", usual, {Change::SetValue, u"dev"_s, u"port"_s, u"9"_s},
            "{\n  \"dev\": {\n    \"host\": \"a\", // here\n    \"port\": 9\n  }\n}\n");
        row("a number becomes text where it must", usual,
            {Change::SetValue, u"dev"_s, u"port"_s, u"{{p}}"_s},
            "{\n  \"dev\": {\n    \"host\": \"a\", // here\n    \"port\": \"{{p}}\"\n  }\n}\n");
        row("text that looks like a number stays text", "{\"a\":{\"x\":\"1\"}}",
            {Change::SetValue, u"a"_s, u"x"_s, u"2"_s}, "{\"a\":{\"x\":\"2\"}}");
        row("the same value changes nothing", usual,
            {Change::SetValue, u"dev"_s, u"port"_s, u"8001"_s}, usual);
        row("a new value goes to the end, indented as its neighbour", usual,
            {Change::SetValue, u"dev"_s, u"n"_s, u"\"q\"\n"_s},
            "{\n  \"dev\": {\n    \"host\": \"a\", // here\n    \"port\": 8001,\n    \"n\": "
            "\"\\\"q\\\"\\n\"\n  }\n}\n");
        row("a new value in a line of its own keeps CRLF",
            "{\r\n\t\"a\": {\r\n\t\t\"x\": 1\r\n\t}\r\n}",
            {Change::SetValue, u"a"_s, u"y"_s, u"2"_s},
            "{\r\n\t\"a\": {\r\n\t\t\"x\": 1,\r\n\t\t\"y\": \"2\"\r\n\t}\r\n}");
        row("a trailing comma stays one", "{\"a\": {\n  \"x\": 1,\n}}",
            {Change::SetValue, u"a"_s, u"y"_s, u"2"_s},
            "{\"a\": {\n  \"x\": 1,\n  \"y\": \"2\",\n}}");
        row("one line stays one line", "{\"a\": { \"x\": 1 }}",
            {Change::SetValue, u"a"_s, u"y"_s, u"2"_s}, "{\"a\": { \"x\": 1, \"y\": \"2\" }}");
        row("a comment behind the last value stays behind it", "{\"a\": {\n  \"x\": 1 // one\n}}",
            {Change::SetValue, u"a"_s, u"y"_s, u"2"_s},
            "{\"a\": {\n  \"x\": 1, // one\n  \"y\": \"2\"\n}}");
        row("the first value opens an environment", "{\n  \"a\": {}\n}\n",
            {Change::SetValue, u"a"_s, u"x"_s, u"1"_s},
            "{\n  \"a\": {\n    \"x\": \"1\"\n  }\n}\n");
        row("an empty file gets all of it", "", {Change::SetValue, u"a"_s, u"x"_s, u"1"_s},
            "{\n  \"a\": {\n    \"x\": \"1\"\n  }\n}\n");
        row("a removed value takes its line and remark along", usual,
            {Change::RemoveValue, u"dev"_s, u"host"_s},
            "{\n  \"dev\": {\n    \"port\": 8001\n  }\n}\n");
        row("the last value takes the comma before it along", usual,
            {Change::RemoveValue, u"dev"_s, u"port"_s},
            "{\n  \"dev\": {\n    \"host\": \"a\" // here\n  }\n}\n");
        row("a value within a line", "{\"a\": {\"x\": 1, \"y\": 2}}",
            {Change::RemoveValue, u"a"_s, u"x"_s}, "{\"a\": {\"y\": 2}}");
        row("the last value within a line", "{\"a\": {\"x\": 1, \"y\": 2}}",
            {Change::RemoveValue, u"a"_s, u"y"_s}, "{\"a\": {\"x\": 1}}");
        row("all of a name go", "{\"a\": {\"x\": 1, \"y\": 2, \"x\": 3}}",
            {Change::RemoveValue, u"a"_s, u"x"_s}, "{\"a\": {\"y\": 2}}");
        row("a renamed value keeps its place", usual,
            {Change::RenameValue, u"dev"_s, u"host"_s, u"h\u00e4"_s},
            "{\n  \"dev\": {\n    \"h\xc3\xa4\": \"a\", // here\n    \"port\": 8001\n  }\n}\n");
        row("a new environment", usual, {Change::AddEnvironment, u"prod"_s},
            "{\n  \"dev\": {\n    \"host\": \"a\", // here\n    \"port\": 8001\n  },\n  \"prod\": "
            "{}\n}\n");
        row("a copy stands behind its original",
            "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": {}\n}",
            {Change::DuplicateEnvironment, u"a"_s, {}, u"c"_s},
            "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"c\": {\n    \"x\": 1\n  },\n  \"b\": {}\n}");
        row("a renamed environment", "{\"a\":{}}", {Change::RenameEnvironment, u"a"_s, {}, u"b"_s},
            "{\"b\":{}}");
        row("a removed environment", "{\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": {}\n}",
            {Change::RemoveEnvironment, u"a"_s}, "{\n  \"b\": {}\n}");
        row("a byte-order mark stays", "\xef\xbb\xbf{\"a\": {\"x\": 1}}",
            {Change::SetValue, u"a"_s, u"x"_s, u"2"_s}, "\xef\xbb\xbf{\"a\": {\"x\": 2}}");
    }
    void edits()
    {
        QFETCH(QByteArray, before);
        QFETCH(EnvironmentEdit, edit);
        EnvironmentFile file = EnvironmentFile::parse(before);
        const auto applied = file.apply(edit);
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().detail));
        QTEST(file.write(), "after");
        QCOMPARE(contentOf(EnvironmentFile::parse(file.write())), contentOf(file));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<EnvironmentEdit>("edit");
        QTest::addColumn<int>("kind");
        const auto row
            = [](const char *name, const QByteArray &text, const Edit &edit,
                 StoreError::Kind kind) { QTest::newRow(name) << text << edit << int(kind); };
        using enum StoreError::Kind;
        row("no such variable", "{\"a\":{}}", {Change::RemoveValue, u"a"_s, u"x"_s}, NotFound);
        row("no such environment", "{\"a\":{}}", {Change::RemoveEnvironment, u"b"_s}, NotFound);
        row("a taken name", "{\"a\":{},\"b\":{}}", {Change::RenameEnvironment, u"a"_s, {}, u"b"_s},
            Refused);
        row("an empty name", "{\"a\":{}}", {Change::RenameEnvironment, u"a"_s, {}, u" "_s},
            Refused);
        row("a taken variable", "{\"a\":{\"x\":1,\"y\":2}}",
            {Change::RenameValue, u"a"_s, u"x"_s, u"y"_s}, Refused);
        row("a broken file", "{\"a\":{\"x\":1,,}}", {Change::SetValue, u"a"_s, u"x"_s, u"2"_s},
            Corrupt);
        row("an environment that is none", "{\"a\":1}", {Change::SetValue, u"a"_s, u"x"_s, u"2"_s},
            Corrupt);
    }
    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(EnvironmentEdit, edit);
        EnvironmentFile file = EnvironmentFile::parse(text);
        const auto applied = file.apply(edit);
        QVERIFY(!applied);
        QTEST(int(applied.error().kind), "kind");
        QCOMPARE(file.write(), text);
    }

    void anyBytesStayAsTheyAre()
    {
        QRandomGenerator chance(7);
        for (int round = 0; round < 3000; ++round) {
            QByteArray bytes = randomFile(chance);
            for (int wounds = chance.bounded(4); wounds > 0 && !bytes.isEmpty(); --wounds) {
                const qsizetype at = chance.bounded(bytes.size());
                if (chance.bounded(2) == 0)
                    bytes[at] = char(chance.bounded(256));
                else
                    bytes.truncate(at);
            }
            EnvironmentFile file = EnvironmentFile::parse(bytes);
            QCOMPARE(file.write(), bytes);
            // Whatever is asked of it: done and readable, or refused and unchanged.
            const auto applied = file.apply({Change::SetValue, u"env0"_s, u"new"_s, u"value"_s});
            if (applied)
                QCOMPARE(EnvironmentFile::parse(file.write()).value(u"env0"_s, u"new"_s),
                         u"value"_s);
            else
                QCOMPARE(file.write(), bytes);
        }
    }

    void randomEditsMeanWhatTheySay()
    {
        QRandomGenerator chance(11);
        static const QStringList environments{u"env0"_s, u"env1"_s, u"env2"_s, u"neu \"ä\""_s};
        static const QStringList names{u"v0"_s, u"v1"_s, u"v2"_s, u"x.y"_s, u"\\"_s};
        for (int round = 0; round < 400; ++round) {
            EnvironmentFile file = EnvironmentFile::parse(randomFile(chance));
            QVERIFY2(file.problems().isEmpty(), file.write().constData());
            for (int step = 0; step < 12; ++step) {
                Edit edit{Change(chance.bounded(7)), pick(environments), pick(names), {}};
                edit.text = edit.kind == Change::RenameValue ? pick(names)
                    : edit.kind == Change::SetValue ? pick({u"8"_s, u"a\tb"_s, u"{{x}}"_s, u"[]"_s})
                                                    : pick(environments);
                const QByteArray before = file.write();
                const auto expected = expectedContent(contentOf(file), edit);
                const auto applied = file.apply(edit);
                QVERIFY2(applied.has_value() == expected.has_value(), before.constData());
                if (!applied) {
                    QCOMPARE(file.write(), before);
                    continue;
                }
                QVERIFY2(file.problems().isEmpty(),
                         QByteArray(before + "\n---\n" + file.write()).constData());
                if (contentOf(file) != *expected)
                    QFAIL(QByteArray(before + "\n---\n" + file.write()).constData());
                // Remarks survive what does not concern them.
                if (edit.kind == Change::SetValue || edit.kind == Change::RenameValue)
                    QCOMPARE(file.write().count("remark"), before.count("remark"));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentFile)
#include "tst_environmentfile.moc"
