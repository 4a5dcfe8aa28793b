// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// One table for every BreakerStore: whatever is true of one must be true of all.

#include "core/resilience/memorybreakerstore.h"
#include "core/resilience/redisbreakerstore.h"
#include "tests/core/resilience/storetesting.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

using StoreMaker = std::function<std::unique_ptr<BreakerStore>()>;
Q_DECLARE_METATYPE(StoreMaker)

class TestBreakerStores : public QObject
{
    Q_OBJECT

    RedisServer m_server;
    SystemClock m_clock;
    std::unique_ptr<BreakerStore> m_store;

    std::unique_ptr<BreakerStore> redisStore(const QByteArray &prefix)
    {
        return std::make_unique<RedisBreakerStore>(unixEndpoint(m_server), patientStore(prefix),
                                                   m_clock);
    }
    /// How an answered store says it: by itself, not by its shadow.
    void compareVerified(const Admission &admission)
    {
        QCOMPARE(admission.verification, Verification::Verified);
        QCOMPARE(admission.store, m_store->status().store);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void initTestCase_data()
    {
        QTest::addColumn<StoreMaker>("make");
        QTest::newRow("memory") << StoreMaker(
            [this] { return std::make_unique<MemoryBreakerStore>(m_clock); });
        QTest::newRow("Redis, our own layout")
            << StoreMaker([this] { return redisStore("recloser:"); });
        QTest::newRow("Redis, the Fynd library's layout")
            << StoreMaker([this] { return redisStore({}); });
    }
    void init()
    {
        QTest::failOnWarning();
        m_server.ask({u"FLUSHALL"_s});
        QFETCH_GLOBAL(StoreMaker, make);
        m_store = make();
    }
    void cleanup() { m_store.reset(); }

    void anUnknownKeyIsAdmitted()
    {
        const Permit permit = acquired(*m_store, u"www.store1.com"_s);
        QCOMPARE(permit.key(), u"www.store1.com"_s);
        QCOMPARE(permit.admission().state, BreakerState::Closed);
        QVERIFY(!permit.admission().isRefused());
        QCOMPARE(permit.admission().remaining, std::nullopt);
        compareVerified(permit.admission());
    }

    void anOpenedCircuitRefusesWithTheTimeLeft()
    {
        const Settled settled = opened(*m_store, u"a"_s, 60s);
        QVERIFY(settled.opened);
        QCOMPARE(settled.openFor, 60'000ms);
        QCOMPARE(settled.verification, Verification::Verified);
        const Permit permit = acquired(*m_store, u"a"_s);
        QVERIFY(permit.admission().isRefused());
        QVERIFY(permit.admission().remaining > 20s && permit.admission().remaining <= 60s);
        QCOMPARE(permit.admission().reason, u"4 x attempt-timeout"_s);
        compareVerified(permit.admission());
        QVERIFY(!acquired(*m_store, u"b"_s).admission().isRefused());
    }

    void onlyFailuresOpen_data()
    {
        QTest::addColumn<BreakerEffect>("effect");
        QTest::newRow("a success") << BreakerEffect::Success;
        QTest::newRow("something that says nothing of the peer") << BreakerEffect::Ignored;
        QTest::newRow("a failure with attempts left") << BreakerEffect::Failure;
        QTest::newRow("throttling that names no time") << BreakerEffect::Throttled;
    }
    void onlyFailuresOpen()
    {
        QFETCH(BreakerEffect, effect);
        Permit permit = acquired(*m_store, u"a"_s);
        const Settled settled = answer(permit.settle({.effect = effect}));
        QVERIFY(!settled.opened);
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
    }

    void aSuccessDoesNotCloseWhatIsOpen()
    {
        Permit early = acquired(*m_store, u"a"_s);
        opened(*m_store, u"a"_s, 60s);
        answer(early.settle({.effect = BreakerEffect::Success}));
        QVERIFY(acquired(*m_store, u"a"_s).admission().isRefused());
    }

    void aDroppedPermitSaysNothing()
    {
        acquired(*m_store, u"a"_s);
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
    }

    void itClosesByExpiryAndOpensAgain()
    {
        for (int round = 0; round < 2; ++round) {
            opened(*m_store, u"a"_s, 60ms);
            EVENTUALLY(!acquired(*m_store, u"a"_s).admission().isRefused());
            QCOMPARE(answer(m_store->circuit(u"a"_s)).value(), std::nullopt);
            QVERIFY(answer(m_store->circuits()).value().isEmpty());
        }
    }

    void openingAgainStartsTheTimeAnew()
    {
        opened(*m_store, u"a"_s, 60s);
        opened(*m_store, u"a"_s, 600s);
        QVERIFY(acquired(*m_store, u"a"_s).admission().remaining > 500s);
        opened(*m_store, u"a"_s, 60s);
        QVERIFY(acquired(*m_store, u"a"_s).admission().remaining <= 60s);
        QCOMPARE(answer(m_store->circuits()).value().size(), 1);
    }

    void theLongestTimeIsKept()
    {
        const milliseconds longest = std::chrono::days(24);
        opened(*m_store, u"a"_s, longest);
        const auto remaining = acquired(*m_store, u"a"_s).admission().remaining;
        QVERIFY(remaining > longest - 1min && remaining <= longest);
    }

    void closingNowAdmits()
    {
        opened(*m_store, u"a"_s, 60s);
        opened(*m_store, u"b"_s, 60s);
        QVERIFY(answer(m_store->close(u"a"_s)));
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
        QVERIFY(acquired(*m_store, u"b"_s).admission().isRefused());
        QCOMPARE(answer(m_store->circuits()).value().size(), 1);
        QVERIFY(answer(m_store->close(u"never opened"_s)));
    }

    void openingByHandRefuses()
    {
        QVERIFY(answer(m_store->open(u"a"_s, 60s, u"maintenance"_s)));
        const Permit permit = acquired(*m_store, u"a"_s);
        QVERIFY(permit.admission().isRefused());
        QCOMPARE(permit.admission().reason, u"maintenance"_s);
        QVERIFY(permit.admission().remaining <= 60s);
    }

    void oneProbeDecidesForAll()
    {
        const CircuitRules rules{.openFor = 60ms, .failuresInARow = 1, .probeLease = 60s};
        QVERIFY(answer(acquired(*m_store, u"a"_s, rules).settle(failure())).opened);
        QVERIFY(acquired(*m_store, u"a"_s, rules).admission().isRefused());
        EVENTUALLY(!answer(m_store->circuit(u"a"_s)).value()
                   || answer(m_store->circuit(u"a"_s)).value()->state != BreakerState::Open);
        std::vector<QFuture<Permit>> asked;
        for (int i = 0; i < 50; ++i)
            asked.push_back(m_store->acquire(u"a"_s, rules));
        std::vector<Permit> permits;
        for (QFuture<Permit> &future : asked)
            permits.push_back(answer(future));
        std::erase_if(permits, [](const Permit &permit) {
            const Admission &admission = permit.admission();
            return admission.isRefused() && admission.state == BreakerState::HalfOpen
                && admission.remaining > 0ms && admission.remaining <= 60s;
        });
        QCOMPARE(permits.size(), 1);
        QCOMPARE(permits[0].admission().answer, Admission::Answer::AdmittedAsProbe);
        compareVerified(permits[0].admission());
        permits.clear(); // dropped: the next one may try
        Permit next;
        EVENTUALLY(isProbeAtLast(next, [&] { return acquired(*m_store, u"a"_s, rules); }));
        const Settled settled = answer(next.settle({.effect = BreakerEffect::Success}));
        QVERIFY(settled.closed);
        QCOMPARE(acquired(*m_store, u"a"_s, rules).admission().state, BreakerState::Closed);
    }

    void halfOpenCircuitsAreListed()
    {
        QFETCH_GLOBAL(StoreMaker, make);
        if (m_store->status().store == StoreKind::Redis && m_store->status().prefix.isEmpty())
            return; // in a keyspace of others only keys of circuits are looked for
        const CircuitRules rules{.openFor = 60ms, .failuresInARow = 1, .probeLease = 60s};
        answer(acquired(*m_store, u"a"_s, rules).settle(failure()));
        const auto listed = [this]() -> std::optional<Circuit> {
            const QList<Circuit> circuits = answer(m_store->circuits()).value();
            return circuits.size() == 1 ? std::optional(circuits.first()) : std::nullopt;
        };
        QCOMPARE(listed().value().key, u"a"_s);
        EVENTUALLY(listed() && listed()->state == BreakerState::HalfOpen);
        QCOMPARE(listed()->ttl, TimeToLive::Unknown); // nobody probes
        QCOMPARE(listed()->key, u"a"_s);
        const Permit probe = acquired(*m_store, u"a"_s, rules);
        QCOMPARE(listed()->state, BreakerState::HalfOpen);
        QCOMPARE(listed()->ttl, TimeToLive::Finite);
        QVERIFY(!listed()->probe.isEmpty());
    }

    void overridesAreListedAndTakenBack()
    {
        if (m_store->status().store == StoreKind::Redis && m_store->status().prefix.isEmpty())
            return; // nothing of ours is written into a keyspace of others for every call to read
        using Forced = CircuitOverride::Kind;
        QVERIFY(
            answer(m_store->force(u"a"_s, {Forced::ForcedOpen, u"me"_s, u"maintenance"_s}, 60s)));
        const Permit refused = acquired(*m_store, u"a"_s);
        QVERIFY(refused.admission().isRefused());
        QCOMPARE(refused.admission().forced, Forced::ForcedOpen);
        QCOMPARE(refused.admission().reason, u"maintenance"_s);
        QVERIFY(refused.admission().remaining > 20s && refused.admission().remaining <= 60s);
        QList<Circuit> circuits;
        EVENTUALLY((circuits = answer(m_store->circuits()).value()).size() == 1);
        QCOMPARE(circuits[0].key, u"a"_s);
        QCOMPARE(circuits[0].forced,
                 (CircuitOverride{Forced::ForcedOpen, u"me"_s, u"maintenance"_s}));
        QCOMPARE(circuits[0].ttl, TimeToLive::Finite);
        opened(*m_store, u"a"_s, 60s);
        QVERIFY(answer(m_store->force(u"a"_s, {Forced::ForcedClosed, u"me"_s, {}}, {})));
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
        circuits = answer(m_store->circuits()).value();
        QCOMPARE(circuits.size(), 1);
        QCOMPARE(circuits[0].forced.kind, Forced::ForcedClosed);
        QCOMPARE(circuits[0].ttl, TimeToLive::Unknown);
        QVERIFY(answer(m_store->force(u"a"_s, {}, {})));
        QVERIFY(acquired(*m_store, u"a"_s).admission().isRefused()); // as it was underneath
        QVERIFY(answer(m_store->reset(u"a"_s)));
        QVERIFY(!acquired(*m_store, u"a"_s).admission().isRefused());
        EVENTUALLY(answer(m_store->circuits()).value().isEmpty());
    }

    void circuitsAreListedSoonestFirst()
    {
        QVERIFY(answer(m_store->circuits()).value().isEmpty());
        opened(*m_store, u"later"_s, 600s);
        opened(*m_store, u"soon"_s, 60s);
        opened(*m_store, u"latest"_s, 6000s);
        const QList<Circuit> circuits = answer(m_store->circuits()).value();
        QCOMPARE(circuits.size(), 3);
        QCOMPARE(circuits[0].key, u"soon"_s);
        QCOMPARE(circuits[1].key, u"later"_s);
        QCOMPARE(circuits[2].key, u"latest"_s);
        const Circuit &soon = circuits[0];
        QCOMPARE(soon.state, BreakerState::Open);
        QCOMPARE(soon.ttl, TimeToLive::Finite);
        QVERIFY(remaining(soon, m_clock.now()) > 20s && remaining(soon, m_clock.now()) <= 60s);
        QCOMPARE(soon.reason, u"4 x attempt-timeout"_s);
        QVERIFY(!soon.openedBy.isEmpty());
        QVERIFY(soon.openedFor && *soon.openedFor > 59s && *soon.openedFor < 62s);
        QVERIFY(std::abs(soon.openedAt.secsTo(m_clock.wallTime())) < 60);
        QCOMPARE(soon.trips, 1);
        QCOMPARE(soon.verification, Verification::Verified);
        const std::optional<Circuit> alone = answer(m_store->circuit(u"soon"_s)).value();
        QVERIFY(alone);
        QCOMPARE(alone->key, u"soon"_s);
        QCOMPARE(alone->reason, soon.reason);
        QCOMPARE(alone->redisKey, soon.redisKey);
    }

    void oddKeysAreKeysLikeOthers_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("empty") << u""_s;
        QTest::newRow("with braces") << u"a{b}c{}"_s;
        QTest::newRow("closing brace first") << u"}{"_s;
        QTest::newRow("with line ends") << u"a\r\nb"_s;
        QTest::newRow("with NUL") << u"a"_s + QChar::Null + u"b"_s;
        QTest::newRow("with what SCAN takes for patterns") << u"*?[a-z]\\"_s;
        QTest::newRow("with spaces") << u" a b "_s;
        QTest::newRow("with quotes") << u"\"'`"_s;
        QTest::newRow("emoji") << u"https://x/🔌"_s;
        QTest::newRow("right to left") << u"https://x/مرحبا"_s;
        QTest::newRow("128 bytes") << QString(128, u'a');
        QTest::newRow("129 bytes") << QString(129, u'a');
        QTest::newRow("10 kB") << u"https://x/"_s + QString(10'000, u'é');
        QTest::newRow("a whole URL")
            << u"http://www.store1.com:8001/m_search?productId=11211&x=%20"_s;
    }
    void oddKeysAreKeysLikeOthers()
    {
        QFETCH(QString, key);
        QVERIFY(!acquired(*m_store, key).admission().isRefused());
        opened(*m_store, key, 60s);
        QVERIFY(acquired(*m_store, key).admission().isRefused());
        QVERIFY(!acquired(*m_store, key + u'x').admission().isRefused());
        const QList<Circuit> circuits = answer(m_store->circuits()).value();
        QCOMPARE(circuits.size(), 1);
        QCOMPARE(circuits.first().key, key);
        QCOMPARE(answer(m_store->circuit(key)).value()->key, key);
        QVERIFY(answer(m_store->close(key)));
        QVERIFY(!acquired(*m_store, key).admission().isRefused());
        QVERIFY(answer(m_store->circuits()).value().isEmpty());
    }

    void longKeysThatBeginAlikeAreDifferentCircuits()
    {
        const QString stem(200, u'a');
        opened(*m_store, stem + u'1', 60s);
        QVERIFY(!acquired(*m_store, stem + u'2').admission().isRefused());
    }

    void manyMayAskAtOnce()
    {
        opened(*m_store, u"key 0"_s, 60s);
        std::vector<QFuture<Permit>> permits;
        for (int i = 0; i < 300; ++i)
            permits.push_back(m_store->acquire(u"key %1"_s.arg(i % 3), {}));
        for (int i = 0; i < 300; ++i) {
            const Permit permit = answer(permits[size_t(i)]);
            QCOMPARE(permit.key(), u"key %1"_s.arg(i % 3));
            QCOMPARE(permit.admission().isRefused(), i % 3 == 0);
            compareVerified(permit.admission());
        }
    }

    void whatWasJustOpenedIsSeenByTheNextAsk()
    {
        Permit permit = acquired(*m_store, u"a"_s);
        const QFuture<Settled> settled = permit.settle(failure());
        const QFuture<Permit> next = m_store->acquire(u"a"_s, {});
        QVERIFY(answer(next).admission().isRefused());
        QVERIFY(answer(settled).opened);
    }

    void changesAreAnnounced()
    {
        acquired(*m_store, u"a"_s); // connected
        QSignalSpy changes(m_store.get(), &BreakerStore::changed);
        opened(*m_store, u"a"_s, 60s);
        EVENTUALLY(changes.count() > 0);
        answer(m_store->circuits());
        changes.clear();
        QVERIFY(answer(m_store->close(u"a"_s)));
        EVENTUALLY(changes.count() > 0);
        changes.clear();
        QVERIFY(answer(m_store->open(u"a"_s, 60s, {})));
        EVENTUALLY(changes.count() > 0);
    }

    void everythingGetsAValueWhenTheStoreGoes()
    {
        Permit early = acquired(*m_store, u"a"_s);
        Permit late = acquired(*m_store, u"b"_s);
        const QFuture<Permit> permit = m_store->acquire(u"a"_s, {});
        const QFuture<Settled> settled = early.settle(failure());
        const QFuture<CircuitList> circuits = m_store->circuits();
        const QFuture<CircuitLookup> circuit = m_store->circuit(u"a"_s);
        const QFuture<StoreWrite> closing = m_store->close(u"a"_s);
        const QFuture<StoreWrite> opening = m_store->open(u"a"_s, 60s, {});
        m_store.reset();
        QVERIFY(permit.isFinished() && permit.resultCount() == 1);
        QVERIFY(settled.isFinished() && settled.resultCount() == 1);
        QVERIFY(circuits.isFinished() && circuits.resultCount() == 1);
        QVERIFY(circuit.isFinished() && circuit.resultCount() == 1);
        QVERIFY(closing.isFinished() && closing.resultCount() == 1);
        QVERIFY(opening.isFinished() && opening.resultCount() == 1);
        // A permit outlives its store.
        QVERIFY(!answer(late.settle(failure())).opened);
    }

    void itMayBeDeletedWhereverItSpeaks()
    {
        const QPointer<BreakerStore> store = m_store.get();
        connect(
            m_store.get(), &BreakerStore::changed, this,
            [this] { m_store.release()->deleteLater(); }, Qt::SingleShotConnection);
        QFuture<Permit> permit = m_store->acquire(u"a"_s, {});
        answer(answer(permit).settle(failure()));
        EVENTUALLY(!store);
    }
};

QTEST_GUILESS_MAIN(TestBreakerStores)
#include "tst_breakerstores.moc"
