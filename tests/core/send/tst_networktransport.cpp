// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "core/send/wireheaders.h"
#include "tests/core/send/transferrun.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestNetworkTransport : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    void serve(const QByteArray &json)
    {
        const auto script = parseFaultScript(json);
        QVERIFY2(script.has_value(),
                 script ? "" : qPrintable(script.error().message + script.error().place));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
    }
    QUrl url(const QString &path) const { return m_server->url(path); }
    static QByteArray received(const FaultServer &server)
    {
        QByteArray text;
        const auto requests = server.received();
        for (const auto &[name, value] : requests.last().headers)
            text += name + ": " + value + '\n';
        return text;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    // First, as long as nothing else can have loaded it: TLS reads every authority of the system,
    // more than twice the time of all else that one request takes.
    void plainRequestsDoNotLoadTls()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QFile maps(u"/proc/self/maps"_s);
        QVERIFY(maps.open(QFile::ReadOnly));
        QVERIFY(!maps.readAll().contains("/plugins/tls/"));
    }

    void methodsAndBodies_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        for (const char *method :
             {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X-PURGE", "get"}) {
            QTest::addRow("%s without a body", method) << QByteArray(method) << QByteArray();
            QTest::addRow("%s with a body", method) << QByteArray(method) << "some bytes"_ba;
        }
    }
    void methodsAndBodies()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 201, "reason": "Made It", "body": "done"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/a%2Fb?c=d|e"_s), method, {}, body));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().status, 201);
        QCOMPARE(run.response().reason, "Made It"_ba);
        QCOMPARE(run.response().httpVersion, "1.1"_ba);
        QCOMPARE(run.response().body.bytes, "done"_ba);
        QCOMPARE(run.response().body.size, 4);
        QCOMPARE(run.response().body.transferredSize.value_or(-1), 4);
        QCOMPARE(run.heads.size(), 1);
        QCOMPARE(run.heads.first().status, 201);
        const ReceivedRequest got = m_server->received().last();
        QCOMPARE(got.method, method);
        QCOMPARE(got.target, "/a%2Fb?c=d%7Ce"_ba);
        QCOMPARE(got.body, body);
    }

    void headersAsFarAsQtCan()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        const ResolvedRequest request = requestTo(url(u"/"_s), "GET"_ba,
                                                  {{"X-Zed"_ba, "1"_ba},
                                                   {"Accept"_ba, "a/b"_ba},
                                                   {"x-zed"_ba, "2"_ba},
                                                   {"Cookie"_ba, "a=b"_ba},
                                                   {"Cookie"_ba, "c=d"_ba},
                                                   {"X-Empty"_ba, ""_ba},
                                                   {"X-Utf8"_ba, "\xc3\xa9\xe9"_ba}});
        TransferRun run(*m_transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(
            received(*m_server),
            "host: 127.0.0.1:" + QByteArray::number(m_server->port())
                + "\nx-zed: 1, 2\naccept: a/b\ncookie: a=b; c=d\nx-empty: \nx-utf8: \xc3\xa9\xe9\n"
                  "user-agent: Recloser/0.1.0\naccept-language: *\naccept-encoding: zstd, br, "
                  "gzip, "
                  "deflate\ncontent-length: 0\nconnection: Keep-Alive\n");

        QByteArray told;
        for (const RawHeader &header : headersAddedByTransport(request))
            told += header.name.toLower() + ": " + header.value + '\n';
        QCOMPARE(run.response().addedRequestHeaders, headersAddedByTransport(request));
        for (const QByteArray &line : told.split('\n'))
            QVERIFY2(received(*m_server).contains(line), line.constData());
    }

    void whatIsWrittenIsNotAdded()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        const ResolvedRequest request = requestTo(url(u"/"_s), "POST"_ba,
                                                  {{"User-Agent"_ba, "me"_ba},
                                                   {"Accept-Language"_ba, "de"_ba},
                                                   {"Accept-Encoding"_ba, "br"_ba},
                                                   {"Host"_ba, "other.example"_ba},
                                                   {"Connection"_ba, "close"_ba},
                                                   {"Content-Length"_ba, "2"_ba}},
                                                  "hi"_ba);
        TransferRun run(*m_transport, request);
        RUN_TO_RESPONSE(run);
        QCOMPARE(received(*m_server),
                 "user-agent: me\naccept-language: de\naccept-encoding: br\nhost: other.example\n"
                 "connection: close\ncontent-length: 2\n");
        QCOMPARE(headersAddedByTransport(request).size(), 0);
    }

    void headersOfOneRequestDoNotReachTheNext()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        const auto sent = [this](const QByteArray &method, const QList<RawHeader> &headers,
                                 const QByteArray &body = {}) {
            TransferRun run(*m_transport, requestTo(url(u"/"_s), method, headers, body));
            return run.wait() && run.result().outcome ? received(*m_server) : "nothing"_ba;
        };
        const QByteArray host = "host: 127.0.0.1:" + QByteArray::number(m_server->port()) + '\n';
        const QByteArray ours = "user-agent: Recloser/0.1.0\naccept-language: *\n"
                                "accept-encoding: zstd, br, gzip, deflate\n"_ba;
        const QByteArray end = "connection: Keep-Alive\n"_ba;
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(sent("GET"_ba, {{"X-One"_ba, "1"_ba}}),
                     host + "x-one: 1\n" + ours + "content-length: 0\n" + end);
            QCOMPARE(sent("GET"_ba, {}), host + ours + "content-length: 0\n" + end);
            QCOMPARE(sent("PUT"_ba, {}, "hi"_ba), host + ours + "content-length: 2\n" + end);
            QCOMPARE(sent("GET"_ba, {}, "content"_ba), host + ours + "content-length: 7\n" + end);
            QCOMPARE(sent("HEAD"_ba, {{"X-One"_ba, "2"_ba}}),
                     host + "x-one: 2\n" + ours + "content-length: 0\n" + end);
        }
    }

    void framingThatCannotBeSent_data()
    {
        QTest::addColumn<RawHeader>("header");
        QTest::newRow("a length that is not the body's") << RawHeader{"Content-Length"_ba, "5"_ba};
        QTest::newRow("a length that is no number") << RawHeader{"content-length"_ba, "x"_ba};
        QTest::newRow("chunks") << RawHeader{"Transfer-Encoding"_ba, "chunked"_ba};
    }
    void framingThatCannotBeSent()
    {
        QFETCH(RawHeader, header);
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s), "POST"_ba, {header}, "hi"_ba));
        QVERIFY(run.results.isEmpty());
        RUN_TO_FAILURE(run, Kind::InvalidHeader);
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void responseHeaders()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "headers": [["X-A", "1"], ["Set-Cookie", "a=1"], ["X-B", ""], ["x-a", "2"], ["Set-Cookie", "b=2"]], "body": "x"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QByteArray text;
        for (const RawHeader &header : run.response().headers) {
            if (header.name.toLower().startsWith("x-") || header.name.toLower() == "set-cookie")
                text += header.name.toLower() + ": " + header.value + '\n';
        }
        QCOMPARE(text, "x-a: 1\nset-cookie: a=1\nx-b: \nx-a: 2\nset-cookie: b=2\n"_ba);
        QCOMPARE(run.heads.first().headers, run.response().headers);
    }

    void statusesAreAnswers_data()
    {
        QTest::addColumn<int>("status");
        for (const int status :
             {200, 201, 204, 205, 206, 299, 300, 304, 305, 400, 401, 402, 403, 404, 405, 407,
              409, 410, 418, 429, 451, 499, 500, 501, 502, 503, 504, 509, 599, 600, 999})
            QTest::addRow("%d is a response", status) << status;
    }
    void statusesAreAnswers()
    {
        QFETCH(int, status);
        const bool bodyless = status == 204 || status == 304 || status == 205;
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": )" + QByteArray::number(status)
            + (bodyless
                   ? QByteArray("}]}]}")
                   : R"(, "headers": {"WWW-Authenticate": "Basic realm=x"}, "body": "text"}]}]})"_ba));
        for (const QByteArray &body : {QByteArray(), "hi"_ba}) {
            TransferRun run(
                *m_transport,
                requestTo(url(u"/"_s), body.isEmpty() ? "GET"_ba : "POST"_ba, {}, body));
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().status, status);
            QCOMPARE(run.response().body.bytes, bodyless ? QByteArray() : "text"_ba);
            QCOMPARE(run.heads.size(), 1);
        }
        QCOMPARE(m_server->receivedCount(), 2);
    }

    void headHasNoBody()
    {
        serve(
            R"({"routes": [{"path": "/ok", "sequence": [{"status": 200, "body": "never sent"}]}, {"path": "/chunked", "sequence": [{"status": 404, "body": "x", "chunked": true}]}]})");
        for (const auto &[path, status] :
             {std::pair(u"/ok"_s, 200), std::pair(u"/chunked"_s, 404)}) {
            TransferRun run(*m_transport, requestTo(url(path), "HEAD"_ba));
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().status, status);
            QCOMPARE(run.response().body.size, 0);
            QCOMPARE(run.heads.size(), 1);
        }
    }

    void framings_data()
    {
        QTest::addColumn<QByteArray>("framing");
        QTest::newRow("with a length") << QByteArray();
        QTest::newRow("in chunks") << R"(, "chunked": true)"_ba;
        QTest::newRow("until the connection closes") << R"(, "until_close": true)"_ba;
    }
    void framings()
    {
        QFETCH(QByteArray, framing);
        for (const qint64 size : {qint64(0), qint64(1), qint64(70'000), qint64(3'000'000)}) {
            serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body_size": )"
                  + QByteArray::number(size) + framing + "}]}]}");
            TransferRun run(*m_transport, requestTo(url(u"/"_s)));
            RUN_TO_RESPONSE(run);
            const ResponseBody &body = run.response().body;
            QCOMPARE(body.size, size);
            QCOMPARE(body.transferredSize.value_or(-1), size);
            QCOMPARE(body.isInFile(), size > 1024 * 1024);
            QByteArray bytes = body.bytes;
            if (body.isInFile()) {
                QFile file(body.filePath());
                QVERIFY(file.open(QFile::ReadOnly));
                bytes = file.readAll();
            }
            QVERIFY(bytes == generatedBytes(0, size));
        }
    }

    void aLargeBodysFileGoesWithItsLastUser()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body_size": 2000000}]}]})");
        QString path;
        {
            TransferRun run(*m_transport, requestTo(url(u"/"_s)));
            RUN_TO_RESPONSE(run);
            path = run.response().body.filePath();
            run.destroy();
            QVERIFY(QFile::exists(path));
        }
        QVERIFY(!QFile::exists(path));
    }

    void earlyAnswersAreSkipped()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "informational": [103, 102], "body": "final"}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.response().status, 200);
        QCOMPARE(run.response().body.bytes, "final"_ba);
    }

    void connectionsAreKept()
    {
        serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "x"}]}]})");
        for (int i = 0; i < 20; ++i) {
            TransferRun run(*m_transport,
                            requestTo(url(u"/"_s), i % 2 ? "POST"_ba : "GET"_ba, {},
                                      i % 2 ? "body"_ba : QByteArray()));
            RUN_TO_RESPONSE(run);
            // A kept connection has no connect phase.
            QCOMPARE(run.result().timings.connect.has_value(), i == 0);
            QCOMPARE(run.result().timings.sent.has_value(), i % 2 == 1);
            QVERIFY(run.result().timings.wait.has_value());
            QVERIFY(run.result().timings.download.has_value());
            QVERIFY(run.result().timings.total >= *run.result().timings.wait);
        }
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void aClosedConnectionIsReplaced()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "headers": {"Connection": "close"}, "body": "x"}]}]})");
        for (int i = 0; i < 5; ++i) {
            TransferRun run(*m_transport, requestTo(url(u"/"_s)));
            RUN_TO_RESPONSE(run);
            QVERIFY(run.result().timings.connect.has_value());
        }
        QCOMPARE(m_server->receivedCount(), 5);
    }

    void fiftyAtOnce()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "echo": true, "delay_ms": 50}]}]})");
        std::vector<std::unique_ptr<TransferRun>> runs;
        for (int i = 0; i < 50; ++i)
            runs.push_back(
                std::make_unique<TransferRun>(*m_transport, requestTo(url(u"/?n=%1"_s.arg(i)))));
        for (int i = 0; i < 50; ++i) {
            RUN_TO_RESPONSE(*runs[static_cast<size_t>(i)]);
            QVERIFY(runs[static_cast<size_t>(i)]->response().body.bytes.contains(
                QByteArray("n=" + QByteArray::number(i) + '"')));
        }
        QCOMPARE(m_server->receivedCount(), 50);
        QVERIFY(m_server->connectionCount() <= 64);
    }

    void progressIsToldSparingly()
    {
        serve(
            R"({"routes": [{"path": "*", "sequence": [{"fault": "slow", "bytes_per_second": 40000, "status": 200, "body_size": 20000}]}]})");
        TransferRun run(*m_transport, requestTo(url(u"/"_s)));
        RUN_TO_RESPONSE(run);
        QVERIFY(!run.progress.isEmpty());
        const auto total
            = std::chrono::duration_cast<std::chrono::milliseconds>(run.result().timings.total);
        QVERIFY(run.progress.size() <= total.count() / 50 + 1);
        QCOMPARE(run.progress.last().receiveTotal, 20000);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_networktransport.moc"
