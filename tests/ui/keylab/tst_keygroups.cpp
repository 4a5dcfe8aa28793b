// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/breakerkey.h"
#include "ui/keylab/keyfindings.h"
#include "ui/keylab/keygroups.h"
#include "ui/keylab/keylabdelegate.h"
#include "ui/keylab/patterncolors.h"
#include "ui/keylab/pythontext.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QString search = u"http://www.store1.com:8001/m_search?productId=11211"_s;
const QString comment = u"http://www.store1.com:8001/comment/postID/11211"_s;

KeyGroupsPtr grouped(const QString &pattern, const QStringList &urls, BreakerPolicy policy = {})
{
    policy.keyPattern = pattern;
    KeyGrouping grouping(policy, urls);
    KeyReader reader;
    for (const QString &url : urls)
        grouping.add(reader.read(policy, url));
    return grouping.groups();
}

QStringList chips(const KeyGroups &groups)
{
    QStringList texts;
    for (const KeyFinding &finding : findingsOf(groups))
        texts.append(finding.text);
    return texts;
}

} // namespace

class TestKeyGroups : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void theFyndExamplesAreMarked_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("up to the last slash")
            << search << u"[w].+(?=/)"_s << u"www.store1.com:8001"_s << 7 << 26;
        QTest::newRow("up to the last colon")
            << search << u"[w].+(?=:)"_s << u"www.store1.com"_s << 7 << 21;
        QTest::newRow("everything") << search << u".*"_s << search << 0 << 51;
        QTest::newRow("up to a word")
            << search << u".+m_"_s << u"http://www.store1.com:8001/m_"_s << 0 << 29;
        QTest::newRow("a deeper path makes another key")
            << comment << u"[w].+(?=/)"_s << u"www.store1.com:8001/comment/postID"_s << 7 << 41;
        QTest::newRow("an empty look-ahead does nothing")
            << comment << u"[w].+(?=)/"_s << u"www.store1.com:8001/comment/postID/"_s << 7 << 42;
        QTest::newRow("an address") << u"http://127.0.0.1:8001/store_search?productid=1"_s
                                    << u"[1].+(?=/)"_s << u"127.0.0.1:8001"_s << 7 << 21;
    }
    void theFyndExamplesAreMarked()
    {
        QFETCH(QString, url);
        QFETCH(QString, pattern);
        const KeyGroupsPtr groups = grouped(pattern, {url});
        QCOMPARE(groups->groups.size(), 1);
        QTEST(groups->groups.first().key, "key");
        QTEST(int(groups->rows.first().begin), "begin");
        QTEST(int(groups->rows.first().end), "end");
    }

    void unmatchedStandFirstThenTheLargest()
    {
        const QStringList urls{u"http://a.example/1"_s, u"http://www.b.example/1"_s,
                               u"http://www.c.example/1"_s, u"http://www.c.example/2"_s};
        const KeyGroupsPtr groups = grouped(u"www[^/]+"_s, urls);
        QCOMPARE(groups->groups.size(), 3);
        QCOMPARE(groups->groups.at(0).source, KeySource::NoMatch);
        QCOMPARE(groups->groups.at(1).key, u"www.c.example"_s);
        QCOMPARE(groups->groups.at(1).count, 2);
        QCOMPARE(groups->groups.at(2).key, u"www.b.example"_s);
        QCOMPARE(groups->rows.at(1).url, 2);
        QCOMPARE(groups->circuits, 3);
        QVERIFY(groups->isComplete());
        QCOMPARE(titleOf(groups->groups.at(0), groups->policy), u"no match: whole URL"_s);
    }

    void positionsBeyondTheBasicPlaneAreUtf16()
    {
        const KeyGroupsPtr groups = grouped(u"b.*"_s, {u"😀b😀c"_s});
        QCOMPARE(groups->rows.first(), (KeyedUrl{0, 2, 6}));
        QCOMPARE(groups->groups.first().key, u"b😀c"_s);
    }

    void aBrokenPatternGivesPythonsWords()
    {
        const KeyGroupsPtr groups = grouped(u"("_s, {search, comment});
        QVERIFY(groups->error);
        QCOMPARE(groups->error->message, u"missing ), unterminated subpattern"_s);
        QCOMPARE(groups->error->position, 0);
        QCOMPARE(groups->circuits, 2);
        QCOMPARE(groups->groups.first().source, KeySource::Invalid);
    }

    void chipsNameTheTrap_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("urls");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("a good pattern has none")
            << u"^https?://[^/?#]+"_s << QStringList{search, comment} << QStringList{};
        QTest::newRow("no URL matches")
            << u"zzz"_s << QStringList{search} << QStringList{u"matches nothing"_s};
        QTest::newRow("some do not match")
            << u"store"_s << QStringList{search, u"http://a/"_s}
            << QStringList{u"no match: 1 URL"_s, u"begins inside a name"_s}.first(1);
        QTest::newRow("whole URLs are never shared")
            << u".*"_s << QStringList{search, comment} << QStringList{u"key is the whole URL"_s};
        QTest::newRow("several hosts under one key")
            << u"/same"_s << QStringList{u"http://a/same"_s, u"http://b/same"_s}
            << QStringList{u"one key, several hosts"_s, u"without the host"_s};
        QTest::newRow("into the query")
            << u"store.*=1"_s << QStringList{search, comment + u"?a=1"_s}
            << QStringList{u"reaches into the query"_s};
        QTest::newRow("in the middle of a name")
            << u"[w].+(?=/)"_s << QStringList{u"http://twitter.com/x"_s}
            << QStringList{u"begins inside a name"_s};
        QTest::newRow("empty matches")
            << u"x*"_s << QStringList{search} << QStringList{u"empty match: 1 URL"_s};
    }
    void chipsNameTheTrap()
    {
        QFETCH(QString, pattern);
        QFETCH(QStringList, urls);
        QTEST(chips(*grouped(pattern, urls)), "expected");
    }

    void hostsAreFound_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::newRow("host and port") << u"http://a.b:80/c"_s << u"a.b:80"_s;
        QTest::newRow("user and password are not the host") << u"http://u:p@a/c@d"_s << u"a"_s;
        QTest::newRow("query right behind") << u"http://a?b"_s << u"a"_s;
        QTest::newRow("IPv6") << u"http://[::1]:80/"_s << u"[::1]:80"_s;
        QTest::newRow("no scheme") << u"a.b/c"_s << QString();
        QTest::newRow("nothing behind the slashes") << u"http://"_s << QString();
    }
    void hostsAreFound()
    {
        QFETCH(QString, url);
        const TextSpan span = hostSpan(url);
        QTEST(url.sliced(span.begin, span.end - span.begin), "host");
    }

    void longUrlsAreCutAroundTheKey_data()
    {
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("room");
        QTest::addColumn<QString>("shown");
        QTest::newRow("all of it fits") << 3 << 6 << 10 << u"012[345]6789"_s;
        QTest::newRow("what is behind goes first") << 3 << 6 << 8 << u"012[345]6…"_s;
        QTest::newRow("then what is before") << 3 << 6 << 5 << u"…2[345]"_s;
        QTest::newRow("then the middle of the key") << 2 << 9 << 5 << u"[23…78]"_s;
        QTest::newRow("no key") << 0 << 0 << 5 << u"[]0123…"_s;
    }
    void longUrlsAreCutAroundTheKey()
    {
        QFETCH(int, begin);
        QFETCH(int, end);
        QFETCH(int, room);
        const MarkedUrl url = markedUrl(u"0123456789", begin, end, room);
        QTEST(QString(url.before + u'[' + url.key + u']' + url.after), "shown");
    }

    void colorsCoverAnyText()
    {
        const QString pattern = u"[w].+(?=/)|\\d{2,5}{x}$(?P<n>a)[]-]\\"_s;
        qsizetype end = 0;
        for (const PatternToken &token : patternTokens(pattern)) {
            QVERIFY(token.begin >= end && token.end > token.begin);
            end = token.end;
        }
        QVERIFY(end <= pattern.size());
        QCOMPARE(patternTokens(u"[]a]"), (QList<PatternToken>{{PatternToken::Kind::Set, 0, 4}}));
        QCOMPARE(patternTokens(u"[a").size(), 1);
        QCOMPARE(patternTokens(u"(?=").first(), (PatternToken{PatternToken::Kind::Group, 0, 3}));
    }

    void pythonLiteralsHoldThePattern_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("literal");
        QTest::newRow("raw where it can be") << u"[w].+(?=/)\\d"_s << u"r\"[w].+(?=/)\\d\""_s;
        QTest::newRow("a double quote") << u"a\"b"_s << u"r'a\"b'"_s;
        QTest::newRow("both quotes") << u"a\"'b"_s << u"\"a\\\"'b\""_s;
        QTest::newRow("a backslash at the end") << u"a\\"_s << u"\"a\\\\\""_s;
        QTest::newRow("two backslashes at the end") << u"a\\\\"_s << u"r\"a\\\\\""_s;
        QTest::newRow("line breaks") << u"a\nb"_s << u"\"a\\nb\""_s;
        QTest::newRow("control characters") << u"a\x01"_s << u"\"a\\u0001\""_s;
        QTest::newRow("letters of the world") << u"ä😀"_s << u"r\"ä😀\""_s;
        QTest::newRow("empty") << QString() << u"r\"\""_s;
    }
    void pythonLiteralsHoldThePattern()
    {
        QFETCH(QString, pattern);
        QTEST(pythonLiteral(pattern), "literal");
        QVERIFY(pythonSnippet(pattern).contains(pythonLiteral(pattern)));
    }

    void cbConfigIsJson()
    {
        QCOMPARE(cbConfigSnippet(u"[w]\\.+\"(?=/)"_s),
                 u"\"cb_config\": {\"regex_pattern\": \"[w]\\\\.+\\\"(?=/)\"}"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeyGroups)
#include "tst_keygroups.moc"
