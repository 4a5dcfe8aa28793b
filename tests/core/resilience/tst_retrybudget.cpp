// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retrybudget.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRetryBudget : public QObject
{
    Q_OBJECT

    ManualClock m_clock;
    RetryPolicy m_policy{.budgetShare = 0.2, .budgetLeast = 3};
    RetryBudget m_budget;

    int taken(const QString &key, int wanted)
    {
        int count = 0;
        for (int i = 0; i < wanted; ++i)
            count += m_budget.take(key, m_policy, m_clock.now()) ? 1 : 0;
        return count;
    }
    void call(const QString &key, int times)
    {
        for (int i = 0; i < times; ++i)
            m_budget.noteCall(key, m_policy, m_clock.now());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_budget = {};
        m_policy = {.budgetShare = 0.2, .budgetLeast = 3};
    }

    void withoutABudgetAnyNumberGoes()
    {
        m_policy.budgetShare = 0;
        QCOMPARE(taken(u"a"_s, 1000), 1000);
        QCOMPARE(m_budget.size(), 0);
    }
    void theLeastIsAllowedHoweverFewTheCallsAre()
    {
        call(u"a"_s, 1);
        QCOMPARE(taken(u"a"_s, 10), 3);
    }
    void aFifthOfTheCallsMayBeRetries()
    {
        call(u"a"_s, 100);
        QCOMPARE(taken(u"a"_s, 50), 20);
    }
    void circuitsHaveBudgetsOfTheirOwn()
    {
        call(u"a"_s, 100);
        QCOMPARE(taken(u"b"_s, 10), 3);
    }
    void tenSecondsLaterItStartsAnew()
    {
        call(u"a"_s, 100);
        QCOMPARE(taken(u"a"_s, 50), 20);
        m_clock.advance(9999ms);
        QCOMPARE(taken(u"a"_s, 1), 0);
        m_clock.advance(1ms);
        QCOMPARE(taken(u"a"_s, 50), 3);
    }
    void whoIsNoLongerCalledIsForgotten()
    {
        for (int i = 0; i < 1000; ++i)
            call(u"key %1"_s.arg(i), 1);
        QCOMPARE(m_budget.size(), 1000);
        m_clock.advance(21s);
        call(u"another"_s, 1);
        QCOMPARE(m_budget.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRetryBudget)
#include "tst_retrybudget.moc"
