// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QString search = u"http://www.store1.com:8001/m_search?productId=11211"_s;

QStringList rulesOf(const QJsonObject &report)
{
    QStringList rules;
    for (const QJsonValue &finding : report[u"findings"].toArray())
        rules.append(finding[u"rule"].toString());
    return rules;
}

} // namespace

/// `key --explain`, `--lint` and `--check`.
class TestCliKeyReports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void explains();
    void explainsAsJson();
    void anInvalidPatternIsNotExplained();
    void findsTheWorstFirst();
    void findingsAsJson();
    void aGoodPatternIsClean();
    void urlsComeFromAnywhere();
    void theMatrixTellsWhatStays();
    void keysAreAsExpected();
    void keysThatDifferAreNamed();
    void aFileThatCannotBeReadIsNamed_data();
    void aFileThatCannotBeReadIsNamed();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    QString file(const QByteArray &content)
    {
        const QString path = m_folder.filePath(u"file%1"_s.arg(++m_count));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("no file");
        return path;
    }

    QTemporaryDir m_folder;
    int m_count = 0;
};

void TestCliKeyReports::explains()
{
    const Ended ended = Program().run({u"key"_s, u"-p"_s, u"[w].+(?=/)"_s, u"--explain"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(QString::fromUtf8(ended.out),
             uR"([w].+(?=/)  the first place where these 3 parts follow each other
  [w]       the character “w”
  .+        any character except a line feed, one or more times, as many as possible
  (?=/)     followed by “/” (which is not part of the key)
)"_s);
    const Ended keyed = Program().run({u"key"_s, u"-p"_s, u"[w].+(?=/)"_s, u"--explain"_s, search});
    QVERIFY2(keyed.out.endsWith("\nwww.store1.com:8001\n"), keyed.told().constData());
}

void TestCliKeyReports::explainsAsJson()
{
    const Ended ended = Program().run(
        {u"key"_s, u"-p"_s, u"(?:a.)+b"_s, u"--explain"_s, u"--json"_s, u"--python"_s, u"3.8"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"pattern"].toString(), u"(?:a.)+b"_s);
    QCOMPARE(json[u"python"].toString(), u"3.8"_s);
    QVERIFY(json[u"error"].isNull());
    const QJsonArray parts = json[u"explanation"][u"children"].toArray();
    QCOMPARE(parts.size(), 2);
    QCOMPARE(parts[0][u"range"].toArray(), (QJsonArray{0, 7}));
    QCOMPARE(parts[0][u"children"].toArray().size(), 2);
    QCOMPARE(parts[1][u"text"].toString(), u"the character “b”"_s);
}

void TestCliKeyReports::anInvalidPatternIsNotExplained()
{
    const Ended text = Program().run({u"key"_s, u"-p"_s, u"(a"_s, u"--explain"_s});
    COMPARE_CODE(text, RequestFailed);
    QVERIFY2(text.err.contains("re.error: missing ), unterminated subpattern at position 0"),
             text.told().constData());
    const Ended ended = Program().run({u"key"_s, u"-p"_s, u"(a"_s, u"--explain"_s, u"--json"_s});
    COMPARE_CODE(ended, RequestFailed);
    const QJsonObject json = ended.json();
    QVERIFY(json[u"explanation"].isNull());
    QCOMPARE(json[u"error"][u"type"].toString(), u"re.error"_s);
    QCOMPARE(json[u"error"][u"position"].toInt(-1), 0);
}

void TestCliKeyReports::findsTheWorstFirst()
{
    const Ended ended = Program().run({u"key"_s, u"-p"_s, u".*"_s, u"--lint"_s, search});
    COMPARE_CODE(ended, RequestFailed);
    QVERIFY2(ended.out.startsWith("error    C1  The key is the whole URL\n"),
             ended.told().constData());
    QVERIFY2(ended.out.contains("try ^https?://[^/?#]+   (Scheme, host and port)\n"),
             ended.told().constData());
    QVERIFY2(ended.out.contains(QByteArray("in " + search.toUtf8() + "\n")),
             ended.told().constData());
    QVERIFY2(ended.out.endsWith(" over 1 URL: 1 error, 2 warnings, 1 info\n"),
             ended.told().constData());
}

void TestCliKeyReports::findingsAsJson()
{
    const Ended ended = Program().run({u"key"_s, u"-p"_s, u"api/(\\w+)"_s, u"--lint"_s, u"--json"_s,
                                       u"https://a.com/api/x"_s, u"https://b.com/api/x"_s});
    COMPARE_CODE(ended, RequestFailed);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"urls"].toInt(), 2);
    QCOMPARE(rulesOf(json), (QStringList{u"H1"_s, u"H3"_s, u"G1"_s}));
    const QJsonValue merged = json[u"findings"][0];
    QCOMPARE(merged[u"severity"].toString(), u"error"_s);
    QVERIFY(merged[u"range"].isNull());
    QCOMPARE(merged[u"urls"].toArray(), (QJsonArray{0, 1}));
    QCOMPARE(merged[u"url_count"].toInt(), 2);
    const QJsonValue group = json[u"findings"][2];
    QCOMPARE(group[u"range"].toArray(), (QJsonArray{4, 9}));
    QCOMPARE(group[u"fixes"][0][u"pattern"].toString(), u"(?<=api/)\\w+"_s);
    QVERIFY(!json.contains(u"matrix"));
}

