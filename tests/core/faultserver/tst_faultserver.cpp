// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/faultserver/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFaultServer : public QObject
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

    void anAnswerHasWhatTheScriptSaysAndItsLength()
    {
        serve(sequence(R"({"status": 201, "reason": "Made", "body": {"a": [1, "é"]},
            "headers": [["X-B", "1"], ["X-A", "2"], ["X-B", "3"]]})"));
        m_client->get();
        QTRY_VERIFY(m_client->hasHead());
        QCOMPARE(
            m_client->received(),
            "HTTP/1.1 201 Made\r\nX-B: 1\r\nX-A: 2\r\nX-B: 3\r\nContent-Type: application/json\r\n"
            "Content-Length: 14\r\n\r\n{\"a\":[1,\"é\"]}"_ba);
    }

    void sequences_data()
    {
        QTest::addColumn<QByteArray>("then");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("repeat the last")
            << "repeat-last"_ba
            << QByteArrayList{"503 ", "503 ", "200 a", "200 b", "200 b", "200 b"};
        QTest::newRow("loop") << "loop"_ba
                              << QByteArrayList{"503 ", "503 ", "200 a", "200 b", "503 ", "503 "};
    }

    void sequences()
    {
        QFETCH(QByteArray, then);
        QFETCH(QByteArrayList, expected);
        serve(sequence(R"({"status": 503, "times": 2}, {"body": "a"}, {"body": "b"})", then));
        // All at once on one connection: pipelined.
        for (qsizetype i = 0; i < expected.size(); ++i)
            m_client->get();
        QTRY_COMPARE(m_client->answers(), expected);
        QCOMPARE(m_server->connectionCount(), 1);
        QCOMPARE(m_server->receivedCount(u"/x"_s), 6);
    }

    void pipelinedRequestsWaitForASlowAnswer()
    {
        serve(sequence(R"({"delay_ms": 50, "body": "first"}, {"body": "second"})"));
        m_client->get();
        m_client->get();
        m_client->send("POST /x HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        QTRY_COMPARE(m_client->answers(),
                     (QByteArrayList{"200 first", "200 second", "200 second"}));
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *name, const char *method, const char *target,
                            const char *answer) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(target) << QByteArray(answer);
        };
        row("exact", "GET", "/a", "200 exact");
        row("the query does not count", "GET", "/a?b=c", "200 exact");
        row("the query counts where the route has one", "GET", "/q?b=1", "200 query");
        row("another query", "GET", "/q?b=2", "200 rest");
        row("a prefix", "GET", "/sub/a/b", "200 prefix");
        row("the prefix itself", "GET", "/sub/", "200 prefix");
        row("another method", "DELETE", "/a", "200 deleted");
        row("a method nobody knows", "BREW", "/any", "200 any");
        row("the absolute form", "GET", "http://other/a?x", "200 exact");
        row("a path that had to be encoded", "GET", "/%C3%BC%20", "200 encoded");
        row("everything else", "GET", "/none", "200 rest");
    }

    void routes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, answer);
        // The star is escaped because moc takes the two characters for a comment.
        serve(scriptFrom(R"({"routes": [
            {"method": "GET", "path": "/a", "sequence": [{"body": "exact"}]},
            {"method": "delete", "path": "/a", "sequence": [{"body": "deleted"}]},
            {"path": "/any", "sequence": [{"body": "any"}]},
            {"path": "/q?b=1", "sequence": [{"body": "query"}]},
            {"path": "/sub/\u002a", "sequence": [{"body": "prefix"}]},
            {"path": "/ü ", "sequence": [{"body": "encoded"}]},
            {"method": "GET", "path": "*", "sequence": [{"body": "rest"}]}]})"));
        m_client->send(method + ' ' + target + " HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(m_client->answers(), QByteArrayList{answer});
    }

    void anUnknownRouteListsTheRoutes()
    {
        serve(sequence("{}"));
        m_client->get("/y");
        QTRY_COMPARE(m_client->answers().size(), 1);
        QVERIFY(m_client->received().startsWith("HTTP/1.1 404 Not Found\r\n"));
        const QJsonObject body = QJsonDocument::fromJson(m_client->body()).object();
        QCOMPARE(body[u"error"].toString(), u"no route for GET /y"_s);
        QCOMPARE(body[u"routes"].toArray(), QJsonArray{u"* /x"_s});
    }

    void headHasNoBody()
    {
        serve(scriptFrom(R"({"routes": [
            {"method": "GET", "path": "/x", "sequence": [{"body": "hello"}, {"chunked": true, "body": "hello"}]}]})"));
        m_client->send("HEAD /x HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(m_client->hasHead());
        QVERIFY(m_client->head().contains("Content-Length: 5\r\n"));
        m_client->get("/x");
        QTRY_VERIFY(m_client->received().endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        QCOMPARE(m_client->received().count("hello"), 1);
    }

    void oldClientsGetNoChunks()
    {
        serve(sequence(R"({"chunked": true, "body": "hello"})"));
        m_client->send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(!m_client->head().contains("Transfer-Encoding"));
        QCOMPARE(m_client->body(), "hello"_ba);
    }

    void connectionsCloseWhenEitherSideSaysSo_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("step");
        QTest::newRow("the client") << "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"_ba << "{}"_ba;
        QTest::newRow("an old client") << "GET /x HTTP/1.0\r\n\r\n"_ba << "{}"_ba;
        QTest::newRow("the script") << "GET /x HTTP/1.1\r\n\r\n"_ba
                                    << R"({"headers": {"Connection": "close"}})"_ba;
        QTest::newRow("a body until the end") << "GET /x HTTP/1.1\r\n\r\n"_ba
                                              << R"({"until_close": true, "body": "x"})"_ba;
    }

    void connectionsCloseWhenEitherSideSaysSo()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, step);
        serve(sequence(step));
        m_client->send(request);
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(m_client->head().contains("Connection: close\r\n"));
        QTRY_COMPARE(m_server->openConnectionCount(), 0);
    }

    void informationalAnswersComeFirst()
    {
        serve(sequence(
            R"({"informational": [102, {"status": 103, "headers": {"Link": "</a>"}}], "body": "x"})"));
        m_client->get();
        QTRY_VERIFY(m_client->received().endsWith("\r\n\r\nx"));
        QVERIFY(m_client->received().startsWith("HTTP/1.1 102 Processing\r\n\r\n"
                                                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                                                "HTTP/1.1 200 OK\r\n"));
    }

    void aWaitingClientIsToldToGoOn()
    {
        serve(sequence(R"({"echo": true})"));
        m_client->send("PUT /x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        QTRY_COMPARE(m_client->received(), "HTTP/1.1 100 Continue\r\n\r\n"_ba);
        QCOMPARE(m_server->receivedCount(), 0);
        m_client->forgetReceived();
        m_client->send("abc");
        QTRY_VERIFY(m_client->hasHead());
        QCOMPARE(m_server->receivedCount(), 1);
    }

    void anEchoTellsWhatArrived()
    {
        serve(sequence(R"({"status": 202, "echo": true})"));
        m_client->send(
            "PUT /x?a=b HTTP/1.1\r\nHost: t:1\r\nX-Y: 1\r\nx-y: 2\r\nContent-Length: 3\r\n\r\n\xc3\xa9z"_ba);
        QTRY_COMPARE(m_client->answers().size(), 1);
        const QJsonObject echo = QJsonDocument::fromJson(m_client->body()).object();
        QCOMPARE(echo[u"method"].toString(), u"PUT"_s);
        QCOMPARE(echo[u"url"].toString(), u"http://t:1/x?a=b"_s);
        QCOMPARE(echo[u"headers"].toArray().at(2).toArray(), (QJsonArray{u"x-y"_s, u"2"_s}));
        QCOMPARE(echo[u"body"].toString(), u"éz"_s);
        QCOMPARE(echo[u"body_size"].toInteger(), 3);
        QCOMPARE(echo[u"body_sha256"].toString().size(), 64);
    }

    void refusedRequestsAreAnsweredAndTheConnectionEnds()
    {
        serve(sequence("{}"));
        m_client->send("GET /x HTTP/1.1\r\nA: " + QByteArray(200'000, 'a'));
        QTRY_VERIFY(m_client->isClosed());
        QVERIFY(
            m_client->received().startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n"));
        QCOMPARE(m_server->receivedCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFaultServer)
#include "tst_faultserver.moc"
