// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/codepoints.h"
#include "ui/keylab/keylabdelegate.h"
#include "ui/keylab/keytable.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/pythontext.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QString storeSearch = u"http://www.store1.com:8001/m_search?productId=11211"_s;
const QString storeComment = u"http://www.store1.com:8001/comment/postID/11211"_s;

struct Grouped
{
    Grouped(const QString &pattern, const QStringList &list,
            const std::optional<QString> &savedPattern = {}, BreakerPolicy policy = {})
        : urls(list)
        , table(question(pattern, savedPattern, policy), saved(savedPattern, policy, urls))
    {
        for (const QString &url : list)
            table.add(url, codePoints(url), {});
    }
    static KeyQuestion question(const QString &pattern, const std::optional<QString> &saved,
                                BreakerPolicy policy)
    {
        policy.keyPattern = pattern;
        return {policy, PythonVersion::Py311, saved};
    }
    static std::shared_ptr<SavedKeys> saved(const std::optional<QString> &pattern,
                                            BreakerPolicy policy, const UrlList &urls)
    {
        if (!pattern)
            return {};
        policy.keyPattern = *pattern;
        return std::make_shared<SavedKeys>(policy, PythonVersion::Py311, urls);
    }
    KeyGroupsPtr groups(const KeyView &view = {}) const { return table.arranged(urls, view); }

    UrlList urls;
    KeyTable table;
};

KeyGroupsPtr grouped(const QString &pattern, const QStringList &urls)
{
    return Grouped(pattern, urls).groups();
}

