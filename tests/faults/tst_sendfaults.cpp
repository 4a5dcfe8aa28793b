// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Sends go on whatever happens to Redis: through the real operation and the real store, with
// scripted transfers.

#include "core/send/sendoperation.h"
#include "tests/faults/redisfaults.h"
#include "tests/support/scriptedtransport.h"

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

class TestSendFaults : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    ScriptedTransport m_transport{m_clock};
    KeyReader m_keys;
    std::unique_ptr<BreakableRedis> m_redis;
    std::unique_ptr<RedisBreakerStore> m_store;

    std::unique_ptr<SendOperation> operation(const QString &url, milliseconds openFor = 600s)
    {
        RequestSpec spec;
        spec.url = url;
        Policies policies;
        policies.breaker.openFor = openFor;
        return std::make_unique<SendOperation>(
            spec, Scope{}, policies, SendOptions{},
            SendServices{m_transport, m_clock, m_keys, [] { return 0.5; }, m_store.get(), {}});
    }
    static ExchangePtr finished(SendOperation &operation)
    {
        ExchangePtr exchange;
        QEventLoop loop;
        QObject::connect(&operation, &SendOperation::finished, &loop, [&](const ExchangePtr &done) {
            exchange = done;
            loop.quit();
        });
        QTimer::singleShot(patience, &loop, &QEventLoop::quit);
        operation.start();
        if (!exchange)
            loop.exec();
        return exchange;
    }
    ExchangePtr sent(const QString &url, milliseconds openFor = 600s)
    {
        auto send = operation(url, openFor);
        return finished(*send);
    }
    void answerWith(int code, int times)
    {
        m_transport.script(QList<ScriptedTransport::Step>(times, {status(code)}));
    }
    void failWith(SendError::Kind kind, int times)
    {
        m_transport.script(QList<ScriptedTransport::Step>(times, {failure(kind)}));
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_redis = std::make_unique<BreakableRedis>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->server().error()));
        m_store = m_redis->store({}, m_clock);
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
    }
    void cleanup()
    {
        m_store.reset();
        m_redis.reset();
    }

    void sendsGoOn_data() { addRedisFaults(); }
    void sendsGoOn()
    {
        QFETCH(RedisFault, fault);
        fault.strike(*m_redis);
        // An answer is an answer.
        answerWith(200, 1);
        ExchangePtr exchange = sent(u"http://a/"_s);
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Success);
        // Failures open the circuit here and now.
        failWith(SendError::Kind::AttemptTimeout, 4);
        exchange = sent(u"http://b/"_s);
        QVERIFY(exchange);
        QCOMPARE(exchange->attempts.size(), 4);
        QCOMPARE(exchange->outcome, Outcome::Exception);
        QVERIFY(exchange->circuit.openedByThisCall);
        QCOMPARE(exchange->circuit.verification, Verification::Unverified);
        // And the next send is blocked without a transfer.
        const int started = m_transport.startedCount();
        exchange = sent(u"http://b/"_s);
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Blocked);
        QCOMPARE(exchange->circuit.verification, Verification::Unverified);
        QVERIFY(exchange->circuit.remaining > 500s);
        QCOMPARE(m_transport.startedCount(), started);

        fault.heal(*m_redis);
        EVENTUALLY_COMPARE(opened(*m_store, u"http://next/"_s, 60s).verification,
                           Verification::Verified);
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS http://b/"_s), "1"_ba);
        EVENTUALLY_COMPARE(sent(u"http://b/"_s)->circuit.verification, Verification::Verified);
        QCOMPARE(sent(u"http://b/"_s)->outcome, Outcome::Blocked);
    }

    void redisMayBreakWhileFiftySendsAreUnderWay_data() { addRedisFaults(); }
    void redisMayBreakWhileFiftySendsAreUnderWay()
    {
        QFETCH(RedisFault, fault);
        std::vector<std::unique_ptr<SendOperation>> sends;
        int done = 0;
        int opened = 0;
        for (int i = 0; i < 50; ++i) {
            // Odd ones hang until they are told to fail, even ones are asked for while Redis
            // breaks.
            sends.push_back(operation(u"http://host%1/"_s.arg(i)));
            connect(sends.back().get(), &SendOperation::finished, this,
                    [&](const ExchangePtr &exchange) {
                        ++done;
                        opened += exchange->circuit.openedByThisCall;
                    });
            if (i % 2)
                sends.back()->start();
        }
        EVENTUALLY(m_transport.startedCount() >= 25);
        fault.strike(*m_redis);
        for (int i = 0; i < 50; i += 2)
            sends[size_t(i)]->start();
        // Every transfer that is started fails, until all have given up.
        QTimer failing;
        connect(&failing, &QTimer::timeout, this, [&] {
            const QList<QPointer<ScriptedTransfer>> started = m_transport.started;
            for (const QPointer<ScriptedTransfer> &transfer : started) {
                if (transfer)
                    transfer->finish({std::unexpected(SendError{
                                          SendError::Kind::ConnectionReset, u"host"_s, {}}),
                                      {}});
            }
        });
        failing.start(5ms);
        EVENTUALLY_COMPARE(done, 50);
        QCOMPARE(opened, 50);
        failing.stop();
        fault.heal(*m_redis);
        EVENTUALLY_COMPARE(Recloser::opened(*m_store, u"next"_s, 60s).verification,
                           Verification::Verified);
        EVENTUALLY_COMPARE(m_redis->ask(u"DBSIZE"_s), "51"_ba);
    }

    void sendsMayBeDeletedWhileTheyWaitForRedis()
    {
        m_redis->server().pause();
        for (int i = 0; i < 20; ++i) {
            auto send = operation(u"http://a/"_s);
            send->start();
            QCoreApplication::processEvents();
        }
        auto cancelled = operation(u"http://a/"_s);
        ExchangePtr exchange;
        connect(cancelled.get(), &SendOperation::finished, this,
                [&](const ExchangePtr &end) { exchange = end; });
        cancelled->start();
        QElapsedTimer elapsed;
        elapsed.start();
        cancelled->cancel();
        QVERIFY(exchange);
        QCOMPARE(exchange->outcome, Outcome::Cancelled);
        QVERIFY(elapsed.elapsed() < 100);
        m_redis->server().resume();
    }
};

QTEST_GUILESS_MAIN(TestSendFaults)
#include "tst_sendfaults.moc"
