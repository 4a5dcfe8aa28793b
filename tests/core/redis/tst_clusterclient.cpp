// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/clusterclient.h"
#include "core/redis/script.h"
#include "tests/core/redis/redistesting.h"
#include "tests/core/redis/scriptedredis.h"
#include "tests/support/rediscluster.h"

#include <QSet>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisClient::State;
using std::chrono::milliseconds;

namespace {

QByteArray bulk(const QByteArray &bytes)
{
    return '$' + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n";
}

/// CLUSTER SLOTS of a cluster whose slots are all with one server.
QByteArray allSlots(quint16 port)
{
    return "*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n" + bulk("127.0.0.1") + ':' + QByteArray::number(port)
        + "\r\n";
}

} // namespace

class TestClusterClient : public QObject
{
    Q_OBJECT

    RedisCluster m_cluster{
        RedisCluster::Options{.config = {u"user viewer on >look ~cb:* +get +pttl +scan +ping"_s}}};
    SystemClock m_clock;
    /// A tag of each third of the slots.
    const QByteArrayList m_tags{"b"_ba, "c"_ba, "a"_ba};

    std::unique_ptr<ClusterClient> ready(const RedisEndpoint &endpoint)
    {
        auto client = std::make_unique<ClusterClient>(endpoint, patientSettings(), m_clock);
        client->open();
        const bool isReady = QTest::qWaitFor([&] { return client->state() == State::Ready; },
                                             QDeadlineTimer(patience));
        return isReady ? std::move(client) : nullptr;
    }
    std::unique_ptr<ClusterClient> ready()
    {
        return ready(clusterEndpoint({m_cluster.node(0).port()}));
    }
    /// All keys that SCAN finds.
    std::optional<QList<QByteArray>> scanned(RedisClient &client, const QByteArray &glob)
    {
        QList<QByteArray> keys;
        QByteArray cursor = "0"_ba;
        do {
            Replies replies;
            client.command({"SCAN"_ba, cursor, "MATCH"_ba, glob, "COUNT"_ba, "5"_ba}, this,
                           replies.taker());
            if (!QTest::qWaitFor([&] { return replies.count() == 1; }, QDeadlineTimer(patience))
                || !replies.all[0])
                return std::nullopt;
            cursor = replies.all[0]->elements[0].bytes;
            for (const RespValue &key : replies.all[0]->elements[1].elements)
                keys.append(key.bytes);
        } while (cursor != "0");
        return keys;
    }
    int errorsSaid(size_t node, const QByteArray &word)
    {
        const QByteArray stats = m_cluster.node(node).ask({u"INFO"_s, u"errorstats"_s});
        const QByteArray field = "errorstat_" + word + ":count=";
        const qsizetype at = stats.indexOf(field);
        return at < 0 ? 0 : stats.sliced(at + field.size()).split('\r').first().toInt();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_cluster.start(), qPrintable(m_cluster.error())); }
    void init()
    {
        QTest::failOnWarning();
        for (size_t i = 0; i < 3; ++i) {
            m_cluster.node(i).ask({u"FLUSHALL"_s});
            m_cluster.node(i).ask({u"CONFIG"_s, u"RESETSTAT"_s});
        }
    }

    void everyCommandGoesToTheMasterOfItsKey()
    {
        ClusterClient client(clusterEndpoint({m_cluster.node(1).port()}), patientSettings(),
                             m_clock);
        QSignalSpy states(&client, &RedisClient::stateChanged);
        QSignalSpy trips(&client, &RedisClient::roundTripMeasured);
        client.open();
        Replies replies;
        for (int i = 0; i < 60; ++i)
            client.command({"SET"_ba, "cb:{" + QByteArray::number(i) + "}", "1"_ba}, this,
                           replies.taker());
        QFuture<RedisReply> future = client.command({"GET"_ba, "cb:{7}"_ba});
        EVENTUALLY_COMPARE(replies.count(), 60);
        for (size_t i = 0; i < 60; ++i)
            QCOMPARE(replies.bytes(i), "OK"_ba);
        EVENTUALLY(future.isFinished());
        QCOMPARE(future.result()->bytes, "1"_ba);
        int all = 0;
        for (size_t i = 0; i < 3; ++i) {
            const int here = m_cluster.node(i).ask({u"DBSIZE"_s}).toInt();
            QVERIFY(here > 5);
            all += here;
            QCOMPARE(errorsSaid(i, "MOVED"), 0);
        }
        QCOMPARE(all, 60);
        QCOMPARE(client.masters().size(), 3);
        QVERIFY(!client.gap());
        QCOMPARE(client.state(), State::Ready);
        QVERIFY(states.count() >= 2);
        QVERIFY(!trips.isEmpty());
    }

    void aSeedThatIsDownIsPassedOver()
    {
        const auto client = ready(clusterEndpoint({freeLoopbackPort(), m_cluster.node(2).port()}));
        QVERIFY(client);
        QCOMPARE(client->masters().size(), 3);
        QVERIFY(!client->gap());
    }

    void whatIsNoClusterIsNamed_data()
    {
        QTest::addColumn<bool>("isServer");
        QTest::addColumn<State>("state");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("a server of its own") << true << State::Failed << Kind::ClusterDisabled;
        QTest::newRow("nobody") << false << State::Backoff << Kind::Refused;
    }
    void whatIsNoClusterIsNamed()
    {
        QFETCH(bool, isServer);
        RedisServer single({.tcp = true});
        QVERIFY2(single.start(), qPrintable(single.error()));
        ClusterClient client(clusterEndpoint({isServer ? single.port() : freeLoopbackPort()}),
                             patientSettings(), m_clock);
        client.open();
        Replies replies;
        client.command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY(client.lastError());
        QTEST(client.state(), "state");
        QTEST(client.lastError()->kind, "kind");
        QVERIFY(client.lastError()->detail.startsWith("127.0.0.1:"_L1));
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NotConnected);
    }

    void scriptsRunWhereTheirKeysAre()
    {
        const auto client = ready();
        QVERIFY(client);
        const RedisScript script(
            "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('STRLEN', KEYS[2])"_ba);
        for (const QByteArray &tag : m_tags) {
            Replies replies;
            const QByteArray key = "cb:{" + tag + "}";
            evalScript(*client, script, {key, key + ":probe"}, {"1"_ba}, this, replies.taker());
            EVENTUALLY_COMPARE(replies.count(), 1);
            QVERIFY2(replies.all[0], replies.bytes(0).constData());
        }
        Replies replies;
        evalScript(*client, script, {"cb:{a}"_ba, "cb:{b}"_ba}, {"1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::CrossSlot);
    }

    void scanGoesThroughAllMasters()
    {
        const auto client = ready();
        QVERIFY(client);
        QSet<QByteArray> written;
        Replies replies;
        for (int i = 0; i < 50; ++i) {
            const QByteArray key = "cb:{" + QByteArray::number(i) + "}";
            written.insert(key);
            client->command({"SET"_ba, key, "1"_ba}, this, replies.taker());
        }
        EVENTUALLY_COMPARE(replies.count(), 50);
        const auto keys = scanned(*client, "cb:*"_ba);
        QVERIFY(keys);
        QVERIFY(QSet<QByteArray>(keys->cbegin(), keys->cend()) == written);
        // A server that has left the cluster in the middle is over, not the end of all.
        client->command({"SCAN"_ba, "127.0.0.1:00000|7"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 51);
        QVERIFY(replies.all[50]);
        client->command({"SCAN"_ba, "zzz|7"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 52);
        QCOMPARE(replies.all[51]->elements[0].bytes, "0"_ba);
    }

    void movedIsFollowedOnceAndRemembered()
    {
        const auto client = ready();
        QVERIFY(client);
        const QByteArray key = "cb:{a}"_ba;
        const int slot = keySlot(key);
        Replies replies;
        client->command({"SET"_ba, key, "1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        m_cluster.node(2).ask({u"FLUSHALL"_s});
        m_cluster.beginMove(slot, 2, 0);
        m_cluster.endMove(slot, 0);
        for (size_t i = 2; i < 5; ++i) {
            client->command({"SET"_ba, key, QByteArray::number(i)}, this, replies.taker());
            EVENTUALLY_COMPARE(replies.count(), qsizetype(i));
            QCOMPARE(replies.bytes(i - 1), "OK"_ba);
        }
        QCOMPARE(errorsSaid(2, "MOVED"), 1);
        QCOMPARE(m_cluster.node(0).ask({u"GET"_s, QString::fromLatin1(key)}), "4"_ba);
        // The whole map is read again, too.
        EVENTUALLY_COMPARE(client->slotMap().master(quint16(slot))->port, m_cluster.node(0).port());
        m_cluster.node(0).ask({u"FLUSHALL"_s});
        m_cluster.beginMove(slot, 0, 2);
        m_cluster.endMove(slot, 2);
    }

    void askIsFollowedWithoutRememberingIt()
    {
        const auto client = ready();
        QVERIFY(client);
        const QByteArray key = "cb:{b}"_ba;
        const int slot = keySlot(key);
        m_cluster.beginMove(slot, 0, 1);
        Replies replies;
        client->command({"SET"_ba, key, "1"_ba}, this, replies.taker());
        client->command({"GET"_ba, key}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.bytes(0), "OK"_ba);
        QCOMPARE(replies.bytes(1), "1"_ba);
        const QString number = QString::number(slot);
        QCOMPARE(m_cluster.node(0).ask({u"CLUSTER"_s, u"COUNTKEYSINSLOT"_s, number}), "0"_ba);
        QCOMPARE(m_cluster.node(1).ask({u"CLUSTER"_s, u"COUNTKEYSINSLOT"_s, number}), "1"_ba);
        QCOMPARE(errorsSaid(0, "ASK"), 2);
        QCOMPARE(client->slotMap().master(quint16(slot))->port, m_cluster.node(0).port());
        m_cluster.node(1).ask({u"FLUSHALL"_s});
        m_cluster.cancelMove(slot);
    }

    void keysThatAreApartWhileTheirSlotMovesAreTriedAgain()
    {
        const auto client = ready();
        QVERIFY(client);
        const int slot = keySlot("cb:{b}"_ba);
        m_cluster.node(0).ask({u"SET"_s, u"cb:{b}:1"_s, u"1"_s});
        m_cluster.beginMove(slot, 0, 1);
        Replies replies;
        // One of two is still here: TRYAGAIN, until the move is over or the tries are.
        client->command({"MGET"_ba, "cb:{b}:1"_ba, "cb:{b}:2"_ba}, this, replies.taker());
        EVENTUALLY(errorsSaid(0, "TRYAGAIN") > 0);
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::TryAgain);
        QVERIFY(errorsSaid(0, "TRYAGAIN") <= 6);
        m_cluster.cancelMove(slot);
    }

    void redirectionsWithoutEndEnd()
    {
        ScriptedRedis server;
        server.script = [&server](const QByteArrayList &argv) {
            const QByteArray port = QByteArray::number(server.serverPort());
            return argv.first() == "CLUSTER" ? allSlots(server.serverPort())
                                             : "-MOVED 1 127.0.0.1:" + port + "\r\n";
        };
        const auto client = ready(clusterEndpoint({server.serverPort()}));
        QVERIFY(client);
        Replies replies;
        client->command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::TooManyRedirects);
        QCOMPARE(server.count("GET"), 6);
    }

    void aViewerWithoutTheMapLearnsItFromRedirections()
    {
        for (const QByteArray &tag : m_tags) {
            for (size_t i = 0; i < 3; ++i)
                m_cluster.node(i).ask(
                    {u"SET"_s, u"cb:{%1}"_s.arg(QString::fromLatin1(tag)), u"1"_s});
        }
        RedisEndpoint endpoint = clusterEndpoint({m_cluster.node(0).port()});
        endpoint.user = u"viewer"_s;
        endpoint.password = u"look"_s;
        const auto client = ready(endpoint);
        QVERIFY(client);
        for (const QByteArray &tag : m_tags) {
            Replies replies;
            client->command({"GET"_ba, "cb:{" + tag + "}"}, this, replies.taker());
            EVENTUALLY_COMPARE(replies.count(), 1);
            QCOMPARE(replies.bytes(0), "1"_ba);
        }
        const auto keys = scanned(*client, "cb:*"_ba);
        QVERIFY(keys);
        QCOMPARE(keys->size(), 3);
        // It cannot know whether there are more.
        QCOMPARE(client->gap()->kind, Kind::NodeAway);
        QVERIFY(client->gap()->detail.contains("CLUSTER SLOTS is not permitted"_L1));
    }

    void aNewPasswordEndsInFailedWithoutAHotLoop()
    {
        ScriptedRedis server;
        bool isOpen = true;
        server.script = [&](const QByteArrayList &argv) {
            if (!isOpen)
                return "-NOAUTH Authentication required.\r\n"_ba;
            return argv.first() == "CLUSTER" ? allSlots(server.serverPort()) : "+OK\r\n"_ba;
        };
        const auto client = ready(clusterEndpoint({server.serverPort()}));
        QVERIFY(client);
        isOpen = false;
        Replies replies;
        client->command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NoAuth);
        EVENTUALLY_COMPARE(client->state(), State::Failed);
        const int connections = server.connections;
        QTest::qWait(200);
        QCOMPARE(server.connections, connections);
        isOpen = true;
        client->retryNow();
        EVENTUALLY_COMPARE(client->state(), State::Ready);
    }

    void itMayBeClosedAndDeletedAtEveryState()
    {
        for (const State at : {State::Connecting, State::Authenticating, State::Ready}) {
            QPointer client = new ClusterClient(clusterEndpoint({m_cluster.node(0).port()}),
                                                patientSettings(), m_clock);
            connect(client, &RedisClient::stateChanged, this, [&, at](State state) {
                if (state == at)
                    delete client;
            });
            client->open();
            EVENTUALLY(!client);
        }
        auto client = ready();
        QVERIFY(client);
        Replies replies;
        client->command({"GET"_ba, "k"_ba}, this, [&](const RedisReply &) { client.reset(); });
        EVENTUALLY(!client);
        client = ready();
        QVERIFY(client);
        for (const QByteArray &tag : m_tags)
            client->command({"GET"_ba, "{" + tag + "}"}, this, replies.taker());
        client.reset();
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 3);
        for (size_t i = 0; i < 3; ++i)
            QCOMPARE(replies.kind(i), Kind::Closed);
        ClusterClient closed(clusterEndpoint({m_cluster.node(0).port()}), patientSettings(),
                             m_clock);
        closed.open();
        closed.command({"PING"_ba}, this, replies.taker());
        closed.close();
        EVENTUALLY_COMPARE(replies.count(), 4);
        QCOMPARE(replies.kind(3), Kind::Closed);
        closed.open();
        EVENTUALLY_COMPARE(closed.state(), State::Ready);
    }

    /// Last: it kills a master.
    void withOneMasterDeadTheOthersSayClusterDown()
    {
        ClusterClient client(clusterEndpoint({m_cluster.node(0).port()}), patientSettings(),
                             m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        Replies replies;
        for (const QByteArray &tag : m_tags)
            client.command({"SET"_ba, "{" + tag + "}", "1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 3);
        m_cluster.node(2).kill();
        EVENTUALLY(client.gap());
        QVERIFY(client.gap()->detail.contains(QString::number(m_cluster.node(2).port())));
        client.command({"GET"_ba, "{a}"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 4);
        QCOMPARE(replies.kind(3), Kind::NodeAway);
        // The others notice within the node time-out of the cluster.
        RedisError::Kind kind{};
        EVENTUALLY([&] {
            Replies one;
            client.command({"GET"_ba, "{b}"_ba}, this, one.taker());
            if (!QTest::qWaitFor([&] { return one.count() == 1; }, QDeadlineTimer(patience)))
                return false;
            kind = one.all[0] ? Kind::ServerError : one.kind(0);
            return kind == Kind::ClusterDown;
        }());
        QCOMPARE(client.state(), State::Ready); // no storm of connections for a refusal
    }
};

QTEST_GUILESS_MAIN(TestClusterClient)
#include "tst_clusterclient.moc"