void TestCliKeyReports::aGoodPatternIsClean()
{
    const Ended ended
        = Program().run({u"key"_s, u"-p"_s, u"^https?://[^/?#]+"_s, u"--lint"_s, search});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "No findings over 1 URL\n"_ba);
    const Ended warned = Program().run({u"key"_s, u"-p"_s, u"[w].+(?=/)"_s, u"--lint"_s, search});
    COMPARE_CODE(warned, Done);
}

void TestCliKeyReports::urlsComeFromAnywhere()
{
    const QStringList lint{u"key"_s, u"-p"_s, u"^https?://[^/?#]+"_s, u"--lint"_s, u"--json"_s};
    const QByteArray lines = "# of the shop\n\nhttp://a.com/\r\n  http://b.com/\nhttp://c.com/";
    QCOMPARE(Program().run(lint, lines).json()[u"urls"].toInt(), 3);
    QCOMPARE(Program().run(lint + QStringList{u"--urls"_s, file(lines)}).json()[u"urls"].toInt(),
             3);
    QCOMPARE(Program()
                 .run(lint + QStringList{search, u"--urls"_s, u"-"_s}, lines)
                 .json()[u"urls"]
                 .toInt(),
             4);
    QCOMPARE(Program().run(lint + QStringList{search}, lines).json()[u"urls"].toInt(), 1);
    QCOMPARE(Program().run(lint).json()[u"urls"].toInt(-1), 0);
    const Ended keys
        = Program().run({u"key"_s, u"-p"_s, u"[abc]\\.com"_s, u"--urls"_s, file(lines)});
    QCOMPARE(keys.out, "a.com\nb.com\nc.com\n"_ba);
    const Ended missing = Program().run(lint + QStringList{u"--urls"_s, u"/nowhere"_s});
    COMPARE_CODE(missing, Usage);
    QVERIFY2(missing.err.startsWith("recloser-cli: /nowhere: "), missing.told().constData());
    const Ended latin = Program().run(lint, "http://a\nhttp://\xe9\n");
    COMPARE_CODE(latin, Usage);
    QVERIFY2(latin.err.startsWith("recloser-cli: stdin line 2: not UTF-8"),
             latin.told().constData());
}

void TestCliKeyReports::theMatrixTellsWhatStays()
{
    const Ended ended
        = Program().run({u"key"_s, u"-p"_s, u"[w].+(?=/)"_s, u"--matrix"_s, u"--json"_s, search});
    COMPARE_CODE(ended, Done);
    const QJsonArray matrix = ended.json()[u"matrix"].toArray();
    QCOMPARE(matrix.size(), 9);
    QCOMPARE(matrix[0][u"change"].toString(), u"+ trailing slash"_s);
    QCOMPARE(matrix[0][u"outcomes"].toArray(), QJsonArray{u"changes"_s});
    QCOMPARE(matrix[0][u"keys"].toArray(), QJsonArray{u"www.store1.com:8001/m_search"_s});
    QCOMPARE(matrix[7][u"outcomes"].toArray(), QJsonArray{u"vanishes"_s});
    QCOMPARE(matrix[7][u"keys"].toArray(), QJsonArray{QJsonValue()});
    const Ended text = Program().run(
        {u"key"_s, u"-p"_s, u"^https?://[^/?#]+"_s, u"--lint"_s, u"--matrix"_s, search, search});
    COMPARE_CODE(text, Done);
    QVERIFY2(text.out.contains("\n+ trailing slash        stays 2\n"), text.told().constData());
}

void TestCliKeyReports::keysAreAsExpected()
{
    const QString good = file("pattern: [w].+(?=:)\n# ours\n"
                              "http://www.a.com:1/\twww.a.com\nhttp://b/\t(no match)\n");
    const Ended ended = Program().run({u"key"_s, u"--check"_s, good});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, good.toUtf8() + ": 2 of 2 keys as expected\n");
    const Ended json = Program().run({u"key"_s, u"--check"_s, good, u"--json"_s});
    COMPARE_CODE(json, Done);
    QCOMPARE(json.json()[u"checked"].toInt(), 2);
    QVERIFY(json.json()[u"error"].isNull());
    QVERIFY(json.json()[u"differences"].toArray().isEmpty());
}

