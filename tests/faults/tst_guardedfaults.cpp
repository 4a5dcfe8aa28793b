// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Circuits with a memory (the guarded preset: counts, trips, probes) while Redis breaks: nothing
// waits, what the server does not take is decided here and told there later, and in the end the
// server decides again.

#include "tests/faults/guardedcircuits.h"
#include "tests/support/blackhole.h"

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;
using Answer = Admission::Answer;
using Health = BreakerStoreStatus::Health;

namespace {

/// Over any hiccup of a busy machine; what hangs, hangs for ever.
constexpr milliseconds promptly = 5000ms;

} // namespace

class TestGuardedFaults : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<BreakableRedis> m_redis;
    std::unique_ptr<RedisBreakerStore> m_store;

    template<typename T> T promptAnswer(QFuture<T> future)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        T value = answer(std::move(future));
        if (milliseconds(elapsed.elapsed()) > promptly)
            qWarning("an answer took %lld ms", static_cast<long long>(elapsed.elapsed()));
        return value;
    }
    Permit promptPermit(const QString &key, milliseconds openFor = 600s)
    {
        return promptAnswer(m_store->acquire(key, guardedRules(openFor)));
    }
    qint64 calls(const QByteArray &command)
    {
        const QByteArray info = m_redis->ask(u"INFO commandstats"_s);
        const QByteArray field = "cmdstat_" + command + ":calls=";
        const qsizetype at = info.indexOf(field);
        return at < 0
            ? 0
            : info.mid(at + field.size(), info.indexOf(',', at) - at - field.size()).toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_redis = std::make_unique<BreakableRedis>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->server().error()));
        m_store = m_redis->store("recloser:", m_clock);
        EVENTUALLY_COMPARE(m_store->status().health, Health::Ready);
    }
    void cleanup()
    {
        m_store.reset();
        m_redis.reset();
    }

    void callsGoOnAndTheServerDecidesAgainLater_data() { addRedisFaults(); }
    void callsGoOnAndTheServerDecidesAgainLater()
    {
        QFETCH(RedisFault, fault);
        EVENTUALLY_COMPARE(failedCall(*m_store, u"seen"_s, 600s).verification,
                           Verification::Verified);
        makeHalfOpen(*m_store, m_redis->server(), u"half"_s);
        fault.strike(*m_redis);

        // An unknown one is admitted, an open one is not.
        Permit fresh = promptPermit(u"fresh"_s);
        QVERIFY(!fresh.admission().isRefused());
        QVERIFY(promptPermit(u"seen"_s).admission().isRefused());
        // Whether a probe is due cannot be agreed on, so the shadow answers, and says so.
        {
            Permit probe = promptPermit(u"half"_s);
            QVERIFY(!probe.admission().isRefused());
            QCOMPARE(probe.admission().verification, Verification::Unverified);
            promptAnswer(probe.settle(success()));
        }
        const Settled settled = promptAnswer(fresh.settle(oneFailure()));
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Unverified);
        QVERIFY(promptPermit(u"fresh"_s).admission().isRefused());
        // Many calls do not wait one after the other.
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 0; i < 20; ++i)
            QVERIFY(!promptPermit(u"half"_s).admission().isRefused());
        QVERIFY2(elapsed.elapsed() < 10'000,
                 qPrintable(u"20 permits took %1 ms"_s.arg(elapsed.elapsed())));

        fault.heal(*m_redis);
        // What was not permitted is asked for again over the next connection.
        if (fault.refusesLists)
            m_redis->line().resetAll();
        EVENTUALLY_COMPARE(m_store->status().health, Health::Ready);
        EVENTUALLY_COMPARE(failedCall(*m_store, u"next"_s, 600s).verification,
                           Verification::Verified);
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS recloser:{fresh}"_s), "1"_ba);
        EVENTUALLY_COMPARE(promptPermit(u"fresh"_s).admission().verification,
                           Verification::Verified);
        QVERIFY(promptPermit(u"fresh"_s).admission().isRefused());
        QCOMPARE(promptPermit(u"seen"_s).admission().isRefused(), !fault.losesKeys);
        // Of what was counted here meanwhile nothing is left: the server gives the lease of the
        // probe, and takes its answer.
        if (fault.losesKeys)
            makeHalfOpen(*m_store, m_redis->server(), u"half"_s);
        Permit probe;
        EVENTUALLY(isProbeAtLast(probe, [&] { return promptPermit(u"half"_s); }));
        QCOMPARE(m_redis->ask(u"GET recloser:{half}:probe"_s), probe.ticket().lease);
        QVERIFY(promptPermit(u"half"_s).admission().isRefused());
        const Settled closed = promptAnswer(probe.settle(success()));
        QVERIFY(closed.closed);
        QCOMPARE(closed.verification, Verification::Verified);
        QCOMPARE(m_redis->ask(u"HGET recloser:{half}:meta half"_s), "0"_ba);
        QCOMPARE(m_redis->ask(u"EXISTS recloser:{half}:probe"_s), "0"_ba);
    }

    void nothingBlocks_data()
    {
        QTest::addColumn<QString>("fault");
        for (const char *fault : {"a healthy Redis", "SIGSTOP", "CLIENT PAUSE ALL",
                                  "CLIENT PAUSE WRITE", "a line that swallows all", "refused",
                                  "a SYN without an answer", "a name that is not found"})
            QTest::newRow(fault) << QString::fromLatin1(fault);
    }
    void nothingBlocks()
    {
        QFETCH(QString, fault);
        makeHalfOpen(*m_store, m_redis->server(), u"half"_s);
        BlackHole hole;
        RedisEndpoint elsewhere;
        if (fault == "SIGSTOP"_L1)
            m_redis->server().pause();
        else if (fault.startsWith("CLIENT PAUSE"_L1))
            m_redis->ask(fault.replace("PAUSE"_L1, "PAUSE 1500"_L1));
        else if (fault == "a line that swallows all"_L1)
            m_redis->line().toxics.blackHole = true;
        else if (fault == "refused"_L1)
            elsewhere = tcpEndpoint(freeLoopbackPort());
        else if (fault == "a SYN without an answer"_L1)
            elsewhere = tcpEndpoint(hole.port());
        else if (fault == "a name that is not found"_L1)
            elsewhere = parseRedisUrl(u"redis://no-such-host.invalid"_s).value();
        if (!elsewhere.host.isEmpty()) {
            RedisStoreSettings settings{.connection = quickSettings()};
            m_store = std::make_unique<RedisBreakerStore>(elsewhere, settings, m_clock);
        }
        // Both presets, opening, probing, looking: for longer than any time-out.
        int asked = 0;
        int answered = 0;
        const auto settle = [&](QFuture<Permit> future) {
            Permit permit = future.takeResult();
            permit.settle(failure()).then(this, [&](const Settled &) { ++answered; });
        };
        // What stands in the way of the loop does so each time; what a busy machine does, does not.
        const double most = isSanitized ? 100 : 16;
        double longest = std::numeric_limits<double>::max();
        for (int round = 0; round < 4 && longest >= most; ++round) {
            LoopStall stall;
            QElapsedTimer elapsed;
            elapsed.start();
            while (elapsed.elapsed() < 800) {
                const QString key = u"key %1"_s.arg(asked % 10);
                asked += 4;
                m_store->acquire(key, {.openFor = 50ms}).then(this, settle);
                m_store->acquire(key, guardedRules(50ms)).then(this, settle);
                m_store->acquire(u"half"_s, guardedRules(50ms)).then(this, settle);
                m_store->circuits().then(this, [&](const CircuitList &) { ++answered; });
                // Not qWait(), which sleeps.
                QEventLoop loop;
                QTimer::singleShot(10ms, &loop, &QEventLoop::quit);
                loop.exec();
            }
            longest = std::min(longest, stall.longest());
        }
        qInfo("the event loop stood still for %.1f ms at most", longest);
        QVERIFY2(longest < most, qPrintable(QString::number(longest)));
        m_redis->server().resume();
        EVENTUALLY_COMPARE(answered, asked);
    }

    void aLeaseThatIsWrittenTooLateIsGivenBack()
    {
        // A script that the server does not know yet would not be run late.
        makeHalfOpen(*m_store, m_redis->server(), u"before"_s);
        QCOMPARE(promptPermit(u"before"_s).admission().answer, Answer::AdmittedAsProbe);
        makeHalfOpen(*m_store, m_redis->server(), u"a"_s);
        CircuitRules rules = guardedRules(600s);
        rules.probeLease = std::chrono::minutes(10);
        m_redis->ask(u"CLIENT PAUSE 60000 WRITE"_s);
        QVERIFY(!promptAnswer(m_store->acquire(u"a"_s, rules)).admission().isRefused());
        QCOMPARE(m_redis->ask(u"EXISTS recloser:{a}:probe"_s), "0"_ba);
        m_redis->ask(u"CLIENT UNPAUSE"_s);
        // Now the server takes what waited; nobody works with that lease, so nobody must hold it
        // until it runs out.
        EVENTUALLY_COMPARE(m_store->status().health, Health::Ready);
        Permit probe;
        EVENTUALLY(
            isProbeAtLast(probe, [&] { return promptAnswer(m_store->acquire(u"a"_s, rules)); }));
    }

    void redisMayDieBetweenAdmissionAndReport_data()
    {
        QTest::addColumn<bool>("isProbe");
        QTest::newRow("of a call like others") << false;
        QTest::newRow("of the probe") << true;
    }
    void redisMayDieBetweenAdmissionAndReport()
    {
        QFETCH(bool, isProbe);
        if (isProbe)
            makeHalfOpen(*m_store, m_redis->server(), u"a"_s);
        Permit permit = promptPermit(u"a"_s);
        QCOMPARE(permit.admission().verification, Verification::Verified);
        QCOMPARE(permit.admission().answer, isProbe ? Answer::AdmittedAsProbe : Answer::Admitted);
        m_redis->line().toxics.blackHole = true;
        m_redis->line().resetAll();
        m_redis->server().kill();
        const Settled settled = promptAnswer(permit.settle(oneFailure()));
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Unverified);
        QVERIFY(promptPermit(u"a"_s).admission().isRefused());
        QVERIFY(failedCall(*m_store, u"b"_s, 600s).opened);
        // Somebody else opened one of the two meanwhile.
        QVERIFY2(m_redis->server().start(), qPrintable(m_redis->server().error()));
        m_redis->ask(u"SET recloser:{a} theirs PX 60000"_s);
        m_redis->line().toxics.blackHole = false;
        m_redis->line().resetAll();
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS recloser:{b}"_s), "1"_ba);
        EVENTUALLY_COMPARE(promptPermit(u"a"_s).admission().verification, Verification::Verified);
        EVENTUALLY(promptPermit(u"a"_s).admission().remaining <= 60s);
        QCOMPARE(m_redis->ask(u"GET recloser:{a}"_s), "theirs"_ba);
    }

    void afterARestartTheScriptIsSentOnceAndAllIsClosed()
    {
        QVERIFY(failedCall(*m_store, u"a"_s, 600s).opened);
        makeHalfOpen(*m_store, m_redis->server(), u"b"_s);
        QCOMPARE(answer(m_store->circuits())->size(), 2);
        QVERIFY2(m_redis->server().restart(), qPrintable(m_redis->server().error()));
        EVENTUALLY([&] {
            const CircuitList list = answer(m_store->circuits());
            return list && list->isEmpty();
        }());
        QVERIFY(!answer(m_store->circuit(u"a"_s)).value().has_value());
        EVENTUALLY_COMPARE(promptPermit(u"a"_s).admission(),
                           (Admission{.store = StoreKind::Redis}));
        // The writing line comes back in its own time.
        for (int i = 0; i < 4; ++i) {
            EVENTUALLY_COMPARE(failedCall(*m_store, u"c%1"_s.arg(i), 600s).verification,
                               Verification::Verified);
        }
        QCOMPARE(calls("eval"), 1);
        QVERIFY(calls("evalsha") >= 4);
    }

    void aFullMemoryIsToldUntilAWriteSucceeds()
    {
        m_redis->ask(u"CONFIG SET maxmemory 1"_s);
        QCOMPARE(failedCall(*m_store, u"a"_s, 600s).verification, Verification::Unverified);
        EVENTUALLY(m_store->status().detail.contains("OOM"_L1));
        QCOMPARE(m_store->status().health, Health::Ready);
        const CircuitList list = answer(m_store->circuits());
        QVERIFY(list);
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().verification, Verification::Unverified);
        m_redis->ask(u"CONFIG SET maxmemory 0"_s);
        // The very circuit that was counted here is counted there again.
        const Settled success_
            = answer(acquired(*m_store, u"b"_s, guardedRules(600s)).settle(success()));
        QCOMPARE(success_.verification, Verification::Verified);
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS recloser:{a}"_s), "1"_ba);
        QVERIFY(m_store->status().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestGuardedFaults)
#include "tst_guardedfaults.moc"
