// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sendoperation.h"

#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;
using Steps = QList<ScriptedTransport::Step>;

Q_DECLARE_METATYPE(Steps)

namespace {

/// One operation with everything around it, and the log of what it said.
struct Stage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    FakeBreakerStore store;
    std::shared_ptr<RetryBudget> budget = std::make_shared<RetryBudget>();
    KeyReader keys;
    RequestSpec spec;
    Policies policies;
    SendOptions options;
    QStringList log;
    ExchangePtr exchange;
    std::unique_ptr<SendOperation> operation;
    /// Runs after each entry of the log.
    std::function<void(const QString &)> afterEvent;

    Stage()
    {
        spec.url = u"http://www.store1.com:8001/m_search?productId=11211"_s;
        policies.breaker.keyPattern = u"[w].+(?=/)"_s;
    }

    void note(const QString &event)
    {
        log.append(event);
        if (afterEvent)
            afterEvent(event);
    }

    void begin()
    {
        operation = std::make_unique<SendOperation>(
            spec, Scope{}, policies, options,
            SendServices{transport, clock, keys, [] { return 0.5; }, &store, budget, {}});
        SendOperation *op = operation.get();
        QObject::connect(op, &SendOperation::admitted, op, [this](const Admission &a) {
            note(a.isRefused() ? u"refused"_s : u"admitted"_s);
        });
        QObject::connect(op, &SendOperation::attemptStarted, op,
                         [this](int n) { note(u"attempt %1"_s.arg(n)); });
        QObject::connect(op, &SendOperation::attemptFinished, op, [this](const Attempt &a) {
            note(a.result ? QString::number(a.result->status) : kindName(a.result.error().kind));
        });
        QObject::connect(
            op, &SendOperation::retryScheduled, op,
            [this](milliseconds delay, WaitReason) { note(u"wait %1"_s.arg(delay.count())); });
        QObject::connect(op, &SendOperation::finished, op, [this](const ExchangePtr &e) {
            exchange = e;
            static constexpr const char *outcomes[]
                = {"success", "failed", "exception", "blocked", "cancelled"};
            note(QLatin1StringView(outcomes[int(e->outcome)]));
        });
        op->start();
    }
};

} // namespace

class TestSendOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void fyndRules_data();
    void fyndRules();
    void openingCarriesWhatHappened();
    void blockedSendsNothing();
    void bypassAsksNobody();
    void breakerOffAsksNobody();
    void missingKeyIsAnErrorWhenAskedFor();
    void invalidRequestIsFoundBeforeSending();
    void nothingIsSaidInsideStart();
    void backoffWaitsOnTheClock();
    void deadlineEndsAnAttempt();
    void deadlineEndsAWait();
    void waitBeyondTheDeadlineStopsAtOnce();
    void cancelAtEveryStage_data();
    void cancelAtEveryStage();
    void deletionAtEveryStep_data();
    void deletionAtEveryStep();
    void lateAnswersReachNobody();
    void droppedPermitGivesItsLeaseBack();
    void storeMayDieFirst();
    void unverifiedIsMarked();
};

