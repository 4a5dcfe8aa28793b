// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retry.h"

#include "core/resilience/judgement.h"
#include "tests/core/resilience/sampleattempts.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

namespace {

const QDateTime now(QDate(2026, 11, 24), QTime(8, 0), QTimeZone::UTC);

NextStep stepAfter(const Policies &policies, const Attempt &attempt,
                   const QByteArray &method = "GET", double chance = 0.5)
{
    ResolvedRequest request;
    request.method = method;
    return nextStep(policies, request, {attempt}, [chance] { return chance; }, now);
}

} // namespace

class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void someRowsCoverOthers_data()
    {
        QTest::addColumn<QString>("wide");
        QTest::addColumn<QString>("narrow");
        QTest::addColumn<bool>("covered");
        const auto row = [](const char *name, const QString &wide, const QString &narrow,
                            bool covered) { QTest::newRow(name) << wide << narrow << covered; };
        row("the same", u"503"_s, u"503"_s, true);
        row("a class has its statuses", u"5xx"_s, u"503"_s, true);
        row("a status is not its class", u"503"_s, u"5xx"_s, false);
        row("another class", u"4xx"_s, u"503"_s, false);
        row("any failure has what was not sent", u"failure"_s, u"not-sent"_s, true);
        row("and what was broken", u"failure"_s, u"broken"_s, true);
        row("but not the other way round", u"broken"_s, u"failure"_s, false);
        row("a refused connection sent nothing", u"not-sent"_s, u"connection-refused"_s, true);
        row("a reset may come before or after", u"broken"_s, u"connection-reset"_s, false);
        row("and may not have been sent", u"not-sent"_s, u"connection-reset"_s, false);
        row("a reset is a failure", u"failure"_s, u"connection-reset"_s, true);
        row("an expired certificate", u"certificate"_s, u"tls-expired"_s, true);
        row("a certificate is no failure of the peer", u"failure"_s, u"tls-expired"_s, false);
        row("a status is no error", u"failure"_s, u"503"_s, false);
    }
    void someRowsCoverOthers()
    {
        QFETCH(const QString, wide);
        QFETCH(const QString, narrow);
        const auto first = outcomeFromName(wide);
        const auto second = outcomeFromName(narrow);
        QVERIFY(first && second);
        QTEST(covers(*first, *second), "covered");
    }

    void waits_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<double>("factor");
        QTest::addColumn<JitterKind>("jitter");
        QTest::addColumn<double>("chance");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("expected"); // ms
        using enum JitterKind;
        QTest::newRow("the first wait is the initial delay") << 1 << 2.0 << None << 0.5 << 0 << 200;
        QTest::newRow("each wait is the one before times the factor")
            << 3 << 2.0 << None << 0.5 << 400 << 800;
        QTest::newRow("a factor of one is a constant wait") << 3 << 1.0 << None << 0.5 << 0 << 200;
        QTest::newRow("no wait is longer than the cap") << 5 << 3.0 << None << 0.5 << 0 << 1000;
        QTest::newRow("full jitter may be nothing") << 1 << 2.0 << Full << 0.0 << 0 << 0;
        QTest::newRow("full jitter stays below the delay") << 1 << 2.0 << Full << 0.999 << 0 << 200;
        QTest::newRow("full jitter is of the capped delay") << 5 << 3.0 << Full << 0.5 << 0 << 500;
        QTest::newRow("equal jitter is at least half") << 1 << 2.0 << Equal << 0.0 << 0 << 100;
        QTest::newRow("decorrelated: not below the initial delay")
            << 2 << 2.0 << Decorrelated << 0.0 << 300 << 200;
        QTest::newRow("decorrelated: up to three times the wait before")
            << 2 << 2.0 << Decorrelated << 1.0 << 300 << 900;
        QTest::newRow("decorrelated: the first wait is the initial delay")
            << 1 << 2.0 << Decorrelated << 1.0 << 0 << 200;
        QTest::newRow("decorrelated: the cap comes after the jitter")
            << 3 << 2.0 << Decorrelated << 1.0 << 900 << 1000;
        QTest::newRow("a huge number of attempts does not overflow")
            << 101 << 1000.0 << None << 0.5 << 0 << 1000;
    }
    void waits()
    {
        QFETCH(int, number);
        QFETCH(double, factor);
        QFETCH(JitterKind, jitter);
        QFETCH(double, chance);
        QFETCH(int, before);
        RetryPolicy policy;
        policy.initialDelay = 200ms;
        policy.maxDelay = 1000ms;
        policy.factor = factor;
        policy.jitter = jitter;
        QTEST(int(backoff(policy, number, milliseconds(before), [=] { return chance; }).count()),
              "expected");
    }

    void whatFollowsAnAttempt_data()
    {
        QTest::addColumn<Preset>("preset");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<Attempt>("attempt");
        QTest::addColumn<int>("wait"); // ms, -1 for none
        QTest::addColumn<Ending>("ending");
        using enum Ending;
        const auto row = [](const char *name, Preset preset, const char *method,
                            const Attempt &attempt, int wait, Ending ending = Answered) {
            QTest::newRow(name) << preset << QByteArray(method) << attempt << wait << ending;
        };
        for (int status : {503, 504, 509, 429}) {
            QTest::addRow("fynd: %d is tried again at once", status)
                << Preset::Fynd << "POST"_ba << answered(1, status) << 0 << Answered;
        }
        for (int status : {200, 204, 301, 400, 404, 408, 500, 501, 502, 505}) {
            QTest::addRow("fynd: %d is an answer", status)
                << Preset::Fynd << "GET"_ba << answered(1, status) << -1 << Answered;
        }
        row("fynd: a reset POST is sent again", Preset::Fynd, "POST",
            raised(1, Kind::ConnectionReset), 0);
        row("fynd: Retry-After is not listened to", Preset::Fynd, "GET",
            answered(1, 503, {{"Retry-After", "7"}}), 0);
        row("fynd: a certificate is no reason to try again", Preset::Fynd, "GET",
            raised(1, Kind::TlsUntrusted), -1, NotRetried);
        row("fynd: the fourth attempt is the last", Preset::Fynd, "GET",
            raised(4, Kind::AttemptTimeout), -1, AttemptsExhausted);
        row("guarded: full jitter", Preset::Guarded, "GET", answered(1, 503), 100);
        row("guarded: twice as long after the second", Preset::Guarded, "GET", answered(2, 503),
            200);
        row("guarded: 502 too", Preset::Guarded, "GET", answered(1, 502), 100);
        row("guarded: 500 counts, but is an answer", Preset::Guarded, "GET", answered(1, 500), -1);
        row("guarded: a POST that was refused was not sent", Preset::Guarded, "POST",
            raised(1, Kind::ConnectionRefused), 100);
        row("guarded: a POST that was reset may have been received", Preset::Guarded, "POST",
            raised(1, Kind::ConnectionReset), -1, NotIdempotent);
        row("guarded: a PUT that was reset is sent again", Preset::Guarded, "PUT",
            raised(1, Kind::ConnectionReset), 100);
        row("guarded: a PATCH that got 503 is not", Preset::Guarded, "PATCH", answered(1, 503), -1,
            NotIdempotent);
        row("guarded: a POST that was throttled was not carried out", Preset::Guarded, "POST",
            answered(1, 429), 100);
        row("guarded: Retry-After says how long", Preset::Guarded, "GET",
            answered(1, 503, {{"Retry-After", "7"}}), 7000);
        row("guarded: a Retry-After that is over is no wait", Preset::Guarded, "GET",
            answered(1, 429, {{"retry-after", "-1"}}), 0);
        row("guarded: what Retry-After does not mean is not listened to", Preset::Guarded, "GET",
            answered(1, 503, {{"Retry-After", "soon"}}), 100);
        row("guarded: a time-out in the handshake was not sent", Preset::Guarded, "POST",
            raised(1, Kind::AttemptTimeout, SendError::Reach::NotSent), 100);
    }
    void whatFollowsAnAttempt()
    {
        QFETCH(Preset, preset);
        QFETCH(QByteArray, method);
        QFETCH(Attempt, attempt);
        QFETCH(int, wait);
        QFETCH(Ending, ending);
        const NextStep next = stepAfter(presetPolicies(preset), attempt, method);
        QCOMPARE(next.wait ? int(next.wait->count()) : -1, wait);
        if (wait < 0)
            QCOMPARE(next.ending, ending);
    }

    void theKeyOfAnIdempotentPostMayBeTrusted()
    {
        ResolvedRequest request;
        request.method = "POST";
        request.headers = {{"idempotency-key", "4711"}};
        const auto next = nextStep(
            presetPolicies(Preset::Guarded), request, {raised(1, Kind::ConnectionReset)},
            [] { return 0.5; }, now);
        QCOMPARE(next.wait, 100ms);
        QCOMPARE(next.reason, WaitReason::Backoff);
    }

    void consentSendsAPostAgain()
    {
        Policies policies = presetPolicies(Preset::Guarded);
        policies.retry.resend = ResendRule::Always;
        QCOMPARE(stepAfter(policies, raised(1, Kind::ConnectionReset), "POST").wait, 100ms);
    }

    void theTableCanBeEdited()
    {
        Policies policies
            = effectivePolicies({},
                                {.outcomes = *outcomesFromText(
                                     u"500:failure/retry,503:success,tls-expired:failure/retry")});
        QCOMPARE(stepAfter(policies, answered(1, 500)).wait, 0ms);
        QCOMPARE(stepAfter(policies, answered(1, 503)).wait, std::nullopt);
        QCOMPARE(stepAfter(policies, answered(1, 504)).wait, 0ms);
        QCOMPARE(stepAfter(policies, raised(1, Kind::TlsExpired)).wait, 0ms);
        QCOMPARE(judge(policies.outcomes, answered(1, 500)).breaker, BreakerEffect::Failure);
    }

    void reasonsCountKinds()
    {
        const Settlement settlement
            = settlementOf({},
                           {raised(1, Kind::AttemptTimeout), raised(2, Kind::ConnectionRefused),
                            raised(3, Kind::FirstByteTimeout), raised(4, Kind::ConnectionRefused)},
                           u"http://h/"_s, now);
        QCOMPARE(settlement.effect, BreakerEffect::Failure);
        QCOMPARE(settlement.attempts, Settlement::Attempts::UsedUp);
        QCOMPARE(settlement.reason, u"2 time-outs, 2 x connection refused"_s);
        QCOMPARE(settlement.error, u"connection-refused"_s);
    }

    void whatAnEndMeansForTheCircuit_data()
    {
        using Effect = BreakerEffect;
        QTest::addColumn<Preset>("preset");
        QTest::addColumn<QList<Attempt>>("attempts");
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<bool>("usedUp");
        const Attempt timeout = raised(1, Kind::AttemptTimeout);
        const QList<Attempt> four(4, timeout);
        QTest::newRow("nothing was tried")
            << Preset::Fynd << QList<Attempt>() << Effect::Ignored << false;
        QTest::newRow("attempts are left")
            << Preset::Fynd << QList{timeout} << Effect::Failure << false;
        QTest::newRow("all raised") << Preset::Fynd << four << Effect::Failure << true;
        QTest::newRow("a status among them")
            << Preset::Fynd << QList{timeout, answered(2, 503), timeout, timeout} << Effect::Failure
            << false;
        QTest::newRow("the last one is good")
            << Preset::Fynd << QList{timeout, answered(2, 200)} << Effect::Success << false;
        QTest::newRow("fynd: statuses for ever count nothing")
            << Preset::Fynd << QList<Attempt>(4, answered(1, 503)) << Effect::Ignored << false;
        QTest::newRow("guarded: statuses count")
            << Preset::Guarded << QList<Attempt>(4, answered(1, 503)) << Effect::Failure << true;
        QTest::newRow("guarded: a 500 counts")
            << Preset::Guarded << QList{answered(1, 500)} << Effect::Failure << false;
        QTest::newRow("guarded: a 404 is a healthy answer")
            << Preset::Guarded << QList{answered(1, 404)} << Effect::Success << false;
        QTest::newRow("guarded: a 429 is throttled, not failed")
            << Preset::Guarded << QList{answered(1, 429)} << Effect::Throttled << false;
        QTest::newRow("a bad certificate says nothing")
            << Preset::Guarded << QList{raised(1, Kind::TlsWrongHost)} << Effect::Ignored << false;
        QTest::newRow("neither does being stopped")
            << Preset::Guarded << QList{raised(1, Kind::Cancelled)} << Effect::Ignored << false;
    }
    void whatAnEndMeansForTheCircuit()
    {
        QFETCH(Preset, preset);
        QFETCH(QList<Attempt>, attempts);
        const Settlement settlement
            = settlementOf(presetPolicies(preset), attempts, u"http://h/"_s, now);
        QTEST(settlement.effect, "effect");
        QTEST(settlement.attempts == Settlement::Attempts::UsedUp, "usedUp");
    }

    void retryAfterReachesTheBreakerWhereItIsHonoured()
    {
        const Attempt throttled = answered(1, 429, {{"Retry-After", "30"}});
        const auto asked = [&](const Policies &policies) {
            return settlementOf(policies, {throttled}, {}, now).retryAfter;
        };
        QCOMPARE(asked(presetPolicies(Preset::Guarded)), milliseconds(30s));
        QCOMPARE(asked(presetPolicies(Preset::Fynd)), std::nullopt);
        Policies policies = presetPolicies(Preset::Guarded);
        policies.breaker.throttling = ThrottleUse::Ignored;
        QCOMPARE(asked(policies), std::nullopt);
    }

    void slowAnswersAreMarked()
    {
        Attempt slow = answered(1, 200);
        slow.timings.total = 10'001ms;
        const Policies guarded = presetPolicies(Preset::Guarded);
        QCOMPARE(settlementOf(guarded, {slow}, {}, now).speed, Settlement::Speed::Slow);
        QCOMPARE(settlementOf({}, {slow}, {}, now).speed, Settlement::Speed::Normal);
        slow.timings.total = 10'000ms;
        QCOMPARE(settlementOf(guarded, {slow}, {}, now).speed, Settlement::Speed::Normal);
    }

    void idempotentMethods_data()
    {
        QTest::addColumn<bool>("expected");
        for (const char *method : {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
            QTest::newRow(method) << true;
        for (const char *method : {"POST", "PATCH", "CONNECT", "get", "PURGE", ""})
            QTest::newRow(method) << false;
    }
    void idempotentMethods()
    {
        ResolvedRequest request;
        request.method = QTest::currentDataTag();
        QTEST(isIdempotent(request), "expected");
    }
};

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"
