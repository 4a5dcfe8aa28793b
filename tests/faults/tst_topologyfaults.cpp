// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/clusterslots.h"
#include "tests/core/resilience/storetesting.h"
#include "tests/support/fakessh.h"
#include "tests/support/rediscluster.h"
#include "tests/support/redissentinels.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Health = BreakerStoreStatus::Health;

/// Circuits behind sentinels, in a cluster and behind SSH, while these break (BREAKER.md section 8,
/// rows 14, 16 and 17).
class TestTopologyFaults : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    std::unique_ptr<RedisBreakerStore> store(const RedisEndpoint &endpoint,
                                             const QByteArray &prefix = "recloser:"_ba)
    {
        auto made = std::make_unique<RedisBreakerStore>(endpoint, patientStore(prefix), m_clock);
        const bool isReady = QTest::qWaitFor([&] { return made->status().health == Health::Ready; },
                                             QDeadlineTimer(patience));
        return isReady ? std::move(made) : nullptr;
    }
    static const Circuit *find(const CircuitList &list, const QString &key)
    {
        const auto found = std::ranges::find(*list, key, &Circuit::key);
        return found == list->end() ? nullptr : &*found;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void aFailoverIsFollowedAndWhatTheOldMasterHadIsClosed()
    {
        RedisSentinels set;
        QVERIFY2(set.start(), qPrintable(set.error()));
        const auto circuits = store(sentinelEndpoint({set.port()}));
        QVERIFY(circuits);
        QCOMPARE(opened(*circuits, u"shop"_s, std::chrono::minutes(5)).verification,
                 Verification::Verified);
        RedisServer &old = set.master();
        RedisServer &next = set.other();
        old.kill();
        // Nobody can be asked: what was seen counts, and is marked.
        EVENTUALLY(circuits->status().health != Health::Ready);
        Permit permit = acquired(*circuits, u"shop"_s);
        QCOMPARE(permit.admission().state, BreakerState::Open);
        QCOMPARE(permit.admission().verification, Verification::Unverified);
        QCOMPARE(opened(*circuits, u"meanwhile"_s, std::chrono::minutes(5)).verification,
                 Verification::Unverified);

        EVENTUALLY_COMPARE(circuits->status().health, Health::Ready);
        QCOMPARE(set.masterPort(), next.port());
        QVERIFY(next.ask({u"ROLE"_s}).startsWith("master"));
        // What opened meanwhile arrives at the new master, where nobody asks for it.
        EVENTUALLY(next.ask({u"EXISTS"_s, u"recloser:{meanwhile}"_s}) == "1");
        EVENTUALLY_COMPARE(acquired(*circuits, u"meanwhile"_s).admission().verification,
                           Verification::Verified);
        // Copying to replicas does not wait for them, so a circuit may be lost: then it is closed.
        next.ask({u"DEL"_s, u"recloser:{shop}"_s});
        const CircuitList list = answer(circuits->circuits());
        QVERIFY(list);
        QVERIFY(!find(list, u"shop"_s));
        QVERIFY(find(list, u"meanwhile"_s));
        permit = acquired(*circuits, u"shop"_s);
        QCOMPARE(permit.admission().state, BreakerState::Closed);
        QCOMPARE(permit.admission().verification, Verification::Verified);
    }

    void aMasterThatWasDemotedIsLeft()
    {
        RedisSentinels set;
        QVERIFY2(set.start(), qPrintable(set.error()));
        const auto circuits = store(sentinelEndpoint({set.port()}));
        QVERIFY(circuits);
        RedisServer &next = set.other();
        QCOMPARE(set.ask({u"SENTINEL"_s, u"FAILOVER"_s, u"shop"_s}), "OK"_ba);
        EVENTUALLY(set.masterPort() == next.port());
        // Whatever happens on the way, it ends at the new master.
        QVERIFY(opened(*circuits, u"shop"_s, std::chrono::minutes(5)).opened);
        EVENTUALLY(next.ask({u"EXISTS"_s, u"recloser:{shop}"_s}) == "1");
        EVENTUALLY(set.other().ask({u"ROLE"_s}).startsWith("slave"));
        QCOMPARE(opened(*circuits, u"other"_s, std::chrono::minutes(5)).opened, true);
        EVENTUALLY_COMPARE(circuits->status().health, Health::Ready);
        EVENTUALLY(next.ask({u"EXISTS"_s, u"recloser:{other}"_s}) == "1");
    }

    void withOneMasterOfAClusterDeadTheListIsPartialAndSaysSo()
    {
        RedisCluster cluster({.needsAll = false});
        QVERIFY2(cluster.start(), qPrintable(cluster.error()));
        // These three, and so their circuits, are with the three masters.
        const QStringList keys{u"b"_s, u"c"_s, u"a"_s};
        for (qsizetype i = 0; i < 3; ++i)
            QCOMPARE(keySlot(keys[i].toUtf8()) / (clusterSlotCount / 3), int(i));
        // The index under this prefix is with the third.
        const auto circuits = store(clusterEndpoint({cluster.node(0).port()}), "cb:"_ba);
        QCOMPARE(keySlot("cb:index") / (clusterSlotCount / 3), 2);
        QVERIFY(circuits);
        for (const QString &key : keys)
            QCOMPARE(opened(*circuits, key, std::chrono::minutes(5)).verification,
                     Verification::Verified);
        QCOMPARE(answer(circuits->circuits())->size(), 3);
        QVERIFY(circuits->status().missing.isEmpty());

        cluster.node(2).kill();
        EVENTUALLY(!circuits->status().missing.isEmpty());
        QVERIFY(circuits->status().missing.contains(QString::number(cluster.node(2).port())));
        QCOMPARE(circuits->status().health, Health::Ready);
        // Without the index they are found one by one.
        EVENTUALLY([&] {
            const CircuitList list = answer(circuits->circuits());
            return list && list->size() == 3
                && find(list, u"b"_s)->verification == Verification::Verified
                && find(list, u"c"_s)->verification == Verification::Verified
                && find(list, u"a"_s)->verification == Verification::Unverified;
        }());
        QCOMPARE(acquired(*circuits, u"b"_s).admission().verification, Verification::Verified);
        const Admission unknown = acquired(*circuits, u"a"_s).admission();
        QCOMPARE(unknown.state, BreakerState::Open);
        QCOMPARE(unknown.verification, Verification::Unverified);
        // In the dead third; it opens here, and there when the server is back.
        const QString late = u"8"_s;
        QCOMPARE(keySlot("8") / (clusterSlotCount / 3), 2);
        QCOMPARE(opened(*circuits, late, std::chrono::minutes(5)).verification,
                 Verification::Unverified);

        QVERIFY2(cluster.node(2).start(), qPrintable(cluster.node(2).error()));
        EVENTUALLY(cluster.node(2).ask({u"EXISTS"_s, u"cb:{8}"_s}) == "1");
        EVENTUALLY(circuits->status().missing.isEmpty());
        // It lost the rest with its memory.
        EVENTUALLY([&] {
            const CircuitList list = answer(circuits->circuits());
            return list && !find(list, u"a"_s) && find(list, late);
        }());
    }

    void aTunnelThatDiesIsAServerThatIsAway()
    {
        RedisServer server({.tcp = true});
        QVERIFY2(server.start(), qPrintable(server.error()));
        FakeSsh ssh;
        RedisEndpoint endpoint = tcpEndpoint(server.port());
        endpoint.ssh = u"me@gate"_s;
        const auto circuits = store(endpoint);
        QVERIFY(circuits);
        QCOMPARE(opened(*circuits, u"shop"_s, std::chrono::minutes(5)).verification,
                 Verification::Verified);
        QCOMPARE(ssh.runs().size(), 1); // reading and writing share it
        ssh.behave("denied");
        ::kill(pid_t(FakeSsh::processOf(ssh.runs().first())), SIGUSR1);
        EVENTUALLY_COMPARE(circuits->status().health, Health::NeedsUser);
        QVERIFY(circuits->status().detail.contains("Permission denied (publickey)"_L1));
        const Admission shadow = acquired(*circuits, u"shop"_s).admission();
        QCOMPARE(shadow.state, BreakerState::Open);
        QCOMPARE(shadow.verification, Verification::Unverified);
        ssh.behave("forward");
        circuits->retryNow();
        EVENTUALLY_COMPARE(circuits->status().health, Health::Ready);
        QCOMPARE(acquired(*circuits, u"shop"_s).admission().verification, Verification::Verified);
    }
};

QTEST_GUILESS_MAIN(TestTopologyFaults)
#include "tst_topologyfaults.moc"
