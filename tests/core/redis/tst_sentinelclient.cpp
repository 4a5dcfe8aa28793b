// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/sentinelclient.h"
#include "tests/core/redis/redistesting.h"
#include "tests/core/redis/scriptedredis.h"
#include "tests/support/blackhole.h"
#include "tests/support/manualclock.h"
#include "tests/support/redissentinels.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisClient::State;
using std::chrono::milliseconds;

namespace {

/// Of a sentinel.
QByteArray addressReply(quint16 port)
{
    const QByteArray number = QByteArray::number(port);
    return "*2\r\n$9\r\n127.0.0.1\r\n$" + QByteArray::number(number.size()) + "\r\n" + number
        + "\r\n";
}

QByteArray roleReply(const QByteArray &role)
{
    return "*1\r\n$" + QByteArray::number(role.size()) + "\r\n" + role + "\r\n";
}

} // namespace

class TestSentinelClient : public QObject
{
    Q_OBJECT

    RedisSentinels m_set;
    SystemClock m_clock;

    ScriptedRedis::Script always(const QByteArray &reply)
    {
        return [reply](const QByteArrayList &) { return reply; };
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_set.start(), qPrintable(m_set.error())); }
    void init() { QTest::failOnWarning(); }

    void commandsReachTheMaster()
    {
        SentinelClient client(sentinelEndpoint({m_set.port()}), patientSettings(), m_clock);
        QList<State> states;
        connect(&client, &RedisClient::stateChanged, this, [&](State state) { states << state; });
        QSignalSpy trips(&client, &RedisClient::roundTripMeasured);
        client.open();
        Replies replies;
        client.command({"SET"_ba, "k"_ba, "1"_ba}, this, replies.taker());
        client.command({"ROLE"_ba}, this, replies.taker());
        QFuture<RedisReply> future = client.command({"GET"_ba, "k"_ba});
        EVENTUALLY_COMPARE(replies.count(), 2);
        EVENTUALLY(future.isFinished());
        QCOMPARE(replies.bytes(0), "OK"_ba);
        QCOMPARE(replies.all[1]->elements.front().bytes, "master"_ba);
        QCOMPARE(future.result()->bytes, "1"_ba);
        QCOMPARE(states, (QList<State>{State::Connecting, State::Authenticating, State::Ready}));
        QCOMPARE(client.master(), std::optional(RedisNode{u"127.0.0.1"_s, m_set.masterPort()}));
        QVERIFY(!client.lastError());
        QVERIFY(!trips.isEmpty());
        QVERIFY(client.roundTrip().count() > 0);
    }

    void aSentinelThatIsDownIsPassedOver_data()
    {
        QTest::addColumn<bool>("isBlackHole");
        QTest::newRow("nobody listens") << false;
        QTest::newRow("nobody answers") << true;
    }
    void aSentinelThatIsDownIsPassedOver()
    {
        QFETCH(bool, isBlackHole);
        const BlackHole hole;
        const quint16 down = isBlackHole ? hole.port() : freeLoopbackPort();
        RedisClient::Settings settings = patientSettings();
        settings.timeouts.sentinel = milliseconds(isBlackHole ? 100 : 30'000);
        SentinelClient client(sentinelEndpoint({down, m_set.port()}), settings, m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
    }

    void whoCannotNameTheMasterIsToldApart_data()
    {
        QTest::addColumn<QList<quint16>>("ports");
        QTest::addColumn<State>("state");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QStringList>("named");
        const quint16 nobody = freeLoopbackPort();
        const auto at = [](quint16 port) { return u"127.0.0.1:%1"_s.arg(port); };
        QTest::newRow("no sentinel is up") << QList{nobody} << State::Backoff << Kind::SentinelsAway
                                           << QStringList{at(nobody) + u": "_s, u"refused"_s};
        QTest::newRow("the sentinel does not know the name")
            << QList{m_set.port()} << State::Failed << Kind::UnknownMaster
            << QStringList{at(m_set.port()) + u": no master \"other\""_s};
        QTest::newRow("one is down, the other does not know the name")
            << QList{nobody, m_set.port()} << State::Backoff << Kind::SentinelsAway
            << QStringList{at(nobody), u"refused"_s, at(m_set.port()) + u": no master"_s};
        QTest::newRow("it is no sentinel") << QList{m_set.master().port()} << State::Failed
                                           << Kind::NotSentinel << QStringList{u"SENTINEL"_s};
    }
    void whoCannotNameTheMasterIsToldApart()
    {
        QFETCH(QList<quint16>, ports);
        QFETCH(State, state);
        QFETCH(Kind, kind);
        QFETCH(QStringList, named);
        SentinelClient client(sentinelEndpoint(ports, u"other"_s), patientSettings(), m_clock);
        client.open();
        Replies replies;
        client.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(client.state(), state);
        QCOMPARE(client.lastError()->kind, kind);
        for (const QString &word : std::as_const(named))
            QVERIFY2(client.lastError()->detail.contains(word),
                     qPrintable(client.lastError()->detail));
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NotConnected);
        QCOMPARE(client.nextRetryIn().has_value(), state == State::Backoff);
    }

    void sentinelsHaveTheirOwnLogin()
    {
        RedisSentinels locked({.password = u"data"_s});
        QVERIFY2(locked.start(), qPrintable(locked.error()));
        locked.ask({u"ACL"_s, u"SETUSER"_s, u"watch"_s, u"on"_s, u">eyes"_s, u"+@all"_s});
        locked.ask({u"ACL"_s, u"SETUSER"_s, u"default"_s, u"off"_s});
        RedisEndpoint endpoint = sentinelEndpoint({locked.port()});
        endpoint.password = u"data"_s;
        SentinelClient stranger(endpoint, patientSettings(), m_clock);
        stranger.open();
        EVENTUALLY_COMPARE(stranger.state(), State::Failed);
        QCOMPARE(stranger.lastError()->kind, Kind::NoAuth);
        endpoint.sentinelUser = u"watch"_s;
        endpoint.sentinelPassword = u"eyes"_s;
        SentinelClient client(endpoint, patientSettings(), m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        endpoint.password = u"wrong"_s;
        SentinelClient wrong(endpoint, patientSettings(), m_clock);
        wrong.open();
        EVENTUALLY_COMPARE(wrong.state(), State::Failed);
        QCOMPARE(wrong.lastError()->kind, Kind::WrongPassword);
    }

    void aReplicaThatIsNamedMasterIsNotTakenForOne()
    {
        ScriptedRedis replica(always(roleReply("slave")));
        ScriptedRedis sentinel(always(addressReply(replica.serverPort())));
        ManualClock clock;
        SentinelClient client(sentinelEndpoint({sentinel.serverPort()}), patientSettings(), clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Backoff);
        QCOMPARE(client.lastError()->kind, Kind::NotMaster);
        // It asks again, and no more often than connections are tried.
        QCOMPARE(client.nextRetryIn(), std::optional(milliseconds(15)));
        QCOMPARE(sentinel.count("SENTINEL"), 1);
        clock.advance(milliseconds(15));
        EVENTUALLY_COMPARE(client.state(), State::Backoff);
        QCOMPARE(client.nextRetryIn(), std::optional(milliseconds(30)));
        QCOMPARE(sentinel.count("SENTINEL"), 2);
        replica.script = always(roleReply("master"));
        clock.advance(milliseconds(30));
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        QCOMPARE(sentinel.count("SENTINEL"), 3);
    }

    void aViewerThatMayNotAskForTheRoleIsServed()
    {
        ScriptedRedis server(always("-NOPERM this user has no permissions to run 'role'\r\n"));
        ScriptedRedis sentinel(always(addressReply(server.serverPort())));
        SentinelClient client(sentinelEndpoint({sentinel.serverPort()}), patientSettings(),
                              m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
    }

    void readOnlyMakesItAskAgainAndIsNeverReplayed()
    {
        ScriptedRedis next([](const QByteArrayList &argv) {
            return argv.first() == "ROLE" ? roleReply("master") : "+OK\r\n"_ba;
        });
        ScriptedRedis old([](const QByteArrayList &argv) -> QByteArray {
            if (argv.first() == "ROLE")
                return roleReply("master");
            return argv.first() == "GET"
                ? "$1\r\nx\r\n"_ba
                : "-READONLY You can't write against a read only replica.\r\n"_ba;
        });
        ScriptedRedis sentinel(always(addressReply(old.serverPort())));
        SentinelClient client(sentinelEndpoint({sentinel.serverPort()}), patientSettings(),
                              m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        sentinel.script = always(addressReply(next.serverPort()));
        Replies replies;
        client.command({"SET"_ba, "k"_ba, "1"_ba}, this, replies.taker());
        client.command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.kind(0), Kind::ReadOnly);
        QCOMPARE(replies.bytes(1), "x"_ba); // the old connection still answers what it was asked
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        QCOMPARE(client.master()->port, next.serverPort());
        QCOMPARE(old.count("SET") + next.count("SET"), 1);
        client.command({"SET"_ba, "k"_ba, "2"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 3);
        QVERIFY(replies.all[2]);
    }

    void theSentinelThatAnsweredIsAskedFirst()
    {
        ScriptedRedis server([](const QByteArrayList &argv) {
            return argv.first() == "ROLE" ? roleReply("master") : "-READONLY x\r\n"_ba;
        });
        ScriptedRedis ignorant(always("*-1\r\n"));
        ScriptedRedis knowing(always(addressReply(server.serverPort())));
        SentinelClient client(sentinelEndpoint({ignorant.serverPort(), knowing.serverPort()}),
                              patientSettings(), m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        client.command({"SET"_ba, "k"_ba, "1"_ba}, this, [](const RedisReply &) { });
        EVENTUALLY_COMPARE(knowing.count("SENTINEL"), 2);
        QCOMPARE(ignorant.count("SENTINEL"), 1);
    }

    void itMayBeClosedAndDeletedAtEveryState()
    {
        for (const State at : {State::Connecting, State::Authenticating, State::Ready}) {
            QPointer client
                = new SentinelClient(sentinelEndpoint({m_set.port()}), patientSettings(), m_clock);
            Replies replies;
            connect(client, &RedisClient::stateChanged, this, [&, at](State state) {
                if (state == at)
                    delete client;
            });
            client->open();
            if (client)
                client->command({"PING"_ba}, this, replies.taker());
            EVENTUALLY(!client);
            EVENTUALLY_COMPARE(replies.count(), at == State::Connecting ? 0 : 1);
            if (replies.count() == 1 && !replies.all[0])
                QCOMPARE(replies.kind(0), Kind::Closed);
        }
        SentinelClient client(sentinelEndpoint({m_set.port()}), patientSettings(), m_clock);
        Replies replies;
        client.open();
        client.command({"PING"_ba}, this, replies.taker());
        client.close();
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::Closed);
        client.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.kind(1), Kind::NotConnected);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
    }

    /// Last: it leaves the servers in other roles.
    void afterAFailoverTheNewMasterIsFound()
    {
        SentinelClient client(sentinelEndpoint({m_set.port()}), patientSettings(), m_clock);
        client.open();
        EVENTUALLY_COMPARE(client.state(), State::Ready);
        RedisServer &old = m_set.master();
        const quint16 expected = m_set.other().port();
        old.kill();
        EVENTUALLY(client.state() != State::Ready);
        EVENTUALLY(client.state() == State::Ready && client.master()->port == expected);
        Replies replies;
        client.command({"ROLE"_ba}, this, replies.taker());
        client.command({"SET"_ba, "k"_ba, "1"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.all[0]->elements.front().bytes, "master"_ba);
        QVERIFY(replies.all[1]);
        // The old one comes back, and the sentinel makes it a replica.
        QVERIFY2(old.start(), qPrintable(old.error()));
        EVENTUALLY(old.ask({u"ROLE"_s}).startsWith("slave"));
        QCOMPARE(client.state(), State::Ready);
        QCOMPARE(client.master()->port, expected);
    }
};

QTEST_GUILESS_MAIN(TestSentinelClient)
#include "tst_sentinelclient.moc"
