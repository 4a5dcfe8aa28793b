// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"
#include "tests/support/toxicproxy.h"

#include <QSignalSpy>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;
using std::chrono::milliseconds;

namespace {

/// Says one thing to whoever connects, whatever is asked.
class GarbageServer : public QTcpServer
{
public:
    explicit GarbageServer(QByteArray greeting) : m_greeting(std::move(greeting))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket *client = nextPendingConnection();
            client->write(m_greeting);
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        });
    }
    int connections = 0;

private:
    QByteArray m_greeting;
};

} // namespace

class TestRedisConnectionWire : public QObject
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

    void garbageIsNamedAndNotHammered_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("an HTTP server")
            << "HTTP/1.1 400 Bad Request\r\n\r\n"_ba << Kind::Protocol << u"HTTP"_s;
        QTest::newRow("an SSH server") << "SSH-2.0-x\r\n"_ba << Kind::Protocol << u"SSH"_s;
        QTest::newRow("a TLS port")
            << QByteArray("\x15\x03\x03\x00\x02\x02\x46", 7) << Kind::Protocol << u"rediss://"_s;
        QTest::newRow("a bulk header of half a gigabyte")
            << "$536870912\r\n"_ba << Kind::ReplyTooLarge << QString();
        QTest::newRow("arrays in arrays in arrays")
            << "*1\r\n"_ba.repeated(100'000) << Kind::ReplyTooLarge << QString();
        QTest::newRow("noise") << QByteArray("\x00\x01\x02\xff", 4) << Kind::Protocol << QString();
        QTest::newRow("a greeting that is none of Redis's")
            << "+HELLO\r\n"_ba.repeated(3) << Kind::Protocol << u"greeting"_s;
        QTest::newRow("too many clients")
            << "-ERR max number of clients reached\r\n"_ba << Kind::MaxClients << u"max number"_s;
    }
    void garbageIsNamedAndNotHammered()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(Kind, kind);
        QFETCH(QString, detail);
        GarbageServer server(greeting);
        RedisConnection::Settings settings = patientSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = 10 * patience;
        RedisConnection connection(tcpEndpoint(server.serverPort()), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, kind);
        QVERIFY2(connection.lastError()->detail.contains(detail),
                 qPrintable(connection.lastError()->detail));
        QCOMPARE(server.connections, 1);
    }

    void anUnsolicitedErrorIsTheConnectionsError()
    {
        GarbageServer server("+OK\r\n+PONG\r\n-ERR something of its own\r\n");
        RedisConnection::Settings settings = patientSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = 10 * patience;
        RedisConnection connection(tcpEndpoint(server.serverPort()), settings, m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::ServerError);
        QVERIFY(connection.lastError()->detail.contains("something of its own"_L1));
    }

    void maxclientsOfARealServer()
    {
        RedisServer full({.tcp = true, .config = {u"maxclients 1"_s}});
        QVERIFY2(full.start(), qPrintable(full.error()));
        auto first = ready(unixEndpoint(full), patientSettings());
        QVERIFY(first);
        for (const RedisEndpoint &endpoint : {unixEndpoint(full), tcpEndpoint(full.port())}) {
            RedisConnection second(endpoint, patientSettings(), m_clock);
            second.open();
            EVENTUALLY_COMPARE(second.state(), State::Backoff);
            QCOMPARE(second.lastError()->kind, Kind::MaxClients);
        }
    }

    void answersCutIntoBytesAreUnderstood()
    {
        ToxicProxy proxy(m_server.port());
        proxy.toxics.slicer = true;
        auto connection = ready(tcpEndpoint(proxy.port()), patientSettings());
        QVERIFY(connection);
        Replies replies;
        for (int i = 0; i < 50; ++i)
            connection->command({"ECHO"_ba, QByteArray::number(i)}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 50);
        for (size_t i = 0; i < 50; ++i)
            QCOMPARE(replies.bytes(i), QByteArray::number(qsizetype(i)));
    }

    void lateAnswersKeepTheirOrder()
    {
        ToxicProxy proxy(m_server.port());
        proxy.toxics.latency = milliseconds(10);
        proxy.toxics.jitter = milliseconds(20);
        auto connection = ready(tcpEndpoint(proxy.port()), patientSettings());
        QVERIFY(connection);
        Replies replies;
        for (int i = 0; i < 20; ++i) {
            connection->command({"ECHO"_ba, QByteArray::number(i)}, this, replies.taker());
            QTest::qWait(2);
        }
        EVENTUALLY_COMPARE(replies.count(), 20);
        for (size_t i = 0; i < 20; ++i)
            QCOMPARE(replies.bytes(i), QByteArray::number(qsizetype(i)));
        QVERIFY(connection->roundTrip() >= milliseconds(10));
    }

    void connectionsThatEndInTheMiddleOfAReply_data()
    {
        QTest::addColumn<Toxics::End>("end");
        QTest::newRow("closed") << Toxics::End::Close;
        QTest::newRow("reset") << Toxics::End::Reset;
        QTest::newRow("half closed") << Toxics::End::HalfClose;
    }
    void connectionsThatEndInTheMiddleOfAReply()
    {
        QFETCH(Toxics::End, end);
        ToxicProxy proxy(m_server.port());
        auto connection = ready(tcpEndpoint(proxy.port()), patientSettings());
        QVERIFY(connection);
        const QByteArray greeting = "+OK\r\n+PONG\r\n"_ba;
        proxy.toxics.limitEnd = end;
        proxy.toxics.limitData = greeting.size() + 40;
        Replies replies;
        connection->command({"ECHO"_ba, QByteArray(20, 'a')}, this, replies.taker());
        connection->command({"ECHO"_ba, QByteArray(100, 'b')}, this, replies.taker());
        connection->command({"PING"_ba}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 3);
        QCOMPARE(replies.bytes(0), QByteArray(20, 'a'));
        QCOMPARE(replies.kind(1), Kind::ConnectionLost);
        QCOMPARE(replies.kind(2), Kind::ConnectionLost);
        proxy.toxics.limitData.reset();
        EVENTUALLY_COMPARE(connection->state(), State::Ready);
        QCOMPARE(replies.count(), 3);
    }

    void aConnectionThatEndsAfterTheGreetingIsNotHammered()
    {
        ToxicProxy proxy(m_server.port());
        proxy.toxics.limitData = "+OK\r\n+PONG\r\n"_ba.size();
        RedisConnection::Settings settings = patientSettings();
        settings.timeouts.backoffCap = milliseconds(5000);
        RedisConnection connection(tcpEndpoint(proxy.port()), settings, m_clock);
        QSignalSpy states(&connection, &RedisConnection::stateChanged);
        std::vector<milliseconds> waits;
        connect(&connection, &RedisConnection::stateChanged, this, [&](State state) {
            if (state == State::Backoff)
                waits.push_back(*connection.nextRetryIn());
        });
        connection.open();
        EVENTUALLY(waits.size() >= 4);
        // Ready for a moment does not start the waits from the base again.
        QVERIFY(std::ranges::is_sorted(waits));
        QVERIFY(waits[3] > 4 * waits[0]);
    }

    void aConnectionThatWasStableStartsTheWaitsFromTheBase()
    {
        ToxicProxy proxy(m_server.port());
        RedisConnection::Settings settings = patientSettings();
        settings.timeouts.stableAfter = milliseconds(0);
        auto connection = ready(tcpEndpoint(proxy.port()), settings);
        QVERIFY(connection);
        std::vector<milliseconds> waits;
        connect(connection.get(), &RedisConnection::stateChanged, this, [&](State state) {
            if (state == State::Backoff)
                waits.push_back(*connection->nextRetryIn());
        });
        for (size_t round = 1; round <= 5; ++round) {
            proxy.resetAll();
            EVENTUALLY_COMPARE(waits.size(), round);
            QVERIFY(waits.back() <= milliseconds(15));
            EVENTUALLY_COMPARE(connection->state(), State::Ready);
        }
    }

    void aSilentServerBehindAnOpenPortEndsWithTheTimeout()
    {
        ToxicProxy proxy(m_server.port());
        proxy.toxics.blackHole = true;
        RedisConnection connection(tcpEndpoint(proxy.port()), quickSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::CommandTimeout);
        proxy.toxics.blackHole = false;
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }

    void aBusyServerIsTransient()
    {
        RedisServer server({.config = {u"busy-reply-threshold 20"_s}});
        QVERIFY2(server.start(), qPrintable(server.error()));
        auto connection = ready(unixEndpoint(server), patientSettings());
        QVERIFY(connection);
        auto blocker = ready(unixEndpoint(server), patientSettings());
        QVERIFY(blocker);
        const QFuture<RedisReply> script
            = blocker->command({"EVAL"_ba, "while true do end"_ba, "0"_ba});
        // One after the other until the server says that it is busy.
        std::optional<Kind> kind;
        std::function<void()> ask = [&] {
            connection->command({"GET"_ba, "k"_ba}, this, [&](const RedisReply &reply) {
                if (reply)
                    ask();
                else
                    kind = reply.error().kind;
            });
        };
        ask();
        EVENTUALLY(kind);
        QCOMPARE(*kind, Kind::Busy);
        QCOMPARE(connection->state(), State::Ready);
        RedisConnection second(unixEndpoint(server), patientSettings(), m_clock);
        second.open();
        EVENTUALLY_COMPARE(second.state(), State::Backoff);
        QCOMPARE(second.lastError()->kind, Kind::Busy);
        server.ask({u"SCRIPT"_s, u"KILL"_s});
        EVENTUALLY_COMPARE(second.state(), State::Ready);
        EVENTUALLY(script.isFinished());
    }
};

QTEST_GUILESS_MAIN(TestRedisConnectionWire)
#include "tst_redisconnectionwire.moc"
