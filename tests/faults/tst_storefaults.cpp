// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Whatever happens to Redis, a permit comes at once, says whether it was verified, and what this
// program learned meanwhile reaches Redis later without overwriting what others wrote.

#include "tests/faults/redisfaults.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

namespace {

/// Over any hiccup of a busy machine; what hangs, hangs for ever.
constexpr milliseconds promptly = 5000ms;

} // namespace

class TestStoreFaults : public QObject
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
            qWarning("an answer took %lld ms",
                     static_cast<long long>(elapsed.elapsed())); // fails the test
        return value;
    }
    Permit promptPermit(const QString &key) { return promptAnswer(m_store->acquire(key, {})); }
    Settled promptlyOpened(const QString &key, milliseconds openFor)
    {
        Permit permit(m_store.get(), key, {}, {.openFor = openFor});
        return promptAnswer(permit.settle(failure()));
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_redis = std::make_unique<BreakableRedis>();
        QVERIFY2(m_redis->start(), qPrintable(m_redis->server().error()));
        m_store = m_redis->store("recloser:", m_clock);
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
    }
    void cleanup()
    {
        m_store.reset();
        m_redis.reset();
    }

    void sendsGoOnAndTheirOpeningsArriveLater_data() { addRedisFaults(); }
    void sendsGoOnAndTheirOpeningsArriveLater()
    {
        QFETCH(RedisFault, fault);
        // On a slow machine an answer may come too late although nothing is wrong yet.
        EVENTUALLY_COMPARE(opened(*m_store, u"seen"_s, 600s).verification, Verification::Verified);
        const Verification reading
            = fault.answersReads ? Verification::Verified : Verification::Unverified;
        fault.strike(*m_redis);
        LoopLag lag;
        // What is not known to be open is admitted, what is stays closed to sends.
        const Permit fresh = promptPermit(u"fresh"_s);
        QVERIFY(!fresh.admission().isRefused());
        EVENTUALLY_COMPARE(promptPermit(u"fresh"_s).admission().verification, reading);
        QCOMPARE(fresh.admission().store, StoreKind::Redis);
        const Permit seen = promptPermit(u"seen"_s);
        QVERIFY(seen.admission().isRefused());
        QVERIFY(seen.admission().remaining > 500s);
        // An opening counts here at once.
        const Settled settled = promptlyOpened(u"fresh"_s, 300s);
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Unverified);
        const Permit refused = promptPermit(u"fresh"_s);
        QVERIFY(refused.admission().isRefused());
        QCOMPARE(refused.admission().verification, Verification::Unverified);
        const CircuitList list = promptAnswer(m_store->circuits());
        QCOMPARE(list.has_value(), !fault.refusesLists);
        if (list) {
            QCOMPARE(list->size(), 2);
            QCOMPARE(list->first().key, u"fresh"_s);
            QCOMPARE(list->first().verification, Verification::Unverified);
        }
        // Many calls do not wait one after the other.
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 0; i < 100; ++i)
            QVERIFY(!answer(m_store->acquire(u"call %1"_s.arg(i), {})).admission().isRefused());
        QVERIFY2(elapsed.elapsed() < 10'000,
                 qPrintable(u"100 permits took %1 ms"_s.arg(elapsed.elapsed())));
        QVERIFY2(lag.longest() < promptly || fault.losesKeys,
                 qPrintable(QString::number(lag.longest().count())));

        fault.heal(*m_redis);
        EVENTUALLY_COMPARE(m_store->status().health, BreakerStoreStatus::Health::Ready);
        // Where only writes were refused, the next one that succeeds tells.
        EVENTUALLY_COMPARE(opened(*m_store, u"next"_s, 60s).verification, Verification::Verified);
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS recloser:{fresh}"_s), "1"_ba);
        const qint64 left = m_redis->ask(u"PTTL recloser:{fresh}"_s).toLongLong();
        QVERIFY2(left > 0 && left <= 300'000, qPrintable(QString::number(left)));
        EVENTUALLY_COMPARE(promptPermit(u"fresh"_s).admission().verification,
                           Verification::Verified);
        QVERIFY(promptPermit(u"fresh"_s).admission().isRefused());
        QCOMPARE(promptPermit(u"seen"_s).admission().isRefused(), !fault.losesKeys);
    }

    void nobodyElsesOpeningIsOverwritten()
    {
        m_redis->line().toxics.blackHole = true;
        QVERIFY(promptlyOpened(u"a"_s, 600s).opened);
        m_redis->ask(u"SET recloser:{a} theirs PX 60000"_s);
        m_redis->line().toxics.blackHole = false;
        EVENTUALLY_COMPARE(promptPermit(u"a"_s).admission().verification, Verification::Verified);
        EVENTUALLY(promptPermit(u"a"_s).admission().remaining <= 60s);
        QCOMPARE(m_redis->ask(u"GET recloser:{a}"_s), "theirs"_ba);
    }

    void whatClosedMeanwhileIsNotOpenedAgain()
    {
        m_redis->line().toxics.blackHole = true;
        QVERIFY(promptlyOpened(u"a"_s, 50ms).opened);
        EVENTUALLY(!promptPermit(u"a"_s).admission().isRefused());
        m_redis->line().toxics.blackHole = false;
        EVENTUALLY_COMPARE(promptPermit(u"a"_s).admission().verification, Verification::Verified);
        QVERIFY(!promptPermit(u"a"_s).admission().isRefused());
        QCOMPARE(m_redis->ask(u"EXISTS recloser:{a}"_s), "0"_ba);
    }

    void whatTheUserClosedMeanwhileIsNotOpenedAgain()
    {
        m_redis->server().kill();
        QVERIFY(promptlyOpened(u"a"_s, 600s).opened);
        const StoreWrite closing = promptAnswer(m_store->close(u"a"_s));
        QVERIFY(!closing);
        QCOMPARE(closing.error().kind, StoreError::Kind::Unavailable);
        QVERIFY(!promptPermit(u"a"_s).admission().isRefused());
        QVERIFY2(m_redis->server().start(), qPrintable(m_redis->server().error()));
        EVENTUALLY_COMPARE(promptPermit(u"a"_s).admission().verification, Verification::Verified);
        QVERIFY(!promptPermit(u"a"_s).admission().isRefused());
    }

    void redisMayDieBetweenPermitAndReport()
    {
        Permit permit = promptAnswer(m_store->acquire(u"a"_s, {.openFor = 600s}));
        QCOMPARE(permit.admission().verification, Verification::Verified);
        m_redis->server().kill();
        const Settled settled = promptAnswer(permit.settle(failure()));
        QVERIFY(settled.opened);
        QCOMPARE(settled.verification, Verification::Unverified);
        QVERIFY2(m_redis->server().start(), qPrintable(m_redis->server().error()));
        EVENTUALLY_COMPARE(m_redis->ask(u"EXISTS recloser:{a}"_s), "1"_ba);
    }

    void withNothingKnownAListIsUnavailableNotEmpty()
    {
        m_redis->server().kill();
        const CircuitList list = promptAnswer(m_store->circuits());
        QVERIFY(!list);
        QCOMPARE(list.error().kind, StoreError::Kind::Unavailable);
        const CircuitLookup lookup = promptAnswer(m_store->circuit(u"a"_s));
        QVERIFY(!lookup);
        QCOMPARE(lookup.error().kind, StoreError::Kind::Unavailable);
        QVERIFY(!promptAnswer(m_store->open(u"a"_s, 60s, {})));
    }

    void aStoreThatNeverReachesItsServerAdmits_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("nobody listens") << u"redis://127.0.0.1:%1"_s.arg(freeLoopbackPort());
        QTest::newRow("no such name") << u"redis://no-such-host.invalid"_s;
        QTest::newRow("no such socket") << u"unix:///nowhere/redis.sock"_s;
        QTest::newRow("a wrong password") << u"redis://:wrong@127.0.0.1"_s;
    }
    void aStoreThatNeverReachesItsServerAdmits()
    {
        QFETCH(QString, address);
        RedisEndpoint endpoint = parseRedisUrl(address).value();
        if (!endpoint.password.isEmpty())
            endpoint.port = m_redis->server().port();
        m_store = std::make_unique<RedisBreakerStore>(endpoint, RedisStoreSettings{}, m_clock);
        for (int i = 0; i < 10; ++i) {
            const Permit permit = promptPermit(u"a"_s);
            QVERIFY(!permit.admission().isRefused());
            QCOMPARE(permit.admission().verification, Verification::Unverified);
        }
        QVERIFY(promptlyOpened(u"a"_s, 600s).opened);
        QVERIFY(promptPermit(u"a"_s).admission().isRefused());
        QVERIFY(!m_store->status().detail.isEmpty());
    }

    void aPausedServerIsNotTimedOutForEachCall()
    {
        // The connection would wait for long; a permit does not.
        RedisStoreSettings settings{.connection = patientSettings()};
        RedisBreakerStore store(tcpEndpoint(m_redis->server().port()), settings, m_clock);
        EVENTUALLY_COMPARE(store.status().health, BreakerStoreStatus::Health::Ready);
        m_redis->server().pause();
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(acquired(store, u"key %1"_s.arg(i)).admission().verification,
                     Verification::Unverified);
        QVERIFY2(milliseconds(elapsed.elapsed()) < 2 * promptly,
                 qPrintable(QString::number(elapsed.elapsed())));
        QCOMPARE(store.status().health, BreakerStoreStatus::Health::Away);
        // It answers again, on the very same connection.
        m_redis->server().resume();
        EVENTUALLY_COMPARE(acquired(store, u"a"_s).admission().verification,
                           Verification::Verified);
        QCOMPARE(store.status().health, BreakerStoreStatus::Health::Ready);
    }
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_storefaults.moc"