void TestSendOperation::fyndRules_data()
{
    QTest::addColumn<Steps>("steps");
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("verdict");

    const auto timeout = failure(Kind::AttemptTimeout);
    QTest::newRow("a 200 is the answer at once")
        << Steps{{status(200)}} << u"attempt 1|200|success"_s << u"success"_s;
    QTest::newRow("a 404 is an answer and not tried again")
        << Steps{{status(404)}} << u"attempt 1|404|failed"_s << u"success"_s;
    QTest::newRow("a 500 is not in the table")
        << Steps{{status(500)}} << u"attempt 1|500|failed"_s << u"success"_s;
    for (int code : {503, 504, 509, 429}) {
        QTest::addRow("%d is tried again until it is good", code)
            << Steps{{status(code)}, {status(code)}, {status(200)}}
            << u"attempt 1|%1|wait 0|attempt 2|%1|wait 0|attempt 3|200|success"_s.arg(code)
            << u"success"_s;
    }
    QTest::newRow("503 for ever: four requests, failed, nothing opens")
        << Steps{{status(503)}, {status(503)}, {status(503)}, {status(503)}}
        << u"attempt 1|503|wait 0|attempt 2|503|wait 0|attempt 3|503|wait 0|attempt 4|503|failed"_s
        << u"ignored"_s;
    QTest::newRow("four time-outs open the circuit")
        << Steps{{timeout}, {timeout}, {timeout}, {timeout}}
        << u"attempt 1|attempt-timeout|wait 0|attempt 2|attempt-timeout|wait 0|attempt "
           u"3|attempt-timeout|wait 0|"
           "attempt 4|attempt-timeout|exception"_s
        << u"failure used-up"_s;
    QTest::newRow("a status among the failures keeps it closed")
        << Steps{{timeout}, {status(503)}, {timeout}, {timeout}}
        << u"attempt 1|attempt-timeout|wait 0|attempt 2|503|wait 0|attempt 3|attempt-timeout|wait "
           u"0|"
           "attempt 4|attempt-timeout|exception"_s
        << u"failure"_s;
    QTest::newRow("failures that end on a status are failed, not open")
        << Steps{{timeout}, {timeout}, {timeout}, {status(503)}}
        << u"attempt 1|attempt-timeout|wait 0|attempt 2|attempt-timeout|wait 0|attempt "
           u"3|attempt-timeout|wait 0|"
           "attempt 4|503|failed"_s
        << u"ignored"_s;
    QTest::newRow("a bad certificate is not tried again and opens nothing")
        << Steps{{failure(Kind::TlsUntrusted)}} << u"attempt 1|tls-untrusted|exception"_s
        << u"ignored"_s;
    QTest::newRow("refused connections count like time-outs")
        << Steps{{failure(Kind::ConnectionRefused)},
                 {failure(Kind::ConnectionRefused)},
                 {failure(Kind::ConnectionReset)},
                 {failure(Kind::NameNotFound)}}
        << u"attempt 1|connection-refused|wait 0|attempt 2|connection-refused|wait 0|attempt "
           u"3|connection-reset|"
           "wait 0|attempt 4|name-not-found|exception"_s
        << u"failure used-up"_s;
}

void TestSendOperation::fyndRules()
{
    QFETCH(Steps, steps);
    QFETCH(QString, log);
    QFETCH(QString, verdict);
    Stage stage;
    const auto attempts = steps.size();
    stage.transport.script(steps);
    stage.begin();
    stage.clock.advance(1s);

    QCOMPARE(stage.log.join(u'|'), u"admitted|"_s + log);
    QCOMPARE(stage.transport.startedCount(), attempts);
    QCOMPARE(stage.exchange->attempts.size(), attempts);
    QCOMPARE(stage.store.log,
             (QStringList{u"acquire www.store1.com:8001"_s,
                          u"settle www.store1.com:8001 "_s + verdict}));
    QCOMPARE(stage.exchange->key.source, KeySource::Match);
    QCOMPARE(stage.exchange->error.has_value(), stage.exchange->outcome == Outcome::Exception);
    QCOMPARE(stage.clock.pendingCalls(), 0);
}

void TestSendOperation::openingCarriesWhatHappened()
{
    Stage stage;
    stage.policies.retry.maxAttempts = 2;
    stage.policies.breaker.openFor = 7s;
    stage.transport.script(
        {{failure(Kind::FirstByteTimeout), 500ms}, {failure(Kind::AttemptTimeout), 500ms}});
    stage.begin();
    stage.clock.advance(2s);

    QCOMPARE(stage.store.lastRules.openFor, 7s);
    QCOMPARE(stage.store.last.reason, u"2 time-outs"_s);
    QCOMPARE(stage.store.last.error, u"attempt-timeout"_s);
    QCOMPARE(stage.store.last.url, stage.spec.url);
    QVERIFY(stage.exchange->circuit.openedByThisCall);
    QCOMPARE(stage.exchange->circuit.openedFor, 7s);
    QCOMPARE(stage.exchange->circuit.state,
             BreakerState::Closed); // as it was when the call was admitted
    QCOMPARE(stage.exchange->ending, Ending::AttemptsExhausted);
    QCOMPARE(stage.exchange->elapsed, 1s);
    QCOMPARE(stage.exchange->attempts[1].startedAfter, 500ms);
}

