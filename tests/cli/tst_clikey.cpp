// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QString search = u"http://www.store1.com:8001/m_search?productId=11211"_s;
const QString comment = u"http://www.store1.com:8001/comment/postID/11211"_s;
const QString local = u"http://127.0.0.1:8001/store_search?productid=1"_s;

} // namespace

/// `key`: what Python's re.search gives.
class TestCliKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theExamplesOfTheFyndLibraryHold_data();
    void theExamplesOfTheFyndLibraryHold();
    void textTellsWhyTheKeyIsTheWholeUrl_data();
    void textTellsWhyTheKeyIsTheWholeUrl();
    void severalUrlsGiveOneLineEach();
    void batchReadsAndPrintsJsonLines();
    void batchNamesTheLineThatIsBroken();
    void spansCountCodePoints();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();
};

void TestCliKey::theExamplesOfTheFyndLibraryHold_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("source");
    const auto match = u"match"_s;
    QTest::newRow("host and port by a lookahead for a slash")
        << search << u"[w].+(?=/)"_s << u"www.store1.com:8001"_s << match;
    QTest::newRow("host by a lookahead for a colon")
        << search << u"[w].+(?=:)"_s << u"www.store1.com"_s << match;
    QTest::newRow("everything") << search << u".*"_s << search << match;
    QTest::newRow("up to a word of the path")
        << search << u".+m_"_s << u"http://www.store1.com:8001/m_"_s << match;
    QTest::newRow("up to the last slash")
        << comment << u"[w].+(?=/)"_s << u"www.store1.com:8001/comment/postID"_s << match;
    QTest::newRow("with an empty lookahead")
        << comment << u"[w].+(?=)/"_s << u"www.store1.com:8001/comment/postID/"_s << match;
    QTest::newRow("an address") << local << u"[1].+(?=/)"_s << u"127.0.0.1:8001"_s << match;
    QTest::newRow("an invalid pattern") << search << u"("_s << search << u"invalid"_s;
    QTest::newRow("no match") << search << u"zzz"_s << search << u"no-match"_s;
    QTest::newRow("an empty match") << search << u"x*"_s << search << u"empty"_s;
    QTest::newRow("an empty pattern") << search << u""_s << search << u"missing"_s;
}

void TestCliKey::theExamplesOfTheFyndLibraryHold()
{
    QFETCH(QString, url);
    QFETCH(QString, pattern);
    QFETCH(QString, source);
    const Ended ended = Program().run({u"key"_s, u"--pattern"_s, pattern, url, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    const QJsonObject json = ended.json();
    QTEST(json[u"key"].toString(), "key");
    QTEST(json[u"source"].toString(), "source");
    QVERIFY(json[u"warnings"].isArray());
    if (source == "match"_L1) {
        QVERIFY(json[u"error"].isNull());
        const QJsonArray span = json[u"span"].toArray();
        QCOMPARE(url.sliced(span[0].toInt(), span[1].toInt() - span[0].toInt()),
                 json[u"key"].toString());
    }
    QCOMPARE(json[u"error"].isNull(), source != "invalid"_L1);

    const Ended text = Program().run({u"key"_s, u"--pattern"_s, pattern, url});
    COMPARE_CODE(text, Done);
    QTEST(QString::fromUtf8(text.out).section(u'\t', 0, 0).trimmed(), "key");
    QCOMPARE(text.out.contains('\t'), source != "match"_L1);
}

void TestCliKey::textTellsWhyTheKeyIsTheWholeUrl_data()
{
    QTest::addColumn<QStringList>("pattern");
    QTest::addColumn<QByteArray>("reason");
    const auto p = u"--pattern"_s;
    QTest::newRow("invalid, with Python's words")
        << QStringList{p, u"("_s} << "missing ), unterminated subpattern at position 0"_ba;
    QTest::newRow("no match") << QStringList{p, u"zzz"_s} << "no match"_ba;
    QTest::newRow("empty match") << QStringList{p, u"x*"_s} << "empty match"_ba;
    QTest::newRow("no pattern") << QStringList{} << "no pattern"_ba;
}

void TestCliKey::textTellsWhyTheKeyIsTheWholeUrl()
{
    QFETCH(QStringList, pattern);
    QFETCH(QByteArray, reason);
    const Ended ended = Program().run(QStringList{u"key"_s, search} + pattern);
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, search.toUtf8() + "\t(whole URL: " + reason + ")\n");
}

void TestCliKey::severalUrlsGiveOneLineEach()
{
    const Ended ended = Program().run({u"key"_s, u"-p"_s, u"[w].+(?=:)"_s, search, comment});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.out, "www.store1.com\nwww.store1.com\n"_ba);
}

void TestCliKey::batchReadsAndPrintsJsonLines()
{
    const Ended ended = Program().run({u"key"_s, u"--batch"_s},
                                      R"lines({"pattern": "[w].+(?=:)", "url": "http://www.a.b:1/"}
{"pattern": "(", "url": "http://a/"}

{"url": "http://b/"}
)lines");
    ;
    COMPARE_CODE(ended, Done);
    const QList<QJsonObject> lines = ended.jsonLines();
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0][u"key"].toString(), u"www.a.b"_s);
    QCOMPARE(lines[0][u"span"].toArray(), (QJsonArray{7, 14}));
    QCOMPARE(lines[1][u"source"].toString(), u"invalid"_s);
    QCOMPARE(lines[1][u"key"].toString(), u"http://a/"_s);
    QVERIFY(!lines[1][u"error"][u"message"].toString().isEmpty());
    QCOMPARE(lines[1][u"error"][u"position"].toInt(-1), 0);
    QVERIFY(lines[1][u"span"].isNull());
    QCOMPARE(lines[2][u"source"].toString(), u"missing"_s);
}

void TestCliKey::batchNamesTheLineThatIsBroken()
{
    const Ended ended = Program().run({u"key"_s, u"--batch"_s, u"--pattern"_s, u"a"_s},
                                      "{\"url\": \"a\"}\n{\"url\": 7}\n");
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.json()[u"key"].toString(), u"a"_s);
    QVERIFY2(ended.err.startsWith("recloser-cli: stdin line 2: "), ended.told().constData());
}

void TestCliKey::spansCountCodePoints()
{
    const Ended ended = Program().run(
        {u"key"_s, u"-p"_s, u"b+"_s, u"http://x/\U0001F600\u00e9bb"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.json()[u"span"].toArray(), (QJsonArray{11, 13}));
}

void TestCliKey::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no URL") << QStringList{u"-p"_s, u"a"_s} << "no URL"_ba;
    QTest::newRow("an unknown option") << QStringList{u"--wrong"_s, u"a"_s} << "wrong"_ba;
    QTest::newRow("an unknown Python")
        << QStringList{u"--python"_s, u"2.7"_s, u"a"_s} << "--python: unknown version 2.7"_ba;
    QTest::newRow("an unknown fallback")
        << QStringList{u"--fallback"_s, u"x"_s, u"a"_s} << "--fallback"_ba;
}

void TestCliKey::wrongUsageIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    const Ended ended = Program().run(QStringList{u"key"_s} + words);
    COMPARE_CODE(ended, Usage);
    QVERIFY2(ended.out.isEmpty(), ended.told().constData());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.told().constData());
}

QTEST_GUILESS_MAIN(TestCliKey)
#include "tst_clikey.moc"