QStringList titles(const KeyGroups &groups)
{
    QStringList titles;
    for (const KeyGroup &group : groups.groups)
        titles.append(u"%1 x%2"_s.arg(titleOf(group, groups.question.policy)).arg(group.count));
    return titles;
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
            << storeSearch << u"[w].+(?=/)"_s << u"www.store1.com:8001"_s << 7 << 26;
        QTest::newRow("up to the last colon")
            << storeSearch << u"[w].+(?=:)"_s << u"www.store1.com"_s << 7 << 21;
        QTest::newRow("everything") << storeSearch << u".*"_s << storeSearch << 0 << 51;
        QTest::newRow("up to a word")
            << storeSearch << u".+m_"_s << u"http://www.store1.com:8001/m_"_s << 0 << 29;
        QTest::newRow("a deeper path makes another key")
            << storeComment << u"[w].+(?=/)"_s << u"www.store1.com:8001/comment/postID"_s << 7
            << 41;
        QTest::newRow("an empty look-ahead does nothing")
            << storeComment << u"[w].+(?=)/"_s << u"www.store1.com:8001/comment/postID/"_s << 7
            << 42;
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
        QCOMPARE(titleOf(groups->groups.at(0), groups->question.policy), u"no match: whole URL"_s);
    }

    void positionsBeyondTheBasicPlaneAreUtf16()
    {
        const KeyGroupsPtr groups = grouped(u"b.*"_s, {u"😀b😀c"_s});
        QCOMPARE(groups->rows.first(), (KeyRow{0, 2, 6}));
        QCOMPARE(groups->groups.first().key, u"b😀c"_s);
    }

    void aBrokenPatternGivesPythonsWords()
    {
        const KeyGroupsPtr groups = grouped(u"("_s, {storeSearch, storeComment});
        QVERIFY(groups->error);
        QCOMPARE(groups->error->message, u"missing ), unterminated subpattern"_s);
        QCOMPARE(groups->error->position, 0);
        QCOMPARE(groups->circuits, 2);
        QCOMPARE(groups->groups.first().source, KeySource::Invalid);
    }

    void listsGrowWithoutBeingCopied()
    {
        UrlList list({u"a"_s, u"b"_s});
        const UrlList before = list;
        list.append({});
        list.append({u"c"_s});
        list.append({u"d"_s, u"e"_s});
        QCOMPARE(list.size(), 5);
        QCOMPARE(before.size(), 2);
        QCOMPARE(list.at(2), u"c"_s);
        QCOMPARE(list.at(4), u"e"_s);
        QCOMPARE(list.first(4), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(list.toStringList().size(), 5);
        QVERIFY(list.continues(before) && !before.continues(list));
        QVERIFY(!list.continues(UrlList({u"x"_s})));
        QVERIFY(UrlList().isEmpty());
    }

    void hostsGroupTheSameRows()
    {
        const Grouped lab(u"[xy]$"_s, {u"http://a/x"_s, u"http://B/x"_s, u"http://b/y"_s});
        const KeyGroupsPtr groups = lab.groups({.by = KeyView::By::Host});
        QCOMPARE(titles(*groups), (QStringList{u"b x2"_s, u"a x1"_s}));
        QCOMPARE(groups->groups.first().keys, 2);
        QCOMPARE(groups->rows.size(), 3);
    }

    void aFilterLooksAtUrlsAndKeys_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("none") << QString() << QStringList{u"www.store1.com:8001 x2"_s};
        QTest::newRow("in one URL") << u"SEARCH"_s << QStringList{u"www.store1.com:8001 x1"_s};
        QTest::newRow("in the key") << u"store1"_s << QStringList{u"www.store1.com:8001 x2"_s};
        QTest::newRow("nowhere") << u"zzz"_s << QStringList();
    }
    void aFilterLooksAtUrlsAndKeys()
    {
        QFETCH(QString, filter);
        const KeyGroupsPtr groups
            = Grouped(u"www[^/]+"_s, {storeSearch, storeComment}).groups({.filter = filter});
        QTEST(titles(*groups), "shown");
        QCOMPARE(groups->counts.matched, 2);
        QCOMPARE(groups->circuits, 1);
    }

    void whatMovedIsToldAgainstTheSavedPattern()
    {
        const Grouped lab(u"www[^:/]+"_s, {storeSearch, storeComment, u"http://www.b.example/1"_s},
                          u"www[^/]+"_s);
        const KeyGroupsPtr all = lab.groups();
        QCOMPARE(all->counts.moved, 2);
        QCOMPARE(all->rows.size(), 3);
        const KeyGroupsPtr moved = lab.groups({.only = KeyView::Only::Moved});
        QCOMPARE(titles(*moved), QStringList{u"www.store1.com:8001 → www.store1.com x2"_s});
        QCOMPARE(moved->oldKeys, QStringList{u"www.store1.com:8001"_s});
        QCOMPARE(Grouped(u"a"_s, {storeSearch}).groups()->counts.moved, 0);
    }

    void circuitsSplitMergeOrChangeTheirName()
    {
        const QStringList urls{u"http://a/1"_s, u"http://a/2"_s, u"http://b/1"_s, u"http://c/1"_s};
        const auto changes = [&](const QString &from, const QString &to) {
            const Grouped lab(to, urls, from);
            return lab.table.changes(lab.urls);
        };
        const KeyChanges split = changes(u"//[^/]+"_s, u"//.*"_s);
        QCOMPARE(split.moved, 4);
        QCOMPARE(split.splitCount, 1);
        QCOMPARE(split.splits.first().circuit, (KeyChanges::Share{u"//a"_s, 2}));
        QCOMPARE(split.splits.first().others.size(), 2);
        QCOMPARE(split.renameCount, 2);
        const KeyChanges merged = changes(u"//[^/]+"_s, u"http"_s);
        QCOMPARE(merged.mergeCount, 1);
        QCOMPARE(merged.merges.first().circuit, (KeyChanges::Share{u"http"_s, 4}));
        QCOMPARE(merged.merges.first().others.first(), (KeyChanges::Share{u"//a"_s, 2}));
        QVERIFY(changes(u"a"_s, u"a"_s).isNothing());
        // What stays behind is a part of a split, too.
        const KeyChanges part = changes(u"//[^/]+"_s, u"//a/2|//[^/]+"_s);
        QCOMPARE(part.moved, 1);
        QCOMPARE(part.splitCount, 1);
    }

    void expectedKeysAreHeldAgainstWhatIsFound_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<bool>("holds");
        QTest::newRow("the key") << u"www[^/]+"_s << u"www.store1.com:8001"_s << true;
        QTest::newRow("another key") << u"www[^:/]+"_s << u"www.store1.com:8001"_s << false;
        QTest::newRow("no match is wanted") << u"zzz"_s << QString() << true;
        QTest::newRow("a match is not") << u"www"_s << QString() << false;
        QTest::newRow("the empty key") << u"x*"_s << u""_s << true;
        QTest::newRow("an invalid pattern gives nothing") << u"("_s << QString() << false;
    }
    void expectedKeysAreHeldAgainstWhatIsFound()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, wanted);
        QFETCH(bool, holds);
        KeyView view;
        view.wanted = std::make_shared<QHash<QString, WantedKey>>(QHash<QString, WantedKey>{
            {storeSearch, wanted.isNull() ? WantedKey() : WantedKey(wanted)}});
        const Grouped lab(pattern, {storeSearch, storeComment});
        const KeyGroupsPtr groups = lab.groups(view);
        QCOMPARE(groups->counts.asExpected, holds ? 1 : 0);
        QCOMPARE(groups->counts.unexpected, holds ? 0 : 1);
        view.only = KeyView::Only::Unexpected;
        QCOMPARE(lab.groups(view)->rows.size(), holds ? 0 : 1);
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

    void aTestHoldsItsRows()
    {
        const QString test = pythonTest(u"a+"_s, {{u"http://a/"_s, u"a"_s}, {u"http://b/"_s, {}}});
        QVERIFY(test.contains(u"PATTERN = re.compile(r\"a+\")\n"_s));
        QVERIFY(test.contains(u"    (r\"http://a/\", r\"a\"),\n    (r\"http://b/\", None),\n"_s));
        QVERIFY(test.contains(u"@pytest.mark.parametrize"_s));
    }

    void errorsAreNamedAsTheirPythonDoes_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("text");
        QTest::newRow("until 3.12") << u"3.12"_s << u"re.error: nothing to repeat at position 0"_s;
        QTest::newRow("from 3.13 on")
            << u"3.13"_s << u"re.PatternError: nothing to repeat at position 0"_s;
    }
    void errorsAreNamedAsTheirPythonDoes()
    {
        QFETCH(QString, version);
        const auto pattern = parse(U"*", *versionOf(version));
        QVERIFY(!pattern);
        QTEST(pythonErrorText(pattern.error(), U"*", *versionOf(version)), "text");
        QCOMPARE(versionName(*versionOf(version)), u"Python "_s + version);
        QVERIFY(!versionOf(u"2.7"_s));
        QCOMPARE(allVersions().size(), 7);
    }

    void cbConfigIsJson()
    {
        QCOMPARE(cbConfigSnippet(u"[w]\\.+\"(?=/)"_s),
                 u"\"cb_config\": {\"regex_pattern\": \"[w]\\\\.+\\\"(?=/)\"}"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeyGroups)
#include "tst_keygroups.moc"