void TestSendOperation::blockedSendsNothing()
{
    Stage stage;
    stage.store.admission = {.answer = Admission::Answer::Refused,
                             .state = BreakerState::Open,
                             .remaining = 7300ms,
                             .reason = u"4 time-outs"_s};
    stage.begin();
    stage.clock.advance(1s);

    QCOMPARE(stage.log, (QStringList{u"refused"_s, u"blocked"_s}));
    QCOMPARE(stage.transport.startedCount(), 0);
    QCOMPARE(stage.exchange->circuit.remaining, 7300ms);
    QCOMPARE(stage.exchange->error->kind, Kind::Blocked);
    QCOMPARE(stage.exchange->error->subject, u"www.store1.com:8001"_s);
    QCOMPARE(stage.store.log, QStringList{u"acquire www.store1.com:8001"_s});
}

void TestSendOperation::bypassAsksNobody()
{
    Stage stage;
    stage.options.breaker = SendOptions::Breaker::Bypass;
    stage.policies.retry.maxAttempts = 1;
    stage.transport.script({{failure(Kind::AttemptTimeout)}});
    stage.begin();
    stage.clock.advance(1s);

    QCOMPARE(stage.log.join(u'|'), u"attempt 1|attempt-timeout|exception"_s);
    QVERIFY(stage.store.log.isEmpty());
    QCOMPARE(stage.exchange->circuit.use, CircuitReport::Use::Bypassed);
}

void TestSendOperation::breakerOffAsksNobody()
{
    Stage stage;
    stage.policies.breaker.breaker = BreakerSwitch::Off;
    stage.transport.script({{status(204)}});
    stage.begin();
    stage.clock.advance(1s);
    QVERIFY(stage.store.log.isEmpty());
    QCOMPARE(stage.exchange->circuit.use, CircuitReport::Use::Off);
    QCOMPARE(stage.exchange->outcome, Outcome::Success);
}

void TestSendOperation::missingKeyIsAnErrorWhenAskedFor()
{
    Stage stage;
    stage.policies.breaker.keyPattern = u"nowhere"_s;
    stage.policies.breaker.fallback = KeyFallback::Error;
    stage.begin();
    stage.clock.advance(1s);
    QCOMPARE(stage.transport.startedCount(), 0);
    QCOMPARE(stage.exchange->error->kind, Kind::NoCircuitKey);
    QCOMPARE(stage.exchange->ending, Ending::Invalid);
}

void TestSendOperation::invalidRequestIsFoundBeforeSending()
{
    Stage stage;
    stage.spec.headers = {{u"X-A"_s, u"one\r\nX-B: two"_s}};
    stage.begin();
    QVERIFY(stage.log.isEmpty());
    stage.clock.advance(1s);
    QCOMPARE(stage.log, QStringList{u"exception"_s});
    QCOMPARE(stage.exchange->error->kind, Kind::InvalidHeader);
    QVERIFY(stage.store.log.isEmpty());
}

void TestSendOperation::nothingIsSaidInsideStart()
{
    Stage stage;
    stage.store.admission.answer = Admission::Answer::Refused;
    stage.begin();
    QVERIFY(!stage.log.contains(u"blocked"_s));
    QVERIFY(stage.operation->state() != SendOperation::State::Finished);
    stage.clock.advance(0ms);
    QVERIFY(stage.log.contains(u"blocked"_s));
}