void TestCliKeyReports::keysThatDifferAreNamed()
{
    const QString bad = file("pattern: [w].+(?=/)\npython: 3.8\n"
                             "http://www.a.com:1/\twww.a.com:1\n"
                             "http://www.a.com:1/b/\twww.a.com:1\n"
                             "http://b/\thttp://b/\n");
    const Ended ended = Program().run({u"key"_s, u"--check"_s, bad});
    COMPARE_CODE(ended, RequestFailed);
    QCOMPARE(ended.out,
             bad.toUtf8()
                 + ":4: http://www.a.com:1/b/\n    expected “www.a.com:1”\n"
                   "    is       “www.a.com:1/b”\n"
                 + bad.toUtf8() + ":5: http://b/\n    expected “http://b/”\n    is       no match\n"
                 + bad.toUtf8() + ": 1 of 3 keys as expected\n");
    const QJsonObject json = Program().run({u"key"_s, u"--check"_s, bad, u"--json"_s}).json();
    QCOMPARE(json[u"python"].toString(), u"3.8"_s);
    QCOMPARE(json[u"differences"].toArray().size(), 2);
    QCOMPARE(json[u"differences"][0][u"line"].toInt(), 4);
    QCOMPARE(json[u"differences"][0][u"actual"].toString(), u"www.a.com:1/b"_s);
    QVERIFY(json[u"differences"][1][u"actual"].isNull());

    // Another pattern than the file's, and two files: the worse one counts.
    const QString good = file("pattern: x\nhttp://x/\tx\n");
    COMPARE_CODE(Program().run({u"key"_s, u"--check"_s, bad, u"-p"_s, u"https?://[^/]+"_s}),
                 RequestFailed);
    COMPARE_CODE(Program().run({u"key"_s, u"--check"_s, bad, u"--check"_s, good}), RequestFailed);
    const QString old = file("pattern: x++\nhttp://x/\tx\n");
    COMPARE_CODE(Program().run({u"key"_s, u"--check"_s, old}), Done);
    const Ended refused = Program().run({u"key"_s, u"--check"_s, old, u"--python"_s, u"3.10"_s});
    COMPARE_CODE(refused, RequestFailed);
    QVERIFY2(refused.out.contains("Python 3.10 does not take the pattern: multiple repeat"),
             refused.told().constData());
}

void TestCliKeyReports::aFileThatCannotBeReadIsNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no tab") << "pattern: a\nhttp://a b\n"_ba << ":2:11: no key"_ba;
    QTest::newRow("no pattern") << "http://a\tb\n"_ba << ":1:1: a URL before the pattern"_ba;
    QTest::newRow("an unknown Python")
        << "pattern: a\npython: 2.7\nhttp://a\tb\n"_ba << ": unknown version 2.7, write"_ba;
}

void TestCliKeyReports::aFileThatCannotBeReadIsNamed()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    const QString path = file(content);
    const Ended ended = Program().run({u"key"_s, u"--check"_s, path});
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.err.startsWith(QByteArray("recloser-cli: " + path.toUtf8() + says)),
             ended.told().constData());
}

void TestCliKeyReports::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("two tasks") << QStringList{u"-p"_s, u"a"_s, u"--lint"_s, u"--explain"_s}
                               << "cannot be done together"_ba;
    QTest::newRow("the matrix of a batch")
        << QStringList{u"--batch"_s, u"--matrix"_s} << "--matrix: cannot"_ba;
    QTest::newRow("nothing to explain") << QStringList{u"--explain"_s} << "no pattern given"_ba;
    QTest::newRow("nothing to find anything in")
        << QStringList{u"--lint"_s, u"http://a"_s} << "no pattern given"_ba;
    QTest::newRow("a check of arguments")
        << QStringList{u"--check"_s, u"x"_s, u"http://a"_s} << "takes its URLs from the file"_ba;
    QTest::newRow("a batch of arguments")
        << QStringList{u"--batch"_s, u"http://a"_s} << "takes its URLs from stdin"_ba;
    QTest::newRow("a check of no file")
        << QStringList{u"--check"_s, u"/nowhere"_s} << "/nowhere: "_ba;
}

void TestCliKeyReports::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(QStringList{u"key"_s} + words);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.out.isEmpty(), ended.told().constData());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliKeyReports)
#include "tst_clikeyreports.moc"
