// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Stop answers at once under the guarded preset, through the real network and a real Redis: the
// lease of a probe is given back at the server, and nothing goes on by itself afterwards.

#include "core/faultserver/faultserver.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/faults/guardedcircuits.h"
#include "tests/support/blackhole.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// Knows what is still scheduled on it.
class CountingClock final : public Clock
{
public:
    time_point now() const override { return m_clock.now(); }
    QDateTime wallTime() const override { return m_clock.wallTime(); }
    std::unique_ptr<ScheduledCall> schedule(milliseconds delay, std::function<void()> call) override
    {
        return std::make_unique<Counted>(m_clock.schedule(delay, std::move(call)), scheduled);
    }
    int scheduled = 0;

private:
    class Counted final : public ScheduledCall
    {
    public:
        Counted(std::unique_ptr<ScheduledCall> call, int &count)
            : m_call(std::move(call))
            , m_count(count)
        {
            ++m_count;
        }
        ~Counted() override { --m_count; }

    private:
        std::unique_ptr<ScheduledCall> m_call;
        int &m_count;
    };
    SystemClock m_clock;
};

} // namespace

class TestCancelFaults : public QObject
{
    Q_OBJECT

    RedisServer m_redis{RedisServer::Options{.tcp = true}};
    SystemClock m_clock;
    CountingClock m_counting;
    std::unique_ptr<RedisBreakerStore> m_store;
    NetworkTransport m_transport;
    BlackHole m_hole;

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_redis.ask({u"FLUSHALL"_s});
        m_store
            = std::make_unique<RedisBreakerStore>(unixEndpoint(m_redis), patientStore(), m_clock);
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
    }
    void cleanup()
    {
        m_redis.resume();
        m_store.reset();
    }

    void stopAnswersAtOnceAndLeavesNothing_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<bool>("isProbe");
        for (const char *stage : {"admission", "connect", "answer", "body", "backoff"}) {
            QTest::addRow("during the %s", stage) << QString::fromLatin1(stage) << false;
            QTest::addRow("of a probe during the %s", stage) << QString::fromLatin1(stage) << true;
        }
    }
    void stopAnswersAtOnceAndLeavesNothing()
    {
        QFETCH(QString, stage);
        QFETCH(bool, isProbe);
        const auto script = parseFaultScript(R"({"routes": [
            {"path": "/answer", "sequence": [{"fault": "stall"}]},
            {"path": "/body", "sequence": [{"fault": "stall", "after": 10, "status": 200, "body_size": 1000}]},
            {"path": "/backoff", "sequence": [{"status": 503}]},
            {"path": "*", "sequence": [{"status": 200}]}]})");
        QVERIFY(script);
        FaultServer server(*script);
        QVERIFY(server.listen().has_value());
        if (isProbe)
            makeHalfOpen(*m_store, m_redis, u"key"_s);

        RequestSpec spec;
        spec.url = server.url(u'/' + stage).toString() + u"?key"_s;
        if (stage == "connect"_L1)
            spec.url = u"http://127.0.0.1:%1/?key"_s.arg(m_hole.port());
        spec.policy.preset = Preset::Guarded;
        spec.policy.keyPattern = u"key"_s;
        spec.policy.jitter = JitterKind::None;
        spec.policy.retryDelay = 20s;
        spec.policy.retryMaxDelay = 20s;
        Sender sender(m_transport, m_counting, *m_store, [] { return 0.5; });
        const auto operation = sender.send(spec, {});
        QSignalSpy finished(operation.get(), &SendOperation::finished);
        QSignalSpy started(operation.get(), &SendOperation::attemptStarted);
        QSignalSpy heads(operation.get(), &SendOperation::headArrived);
        QSignalSpy retries(operation.get(), &SendOperation::retryScheduled);
        if (stage == "admission"_L1)
            m_redis.pause();
        operation->start();
        if (stage == "admission"_L1)
            QCoreApplication::processEvents();
        else if (stage == "connect"_L1)
            EVENTUALLY_COMPARE(started.size(), 1);
        else if (stage == "answer"_L1)
            EVENTUALLY_COMPARE(server.receivedCount(), 1);
        else if (stage == "body"_L1)
            EVENTUALLY_COMPARE(heads.size(), 1);
        else if (stage == "backoff"_L1)
            EVENTUALLY_COMPARE(retries.size() + finished.size(), 1);
        if (stage == "backoff"_L1 && isProbe) {
            // A probe that fails opens again; there is no backoff to stop.
            QCOMPARE(finished.first().first().value<ExchangePtr>()->ending, Ending::CircuitOpened);
            QCOMPARE(m_counting.scheduled, 0);
            return;
        }
        QCOMPARE(finished.size(), 0);
        if (isProbe && stage != "admission"_L1)
            QCOMPARE(m_redis.ask({u"EXISTS"_s, redisKeyOf(u"key"_s, u":probe"_s)}), "1"_ba);

        QElapsedTimer elapsed;
        elapsed.start();
        operation->cancel();
        QVERIFY2(elapsed.elapsed() < 100, qPrintable(QString::number(elapsed.elapsed())));
        QCOMPARE(finished.size(), 1);
        const auto exchange = finished.first().first().value<ExchangePtr>();
        QCOMPARE(exchange->outcome, Outcome::Cancelled);
        QCOMPARE(m_counting.scheduled, 0);
        QCOMPARE(sender.running(), 0);
        m_redis.resume();
        EVENTUALLY_COMPARE(m_redis.ask({u"EXISTS"_s, redisKeyOf(u"key"_s, u":probe"_s)}), "0"_ba);
        EVENTUALLY_COMPARE(server.openConnectionCount() == 0 || stage == "backoff"_L1, true);
        // The next one is free to go: as the probe where one is due.
        EVENTUALLY_COMPARE(acquired(*m_store, u"key"_s, guardedRules(600s)).admission().answer,
                           isProbe ? Admission::Answer::AdmittedAsProbe
                                   : Admission::Answer::Admitted);
        QCOMPARE(finished.size(), 1);
        QVERIFY(server.receivedCount() <= 1);
    }
};

QTEST_GUILESS_MAIN(TestCancelFaults)
#include "tst_cancelfaults.moc"
