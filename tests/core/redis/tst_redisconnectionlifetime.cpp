// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;

class TestRedisConnectionLifetime : public QObject
{
    Q_OBJECT

    RedisServer m_server{RedisServer::Options{.tcp = true}};
    SystemClock m_clock;

    RedisConnection *connected(QObject *parent, RedisEndpoint endpoint)
    {
        auto *connection
            = new RedisConnection(std::move(endpoint), patientSettings(), m_clock, parent);
        connection->open();
        return connection;
    }
    RedisConnection *connected(QObject *parent)
    {
        return connected(parent, unixEndpoint(m_server));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        QTest::failOnWarning();
        m_server.ask({u"FLUSHALL"_s});
    }

    void futuresAlwaysGetAValue()
    {
        auto connection
            = std::make_unique<RedisConnection>(unixEndpoint(m_server), patientSettings(), m_clock);
        QFuture<RedisReply> tooEarly = connection->command({"PING"_ba});
        QVERIFY(!tooEarly.isFinished());
        EVENTUALLY(tooEarly.isFinished());
        QCOMPARE(tooEarly.result().error().kind, Kind::NotConnected);
        connection->open();
        QFuture<RedisReply> inTime = connection->command({"PING"_ba});
        EVENTUALLY(inTime.isFinished());
        QCOMPARE(inTime.result().value().bytes, "PONG"_ba);
        QFuture<RedisReply> cutOff = connection->command({"PING"_ba});
        connection.reset();
        QVERIFY(cutOff.isFinished() && !cutOff.isCanceled());
        QCOMPARE(cutOff.result().error().kind, Kind::Closed);
    }

    void closingAnswersWhatIsPendingOnce()
    {
        RedisConnection *connection = connected(this);
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        Replies replies;
        for (int i = 0; i < 10; ++i)
            connection->command({"PING"_ba}, this, replies.taker());
        connection->close();
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 10);
        for (size_t i = 0; i < 10; ++i)
            QCOMPARE(replies.kind(i), Kind::Closed);
        QTest::qWait(20);
        QCOMPARE(replies.count(), 10);
        delete connection;
    }

    void callbacksAreDroppedWithTheirContext()
    {
        RedisConnection *connection = connected(this);
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        Replies dropped;
        Replies kept;
        {
            QObject context;
            connection->command({"PING"_ba}, &context, dropped.taker());
            connection->command({"PING"_ba}, this, kept.taker());
        }
        EVENTUALLY_COMPARE(kept.count(), 1);
        QCOMPARE(dropped.count(), 0);
        // The answer that nobody took has not shifted those after it.
        connection->command({"ECHO"_ba, "x"_ba}, this, kept.taker());
        EVENTUALLY_COMPARE(kept.count(), 2);
        QCOMPARE(kept.bytes(1), "x"_ba);
        delete connection;
    }

    void aContextMayDieInACallbackBeforeItsOwn()
    {
        RedisConnection *connection = connected(this);
        auto *context = new QObject;
        Replies dropped;
        Replies last;
        connection->command({"PING"_ba}, this, [&](const RedisReply &) { delete context; });
        connection->command({"PING"_ba}, context, dropped.taker());
        connection->command({"PING"_ba}, this, last.taker());
        EVENTUALLY_COMPARE(last.count(), 1);
        QCOMPARE(dropped.count(), 0);
        delete connection;
    }

    void itMayBeDeletedInACallback()
    {
        RedisConnection *connection = connected(this);
        Replies rest;
        connection->command({"PING"_ba}, this,
                            [connection](const RedisReply &) { delete connection; });
        for (int i = 0; i < 20; ++i)
            connection->command({"PING"_ba}, this, rest.taker());
        EVENTUALLY_COMPARE(rest.count(), 20);
        for (size_t i = 0; i < 20; ++i)
            QCOMPARE(rest.kind(i), Kind::Closed);
    }

    void itMayBeDeletedInACallbackThatReportsAFailure()
    {
        auto *connection = new RedisConnection(unixEndpoint(m_server), patientSettings(), m_clock);
        Replies rest;
        connection->command({"PING"_ba}, this,
                            [connection](const RedisReply &) { delete connection; });
        for (int i = 0; i < 5; ++i)
            connection->command({"PING"_ba}, this, rest.taker());
        EVENTUALLY_COMPARE(rest.count(), 5);
    }

    void itMayBeDeletedWithItsContextAsOwner()
    {
        auto *owner = new QObject;
        RedisConnection *connection = connected(owner);
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        Replies replies;
        connection->command({"PING"_ba}, owner, replies.taker());
        delete owner;
        QTest::qWait(10);
        QCOMPARE(replies.count(), 0);
    }

    void itMayBeDeletedOrClosedAtEveryState_data()
    {
        QTest::addColumn<State>("at");
        QTest::addColumn<bool>("byDeleting");
        for (const State state : {State::Connecting, State::Authenticating, State::Ready}) {
            for (const bool byDeleting : {true, false}) {
                QTest::addRow("%s at %s", byDeleting ? "deleted" : "closed",
                              QMetaEnum::fromType<State>().valueToKey(quint64(state)))
                    << state << byDeleting;
            }
        }
    }
    void itMayBeDeletedOrClosedAtEveryState()
    {
        QFETCH(State, at);
        QFETCH(bool, byDeleting);
        for (const RedisEndpoint &endpoint :
             {unixEndpoint(m_server), tcpEndpoint(m_server.port())}) {
            QPointer connection = new RedisConnection(endpoint, patientSettings(), m_clock);
            bool done = false;
            connect(connection, &RedisConnection::stateChanged, this, [&](State state) {
                if (state != at || done)
                    return;
                done = true;
                if (byDeleting)
                    delete connection;
                else
                    connection->close();
            });
            QFuture<RedisReply> reply;
            connection->open();
            if (connection)
                reply = connection->command({"PING"_ba});
            EVENTUALLY(done);
            QTest::qWait(5);
            QCOMPARE(connection.isNull(), byDeleting);
            if (connection)
                QCOMPARE(connection->state(), State::Disconnected);
            if (reply.isValid()) {
                EVENTUALLY(reply.isFinished());
                QVERIFY(!reply.result());
            }
            delete connection;
        }
    }

    void reopeningInACallbackForgetsTheOldSocket()
    {
        RedisConnection *connection = connected(this);
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        Replies old;
        Replies fresh;
        connection->command({"PING"_ba}, this, [&](const RedisReply &) {
            connection->close();
            connection->open();
            connection->command({"ECHO"_ba, "fresh"_ba}, this, fresh.taker());
        });
        for (int i = 0; i < 5; ++i)
            connection->command({"ECHO"_ba, "old"_ba}, this, old.taker());
        EVENTUALLY_COMPARE(fresh.count(), 1);
        QCOMPARE(fresh.bytes(0), "fresh"_ba);
        QCOMPARE(old.count(), 5);
        for (size_t i = 0; i < 5; ++i)
            QCOMPARE(old.kind(i), Kind::Closed);
        delete connection;
    }
};

QTEST_GUILESS_MAIN(TestRedisConnectionLifetime)
#include "tst_redisconnectionlifetime.moc"
