// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCliBodyText : public QObject
{
    Q_OBJECT

    QString file(const QByteArray &content)
    {
        QFile made(m_folder.filePath(u"body"_s));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write");
        return made.fileName();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void prints_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("out");
        const auto row = [](const char *name, const QByteArray &content, const QStringList &options,
                            int code, const QByteArray &out) {
            QTest::newRow(name) << content << options << code << out;
        };
        row("as it is", "{\"b\": 1.0}", {}, Done, "{\"b\": 1.0}");
        row("laid out, numbers and keys as they are", R"({"b":1.0,"a":[],"b":2})", {u"--pretty"_s},
            Done, "{\n    \"b\": 1.0,\n    \"a\": [],\n    \"b\": 2\n}");
        row("broken JSON to its place", "[1,x]", {u"--pretty"_s}, RequestFailed,
            "[\n    1,\n    x]");
        row("another charset as UTF-8", "caf\xe9",
            {u"--content-type"_s, u"text/plain; charset=iso-8859-1"_s}, Done, "café");
        row("bytes stay bytes", QByteArray("\0\1\xff", 3), {}, Done, QByteArray("\0\1\xff", 3));
        row("places, the case left aside", "one\ntwo ONE\n", {u"--find"_s, u"one"_s}, Done,
            "1:1:one\n2:5:two ONE\n");
        row("columns count characters", "é€ one one", {u"--find"_s, u"one"_s}, Done,
            "1:4:é€ one one\n1:8:é€ one one\n");
        row("places of what is laid out", R"([{"id":7}])",
            {u"--pretty"_s, u"--find"_s, u"\"id\": 7"_s}, Done, "3:9:        \"id\": 7\n");
        row("places in this case", "one ONE", {u"--find"_s, u"ONE"_s, u"--case"_s}, Done,
            "1:5:one ONE\n");
        row("whole words", "bone one", {u"--find"_s, u"one"_s, u"--words"_s}, Done,
            "1:6:bone one\n");
        row("an expression", "a1 b22", {u"--find"_s, u"\\d\\d"_s, u"--regex"_s}, Done,
            "1:5:a1 b22\n");
        row("nothing found", "one", {u"--find"_s, u"two"_s}, RequestFailed, "");
        row("the values a query finds", "{\"a\": [1.0, {\"b\": 12345678901234567890}]}",
            {u"--filter"_s, u"$..*"_s}, Done,
            "[1.0, {\"b\": 12345678901234567890}]\n1.0\n{\"b\": 12345678901234567890}\n"
            "12345678901234567890\n");
        row("them laid out", "[{\"b\":1}]", {u"--filter"_s, u"$[0]"_s, u"--pretty"_s}, Done,
            "{\n    \"b\": 1\n}\n");
        row("their paths and places, on one line each", "[{\"b c\" : \"x y\",\n\"n\": 1e400}]",
            {u"--filter"_s, u"$[*]"_s, u"--json"_s}, Done,
            "{\"path\":\"$[0]\",\"offset\":1,\"length\":27,\"value\":{\"b c\":\"x "
            "y\",\"n\":1e400}}\n");
        row("JSON Lines are an array", "{\"a\":1}\n{\"a\":2}\n",
            {u"--filter"_s, u"$[1].a"_s, u"--content-type"_s, u"application/x-ndjson"_s}, Done,
            "2\n");
        row("a query that finds nothing", "[1]", {u"--filter"_s, u"$.a"_s}, RequestFailed, "");
        row("a query over broken JSON", "[1,x]", {u"--filter"_s, u"$[0]"_s}, RequestFailed, "");
        row("the nodes an expression finds", "<r><a n='1'>x</a><a n='2'/></r>",
            {u"--xpath"_s, u"//a"_s}, Done, "<a n='1'>x</a>\n<a n='2'/>\n");
        row("their paths and places", "<r>\n <a n='1'/></r>",
            {u"--xpath"_s, u"//@n"_s, u"--json"_s}, Done,
            "{\"length\":1,\"offset\":11,\"path\":\"/r/a[1]/@n\",\"value\":\"1\"}\n");
        row("a number", "<r><a/><a/></r>", {u"--xpath"_s, u"count(//a)"_s}, Done, "2\n");
        row("an expression that finds nothing", "<r/>", {u"--xpath"_s, u"//b"_s}, RequestFailed,
            "");
        row("an expression over what is no XML", "[1]", {u"--xpath"_s, u"//b"_s}, RequestFailed,
            "");
        row("an expression over broken XML", "<r><a/><b>", {u"--xpath"_s, u"//a"_s}, RequestFailed,
            "<a/>\n");
        row("doubled keys", "{\"a\":1,\"a\":2}", {u"--type"_s}, Done,
            "application/json; UTF-8; 2 places of keys that their object has more than once\n");
        row("rows of CSV", "a;b\n\"1;2\";\"x\n\"\n", {u"--table"_s}, Done,
            "[\"a\",\"b\"]\n[\"1;2\",\"x\\n\"]\n");
        row("what is wrong with one", "a,b\nc\n", {u"--table"_s, u"--json"_s}, RequestFailed,
            "{\"fields\":[\"a\",\"b\"],\"row\":0}\n{\"fields\":[\"c\"],\"row\":1}\n"
            "{\"column\":1,\"fault\":\"field-count\",\"line\":2,\"offset\":4,\"row\":1}\n");
        row("lines of JSON", "{\"a\": 1.0}\n[x\n",
            {u"--table"_s, u"--json"_s, u"--content-type"_s, u"application/jsonl"_s}, RequestFailed,
            "{\"row\":0,\"value\":{\"a\": 1.0}}\n"
            "{\"column\":2,\"fault\":\"broken-json\",\"line\":2,\"offset\":12,\"row\":1}\n");
        row("parts of a form",
            "--b\r\nContent-Disposition: form-data; name=\"n\"; "
            "filename=\"f\"\r\n\r\nxyz\r\n--b--\r\n",
            {u"--parts"_s, u"--content-type"_s, u"multipart/form-data; boundary=b"_s}, Done,
            "n\tf\ttext/plain\t3 bytes from 63\n");
        row("a form that is cut off", "--b\r\n\r\nxyz",
            {u"--parts"_s, u"--content-type"_s, u"multipart/form-data; boundary=b"_s},
            RequestFailed, "\t\ttext/plain\t3 bytes from 7\n");
        row("what it is", "[1]", {u"--type"_s}, Done, "application/json; UTF-8\n");
        row("what is wrong with it", "[1,x]", {u"--type"_s}, RequestFailed,
            "application/json; UTF-8; broken at line 1, column 4\n");
    }
    void prints()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QStringList, options);
        Program program;
        const Ended ended = program.run(QStringList{u"body"_s, file(content)} + options);
        QTEST(ended.code, "code");
        QTEST(ended.out, "out");
    }

    void jsonTellsWhatItIs()
    {
        Program program;
        const Ended ended
            = program.run({u"body"_s, file("[\"\xff\",\n1,]"), u"--type"_s, u"--json"_s});
        QCOMPARE(ended.code, int(RequestFailed));
        const QJsonObject object = ended.json();
        QCOMPARE(object[u"type"_s].toString(), u"application/json"_s);
        QCOMPARE(object[u"first_bad_byte"_s].toInt(-1), 2);
        QCOMPARE(object[u"fault"_s].toObject()[u"line"_s].toInt(), 2);
    }

    void manyPlacesInOneLongLine()
    {
        Program program;
        const Ended ended = program.run({u"body"_s, file(QByteArray("one,").repeated(50'000)),
                                         u"--find"_s, u"one"_s, u"--json"_s});
        QCOMPARE(ended.code, int(Done));
        const QList<QJsonObject> lines = ended.jsonLines();
        QCOMPARE(lines.size(), 50'000);
        QCOMPARE(lines.last()[u"column"_s].toInt(), 199'997);
        QCOMPARE(lines.last()[u"line"_s].toInt(), 1);
    }

    void whatCannotBeReadIsUsage()
    {
        Program program;
        QCOMPARE(program.run({u"body"_s}).code, int(Usage));
        QCOMPARE(program.run({u"body"_s, m_folder.filePath(u"none"_s)}).code, int(Usage));
        const Ended ended = program.run({u"body"_s, file("a"), u"--find"_s, u"("_s, u"--regex"_s});
        QCOMPARE(ended.code, int(Usage));
        QVERIFY2(ended.err.contains("character 2"), ended.told().constData());
        const Ended filtered
            = program.run({u"body"_s, file("[1]"), u"--filter"_s, u"$[?@.a = 1]"_s});
        QCOMPARE(filtered.code, int(Usage));
        QVERIFY2(filtered.err.contains("found \"=\" at character 8"), filtered.told().constData());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCliBodyText)
#include "tst_clibodytext.moc"
