// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The order of the guarded preset: total deadline ( retry ( admission ( attempt ))).

#include "core/resilience/memorybreakerstore.h"
#include "core/send/sendoperation.h"

#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;
using Results = QList<std::expected<Response, SendError>>;

namespace {

const Admission refused{.answer = Admission::Answer::Refused,
                        .state = BreakerState::Open,
                        .remaining = 9s,
                        .reason = u"5 time-outs"_s};
const Admission probe{.answer = Admission::Answer::AdmittedAsProbe,
                      .state = BreakerState::HalfOpen};

struct Stage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    FakeBreakerStore store;
    std::shared_ptr<RetryBudget> budget = std::make_shared<RetryBudget>();
    KeyReader keys;
    RequestSpec spec;
    Policies policies = presetPolicies(Preset::Guarded);
    QStringList waits;
    ExchangePtr exchange;
    std::unique_ptr<SendOperation> operation;

    Stage() { spec.url = u"http://h/x"_s; }

    void begin()
    {
        operation = std::make_unique<SendOperation>(
            spec, Scope{}, policies, SendOptions{},
            SendServices{transport, clock, keys, [] { return 0.5; }, &store, budget, {}});
        QObject::connect(operation.get(), &SendOperation::retryScheduled, operation.get(),
                         [this](milliseconds delay, WaitReason reason) {
                             waits.append(u"%1 %2"_s.arg(delay.count())
                                              .arg(reason == WaitReason::RetryAfter ? u"asked"_s
                                                       : reason == WaitReason::Backoff
                                                       ? u"backoff"_s
                                                       : u"none"_s));
                         });
        QObject::connect(operation.get(), &SendOperation::finished, operation.get(),
                         [this](const ExchangePtr &e) { exchange = e; });
        operation->start();
    }
    void script(const Results &results)
    {
        QList<ScriptedTransport::Step> steps;
        for (const auto &result : results)
            steps.append({result});
        transport.script(steps);
    }
    void run(const Results &results)
    {
        script(results);
        begin();
        clock.advance(2min);
    }
    QStringList storeLog() const
    {
        QStringList log = store.log;
        for (QString &line : log)
            line.remove(u" http://h/x"_s);
        return log;
    }
};

std::expected<Response, SendError> answer(int code, const QList<RawHeader> &headers)
{
    auto response = status(code);
    response->headers = headers;
    return response;
}

} // namespace

