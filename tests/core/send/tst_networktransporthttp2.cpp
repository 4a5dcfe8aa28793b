// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sentrequest.h"
#include "tests/core/send/http2server.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/blackhole.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QLoggingCategory>
#include <QSslCertificate>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = SendError::Kind;

/// Against a server that knows the protocol well and faults on demand.
class TestNetworkTransportHttp2 : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<Http2Servers> m_plain;
    std::unique_ptr<Http2Servers> m_encrypted;
    QString m_server;
    std::unique_ptr<NetworkTransport> m_transport;
    HttpVersion m_version = HttpVersion::Http2Direct;

    void serve(HttpVersion version)
    {
        m_version = version;
        NetworkTransport::Settings settings;
        if (version == HttpVersion::Http2Direct) {
            m_server = m_plain->next();
        } else {
            m_server = m_encrypted->next();
            QFile file(m_certificates->ca.certificate);
            QVERIFY(file.open(QFile::ReadOnly));
            settings.tls = QSslConfiguration::defaultConfiguration();
            settings.tls->setCaCertificates({QSslCertificate(file.readAll())});
        }
        QVERIFY(!m_server.isEmpty());
        m_transport = std::make_unique<NetworkTransport>(settings);
    }
    ResolvedRequest request(const QString &path, const QByteArray &method = "GET"_ba,
                            const QByteArray &body = {}) const
    {
        ResolvedRequest request = requestTo(QUrl(m_server + path), method, {}, body);
        request.httpVersion = m_version;
        return request;
    }
    static QJsonObject jsonOf(const TransferRun &run)
    {
        return QJsonDocument::fromJson(run.response().body.bytes).object();
    }
    int counted(const QString &what)
    {
        TransferRun run(*m_transport, request(u"/count"_s));
        const bool answered = run.wait() && run.result().outcome;
        if (!answered)
            qInfo("no figures: %s",
                  run.results.isEmpty() ? "no end" : described(run.result()).constData());
        return answered ? jsonOf(run)[what].toInt() : -1;
    }
    static void versions()
    {
        QTest::addColumn<HttpVersion>("version");
        QTest::newRow("agreed on over TLS") << HttpVersion::Automatic;
        QTest::newRow("wanted over TLS") << HttpVersion::Http2;
        QTest::newRow("by prior knowledge") << HttpVersion::Http2Direct;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Qt warns of every stream that a server resets, which is what is tested here.
        QLoggingCategory::setFilterRules(u"qt.network.http2.warning=false"_s);
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
        m_plain = std::make_unique<Http2Servers>();
        m_encrypted = std::make_unique<Http2Servers>(m_certificates->server);
    }
    void cleanupTestCase()
    {
        m_plain.reset();
        m_encrypted.reset();
    }
    void init() { QTest::failOnWarning(); }
    void cleanup() { m_transport.reset(); }

    void theVersionIsToldAndTheConnectionKept_data() { versions(); }
    void theVersionIsToldAndTheConnectionKept()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (int i = 0; i < 12; ++i) {
            const QByteArray method = QList{"GET"_ba, "POST"_ba, "DELETE"_ba, "X-PURGE"_ba}[i % 4];
            const QByteArray body(i % 4 == 1 ? 70'000 : 0, 'x');
            TransferRun run(*m_transport, request(u"/echo"_s, method, body));
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().httpVersion, "2"_ba);
            QCOMPARE(run.response().tls.startsWith("TLSv1."_L1),
                     version != HttpVersion::Http2Direct);
            QCOMPARE(jsonOf(run)["connection"_L1].toInt(), 1);
            QCOMPARE(jsonOf(run)["size"_L1].toInt(), body.size());
            // Where the answer to the first one is there before it is told that it is out, nothing
            // says when the connection stood.
            if (i > 0 || version != HttpVersion::Http2Direct)
                QCOMPARE(run.result().timings.connect.has_value(), i == 0);
            QVERIFY(run.result().timings.total > 0us);
        }
    }

    void theFieldsAreTold_data() { versions(); }
    void theFieldsAreTold()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (int i = 0; i < 3; ++i) {
            ResolvedRequest sent
                = request(u"/echo?a=b"_s, i == 1 ? "POST"_ba : "GET"_ba, i == 1 ? "hi"_ba : ""_ba);
            sent.headers = {{"X-Zed"_ba, "1"_ba}, {"Host"_ba, "other"_ba}, {"Accept"_ba, "a"_ba}};
            TransferRun run(*m_transport, sent);
            RUN_TO_RESPONSE(run);
            Exchange exchange;
            exchange.request = sent;
            Attempt attempt;
            attempt.result = run.result().outcome;
            QByteArrayList received;
            for (const QJsonArray fields = jsonOf(run)["headers"_L1].toArray();
                 const QJsonValue &field : fields)
                received.append(
                    QString(field[0].toString() + u": "_s + field[1].toString()).toUtf8());
            QByteArrayList told;
            for (const QList<SentRequest> all = sentRequests(exchange, attempt);
                 const SentRequest::Line &line : all.first().lines)
                told.append(line.text);
            // The first request of a connection that was not known to be one of HTTP/2 has a
            // length.
            if (i == 0)
                received.removeAll("content-length: 0");
            QCOMPARE(told, received);
        }
    }

    void manyAtOnceShareAConnection_data() { versions(); }
    void manyAtOnceShareAConnection()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        // Nobody knows at first that they will share one.
        for (int round = 0; round < 2; ++round) {
            std::vector<std::unique_ptr<TransferRun>> runs;
            for (int i = 0; i < 30; ++i)
                runs.push_back(std::make_unique<TransferRun>(
                    *m_transport,
                    request(u"/echo"_s, i % 2 ? "POST"_ba : "GET"_ba,
                            i % 2 ? QByteArray(1000, 'x') : QByteArray())));
            for (auto &run : runs) {
                RUN_TO_RESPONSE(*run);
                QCOMPARE(run->response().httpVersion, "2"_ba);
            }
        }
        QCOMPARE(counted(u"connections"_s), 1);
    }

    void whatIsToldToBeSentIsSent_data() { versions(); }
    void whatIsToldToBeSentIsSent()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (const QByteArray &body : {QByteArray(), "hi"_ba}) {
            ResolvedRequest sent = request(u"/echo"_s, body.isEmpty() ? "GET"_ba : "POST"_ba, body);
            sent.headers = {{"X-Zed"_ba, "1"_ba}, {"Accept"_ba, "a/b"_ba}, {"X-Empty"_ba, ""_ba}};
            TransferRun run(*m_transport, sent);
            RUN_TO_RESPONSE(run);
            QStringList came;
            for (const QJsonValue &header : jsonOf(run)["headers"_L1].toArray())
                if (const QString name = header[0].toString(); !name.startsWith(u':'))
                    came.append(name + u": "_s + header[1].toString());
            QStringList expected;
            for (const RawHeader &header : sent.headers + run.response().addedRequestHeaders)
                expected.append(QString::fromLatin1(header.name.toLower() + ": " + header.value));
            came.sort();
            expected.sort();
            QCOMPARE(came, expected);
        }
    }

    void codedBodies_data() { versions(); }
    void codedBodies()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        // The last one takes many turns to decode.
        for (const qint64 size : {qint64(0), qint64(1000), qint64(20'000'000)}) {
            TransferRun run(*m_transport, request(u"/gzip?size=%1"_s.arg(size)),
                            TimeoutPolicy{.attempt = std::nullopt});
            RUN_TO_RESPONSE(run);
            const ResponseBody &body = run.response().body;
            QCOMPARE(body.size, size);
            QCOMPARE(body.transferredSize.value_or(-1),
                     headerValue(run.response().headers, "x-size").toLongLong());
            if (!body.isInFile())
                QCOMPARE(body.bytes, QByteArray(size, '\0'));
            else
                QCOMPARE(QFileInfo(body.filePath()).size(), size);
        }
    }

    void otherAnswers_data() { versions(); }
    void otherAnswers()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (const int status : {204, 304, 404, 429, 500, 503}) {
            TransferRun run(*m_transport, request(u"/status?code=%1"_s.arg(status)));
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().status, status);
        }
        TransferRun head(*m_transport, request(u"/data?size=100"_s, "HEAD"_ba));
        RUN_TO_RESPONSE(head);
        QCOMPARE(head.response().body.size, 0);
        TransferRun redirected(*m_transport, request(u"/redirect"_s));
        RUN_TO_RESPONSE(redirected);
        QCOMPARE(redirected.response().redirects.size(), 1);
        QCOMPARE(jsonOf(redirected)["connection"_L1].toInt(), 1);
    }

    void largeBodies_data() { versions(); }
    void largeBodies()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        constexpr qint64 size = 4'000'000;
        TransferRun download(*m_transport, request(u"/data?size=%1"_s.arg(size)));
        RUN_TO_RESPONSE(download);
        QCOMPARE(download.response().body.size, size);
        QVERIFY(download.response().body.isInFile());
        TransferRun upload(*m_transport, request(u"/echo"_s, "PUT"_ba, QByteArray(size, 'x')));
        RUN_TO_RESPONSE(upload);
        QCOMPARE(jsonOf(upload)["size"_L1].toInteger(), size);
        QVERIFY(upload.result().timings.sent.has_value());
    }

    void aResetStreamIsAReset_data()
    {
        QTest::addColumn<HttpVersion>("version");
        QTest::addColumn<QString>("path");
        // The codes of RFC 9113 section 7; 0x0 is no reset to Qt, which waits on.
        // 0xa is about CONNECT.
        for (const int code : {1, 2, 3, 4, 5, 6, 7, 8, 9, 0xb, 0xc, 0xd})
            QTest::addRow("before the answer with code %d", code)
                << HttpVersion::Http2Direct << u"/reset?code=%1"_s.arg(code);
        for (const int code : {1, 2, 5, 8}) {
            QTest::addRow("within the body with code %d", code)
                << HttpVersion::Http2Direct << u"/reset-within?code=%1"_s.arg(code);
            QTest::addRow("within the body of a 500 with code %d", code)
                << HttpVersion::Http2Direct << u"/reset-within?code=%1&status=500"_s.arg(code);
        }
        QTest::newRow("over TLS") << HttpVersion::Automatic << u"/reset?code=2"_s;
        QTest::newRow("over TLS, within the body")
            << HttpVersion::Automatic << u"/reset-within?code=2"_s;
        QTest::newRow("the connection ends instead") << HttpVersion::Http2Direct << u"/close"_s;
        QTest::newRow("the connection ends instead over TLS")
            << HttpVersion::Automatic << u"/close"_s;
    }
    void aResetStreamIsAReset()
    {
        QFETCH(HttpVersion, version);
        QFETCH(QString, path);
        serve(version);
        for (const QByteArray &body : {QByteArray(), "hi"_ba}) {
            TransferRun run(*m_transport,
                            request(path, body.isEmpty() ? "GET"_ba : "POST"_ba, body));
            RUN_TO_FAILURE(run, Kind::ConnectionReset);
            QVERIFY(run.result().outcome.error().subject.contains("127.0.0.1"_L1));
            QVERIFY(!run.result().outcome.error().detail.isEmpty());
        }
        // An attempt is one request on the wire; and the transport still works.
        QCOMPARE(counted(u"requests"_s), 3);
    }

    void aConnectionThatEndsIsReplaced_data() { versions(); }
    void aConnectionThatEndsIsReplaced()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (int i = 1; i <= 3; ++i) {
            TransferRun run(*m_transport, request(u"/goaway?code=0"_s));
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().body.bytes, "bye"_ba);
            QTest::qWait(50);
        }
        TransferRun last(*m_transport, request(u"/echo"_s));
        RUN_TO_RESPONSE(last);
        QCOMPARE(jsonOf(last)["connection"_L1].toInt(), 4);
    }

    void aConnectionThatBreaksIsReplaced_data() { versions(); }
    void aConnectionThatBreaksIsReplaced()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        for (int i = 0; i < 3; ++i) {
            TransferRun before(*m_transport, request(u"/echo"_s));
            RUN_TO_RESPONSE(before);
            // Others on that connection end with it, in one go.
            TransferRun other(*m_transport, request(u"/stall"_s));
            TransferRun broken(*m_transport, request(u"/close"_s, "POST"_ba, "hi"_ba));
            RUN_TO_FAILURE(broken, Kind::ConnectionReset);
            RUN_TO_FAILURE(other, Kind::ConnectionReset);
        }
        QCOMPARE(counted(u"connections"_s), 4);
    }

    void aSilentConnectionIsNotTrustedAnyMore_data() { versions(); }
    void aSilentConnectionIsNotTrustedAnyMore()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        TransferRun before(*m_transport, request(u"/echo"_s));
        RUN_TO_RESPONSE(before);
        TransferRun silent(*m_transport, request(u"/stall"_s), TimeoutPolicy{.attempt = 300ms});
        RUN_TO_FAILURE(silent, Kind::AttemptTimeout);
        TransferRun after(*m_transport, request(u"/echo"_s));
        RUN_TO_RESPONSE(after);
        QCOMPARE(jsonOf(after)["connection"_L1].toInt(), 2);
        // Where others are answered meanwhile it is the request that is slow.
        TransferRun slow(*m_transport, request(u"/stall"_s), TimeoutPolicy{.attempt = 2s});
        TransferRun meanwhile(*m_transport, request(u"/echo"_s));
        RUN_TO_RESPONSE(meanwhile);
        RUN_TO_FAILURE(slow, Kind::AttemptTimeout);
        QCOMPARE(counted(u"connections"_s), 2);
    }

    void cancellingEndsTheStreamOnly_data() { versions(); }
    void cancellingEndsTheStreamOnly()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        TransferRun first(*m_transport, request(u"/echo"_s));
        RUN_TO_RESPONSE(first);
        TransferRun stalled(*m_transport, request(u"/stall"_s));
        TransferRun destroyed(*m_transport, request(u"/stall"_s));
        QTRY_COMPARE_WITH_TIMEOUT(counted(u"requests"_s) >= 3, true, 20'000);
        QElapsedTimer elapsed;
        elapsed.start();
        stalled.transfer().cancel();
        QCOMPARE(kindName(stalled.result().outcome.error().kind), kindName(Kind::Cancelled));
        QVERIFY(elapsed.elapsed() < 100);
        destroyed.destroy();
        QTRY_COMPARE_WITH_TIMEOUT(counted(u"resets"_s), 2, 20'000);
        QCOMPARE(counted(u"connections"_s), 1);
        QVERIFY(destroyed.results.isEmpty());
    }

    void limitsOfTime_data() { versions(); }
    void limitsOfTime()
    {
        QFETCH(HttpVersion, version);
        serve(version);
        // On a new connection, then on that one.
        for (int i = 0; i < 2; ++i) {
            TransferRun firstByte(*m_transport, request(u"/stall"_s),
                                  TimeoutPolicy{.connect = 20s, .firstByte = 200ms});
            RUN_TO_FAILURE(firstByte, Kind::FirstByteTimeout);
        }
        TransferRun attempt(*m_transport, request(u"/stall"_s), TimeoutPolicy{.attempt = 200ms});
        RUN_TO_FAILURE(attempt, Kind::AttemptTimeout);
    }

    void anAddressThatNeverAnswers()
    {
        m_transport = std::make_unique<NetworkTransport>();
        const BlackHole hole;
        QVERIFY(hole.port());
        ResolvedRequest request = requestTo(QUrl(u"http://127.0.0.1:%1/"_s.arg(hole.port())));
        request.httpVersion = HttpVersion::Http2Direct;
        TransferRun run(
            *m_transport, request,
            TimeoutPolicy{.connect = 200ms, .firstByte = 50ms, .idle = 50ms, .attempt = 20s});
        RUN_TO_FAILURE(run, Kind::ConnectTimeout);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransportHttp2)
#include "tst_networktransporthttp2.moc"
