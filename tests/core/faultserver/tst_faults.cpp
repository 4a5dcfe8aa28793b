// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/faultserver/rawclient.h"

#include <QSocketNotifier>
#include <QTest>

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// How a connection ends, as the system tells it: QTcpSocket gives a reset and an end one name.
class PlainSocket
{
public:
    enum class End { Open, Orderly, Reset, Other };

    explicit PlainSocket(quint16 port)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
        , m_readable(m_descriptor, QSocketNotifier::Read)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        // The backlog accepts it, no event loop needed.
        if (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            m_end = End::Other;
        QObject::connect(&m_readable, &QSocketNotifier::activated, &m_readable, [this] {
            char byte = 0;
            const ssize_t size = ::recv(m_descriptor, &byte, 1, 0);
            if (size > 0)
                return;
            m_end = size == 0 ? End::Orderly : errno == ECONNRESET ? End::Reset : End::Other;
            m_readable.setEnabled(false);
        });
    }
    ~PlainSocket() { ::close(m_descriptor); }

    void send(QByteArrayView bytes) { ::send(m_descriptor, bytes.data(), bytes.size(), 0); }
    End end() const { return m_end; }

private:
    const int m_descriptor;
    QSocketNotifier m_readable;
    End m_end = End::Open;
};

} // namespace

class TestFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<RawClient> m_client;

    void play(const QByteArray &steps)
    {
        m_client.reset();
        m_server = std::make_unique<FaultServer>(sequence(steps));
        QVERIFY(m_server->listen().has_value());
        m_client = std::make_unique<RawClient>(m_server->port());
        m_client->get();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void waysToEnd_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<bool>("orderly");
        QTest::newRow("a reset is one") << R"({"fault": "reset"})"_ba << false;
        QTest::newRow("a reset within the body is one")
            << R"({"fault": "reset", "after": 5, "body_size": 100})"_ba << false;
        QTest::newRow("a close is an orderly end") << R"({"fault": "close"})"_ba << true;
        QTest::newRow("a stall ends orderly") << R"({"fault": "stall", "ms": 10})"_ba << true;
        QTest::newRow("a truncated body ends orderly")
            << R"({"fault": "truncate", "after": 5})"_ba << true;
    }

    void waysToEnd()
    {
        QFETCH(QByteArray, step);
        QFETCH(bool, orderly);
        FaultServer server(sequence(step));
        QVERIFY(server.listen().has_value());
        PlainSocket client(server.port());
        client.send("GET /x HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(client.end() != PlainSocket::End::Open);
        QCOMPARE(client.end(), orderly ? PlainSocket::End::Orderly : PlainSocket::End::Reset);
    }

    void anEndIsOrderlyWhileInputComes()
    {
        // Closing with input unread would make it a reset that can eat the answer.
        FaultServer server(sequence("{}"));
        QVERIFY(server.listen().has_value());
        PlainSocket client(server.port());
        client.send("nonsense\r\n\r\n");
        client.send(QByteArray(100'000, 'x'));
        QTRY_VERIFY(client.end() != PlainSocket::End::Open);
        QCOMPARE(client.end(), PlainSocket::End::Orderly);
    }

    void aResetWithinTheBody()
    {
        play(R"({"fault": "reset", "after": 10, "body": "0123456789abcdef"})");
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(m_client->head().contains("Content-Length: 16\r\n"));
        QCOMPARE(m_client->body(), "0123456789"_ba);
    }

    void aStallThatEndsCloses()
    {
        play(R"({"fault": "stall", "ms": 150})");
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(m_client->elapsed() >= 150);
        QCOMPARE(m_client->received(), QByteArray());
    }

    void aStallWithAnAnswerGoesOn()
    {
        play(R"({"fault": "stall", "ms": 150, "status": 201, "body": "late"})");
        QTRY_VERIFY(m_client->received().endsWith("late"));
        QVERIFY(m_client->firstByte() >= 150);
        QVERIFY(m_client->received().startsWith("HTTP/1.1 201 Created\r\n"));
        QVERIFY(m_client->isConnected());
    }

    void aStallWithoutAnEndLastsUntilTheClientGoes()
    {
        play(R"({"fault": "stall"})");
        QTRY_COMPARE(m_server->receivedCount(), 1);
        QTest::qWait(100);
        QVERIFY(m_client->isConnected());
        QCOMPARE(m_client->received(), QByteArray());
        m_client->abort();
        QTRY_COMPARE(m_server->openConnectionCount(), 0);
    }

    void aStallWithinTheBody()
    {
        play(R"({"fault": "stall", "ms": 150, "after": 3, "body": "abcdef"})");
        QTRY_VERIFY(m_client->received().endsWith("abc"));
        QVERIFY(m_client->elapsed() < 10'000);
        QTRY_VERIFY(m_client->received().endsWith("abcdef"));
        QVERIFY(m_client->elapsed() >= 150);
        QVERIFY(m_client->isConnected());
    }

    void truncatedBodies_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("declared");
        QTest::newRow("of a given body")
            << R"({"fault": "truncate", "after": 4, "body": "abcdefgh"})"_ba << "abcd"_ba << 8LL;
        QTest::newRow("of a generated body")
            << R"({"fault": "truncate", "after": 100})"_ba << generatedBytes(0, 100) << 1224LL;
        QTest::newRow("before its first byte")
            << R"({"fault": "truncate", "after": 0, "body": "abc"})"_ba << QByteArray() << 3LL;
        QTest::newRow("of a large one")
            << R"({"fault": "truncate", "after": 3000000, "body_size": 5000000})"_ba
            << generatedBytes(0, 3'000'000) << 5'000'000LL;
    }

    void truncatedBodies()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, body);
        QFETCH(qint64, declared);
        play(step);
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(m_client->head().contains(
            QByteArray("Content-Length: " + QByteArray::number(declared) + "\r\n")));
        QVERIFY(m_client->body() == body);
    }

    void truncatedChunksHaveNoEnd()
    {
        play(R"({"fault": "truncate", "after": 4, "body": "abcdefgh", "chunked": true})");
        QTRY_VERIFY(m_client->isClosed());
        QCOMPARE(m_client->body(), "4\r\nabcd\r\n"_ba);
    }

    void aSlowBodyKeepsItsPace()
    {
        play(
            R"({"fault": "slow", "bytes_per_second": 100, "body": "0123456789012345678901234567890"})");
        QTRY_VERIFY(m_client->hasHead());
        QTRY_VERIFY(m_client->body().size() == 31);
        QVERIFY2(m_client->elapsed() >= 290, qPrintable(QString::number(m_client->elapsed())));
    }

    void aSlowHeadKeepsItsPace()
    {
        play(R"({"header_drip": 200, "body": "x"})");
        QTRY_VERIFY(m_client->hasHead());
        const qint64 least = (m_client->head().size() - 1) * 1000 / 200;
        QVERIFY2(m_client->elapsed() >= least - 5,
                 qPrintable(QString::number(m_client->elapsed())));
        QTRY_COMPARE(m_client->body(), "x"_ba);
    }

    void garbageIsNoHttp()
    {
        play(R"({"fault": "garbage"})");
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(!m_client->received().isEmpty());
        QVERIFY(!m_client->received().startsWith("HTTP/"));
        play(R"({"fault": "garbage", "body": "HTTP/9 what\r\n"})");
        QTRY_VERIFY(m_client->isClosed());
        QCOMPARE(m_client->received(), "HTTP/9 what\r\n"_ba);
    }

    void badLengths_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("length");
        QTest::newRow("without a choice")
            << R"({"fault": "bad-length", "body": "abc"})"_ba << "12x"_ba;
        QTest::newRow("negative") << R"({"fault": "bad-length", "length": -1, "body": "abc"})"_ba
                                  << "-1"_ba;
        QTest::newRow("too short")
            << R"({"fault": "bad-length", "length": 1, "body": "abc"})"_ba << "1"_ba;
        QTest::newRow("empty") << R"({"fault": "bad-length", "length": "", "body": "abc"})"_ba
                               << ""_ba;
    }

    void badLengths()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, length);
        play(step);
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(m_client->head().contains(QByteArray("Content-Length: " + length + "\r\n")));
        QCOMPARE(m_client->head().count("Content-Length"), 1);
        QCOMPARE(m_client->body(), "abc"_ba);
    }

    void delaysAddUp()
    {
        m_server = std::make_unique<FaultServer>(scriptFrom(
            R"({"routes": [{"path": "/x", "delay_ms": 60, "sequence": [{"delay_ms": 60, "body": "x"}]}]})"));
        QVERIFY(m_server->listen().has_value());
        m_client = std::make_unique<RawClient>(m_server->port());
        m_client->get();
        QTRY_VERIFY(m_client->hasHead());
        QVERIFY(m_client->firstByte() >= 120);
    }

    void theServerGoesWhileEverythingIsUnderWay()
    {
        m_server = std::make_unique<FaultServer>(scriptFrom(R"({"routes": [
            {"path": "/stall", "sequence": [{"fault": "stall"}]},
            {"path": "/wait", "sequence": [{"delay_ms": 60000}]},
            {"path": "/slow", "sequence": [{"fault": "slow", "bytes_per_second": 10}]},
            {"path": "/large", "sequence": [{"body_size": 1073741824}]}]})"));
        QVERIFY(m_server->listen().has_value());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (const char *path : {"/stall", "/wait", "/slow", "/large", "/part"}) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            if (QByteArrayView(path) == "/part")
                clients.back()->send("POST /x HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc");
            else
                clients.back()->get(path);
        }
        QTRY_COMPARE(m_server->receivedCount(), 4);
        QTRY_COMPARE(m_server->connectionCount(), 5);
        m_server.reset();
        for (const auto &client : clients)
            QTRY_VERIFY(client->isClosed());
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