void TestSendOperation::backoffWaitsOnTheClock()
{
    Stage stage;
    stage.policies.retry.initialDelay = 200ms;
    stage.policies.retry.factor = 2;
    stage.policies.retry.maxDelay = 500ms;
    stage.transport.script({{status(503)}, {status(503)}, {status(503)}, {status(200)}});
    stage.begin();
    stage.clock.advance(199ms);
    QCOMPARE(stage.transport.startedCount(), 1);
    stage.clock.advance(1ms);
    QCOMPARE(stage.transport.startedCount(), 2);
    stage.clock.advance(400ms);
    QCOMPARE(stage.transport.startedCount(), 3);
    stage.clock.advance(500ms);
    QCOMPARE(stage.transport.startedCount(), 4);
    stage.clock.advance(1ms);
    QCOMPARE(stage.exchange->attempts[3].wait, 500ms);
    QCOMPARE(stage.exchange->attempts[3].waitReason, WaitReason::Backoff);
    QCOMPARE(stage.exchange->attempts[3].startedAfter, 1100ms);
}

void TestSendOperation::deadlineEndsAnAttempt()
{
    Stage stage;
    stage.policies.timeouts.deadline = 3s;
    stage.begin();
    stage.clock.advance(5s);
    QCOMPARE(stage.log.join(u'|'), u"admitted|attempt 1|exception"_s);
    QCOMPARE(stage.exchange->ending, Ending::DeadlineReached);
    QCOMPARE(stage.exchange->error->kind, Kind::DeadlineExceeded);
    QCOMPARE(stage.exchange->attempts.size(), 1);
    QCOMPARE(stage.exchange->elapsed, 3s);
    QTRY_VERIFY(stage.transport.started[0].isNull());
}

void TestSendOperation::deadlineEndsAWait()
{
    // The wait was short enough when it was decided; then the machine slept.
    Stage stage;
    stage.policies.timeouts.deadline = 3s;
    stage.policies.retry.initialDelay = 2900ms;
    stage.transport.script({{status(503)}});
    stage.begin();
    stage.clock.advance(10ms);
    stage.clock.jump(10s);
    stage.clock.advance(0ms);
    stage.clock.advance(10s);
    QVERIFY(stage.exchange);
    QCOMPARE(stage.exchange->ending, Ending::DeadlineReached);
    QCOMPARE(stage.clock.pendingCalls(), 0);
}

void TestSendOperation::waitBeyondTheDeadlineStopsAtOnce()
{
    Stage stage;
    stage.policies.timeouts.deadline = 1s;
    stage.policies.retry.initialDelay = 2s;
    stage.transport.script({{status(503), 100ms}});
    stage.begin();
    stage.clock.advance(100ms);
    QCOMPARE(stage.log.join(u'|'), u"admitted|attempt 1|503|failed"_s);
    QCOMPARE(stage.exchange->ending, Ending::WaitTooLong);
    QCOMPARE(stage.exchange->elapsed, 100ms);
}

void TestSendOperation::cancelAtEveryStage_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("while the store is asked") << u"acquiring"_s << u"cancelled"_s;
    QTest::newRow("while it is transferred") << u"transferring"_s << u"cancelled"_s;
    QTest::newRow("while it waits") << u"waiting"_s << u"cancelled"_s;
    QTest::newRow("while it settles, what is known is told") << u"settling"_s << u"success"_s;
}

