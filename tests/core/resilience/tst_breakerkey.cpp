// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/breakerkey.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {
const QString search = u"http://www.store1.com:8001/m_search?productId=11211"_s;
const QString comment = u"http://www.store1.com:8001/comment/postID/11211"_s;
} // namespace

class TestBreakerKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void pythonsAnswers_data();
    void pythonsAnswers();
    void invalidPatternsFallBackWithTheReason();
    void fallbacks_data();
    void fallbacks();
    void emptyMatches();
    void nothingIsLeftOfAnotherUrl();
    void spansCountCodePoints();
    void indicesConvertBothWays();
};

void TestBreakerKey::pythonsAnswers_data()
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
    QTest::newRow("up to m_") << search << u".+m_"_s << u"http://www.store1.com:8001/m_"_s << 0
                              << 29;
    QTest::newRow("greedy takes the path too")
        << comment << u"[w].+(?=/)"_s << u"www.store1.com:8001/comment/postID"_s << 7 << 41;
    QTest::newRow("an empty lookahead")
        << comment << u"[w].+(?=)/"_s << u"www.store1.com:8001/comment/postID/"_s << 7 << 42;
    QTest::newRow("an address") << u"http://127.0.0.1:8001/store_search?productid=1"_s
                                << u"[1].+(?=/)"_s << u"127.0.0.1:8001"_s << 7 << 21;
    QTest::newRow("no match is the whole URL")
        << u"https://reqres.in/api/users/1"_s << u"[1].+(?=:)"_s
        << u"https://reqres.in/api/users/1"_s << -1 << -1;
}

void TestBreakerKey::pythonsAnswers()
{
    QFETCH(QString, url);
    QFETCH(QString, pattern);
    QFETCH(int, begin);
    QFETCH(int, end);
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = pattern;
    const KeyResult result = reader.read(policy, url);
    QTEST(result.key, "key");
    QCOMPARE(result.source, begin < 0 ? KeySource::NoMatch : KeySource::Match);
    QCOMPARE(result.span.has_value(), begin >= 0);
    if (result.span)
        QCOMPARE(*result.span, (TextSpan{begin, end}));
    QCOMPARE(reader.read(policy, url), result);
}

void TestBreakerKey::invalidPatternsFallBackWithTheReason()
{
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = u"("_s;
    const KeyResult result = reader.read(policy, search);
    QCOMPARE(result.key, search);
    QCOMPARE(result.source, KeySource::Invalid);
    QVERIFY(result.error);
    QCOMPARE(result.error->message, u"missing ), unterminated subpattern"_s);
    QCOMPARE(result.error->position, std::optional<qsizetype>(0));
}

void TestBreakerKey::fallbacks_data()
{
    QTest::addColumn<int>("fallback");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isNull");
    QTest::newRow("the whole URL") << int(KeyFallback::WholeUrl) << search << false;
    QTest::newRow("the path only") << int(KeyFallback::PathOnly) << u"/m_search"_s << false;
    QTest::newRow("no breaker") << int(KeyFallback::NoBreaker) << QString() << true;
    QTest::newRow("an error") << int(KeyFallback::Error) << QString() << true;
}

void TestBreakerKey::fallbacks()
{
    QFETCH(int, fallback);
    KeyReader reader;
    BreakerPolicy policy;
    policy.fallback = KeyFallback(fallback);
    for (const QString &pattern : {u""_s, u"nowhere"_s, u"("_s}) {
        policy.keyPattern = pattern;
        const KeyResult result = reader.read(policy, search);
        QTEST(result.key, "key");
        QTEST(result.key.isNull(), "isNull");
    }
}

void TestBreakerKey::emptyMatches()
{
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = u"x*"_s;
    KeyResult result = reader.read(policy, search);
    QCOMPARE(result.source, KeySource::Empty);
    QCOMPARE(result.key, search);
    QVERIFY(!result.warnings.isEmpty());
    policy.emptyMatch = EmptyMatch::Strict;
    result = reader.read(policy, search);
    QVERIFY(result.key.isEmpty() && !result.key.isNull());
}

void TestBreakerKey::nothingIsLeftOfAnotherUrl()
{
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = u"[a-z]+_search"_s;
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(reader.read(policy, search).key, u"m_search"_s);
        const KeyResult none = reader.read(policy, comment);
        QCOMPARE(none.source, KeySource::NoMatch);
        QCOMPARE(none.key, comment);
        QCOMPARE(none.span, std::nullopt);
    }
    // The same URL under other rules.
    policy.fallback = KeyFallback::PathOnly;
    QCOMPARE(reader.read(policy, comment).key, u"/comment/postID/11211"_s);
    policy.keyPattern = u"[a-z]+/postID"_s;
    QCOMPARE(reader.read(policy, comment).key, u"comment/postID"_s);
}

void TestBreakerKey::spansCountCodePoints()
{
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = u"store"_s;
    const KeyResult result = reader.read(policy, u"http://😀.store1.com/"_s);
    QCOMPARE(result.key, u"store"_s);
    QCOMPARE(result.span, std::optional(TextSpan{9, 14}));
}

void TestBreakerKey::indicesConvertBothWays()
{
    const QString text = u"a😀b"_s;
    QCOMPARE(utf16Index(text, 2), 3);
    QCOMPARE(codePointIndex(text, 3), 2);
    QCOMPARE(utf16Index(text, 99), text.size());
}

QTEST_GUILESS_MAIN(TestBreakerKey)
#include "tst_breakerkey.moc"
