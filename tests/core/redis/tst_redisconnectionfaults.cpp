// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"
#include "tests/support/blackhole.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;
using std::chrono::milliseconds;

class TestRedisConnectionFaults : public QObject
{
    Q_OBJECT

    RedisServer m_server{RedisServer::Options{.tcp = true}};
    SystemClock m_clock;

    std::unique_ptr<RedisConnection> ready(const RedisEndpoint &endpoint,
                                           const RedisConnection::Settings &settings
                                           = quickSettings())
    {
        auto connection = std::make_unique<RedisConnection>(endpoint, settings, m_clock);
        connection->open();
        // Short time-outs may strike on a slow machine; the connection comes back by itself.
        const bool isReady = QTest::qWaitFor([&] { return connection->state() == State::Ready; },
                                             QDeadlineTimer(patience));
        return isReady ? std::move(connection) : nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_server.resume(); // where a test failed while it was stopped
        if (!m_server.isRunning())
            QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    }

    void refusedConnectionsAreTriedAgainWithGrowingWaits()
    {
        RedisConnection::Settings settings = quickSettings();
        settings.jitter = [] { return 0.0; };
        RedisConnection connection(tcpEndpoint(freeLoopbackPort()), settings, m_clock);
        std::vector<milliseconds> waits;
        connect(&connection, &RedisConnection::stateChanged, this, [&](State state) {
            if (state == State::Backoff)
                waits.push_back(*connection.nextRetryIn());
        });
        connection.open();
        const QFuture<RedisReply> waiting = connection.command({"PING"_ba});
        EVENTUALLY(waits.size() >= 5);
        QCOMPARE(connection.lastError()->kind, Kind::Refused);
        QCOMPARE(waiting.result().error().kind, Kind::NotConnected);
        const std::vector<int> expected{10, 20, 40, 40, 40};
        for (size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(waits[i] <= milliseconds(expected[i]));
            QVERIFY(waits[i] > milliseconds(expected[i] / 2));
        }
    }

    void aMissingSocketFileIsTriedAgain()
    {
        RedisEndpoint endpoint;
        endpoint.transport = RedisEndpoint::Transport::Unix;
        endpoint.path = m_server.directory() + u"/none.sock"_s;
        RedisConnection connection(endpoint, quickSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::Unreachable);
        QVERIFY(connection.lastError()->detail.contains("none.sock"_L1));
    }

