// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/faultserver/rawclient.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFaultServerLife : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<RawClient> m_client;

    void serve(const FaultScript &script)
    {
        m_client.reset();
        m_server = std::make_unique<FaultServer>(script);
        const auto port = m_server->listen();
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
        m_client = std::make_unique<RawClient>(*port);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void uploadsOfAnySizeAreHashed()
    {
        serve(sequence(R"({"echo": true})"));
        const QByteArray body = generatedBytes(0, 8'000'000);
        m_client->send("POST /x HTTP/1.1\r\nContent-Length: 8000000\r\n\r\n" + body);
        QTRY_COMPARE_WITH_TIMEOUT(m_client->answers().size(), 1, 30'000);
        const ReceivedRequest request = m_server->received().constFirst();
        QCOMPARE(request.bodySize, 8'000'000);
        QCOMPARE(request.body.size(), ReceivedRequest::keptBodySize);
        QCOMPARE(request.bodySha256,
                 QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    }

    void largeBodies_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<qint64>("size");
        QTest::newRow("with a length") << R"({"body_size": 50000001})"_ba << 50'000'001LL;
        QTest::newRow("in chunks")
            << R"({"body_size": 5000001, "chunked": true})"_ba << 5'000'001LL;
        QTest::newRow("until the end")
            << R"({"body_size": 5000001, "until_close": true})"_ba << 5'000'001LL;
        QTest::newRow("gzip") << R"({"body_size": 5000001, "encoding": "gzip"})"_ba << 5'000'001LL;
        QTest::newRow("deflate") << R"({"body_size": 5000001, "encoding": "deflate"})"_ba
                                 << 5'000'001LL;
        QTest::newRow("gzip in chunks")
            << R"({"body_size": 5000001, "encoding": "gzip", "chunked": true})"_ba << 5'000'001LL;
        QTest::newRow("empty gzip") << R"({"body_size": 0, "encoding": "gzip"})"_ba << 0LL;
    }

    void largeBodies()
    {
        QFETCH(QByteArray, step);
        QFETCH(qint64, size);
        serve(sequence(step));
        QNetworkAccessManager network;
        QNetworkRequest request(m_server->url(u"/x"_s));
        request.setDecompressedSafetyCheckThreshold(-1);
        const std::unique_ptr<QNetworkReply> reply(network.get(request));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        const QByteArray body = reply->readAll();
        QCOMPARE(body.size(), size);
        QVERIFY(body == generatedBytes(0, size));
    }

    void aClientThatDoesNotReadFillsNoMemory()
    {
        serve(sequence(R"({"body_size": 1099511627776})"));
        QTcpSocket idle;
        idle.setReadBufferSize(1000);
        idle.connectToHost(QHostAddress::LocalHost, m_server->port());
        idle.write("GET /x HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(m_server->receivedCount(), 1);
        // The server is still there for others.
        m_client->get("/__recloser/log");
        QTRY_COMPARE(m_client->answers().size(), 1);
        idle.abort();
        QTRY_COMPARE(m_server->openConnectionCount(), 1);
    }

    void theLogIsServedAndCleared()
    {
        serve(sequence(R"({"status": 503}, {"status": 200})"));
        QSignalSpy received(m_server.get(), &FaultServer::requestReceived);
        m_client->get("/x?a");
        m_client->send("POST /y HTTP/1.1\r\nContent-Length: 1\r\n\r\n\xff");
        QTRY_COMPARE(m_client->answers().size(), 2);
        QCOMPARE(received.size(), 2);
        QCOMPARE(received.at(0).at(0).value<ReceivedRequest>(), m_server->received().at(0));
        m_client->forgetReceived();
        m_client->get("/__recloser/log");
        QTRY_COMPARE(m_client->answers().size(), 1);
        const QJsonObject log = QJsonDocument::fromJson(m_client->body()).object();
        QCOMPARE(log[u"count"].toInteger(), 2);
        QCOMPARE(log[u"connections"].toInteger(), 1);
        const QJsonObject second = log[u"requests"].toArray().at(1).toObject();
        QCOMPARE(second[u"number"].toInteger(), 2);
        QCOMPARE(second[u"target"].toString(), u"/y"_s);
        QCOMPARE(second[u"body_base64"].toString(), u"/w=="_s);
        QVERIFY(QDateTime::fromString(second[u"at"].toString(), Qt::ISODateWithMs).isValid());
        QVERIFY(second[u"since_start_ms"].toDouble() > 0.0);

        m_client->forgetReceived();
        m_client->send("POST /__recloser/reset HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(m_client->answers().size(), 1);
        QCOMPARE(m_server->receivedCount(), 0);
        QVERIFY(m_server->received().isEmpty());
        // The sequence has gone on; restart starts it over.
        m_client->get();
        QTRY_COMPARE(m_client->answers().size(), 2);
        QCOMPARE(m_client->answers().at(1), "200 "_ba);
        m_client->send("POST /__recloser/restart HTTP/1.1\r\n\r\n");
        m_client->get();
        QTRY_COMPARE(m_client->answers().size(), 4);
        QCOMPARE(m_client->answers().at(3), "503 "_ba);
    }

    void theLogKeepsTheNewest()
    {
        serve(sequence("{}"));
        const int count = int(FaultServer::keptRequests) + 5;
        m_client->send(QByteArray("GET /x HTTP/1.1\r\n\r\n").repeated(count));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->receivedCount(u"/x"_s), count, 60'000);
        QCOMPARE(m_server->received().size(), FaultServer::keptRequests);
        QCOMPARE(m_server->received().constLast().number, count);
    }

    void withoutALogRequestsAreCountedOnly()
    {
        serve(scriptFrom(R"({"routes": [], "log": false})"));
        m_client->get();
        QTRY_COMPARE(m_server->receivedCount(), 1);
        QVERIFY(m_server->received().isEmpty());
    }

    void aNewScriptCountsForTheNextRequest()
    {
        serve(sequence(R"({"delay_ms": 50, "body": "old"})"));
        m_client->get();
        QTRY_COMPARE(m_server->receivedCount(), 1);
        m_server->setScript(sequence(R"({"body": "new"})"));
        m_client->get();
        QTRY_COMPARE(m_client->answers(), (QByteArrayList{"200 old", "200 new"}));
    }

    void itListensOnTheLoopbackOnly()
    {
        serve(sequence(R"({"body": "x"})"));
        QCOMPARE(m_server->url(u"/x?y=z"_s),
                 QUrl(u"http://127.0.0.1:%1/x?y=z"_s.arg(m_server->port())));
        QTcpServer probe;
        if (probe.listen(QHostAddress::LocalHostIPv6)) {
            RawClient v6(m_server->port(), QHostAddress(QHostAddress::LocalHostIPv6));
            v6.get();
            QTRY_VERIFY(v6.hasHead());
        }
        const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
        for (const QHostAddress &address : addresses) {
            if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
                continue;
            RawClient outside(m_server->port(), address);
            QTRY_COMPARE(outside.error(), QAbstractSocket::ConnectionRefusedError);
        }
    }

    void aPortThatIsTakenIsAnError()
    {
        serve(sequence("{}"));
        FaultServer second(sequence("{}"));
        QVERIFY(!second.listen(m_server->port()).has_value());
        QCOMPARE(second.port(), 0);
        QVERIFY(!m_server->listen().has_value());
        QVERIFY(second.listen().has_value());
    }

    void manyConnectionsAtOnce()
    {
        serve(sequence(R"({"delay_ms": 20, "body": "x"})"));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 200; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            clients.back()->get();
        }
        for (const auto &client : clients)
            QTRY_VERIFY_WITH_TIMEOUT(client->received().endsWith("\r\n\r\nx"), 30'000);
        QCOMPARE(m_server->receivedCount(), 200);
    }
};

QTEST_GUILESS_MAIN(TestFaultServerLife)
#include "tst_faultserverlife.moc"
