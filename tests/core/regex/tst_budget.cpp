// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QString outcomeOf(const std::expected<std::optional<Span>, GaveUp> &found)
{
    if (found)
        return *found ? u"found"_s : u"not found"_s;
    switch (found.error()) {
    case GaveUp::TooSlow:
        return u"too slow"_s;
    case GaveUp::OutOfStack:
        return u"out of stack"_s;
    case GaveUp::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

QString nested(int depth, const QString &open, const QString &inner, const QString &close)
{
    return open.repeated(depth) + inner + close.repeated(depth);
}

} // namespace

class TestBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void catastrophes_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("outcome");
        const QString as = u"a"_s.repeated(60);
        QTest::newRow("a loop in a loop") << u"(a+)+$"_s << as + u"!" << u"too slow"_s;
        QTest::newRow("all of it, and again") << u"(.*)*x"_s << as << u"too slow"_s;
        QTest::newRow("two ways for one character") << u"(?:a|(a))*b"_s << as << u"too slow"_s;
        QTest::newRow("ways of one and of two") << u"(a|aa)+$"_s << as + u"b" << u"too slow"_s;
        QTest::newRow("lazy loops") << u"(?:a+?)+?$"_s << as + u"!" << u"too slow"_s;
        QTest::newRow("references") << u"(a*)*\\1b"_s << as << u"too slow"_s;
        QTest::newRow("huge numbers of turns")
            << u"(?:a{0,60000}){0,60000}b"_s << as << u"too slow"_s;
        QTest::newRow("huge numbers of turns that suffice")
            << u"(?:a{0,60000}){0,60000}"_s << as << u"found"_s;
        QTest::newRow("turns that take nothing, and must be")
            << u"(?:){4000000000}"_s << u""_s << u"too slow"_s;
        QTest::newRow("cubic on a long subject")
            << u"a.*a.*a.*b"_s << u"a"_s.repeated(20'000) << u"too slow"_s;
        QTest::newRow("linear on a long subject")
            << u".*b"_s << u"a"_s.repeated(1'000'000) << u"not found"_s;
        QTest::newRow("nested as deep as Python goes")
            << nested(300, u"(?:"_s, u"a"_s, u")*"_s) << as + u"!" << u"found"_s;
        QTest::newRow("nested as deep as Python goes, and in vain")
            << nested(300, u"(?:"_s, u"a"_s, u"|b)+"_s) + u"c"_s << as + u"!" << u"too slow"_s;
    }

    void catastrophes()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        QFETCH(QString, outcome);
        const auto parsed = parse(pattern.toStdU32String());
        QVERIFY(parsed.has_value());
        Searcher searcher;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(outcomeOf(searcher.find(*parsed, subject.toStdU32String())), outcome);
        // A debug build with a sanitizer on a busy machine takes a hundred times as long as it
        // should.
        QVERIFY(timer.elapsed() < 20'000);
        QVERIFY(searcher.memory() <= 1024 * 1024);
    }

    void tooDeepIsRefused()
    {
        const auto deep = parse(nested(1000, u"("_s, u"a"_s, u")*"_s).toStdU32String());
        QVERIFY(!deep);
        QCOMPARE(deep.error().type, PatternError::Type::RecursionError);
    }

    void aPatternOfManyTurnsIsSmall()
    {
        // Were they written out, this would be some ten thousand million characters.
        QElapsedTimer timer;
        timer.start();
        const auto pattern = parse(U"(?:(?:ab){1000,50000}c{0,4000000000}){100000}");
        QVERIFY(pattern.has_value());
        QVERIFY(timer.elapsed() < 2'000);
        QCOMPARE(outcomeOf(Searcher().find(*pattern, U"ababab")), u"not found"_s);
    }

    void theStackIsBounded()
    {
        const auto pattern = parse(U"(?:(a)|b)*c");
        const std::u32string subject(100'000, U'a');
        Searcher searcher;
        const std::size_t little = 256 * 1024;
        QCOMPARE(outcomeOf(searcher.find(*pattern, subject, {.stack = little})), u"out of stack"_s);
        QVERIFY(searcher.memory() <= little);
        QVERIFY(searcher.memory() > little / 4);
        // The same memory serves on.
        QCOMPARE(outcomeOf(searcher.find(*pattern, U"aac", {.stack = little})), u"found"_s);
        QCOMPARE(outcomeOf(searcher.find(*pattern, subject + U'c')), u"found"_s);
        QVERIFY(searcher.memory() <= 1024 * 1024);
        QCOMPARE(outcomeOf(searcher.find(*pattern, subject, {.stack = 0})), u"out of stack"_s);
    }

    void manySearchesTakeMemoryOnce()
    {
        const auto pattern = parse(U"[w].+(?=/)");
        const std::u32string url = U"http://www.store1.com:8001/m_search?productId=11211";
        Searcher searcher;
        QVERIFY(searcher.find(*pattern, url).has_value());
        const std::size_t memory = searcher.memory();
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(searcher.find(*pattern, url).has_value());
        QCOMPARE(searcher.memory(), memory);
    }

    void everyStepCounts()
    {
        const auto pattern = parse(U"(a+)+$");
        const std::u32string subject = std::u32string(12, U'a') + U'!';
        QCOMPARE(outcomeOf(Searcher().find(*pattern, subject)), u"not found"_s);
        QCOMPARE(outcomeOf(Searcher().find(*pattern, subject, {.steps = 1000})), u"too slow"_s);
        QCOMPARE(outcomeOf(Searcher().find(*pattern, subject, {.steps = 0})), u"too slow"_s);
    }

    void aStopIsHeardWhileItSearches()
    {
        const auto pattern = parse(U"(a+)+$");
        const std::u32string subject = std::u32string(200, U'a') + U'!';
        std::stop_source source;
        const Budget budget{.steps = ~std::uint64_t(0), .stop = source.get_token()};
        std::atomic<bool> begins = false;
        QString outcome;
        QElapsedTimer timer;
        {
            const std::jthread thread([&] {
                begins = true;
                begins.notify_all();
                outcome = outcomeOf(Searcher().find(*pattern, subject, budget));
            });
            begins.wait(false);
            timer.start();
            source.request_stop();
        }
        QCOMPARE(outcome, u"cancelled"_s);
        // A few milliseconds at most; a busy machine may have another thread run first.
        QVERIFY(timer.elapsed() < 2'000);
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