void TestSendOperation::cancelAtEveryStage()
{
    QFETCH(QString, at);
    QFETCH(QString, outcome);
    Stage stage;
    stage.policies.retry.initialDelay = 1s;
    stage.store.answers = FakeBreakerStore::Answers::WhenTold;
    if (at == "waiting"_L1)
        stage.transport.script({{status(503)}});
    if (at == "settling"_L1)
        stage.transport.script({{status(200)}});
    stage.begin();
    if (at != "acquiring"_L1) {
        stage.store.answerPermit();
        QTRY_COMPARE(stage.transport.startedCount(), 1);
        stage.clock.advance(0ms);
    }
    QCOMPARE(QMetaEnum::fromType<SendOperation::State>().valueToKey(int(stage.operation->state())),
             QByteArray(at.toLatin1().replace(0, 1, at.toLatin1().first(1).toUpper())));
    stage.operation->cancel();
    QCOMPARE(stage.log.last(), outcome);
    QCOMPARE(stage.clock.pendingCalls(), 0);
    const auto said = stage.log.size();
    stage.operation->cancel();
    if (at == "acquiring"_L1)
        stage.store.answerPermit();
    if (at == "settling"_L1)
        stage.store.answerSettled();
    QCoreApplication::processEvents();
    stage.clock.advance(10s);
    QCOMPARE(stage.log.size(), said);
}

void TestSendOperation::deletionAtEveryStep_data()
{
    QTest::addColumn<QString>("at");
    for (const char *event :
         {"admitted", "attempt 1", "503", "wait 100", "attempt 2", "200", "success"})
        QTest::addRow("when it says %s", event) << QString::fromLatin1(event);
    QTest::newRow("before it said anything") << QString();
}

void TestSendOperation::deletionAtEveryStep()
{
    QFETCH(QString, at);
    Stage stage;
    stage.policies.retry.initialDelay = 100ms;
    stage.transport.script({{status(503)}, {status(200)}});
    // The slot lives in the operation's own context, so what it needs afterwards is kept outside of
    // it.
    stage.afterEvent = [&stage, at](const QString &event) {
        if (event == at)
            stage.operation.release()->deleteLater();
    };
    stage.begin();
    if (at.isEmpty())
        stage.operation.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    stage.clock.advance(50ms);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    stage.clock.advance(10s);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    stage.clock.advance(10s);
    if (stage.transport.startedCount() > 0)
        QTRY_VERIFY(stage.transport.started.last().isNull());
    QCOMPARE(stage.clock.pendingCalls(), 0);
}

void TestSendOperation::lateAnswersReachNobody()
{
    Stage stage;
    stage.store.answers = FakeBreakerStore::Answers::WhenTold;
    stage.begin();
    stage.operation.reset();
    stage.store.answerPermit();
    QCoreApplication::processEvents();
    QCOMPARE(stage.transport.startedCount(), 0);
    QVERIFY(stage.log.isEmpty());
}

void TestSendOperation::droppedPermitGivesItsLeaseBack()
{
    Stage stage;
    stage.store.lease = "lease"_ba;
    stage.begin();
    stage.operation->cancel();
    QCOMPARE(stage.store.log.last(), u"release www.store1.com:8001"_s);
}

void TestSendOperation::storeMayDieFirst()
{
    ManualClock clock;
    ScriptedTransport transport(clock);
    auto store = std::make_unique<FakeBreakerStore>();
    KeyReader keys;
    RequestSpec spec;
    spec.url = u"http://h/"_s;
    SendOperation operation(
        spec, {}, {}, {},
        SendServices{transport, clock, keys, [] { return 0.0; }, store.get(), {}, {}});
    ExchangePtr exchange;
    connect(&operation, &SendOperation::finished, this,
            [&](const ExchangePtr &e) { exchange = e; });
    transport.script({{status(200)}});
    operation.start();
    store.reset();
    clock.advance(1s);
    QVERIFY(exchange);
    QCOMPARE(exchange->outcome, Outcome::Success);
    QCOMPARE(exchange->circuit.verification, Verification::Unverified);
}

void TestSendOperation::unverifiedIsMarked()
{
    Stage stage;
    stage.store.admission.verification = Verification::Unverified;
    stage.transport.script({{status(200)}});
    stage.begin();
    stage.clock.advance(1s);
    QCOMPARE(stage.exchange->circuit.verification, Verification::Unverified);
}

QTEST_GUILESS_MAIN(TestSendOperation)
#include "tst_sendoperation.moc"
