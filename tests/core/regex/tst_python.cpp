// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Reads [[pattern, subject]...] and writes [version, [answer...]].
constexpr auto judge = R"(
import json, re, sys, warnings
warnings.simplefilter("ignore")
answers = []
for pattern, subject in json.load(sys.stdin):
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        answers.append("re." + type(error).__name__ + ": " + str(error))
        continue
    except (OverflowError, ValueError, RuntimeError) as error:
        answers.append(type(error).__name__ + ": " + str(error))
        continue
    found = compiled.search(subject)
    answers.append("None" if found is None else
        " ".join("%d-%d" % found.span(group) for group in range(compiled.groups + 1)))
json.dump([sys.version_info[1], answers], sys.stdout)
)";

QString answerOf(const QString &source, const QString &subject, PythonVersion version)
{
    const std::u32string text = source.toStdU32String();
    const auto pattern = parse(text, version);
    if (!pattern)
        return QString::fromStdString(errorTypeName(pattern.error().type, version)) + u": "_s
            + QString::fromStdString(describe(pattern.error(), text));
    const auto result = search(*pattern, subject.toStdU32String());
    if (!result)
        return u"gave up"_s;
    if (!*result)
        return u"None"_s;
    QStringList spans;
    for (const auto &span : (*result)->groups)
        spans.append(span ? u"%1-%2"_s.arg(span->begin).arg(span->end) : u"-1--1"_s);
    return spans.join(u' ');
}

QString anyOf(const QStringList &choices, int most, QRandomGenerator &random)
{
    QString text;
    for (int count = random.bounded(1, most + 1); count > 0; --count)
        text += choices.at(random.bounded(choices.size()));
    return text;
}

const QStringList grammar{
    u"a"_s,     u"b"_s,    u"w"_s,   u"/"_s,     u"."_s,      u"[w]"_s,     u"[^/]"_s,
    u"[a-c]"_s, u"\\d"_s,  u"\\w"_s, u"\\s"_s,   u"\\W"_s,    u"[\\W]"_s,   u"(?="_s,
    u"(?!"_s,   u"(?<="_s, u"(?:"_s, u"("_s,     u"(?P<n>"_s, u"(?P=n)"_s,  u"\\1"_s,
    u"(?(1)"_s, u"|"_s,    u")"_s,   u")"_s,     u"]"_s,      u"["_s,       u"*"_s,
    u"+"_s,     u"?"_s,    u"{"_s,   u"{2}"_s,   u"{,2}"_s,   u"+?"_s,      u"++"_s,
    u"^"_s,     u"$"_s,    u"\\b"_s, u"\\Z"_s,   u"(?i)"_s,   u"(?i:"_s,    u"(?x)"_s,
    u"(?#"_s,   u"\n"_s,   u"#"_s,   u"\\x61"_s, u"\\"_s,     u"\\q"_s,     u"\\07"_s,
    u"é"_s,     u"😀"_s,   u"=/"_s,  u"&&"_s,    u"--"_s,     u"[^\\W_]"_s, u"(?>"_s};
const QStringList subjects{u"a"_s,  u"b"_s, u"w"_s,  u"/"_s,   u"."_s, u"É"_s, u"é"_s,
                           u"😀"_s, u" "_s, u"\n"_s, u"www"_s, u"-"_s, u"_"_s, u"0"_s};
const QStringList urlParts{u"[w]"_s, u".+"_s,   u".*"_s,     u"(?=/)"_s, u"(?=:)"_s,  u"[^/]+"_s,
                           u"://"_s, u"\\w+"_s, u"https?"_s, u"\\."_s,   u"store"_s,  u"("_s,
                           u")"_s,   u"?"_s,    u"m_"_s,     u"(?=)/"_s, u"[1]"_s,    u"^"_s,
                           u"$"_s,   u"(?:"_s,  u"|"_s,      u"\\d*"_s,  u"[a-z]+"_s, u"(?<=//)"_s};
const QStringList urls{u"http://www.store1.com:8001/m_search?productId=11211"_s,
                       u"https://reqres.in/api/users/1"_s, u"http://[::1]:80/x?y=/z"_s,
                       u"HTTPS://Üser@bücher.example/ä?q=ö😀"_s};

} // namespace

/// Compares with the Python at hand, which is the judge of what is right.
class TestPython : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void agrees_data()
    {
        QTest::addColumn<QStringList>("patterns");
        QTest::addColumn<int>("length");
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("over the grammar") << grammar << 7 << subjects;
        QTest::newRow("over patterns for URLs") << urlParts << 6 << urls;
    }

    void agrees()
    {
        QFETCH(QStringList, patterns);
        QFETCH(int, length);
        QFETCH(QStringList, texts);
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        QVERIFY2(!python.isEmpty(), "there is no python3 to compare with");

        QRandomGenerator random(20'260'101);
        QJsonArray pairs;
        const bool whole = texts == urls;
        for (int i = 0; i < 4000; ++i)
            pairs.append(QJsonArray{anyOf(patterns, length, random),
                                    whole ? texts.at(random.bounded(texts.size()))
                                          : anyOf(texts, 8, random)});
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        process.start(python, {u"-c"_s, QString::fromLatin1(judge)});
        process.write(QJsonDocument(pairs).toJson(QJsonDocument::Compact));
        process.closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        const QJsonArray output = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
        QVERIFY2(output.size() == 2, process.readAllStandardError().constData());
        const int minor = output.at(0).toInt();
        if (minor < 8 || minor > 14)
            QSKIP("this python3 is of a version that is not followed");
        const QJsonArray answers = output.at(1).toArray();
        QCOMPARE(answers.size(), pairs.size());
        for (qsizetype i = 0; i < pairs.size(); ++i) {
            const QString pattern = pairs.at(i)[0].toString();
            const QString subject = pairs.at(i)[1].toString();
            const QString ours = answerOf(pattern, subject, PythonVersion(minor - 8));
            if (ours != answers.at(i).toString())
                QFAIL(qPrintable(u"pattern %1, subject %2: Python %3, here %4"_s.arg(
                    pattern, subject, answers.at(i).toString(), ours)));
        }
    }
};

QTEST_GUILESS_MAIN(TestPython)
#include "tst_python.moc"
