// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sender.h"

#include "core/resilience/memorybreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

class TestSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void circuitOpensBlocksAndClosesByItself();
    void everyEndingIsToldOnceAndCounted();
    void destroyedSendsAreNotCountedAnyMore();
    void layersLieUnderTheRequestsOwn();
};

namespace {

RequestSpec request()
{
    RequestSpec spec;
    spec.url = u"http://store:8001/x"_s;
    spec.policy.keyPattern = u"(?<=//)[^/]+"_s;
    return spec;
}

struct Stage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    MemoryBreakerStore breaker{clock};
    Sender sender{transport, clock, breaker, [] { return 0.5; }};
    QList<ExchangePtr> ended;

    Stage()
    {
        QObject::connect(&sender, &Sender::exchangeFinished, &sender,
                         [this](const ExchangePtr &exchange) { ended.append(exchange); });
    }
    ExchangePtr run(const RequestSpec &spec, const QList<PolicyLayer> &layers = {})
    {
        const auto operation = sender.send(spec, {}, {}, layers);
        operation->start();
        clock.advance(1s);
        return ended.isEmpty() ? nullptr : ended.last();
    }
};

} // namespace

void TestSender::circuitOpensBlocksAndClosesByItself()
{
    Stage stage;
    const auto timeout = failure(Kind::AttemptTimeout);
    stage.transport.script({{timeout}, {timeout}, {timeout}, {timeout}, {status(200)}});
    QVERIFY(stage.run(request())->circuit.openedByThisCall);
    QCOMPARE(stage.transport.startedCount(), 4);

    const ExchangePtr blocked = stage.run(request());
    QCOMPARE(blocked->outcome, Outcome::Blocked);
    QCOMPARE(blocked->key.key, u"store:8001"_s);
    QCOMPARE(blocked->circuit.remaining, std::optional<milliseconds>(9s));
    QCOMPARE(blocked->circuit.reason, u"4 time-outs"_s);
    QCOMPARE(stage.transport.startedCount(), 4);

    stage.clock.advance(8s);
    QCOMPARE(stage.run(request())->outcome, Outcome::Success);
    QCOMPARE(stage.transport.startedCount(), 5);
}

void TestSender::everyEndingIsToldOnceAndCounted()
{
    Stage stage;
    QSignalSpy running(&stage.sender, &Sender::runningChanged);
    const auto operation = stage.sender.send(request(), {});
    operation->start();
    QCOMPARE(stage.sender.running(), 1);
    operation->cancel();
    operation->cancel();
    QCOMPARE(stage.sender.running(), 0);
    QCOMPARE(stage.ended.size(), 1);
    QCOMPARE(stage.ended.first()->outcome, Outcome::Cancelled);
    QCOMPARE(running.size(), 2);
}

void TestSender::destroyedSendsAreNotCountedAnyMore()
{
    Stage stage;
    {
        const auto operation = stage.sender.send(request(), {});
        operation->start();
        QCOMPARE(stage.sender.running(), 1);
    }
    QCOMPARE(stage.sender.running(), 0);
    QVERIFY(stage.ended.isEmpty());
}

void TestSender::layersLieUnderTheRequestsOwn()
{
    Stage stage;
    const QList<PolicyLayer> layers{
        {PolicyLayer::Kind::Settings, {}, {.openFor = 3s, .maxRetries = 5}},
        {PolicyLayer::Kind::File,
         u"/store.http"_s,
         {.maxRetries = 1},
         {.follow = RedirectPolicy::Follow::No}},
    };
    RequestSpec spec = request();
    spec.policy.openFor = 5s;
    const auto timeout = failure(Kind::AttemptTimeout);
    stage.transport.script({{timeout}, {timeout}});
    const ExchangePtr exchange = stage.run(spec, layers);
    QCOMPARE(exchange->attempts.size(), 2);
    QCOMPARE(exchange->circuit.openedFor, 5s);
    QCOMPARE(exchange->policies, policiesOf(layers, spec.policy));
    QCOMPARE(exchange->request.redirects.follow, RedirectPolicy::Follow::No);
    // What the request itself says is what is kept of it.
    QCOMPARE(exchange->spec, spec);
}

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