class TestGuardedSend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyAttemptAsksAndSettles()
    {
        Stage stage;
        stage.run({status(503), failure(Kind::ConnectionReset), status(200)});
        QCOMPARE(stage.storeLog(),
                 (QStringList{u"acquire"_s, u"settle failure"_s, u"acquire"_s, u"settle failure"_s,
                              u"acquire"_s, u"settle success"_s}));
        QCOMPARE(stage.waits, (QStringList{u"100 backoff"_s, u"200 backoff"_s}));
        QCOMPARE(stage.exchange->outcome, Outcome::Success);
        QCOMPARE(stage.exchange->ending, Ending::Answered);
        QCOMPARE(stage.clock.pendingCalls(), 0);
    }

    void aCircuitThatSomebodyElseOpensStopsOurRetries()
    {
        Stage stage;
        stage.store.admissions = {{}, refused};
        stage.run({status(503), status(200)});
        QCOMPARE(stage.transport.startedCount(), 1);
        QCOMPARE(stage.exchange->outcome, Outcome::Failed);
        QCOMPARE(stage.exchange->ending, Ending::CircuitOpened);
        QCOMPARE(stage.exchange->response()->status, 503);
        QCOMPARE(stage.exchange->circuit.state, BreakerState::Closed); // as it was admitted
    }

    void aCircuitThatOurFailureOpensStopsThemToo()
    {
        Stage stage;
        stage.store.settlements = {Settled{.opened = true, .openFor = 20s}};
        stage.run({failure(Kind::ConnectionReset), status(200)});
        QCOMPARE(stage.transport.startedCount(), 1);
        QCOMPARE(stage.exchange->ending, Ending::CircuitOpened);
        QVERIFY(stage.exchange->circuit.openedByThisCall);
        QCOMPARE(stage.exchange->circuit.openedFor, 20s);
        QCOMPARE(stage.exchange->error->kind, Kind::ConnectionReset);
    }

    void theFirstRefusalBlocks()
    {
        Stage stage;
        stage.store.admissions = {refused};
        stage.run({});
        QCOMPARE(stage.transport.startedCount(), 0);
        QCOMPARE(stage.exchange->outcome, Outcome::Blocked);
        QCOMPARE(stage.exchange->circuit.remaining, 9s);
    }

    void aProbeThatSucceedsClosed()
    {
        Stage stage;
        stage.store.admissions = {probe};
        stage.store.settlements = {Settled{.closed = true}};
        stage.run({status(200)});
        QCOMPARE(stage.exchange->circuit.state, BreakerState::HalfOpen);
        QVERIFY(stage.exchange->circuit.closedByThisCall);
        QCOMPARE(stage.exchange->outcome, Outcome::Success);
    }

    void lateResultsAreMarked()
    {
        Stage stage;
        stage.store.settlements = {Settled{.late = true}};
        stage.run({status(200)});
        QVERIFY(stage.exchange->circuit.settledLate);
    }

    void theLeaseLastsTheAttemptAndTwoSeconds()
    {
        Stage stage;
        stage.run({status(200)});
        QCOMPARE(stage.store.lastRules.probeLease, 17s);
    }

    void retryAfterIsWaitedFor()
    {
        Stage stage;
        stage.run({answer(503, {{"Retry-After", "7"}}), status(200)});
        QCOMPARE(stage.waits, QStringList{u"7000 asked"_s});
        QCOMPARE(stage.exchange->attempts[1].waitReason, WaitReason::RetryAfter);
        QCOMPARE(stage.exchange->attempts[1].startedAfter, 7s);
    }

    void aRetryAfterBeyondTheDeadlineEndsItAtOnce()
    {
        Stage stage;
        stage.run({answer(503, {{"Retry-After", "1000000000"}})});
        QCOMPARE(stage.exchange->ending, Ending::WaitTooLong);
        QCOMPARE(stage.exchange->outcome, Outcome::Failed);
        QCOMPARE(stage.exchange->elapsed, 0ms);
    }

    void withoutADeadlineNobodyWaitsForYears()
    {
        Stage stage;
        stage.policies.timeouts.deadline.reset();
        stage.run({answer(429, {{"Retry-After", "1000000000"}})});
        QCOMPARE(stage.exchange->ending, Ending::WaitTooLong);
    }

    void theBudgetEndsRetries()
    {
        Stage stage;
        for (int i = 0; i < 3; ++i)
            QVERIFY(stage.budget->take(u"http://h/x"_s, stage.policies.retry, stage.clock.now()));
        stage.run({status(503), status(200)});
        QCOMPARE(stage.exchange->ending, Ending::BudgetExhausted);
        QCOMPARE(stage.transport.startedCount(), 1);
    }

    void aPostIsSentAgainOnlyWhereNothingLeft_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("attempts");
        QTest::newRow("refused: nothing was sent") << Kind::ConnectionRefused << 2;
        QTest::newRow("name not found") << Kind::NameNotFound << 2;
        QTest::newRow("reset: who knows") << Kind::ConnectionReset << 1;
        QTest::newRow("timed out: who knows") << Kind::AttemptTimeout << 1;
    }
    void aPostIsSentAgainOnlyWhereNothingLeft()
    {
        QFETCH(Kind, kind);
        Stage stage;
        stage.spec.method = u"POST"_s;
        stage.run({failure(kind), status(201)});
        QTEST(int(stage.transport.startedCount()), "attempts");
    }

    void stoppingGivesTheLeaseBack_data()
    {
        QTest::addColumn<QString>("at");
        QTest::newRow("while the attempt is under way") << u"attempt"_s;
        QTest::newRow("while the next one is waited for") << u"wait"_s;
    }
    void stoppingGivesTheLeaseBack()
    {
        QFETCH(QString, at);
        Stage stage;
        stage.store.admission = probe;
        stage.store.lease = "mine";
        if (at == "wait"_L1)
            stage.script({status(503)});
        stage.begin();
        stage.clock.advance(10ms);
        stage.operation->cancel();
        QCOMPARE(stage.exchange->outcome, Outcome::Cancelled);
        QCOMPARE(stage.storeLog().last(), at == "wait"_L1 ? u"settle failure"_s : u"release"_s);
        QCOMPARE(stage.clock.pendingCalls(), 0);
    }

    void stoppingWhileAnAttemptSettlesIsStopping()
    {
        Stage stage;
        stage.store.answers = FakeBreakerStore::Answers::WhenTold;
        stage.script({status(503)});
        stage.begin();
        stage.store.answerPermit();
        QTRY_COMPARE(stage.transport.startedCount(), 1);
        stage.clock.advance(0ms);
        QCOMPARE(stage.operation->state(), SendOperation::State::Settling);
        stage.operation->cancel();
        QCOMPARE(stage.exchange->outcome, Outcome::Cancelled);
        QCOMPARE(stage.exchange->attempts.size(), 1);
        stage.store.answerSettled();
        QCoreApplication::processEvents();
        stage.clock.advance(1min);
        QCOMPARE(stage.transport.startedCount(), 1);
    }

    /// A probe whose peer has answered is settled then, however long the answer goes on.
    void theHeadOfWhatHasNoEndSettles_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<Admission>("admission");
        QTest::addColumn<bool>("isLimited");
        QTest::addColumn<bool>("isAhead");
        const auto row = [](const char *name, int code, const QByteArray &type,
                            const Admission &admission, bool isLimited, bool isAhead) {
            QTest::newRow(name) << code << type << admission << isLimited << isAhead;
        };
        row("an event stream of a probe", 200, "text/event-stream", probe, true, true);
        row("any event stream", 200, "text/event-stream; charset=utf-8", {}, true, true);
        row("an event stream that is an error", 503, "text/event-stream", probe, true, false);
        row("a probe without a limit", 200, "application/zip", probe, false, true);
        row("a probe that will have ended by then", 200, "application/zip", probe, true, false);
        row("an error of a probe without a limit", 503, "text/plain", probe, false, false);
        row("any answer without a limit", 200, "application/zip", {}, false, false);
    }
    void theHeadOfWhatHasNoEndSettles()
    {
        QFETCH(const int, code);
        QFETCH(const QByteArray, type);
        QFETCH(const Admission, admission);
        QFETCH(const bool, isLimited);
        QFETCH(const bool, isAhead);
        Stage stage;
        stage.store.lease = "lease";
        stage.store.admissions = {admission};
        stage.store.settlements = {Settled{.closed = true}};
        stage.policies.retry.maxAttempts = 1;
        stage.policies.timeouts.deadline.reset();
        if (!isLimited)
            stage.policies.timeouts.attempt.reset();
        stage.begin();
        // Somebody watches it, else a stream would end with the attempt.
        connect(stage.operation.get(), &SendOperation::streamed, this, [] { });
        Response head{.status = code};
        head.headers = {{"Content-Type"_ba, type}};
        QCOMPARE(stage.transport.startedCount(), 1);
        auto *transfer = static_cast<ScriptedTransfer *>(stage.transport.started[0].data());
        Q_EMIT transfer->headArrived(head);
        QCOMPARE(stage.storeLog().size(), isAhead ? 2 : 1);
        QCOMPARE(stage.operation->exchange().circuit.closedByThisCall, isAhead);
        stage.clock.advance(1h);
        transfer->finish({head, {}});
        stage.clock.advance(1min);
        QVERIFY(stage.exchange);
        QCOMPARE(stage.storeLog(),
                 (QStringList{u"acquire"_s,
                              code == 200 ? u"settle success"_s : u"settle failure used-up"_s}));
        QVERIFY(stage.exchange->circuit.closedByThisCall);
    }

    /// The same through a store that counts the lease.
    void aStreamOutlastsTheLeaseOfItsProbe()
    {
        Stage stage;
        MemoryBreakerStore store(stage.clock, [] { return 0.5; });
        stage.policies.retry.maxAttempts = 1;
        stage.policies.timeouts.deadline.reset();
        stage.policies.breaker.failuresInARow = 1;
        const auto begin = [&] {
            auto operation = std::make_unique<SendOperation>(stage.spec, Scope{}, stage.policies,
                                                             SendOptions{},
                                                             SendServices{stage.transport,
                                                                          stage.clock,
                                                                          stage.keys,
                                                                          [] { return 0.5; },
                                                                          &store,
                                                                          stage.budget,
                                                                          {}});
            connect(operation.get(), &SendOperation::streamed, this, [] { });
            operation->start();
            stage.clock.advance(10ms);
            return operation;
        };
        stage.script({failure(Kind::ConnectionRefused)});
        const auto failed = begin();
        QVERIFY(failed->exchange().circuit.openedByThisCall);
        stage.clock.advance(1h);
        stage.transport.script({});
        const auto probing = begin();
        QCOMPARE(probing->exchange().circuit.state, BreakerState::HalfOpen);
        Response head{.status = 200};
        head.headers = {{"Content-Type"_ba, "text/event-stream"_ba}};
        auto *transfer = static_cast<ScriptedTransfer *>(stage.transport.started[1].data());
        Q_EMIT transfer->headArrived(head);
        const auto beside = begin();
        QCOMPARE(beside->exchange().circuit.state, BreakerState::Closed);
        stage.clock.advance(1h);
        transfer->finish({head, {}});
        QVERIFY(probing->exchange().circuit.closedByThisCall);
        QVERIFY(!probing->exchange().circuit.settledLate);
        QCOMPARE(probing->exchange().outcome, Outcome::Success);
    }

    void theDeadlineBoundsEverything()
    {
        Stage stage;
        stage.policies.timeouts.deadline = 250ms;
        stage.run({status(503), status(503), status(503), status(200)});
        // 100 ms of waiting, then 200 ms would be too much.
        QCOMPARE(stage.transport.startedCount(), 2);
        QCOMPARE(stage.exchange->ending, Ending::WaitTooLong);
    }

    void theStoreMayGoBetweenAttempts()
    {
        Stage stage;
        auto store = std::make_unique<FakeBreakerStore>();
        stage.script({status(503), status(200)});
        stage.operation
            = std::make_unique<SendOperation>(stage.spec, Scope{}, stage.policies, SendOptions{},
                                              SendServices{stage.transport,
                                                           stage.clock,
                                                           stage.keys,
                                                           [] { return 0.5; },
                                                           store.get(),
                                                           stage.budget,
                                                           {}});
        connect(stage.operation.get(), &SendOperation::finished, this,
                [&](const ExchangePtr &e) { stage.exchange = e; });
        stage.operation->start();
        stage.clock.advance(10ms);
        store.reset();
        stage.clock.advance(1min);
        QVERIFY(stage.exchange);
        QCOMPARE(stage.exchange->outcome, Outcome::Success);
        QCOMPARE(stage.exchange->circuit.verification, Verification::Unverified);
    }
};

QTEST_GUILESS_MAIN(TestGuardedSend)
#include "tst_guardedsend.moc"
