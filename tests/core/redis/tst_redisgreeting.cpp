// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"
#include "tests/core/redis/scriptedredis.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;
using Step = RedisHandshake::Step;
using std::chrono::milliseconds;

class TestRedisGreeting : public QObject
{
    Q_OBJECT

    RedisServer m_locked{
        RedisServer::Options{.config = {
                                 u"requirepass \"se cret\""_s,
                                 u"user viewer on >look ~cb:* +get +pttl +scan +ping"_s,
                                 u"user mute on >quiet ~* +get"_s,
                                 u"user switcher on >s ~* +@all -select"_s,
                                 u"user open on nopass ~* +@all"_s,
                             }}};
    RedisServer m_open;
    SystemClock m_clock;

    const RedisServer &server(bool isLocked) const { return isLocked ? m_locked : m_open; }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_locked.start(), qPrintable(m_locked.error()));
        QVERIFY2(m_open.start(), qPrintable(m_open.error()));
    }
    void init() { QTest::failOnWarning(); }

    void logins_data()
    {
        QTest::addColumn<bool>("isLocked");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("database");
        QTest::addColumn<State>("state");
        QTest::addColumn<std::optional<Kind>>("kind");
        QTest::addColumn<std::optional<Step>>("refused");
        const std::optional<Kind> fine;
        const std::optional<Step> none;
        using K = std::optional<Kind>;
        using S = std::optional<Step>;
        QTest::newRow("no password asked for, none given")
            << false << QString() << QString() << 0 << State::Ready << fine << none;
        QTest::newRow("the right password")
            << true << QString() << u"se cret"_s << 0 << State::Ready << fine << none;
        QTest::newRow("the default user by name")
            << true << u"default"_s << u"se cret"_s << 0 << State::Ready << fine << none;
        QTest::newRow("a viewer without CLIENT, SELECT and INFO")
            << true << u"viewer"_s << u"look"_s << 0 << State::Ready << fine << none;
        QTest::newRow("a user without a password")
            << true << u"open"_s << QString() << 0 << State::Ready << fine << none;
        QTest::newRow("no password given") << true << QString() << QString() << 0 << State::Failed
                                           << K(Kind::NoAuth) << S(Step::Ping);
        QTest::newRow("no password given, another database")
            << true << QString() << QString() << 1 << State::Failed << K(Kind::NoAuth)
            << S(Step::Select);
        QTest::newRow("the wrong password") << true << QString() << u"wrong"_s << 0 << State::Failed
                                            << K(Kind::WrongPassword) << S(Step::Auth);
        QTest::newRow("an unknown user") << true << u"nobody"_s << u"x"_s << 0 << State::Failed
                                         << K(Kind::WrongPassword) << S(Step::Auth);
        QTest::newRow("a password that nobody asked for")
            << false << QString() << u"x"_s << 0 << State::Failed << K(Kind::AuthNotNeeded)
            << S(Step::Auth);
        QTest::newRow("PING not allowed") << true << u"mute"_s << u"quiet"_s << 0 << State::Failed
                                          << K(Kind::NoPermission) << S(Step::Ping);
        QTest::newRow("SELECT not allowed") << true << u"switcher"_s << u"s"_s << 2 << State::Failed
                                            << K(Kind::NoPermission) << S(Step::Select);
        QTest::newRow("no such database") << false << QString() << QString() << 16 << State::Failed
                                          << K(Kind::NoSuchDatabase) << S(Step::Select);
    }
    void logins()
    {
        QFETCH(bool, isLocked);
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(int, database);
        QFETCH(State, state);
        QFETCH(std::optional<Kind>, kind);
        QFETCH(std::optional<Step>, refused);
        RedisEndpoint endpoint = unixEndpoint(server(isLocked));
        endpoint.user = user;
        endpoint.password = password;
        endpoint.database = database;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        QSignalSpy states(&connection, &RedisConnection::stateChanged);
        connection.open();
        const QFuture<RedisReply> reply = connection.command({"GET"_ba, "cb:x"_ba});
        EVENTUALLY_COMPARE(connection.state(), state);
        QCOMPARE(connection.lastError().has_value(), kind.has_value());
        if (kind)
            QCOMPARE(connection.lastError()->kind, *kind);
        QCOMPARE(connection.refusedStep(), refused);
        EVENTUALLY(reply.isFinished());
        QCOMPARE(reply.result().has_value(), state == State::Ready);
        if (state != State::Failed)
            return;
        QCOMPARE(reply.result().error().kind, Kind::NotConnected);
        // No hammering: it stays where it is until the user acts.
        const qsizetype count = states.count();
        QTest::qWait(200);
        QCOMPARE(states.count(), count);
        connection.retryNow();
        QCOMPARE(connection.state(), State::Connecting);
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
    }

    void aServerThatCannotServeYetIsWaitedFor_data()
    {
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("it loads its snapshot")
            << "-LOADING Redis is loading the dataset in memory\r\n"_ba << Kind::Loading;
        QTest::newRow("a script keeps it busy")
            << "-BUSY Redis is busy running a script.\r\n"_ba << Kind::Busy;
        QTest::newRow("its master is down")
            << "-MASTERDOWN Link with MASTER is down\r\n"_ba << Kind::MasterDown;
    }
    void aServerThatCannotServeYetIsWaitedFor()
    {
        QFETCH(QByteArray, says);
        ScriptedRedis server;
        server.ping = says;
        ManualClock clock;
        RedisConnection connection(tcpEndpoint(server.serverPort()), quickSettings(), clock);
        connection.open();
        // As often as any connection is tried, and no more: 20, 40, 80 ms less chance.
        milliseconds wait{0};
        for (int tries = 1; tries <= 3; ++tries) {
            EVENTUALLY_COMPARE(connection.state(), State::Backoff);
            QTEST(connection.lastError()->kind, "kind");
            QCOMPARE(server.connections, tries);
            QVERIFY(*connection.nextRetryIn() > wait);
            wait = *connection.nextRetryIn();
            if (tries < 3)
                clock.advance(wait);
        }
        server.ping = "+PONG\r\n"_ba;
        clock.advance(wait);
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        QCOMPARE(server.connections, 4);
    }

    void aPasswordChangedWhileConnectedEndsInFailed()
    {
        RedisServer server({.config = {u"user app on >old ~* +@all"_s}});
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisEndpoint endpoint = unixEndpoint(server);
        endpoint.user = u"app"_s;
        endpoint.password = u"old"_s;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        server.ask({u"ACL"_s, u"SETUSER"_s, u"app"_s, u"resetpass"_s, u">new"_s});
        server.ask({u"CLIENT"_s, u"KILL"_s, u"USER"_s, u"app"_s});
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.lastError()->kind, Kind::WrongPassword);
    }

    void noAuthWhileConnectedEndsInFailed()
    {
        RedisServer server({.config = {u"user default on nopass ~* +@all"_s}});
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisConnection connection(unixEndpoint(server), patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
        Replies replies;
        connection.command({"RESET"_ba}, this, replies.taker());
        connection.command({"CONFIG"_ba, "SET"_ba, "requirepass"_ba, "x"_ba}, this,
                           replies.taker());
        connection.command({"RESET"_ba}, this, replies.taker());
        connection.command({"GET"_ba, "a"_ba}, this, replies.taker());
        connection.command({"GET"_ba, "b"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 5);
        QCOMPARE(replies.kind(3), Kind::NoAuth);
        QCOMPARE(replies.kind(4), Kind::NoAuth);
        QCOMPARE(connection.state(), State::Failed);
    }

    void aRefusedCommandIsNoReasonToDisconnect()
    {
        RedisEndpoint endpoint = unixEndpoint(m_locked);
        endpoint.user = u"viewer"_s;
        endpoint.password = u"look"_s;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        Replies replies;
        connection.command({"SET"_ba, "cb:x"_ba, "1"_ba}, this, replies.taker());
        connection.command({"GET"_ba, "other"_ba}, this, replies.taker());
        connection.command({"GET"_ba, "cb:x"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 3);
        QCOMPARE(replies.kind(0), Kind::NoPermission);
        QCOMPARE(replies.kind(1), Kind::NoPermission);
        QVERIFY(replies.all[2]);
        QCOMPARE(connection.state(), State::Ready);
    }
};

QTEST_GUILESS_MAIN(TestRedisGreeting)
#include "tst_redisgreeting.moc"
