// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retry.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

Attempt answered(int number, int status)
{
    Attempt attempt;
    attempt.number = number;
    Response response;
    response.status = status;
    attempt.result = response;
    return attempt;
}

Attempt raised(int number, Kind kind)
{
    Attempt attempt;
    attempt.number = number;
    attempt.result = std::unexpected(SendError{kind, {}, {}});
    return attempt;
}

} // namespace

class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void delays_data();
    void delays();
    void table_data();
    void table();
    void reasonsCountKinds();
    void attemptsLeftOverOpenNothing();
};

void TestRetry::delays_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<double>("factor");
    QTest::addColumn<int>("jitter");
    QTest::addColumn<double>("chance");
    QTest::addColumn<int>("expected"); // ms, -1 for none
    QTest::newRow("the first wait is the initial delay") << 1 << 2.0 << 0 << 0.5 << 200;
    QTest::newRow("each wait is the one before times the factor") << 3 << 2.0 << 0 << 0.5 << 800;
    QTest::newRow("a factor of one is a constant wait") << 3 << 1.0 << 0 << 0.5 << 200;
    QTest::newRow("no wait is longer than the cap") << 5 << 3.0 << 0 << 0.5 << 1000;
    QTest::newRow("full jitter may be nothing") << 1 << 2.0 << 1 << 0.0 << 0;
    QTest::newRow("full jitter stays below the delay") << 1 << 2.0 << 1 << 0.999 << 200;
    QTest::newRow("full jitter is of the capped delay") << 5 << 3.0 << 1 << 0.5 << 500;
    QTest::newRow("equal jitter is at least half") << 1 << 2.0 << 2 << 0.0 << 100;
    QTest::newRow("the last attempt is final") << 6 << 2.0 << 0 << 0.5 << -1;
}

void TestRetry::delays()
{
    QFETCH(int, number);
    QFETCH(double, factor);
    QFETCH(int, jitter);
    QFETCH(double, chance);
    QFETCH(int, expected);
    RetryPolicy policy;
    policy.maxAttempts = 6;
    policy.initialDelay = 200ms;
    policy.maxDelay = 1000ms;
    policy.factor = factor;
    policy.jitter = JitterKind(jitter);
    const auto delay = nextDelay(policy, answered(number, 503), [&] { return chance; });
    QCOMPARE(delay ? int(delay->count()) : -1, expected);
}

void TestRetry::table_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("retried");
    for (int status : {503, 504, 509, 429})
        QTest::addRow("%d is tried again", status) << status << true;
    for (int status : {200, 204, 301, 400, 404, 408, 500, 501, 502, 505})
        QTest::addRow("%d is an answer", status) << status << false;
}

void TestRetry::table()
{
    QFETCH(int, status);
    QTEST(isRetryable(RetryPolicy{}, answered(1, status)), "retried");
}

void TestRetry::reasonsCountKinds()
{
    Policies policies;
    const Settlement settlement
        = settlementOf(policies,
                       {raised(1, Kind::AttemptTimeout), raised(2, Kind::ConnectionRefused),
                        raised(3, Kind::FirstByteTimeout), raised(4, Kind::ConnectionRefused)},
                       u"http://h/"_s);
    QCOMPARE(settlement.verdict, Settlement::Verdict::Opens);
    QCOMPARE(settlement.reason, u"2 time-outs, 2 x connection refused"_s);
    QCOMPARE(settlement.error, u"connection-refused"_s);
    QCOMPARE(settlement.openFor, 10s);
}

void TestRetry::attemptsLeftOverOpenNothing()
{
    QCOMPARE(settlementOf({}, {raised(1, Kind::AttemptTimeout)}, {}).verdict,
             Settlement::Verdict::Ignored);
    QCOMPARE(settlementOf({}, {}, {}).verdict, Settlement::Verdict::Ignored);
    QCOMPARE(settlementOf({}, {raised(1, Kind::AttemptTimeout), answered(2, 200)}, {}).verdict,
             Settlement::Verdict::Success);
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
