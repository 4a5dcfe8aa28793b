// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;
using Type = RespValue::Type;
using std::chrono::milliseconds;

namespace {

QList<State> statesOf(const QSignalSpy &spy)
{
    QList<State> states;
    for (const QVariantList &arguments : spy)
        states.append(arguments.first().value<State>());
    return states;
}

} // namespace

class TestRedisConnection : public QObject
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

    void itGoesThroughItsStatesToReady_data()
    {
        QTest::addColumn<RedisEndpoint>("endpoint");
        RedisEndpoint byName = tcpEndpoint(m_server.port());
        byName.host = u"localhost"_s;
        QTest::newRow("over TCP") << tcpEndpoint(m_server.port());
        QTest::newRow("over TCP by name") << byName;
        QTest::newRow("over a Unix socket") << unixEndpoint(m_server);
    }
    void itGoesThroughItsStatesToReady()
    {
        QFETCH(RedisEndpoint, endpoint);
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        QSignalSpy states(&connection, &RedisConnection::stateChanged);
        connection.command({"PING"_ba}, this, [](const RedisReply &) { });
        connection.open();
        QCOMPARE(connection.state(), State::Connecting);
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        QCOMPARE(statesOf(states), (QList{State::Connecting, State::Authenticating, State::Ready}));
        QCOMPARE(connection.lastError(), std::nullopt);
        QCOMPARE(connection.nextRetryIn(), std::nullopt);
        connection.open();
        QCOMPARE(connection.state(), State::Ready);
        connection.close();
        QCOMPARE(connection.state(), State::Disconnected);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }

    void valuesOfEveryTypeArrive()
    {
        Replies replies;
        auto *connection = connected(this);
        connection->command({"SET"_ba, "k"_ba, QByteArray("a\0\r\nb", 5)}, this, replies.taker());
        connection->command({"GET"_ba, "k"_ba}, this, replies.taker());
        connection->command({"GET"_ba, "missing"_ba}, this, replies.taker());
        connection->command({"DEL"_ba, "k"_ba}, this, replies.taker());
        connection->command({"LPUSH"_ba, "k"_ba}, this, replies.taker());
        connection->command({"NOSUCH"_ba}, this, replies.taker());
        connection->command({"SCAN"_ba, "0"_ba}, this, replies.taker());
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 7);
        QCOMPARE(replies.bytes(0), "OK"_ba);
        QCOMPARE(replies.bytes(1), QByteArray("a\0\r\nb", 5));
        QVERIFY(replies.all[2]->isNull());
        QCOMPARE(replies.all[3]->integer, 1);
        QCOMPARE(replies.kind(4), Kind::ServerError);
        QCOMPARE(replies.kind(5), Kind::UnknownCommand);
        QCOMPARE(replies.all[6]->type, Type::Array);
        QVERIFY(connection->roundTrip().count() > 0);
        delete connection;
    }

    void repliesKeepTheOrderOfTheirCommands()
    {
        RedisConnection *connection = connected(this);
        std::vector<int> order;
        const int total = 5000;
        int wrong = 0;
        for (int i = 0; i < total; ++i) {
            connection->command({"ECHO"_ba, QByteArray::number(i)}, this,
                                [&, i](const RedisReply &reply) {
                                    order.push_back(i);
                                    wrong += !reply || reply->bytes != QByteArray::number(i);
                                });
        }
        EVENTUALLY_COMPARE(int(order.size()), total);
        QVERIFY(std::ranges::is_sorted(order));
        QCOMPARE(wrong, 0);
        delete connection;
    }

    void commandsOfOneTurnLeaveInOneWrite()
    {
        RedisConnection *connection = connected(this);
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        const auto reads = [this] {
            const QByteArray info = m_server.ask({u"INFO"_s, u"stats"_s});
            const qsizetype at = info.indexOf("total_reads_processed:");
            return info.mid(at + 22, info.indexOf('\r', at) - at - 22).toLongLong();
        };
        const qint64 first = reads();
        const qint64 before = reads();
        const qint64 ofAsking = before - first;
        Replies replies;
        for (int i = 0; i < 50; ++i)
            connection->command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 50);
        const qint64 ofCommands = reads() - before - ofAsking;
        QVERIFY2(ofCommands <= 2, qPrintable(u"50 commands took %1 reads"_s.arg(ofCommands)));
        delete connection;
    }

    void callbacksMayIssueCommands()
    {
        RedisConnection *connection = connected(this);
        int rounds = 0;
        std::function<void()> next = [&] {
            connection->command({"INCR"_ba, "n"_ba}, this, [&](const RedisReply &reply) {
                if (reply && reply->integer == ++rounds && rounds < 500)
                    next();
            });
        };
        next();
        EVENTUALLY_COMPARE(rounds, 500);
        delete connection;
    }

    void aCallbackNeverRunsInsideTheCall()
    {
        RedisConnection connection(unixEndpoint(m_server), patientSettings(), m_clock);
        Replies replies;
        connection.command({"PING"_ba}, this, replies.taker());
        QCOMPARE(replies.count(), 0);
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.kind(0), Kind::NotConnected);
        connection.open();
        connection.command({}, this, replies.taker());
        QCOMPARE(replies.count(), 1);
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.kind(1), Kind::InvalidCommand);
    }

    void pendingCommandsAreBounded()
    {
        RedisConnection::Settings settings = patientSettings();
        settings.limits.pendingCommands = 3;
        RedisConnection connection(unixEndpoint(m_server), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        Replies replies;
        for (int i = 0; i < 5; ++i)
            connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 5);
        QCOMPARE(std::ranges::count_if(replies.all,
                                       [](const RedisReply &reply) {
                                           return !reply
                                               && reply.error().kind == Kind::TooManyPending;
                                       }),
                 2);
        connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 6);
        QCOMPARE(replies.bytes(5), "PONG"_ba);
    }

    void pendingBytesAreBounded()
    {
        RedisConnection::Settings settings = patientSettings();
        settings.limits.pendingBytes = 1000;
        RedisConnection connection(unixEndpoint(m_server), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        Replies replies;
        connection.command({"ECHO"_ba, QByteArray(2000, 'x')}, this, replies.taker());
        connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.kind(0), Kind::TooManyPending);
        QCOMPARE(replies.bytes(1).size(), 2000);
    }

    void aReplyThatIsTooLargeEndsTheConnectionAndItComesBack()
    {
        RedisConnection::Settings settings = patientSettings();
        settings.limits.reply.replyBytes = 10'000;
        RedisConnection connection(unixEndpoint(m_server), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        m_server.ask({u"SETRANGE"_s, u"big"_s, u"20000"_s, u"x"_s});
        Replies replies;
        connection.command({"GET"_ba, "big"_ba}, this, replies.taker());
        connection.command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QCOMPARE(replies.kind(0), Kind::ReplyTooLarge);
        QCOMPARE(replies.kind(1), Kind::ReplyTooLarge);
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }

    void largeValuesPass()
    {
        RedisConnection *connection = connected(this, tcpEndpoint(m_server.port()));
        QByteArray large(5'000'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < large.size(); ++i)
            large[i] = char(i * 31);
        Replies replies;
        connection->command({"SET"_ba, "k"_ba, large}, this, replies.taker());
        connection->command({"GET"_ba, "k"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 2);
        QVERIFY(replies.bytes(1) == large);
        delete connection;
    }

    void theDatabaseIsSelected()
    {
        RedisEndpoint endpoint = unixEndpoint(m_server);
        endpoint.database = 7;
        RedisConnection *connection = connected(this, endpoint);
        Replies replies;
        connection->command({"SET"_ba, "k"_ba, "7"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(m_server.ask({u"-n"_s, u"7"_s, u"GET"_s, u"k"_s}), "7"_ba);
        QCOMPARE(m_server.ask({u"GET"_s, u"k"_s}), ""_ba);
        delete connection;
    }

    void theServerKnowsOurName()
    {
        RedisConnection *connection = connected(this);
        Replies replies;
        connection->command({"CLIENT"_ba, "GETNAME"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 1);
        QCOMPARE(replies.bytes(0), "recloser"_ba);
        delete connection;
    }
};

QTEST_GUILESS_MAIN(TestRedisConnection)
#include "tst_redisconnection.moc"