    void anUnknownNameIsNamed()
    {
        RedisEndpoint endpoint = tcpEndpoint(1);
        endpoint.host = u"no-such-host.invalid"_s;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::NameNotFound);
        QVERIFY(connection.lastError()->detail.contains("no-such-host.invalid"_L1));
    }

    void whileWaitingCommandsFailAtOnce()
    {
        RedisConnection::Settings settings = quickSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = patience;
        settings.timeouts.command = patience;
        RedisConnection connection(tcpEndpoint(freeLoopbackPort()), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QElapsedTimer elapsed;
        elapsed.start();
        Replies replies;
        connection.command({"PING"_ba}, this, replies.taker());
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NotConnected);
        QVERIFY(elapsed.elapsed() < milliseconds(patience).count() / 4);
    }

    void retryNowEndsTheWait()
    {
        RedisConnection::Settings settings = patientSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = 10 * patience;
        m_server.kill();
        RedisConnection connection(unixEndpoint(m_server), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QVERIFY(*connection.nextRetryIn() > patience);
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        connection.retryNow();
        // As after open(), commands wait for the connection.
        const QFuture<RedisReply> reply = connection.command({"PING"_ba});
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        EVENTUALLY(reply.isFinished());
        QVERIFY(reply.result());
    }

    void aBlackHoleEndsWithTheConnectTimeout()
    {
        const BlackHole hole;
        QVERIFY(hole.port());
        RedisConnection connection(tcpEndpoint(hole.port()), quickSettings(), m_clock);
        QElapsedTimer elapsed;
        elapsed.start();
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QVERIFY(elapsed.elapsed() >= 300);
        QCOMPARE(connection.lastError()->kind, Kind::ConnectTimeout);
        QVERIFY(connection.lastError()->detail.contains("300 ms"_L1));
    }

    void aFirstConnectionKeepsCommandsOnlyUntilTheirDeadline()
    {
        const BlackHole hole;
        QVERIFY(hole.port());
        RedisConnection connection(tcpEndpoint(hole.port()), patientSettings(), m_clock);
        connection.open();
        const QFuture<RedisReply> reply = connection.command({"PING"_ba}, milliseconds(50));
        EVENTUALLY(reply.isFinished());
        QCOMPARE(reply.result().error().kind, Kind::CommandTimeout);
        QCOMPARE(connection.state(), State::Connecting);
    }

    void aStoppedServerFailsEverythingPendingOnceAndComesBack()
    {
        auto connection = ready(unixEndpoint(m_server));
        QVERIFY(connection);
        QSignalSpy states(connection.get(), &RedisConnection::stateChanged);
        m_server.pause();
        Replies stale;
        QByteArrayList echoes;
        for (int i = 0; i < 20; ++i)
            connection->command({"ECHO"_ba, "stale"_ba}, this, stale.taker());
        EVENTUALLY_COMPARE(stale.count(), 20);
        for (size_t i = 0; i < 20; ++i)
            QCOMPARE(stale.kind(i), Kind::CommandTimeout);
        EVENTUALLY_COMPARE(connection->state(), State::Backoff);
        m_server.resume();
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        // The old socket's answers are on their way now; none reaches a new callback.
        Replies fresh;
        for (int i = 0; i < 20; ++i)
            connection->command({"ECHO"_ba, "fresh"_ba}, this, fresh.taker(), patience);
        EVENTUALLY_COMPARE(fresh.count(), 20);
        for (size_t i = 0; i < 20; ++i)
            QCOMPARE(fresh.bytes(i), "fresh"_ba);
        QCOMPARE(stale.count(), 20);
    }

    void oneLateAnswerDoesNotEndTheConnection()
    {
        auto connection = ready(unixEndpoint(m_server), patientSettings());
        QVERIFY(connection);
        m_server.pause();
        Replies late;
        Replies fine;
        connection->command({"ECHO"_ba, "late"_ba}, this, late.taker(), milliseconds(30));
        connection->command({"ECHO"_ba, "fine"_ba}, this, fine.taker());
        EVENTUALLY_COMPARE(late.count(), 1);
        QCOMPARE(late.kind(0), Kind::CommandTimeout);
        m_server.resume();
        EVENTUALLY_COMPARE(fine.count(), 1);
        QCOMPARE(fine.bytes(0), "fine"_ba);
        QCOMPARE(late.count(), 1);
        QCOMPARE(connection->state(), State::Ready);
    }

    void aStalledEventLoopIsNotAStalledServer()
    {
        auto connection = ready(unixEndpoint(m_server));
        QVERIFY(connection);
        Replies replies;
        connection->command({"PING"_ba}, this, replies.taker());
        QCoreApplication::processEvents(QEventLoop::AllEvents); // written
        QTest::qSleep(500);
        EVENTUALLY_COMPARE(replies.count(), 1);
        QVERIFY(replies.all[0]);
        QCOMPARE(connection->state(), State::Ready);
    }

    void aKilledServerIsFoundAgainAfterItsRestart()
    {
        auto connection = ready(unixEndpoint(m_server));
        QVERIFY(connection);
        m_server.kill();
        EVENTUALLY(connection->state() != State::Ready);
        QVERIFY(connection->lastError());
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        QCOMPARE(connection->lastError(), std::nullopt);
    }

    void commandsThatWereOnTheirWayToAKilledServerFailOnce()
    {
        auto connection = ready(tcpEndpoint(m_server.port()));
        QVERIFY(connection);
        m_server.pause();
        Replies replies;
        for (int i = 0; i < 5; ++i)
            connection->command({"INCR"_ba, "never-twice"_ba}, this, replies.taker(), patience);
        QTest::qWait(10);
        m_server.kill();
        EVENTUALLY_COMPARE(replies.count(), 5);
        for (size_t i = 0; i < 5; ++i)
            QCOMPARE(replies.kind(i), Kind::ConnectionLost);
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        QCOMPARE(m_server.ask({u"GET"_s, u"never-twice"_s}), ""_ba);
        QCOMPARE(replies.count(), 5);
    }

    void itMayBeDeletedWhileItWaitsOrHasFailed()
    {
        for (const bool inSignal : {true, false}) {
            auto *connection
                = new RedisConnection(tcpEndpoint(freeLoopbackPort()), quickSettings(), m_clock);
            QPointer alive(connection);
            bool reached = false;
            connect(connection, &RedisConnection::stateChanged, this, [&](State state) {
                if (state != State::Backoff)
                    return;
                reached = true;
                if (inSignal)
                    delete connection;
            });
            connection->open();
            EVENTUALLY(reached);
            delete alive;
            QTest::qWait(30);
        }
    }
};

QTEST_GUILESS_MAIN(TestRedisConnectionFaults)
#include "tst_redisconnectionfaults.moc"
