// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestNetworkTransportTls : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QSslCertificate certificateOf(const CertificateFiles &files)
    {
        return QSslCertificate(contentOf(files.certificate));
    }
    static QSslConfiguration withIdentity(const CertificateFiles &files)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(certificateOf(files));
        configuration.setPrivateKey(QSslKey(contentOf(files.key), QSsl::Ec));
        return configuration;
    }
    void serve(const QSslConfiguration &configuration)
    {
        const QByteArray elsewhere = "http:"
                                     "//127.0.0.1:1/";
        const auto script = parseFaultScript(
            R"({"routes": [{"path": "/reset", "sequence": [{"fault": "reset"}]},)"
            R"({"path": "/cross", "sequence": [{"redirect": ")"
            + elsewhere
            + R"("}]}, {"path": "*", "sequence": [{"status": 200, "body": "safe"}]}]})");
        QVERIFY(script.has_value());
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listenTls(configuration);
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
    }
    void trust(const CertificateFiles &ca, const CertificateFiles *client = nullptr)
    {
        QSslConfiguration configuration
            = client ? withIdentity(*client) : QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates({certificateOf(ca)});
        m_transport
            = std::make_unique<NetworkTransport>(NetworkTransport::Settings{.tls = configuration});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init() { QTest::failOnWarning(); }
    void cleanup()
    {
        m_transport.reset();
        m_server.reset();
    }

    void elsewhereTheNameOfTheUrlIsChecked()
    {
        serve(withIdentity(m_certificates->wrongName));
        trust(m_certificates->ca);
        ResolvedRequest request = requestTo(QUrl(u"https://wrong.example/x"_s));
        const QString there = u"127.0.0.1:%1"_s.arg(m_server->port());
        request.route.connectTo = there;
        for (int i = 0; i < 2; ++i) {
            TransferRun run(*m_transport, request);
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().url, request.url);
            QCOMPARE(run.response().httpVersion, "1.1"_ba);
            QCOMPARE(run.result().connection.connectedTo, there);
        }
        QCOMPARE(m_server->connectionCount(), 1);
        const auto headers = m_server->received().last().headers;
        QCOMPARE(headers.first().second, "wrong.example"_ba);
        // Nobody else goes over that connection.
        for (const QUrl &other : {QUrl(u"https://localhost/x"_s), m_server->url(u"/x"_s)}) {
            ResolvedRequest wrong = requestTo(other);
            if (other.port() == -1)
                wrong.route.connectTo = there;
            TransferRun run(*m_transport, wrong);
            RUN_TO_FAILURE(run, Kind::TlsWrongHost);
        }
    }

    void aTrustedServerAnswers_data()
    {
        QTest::addColumn<HttpVersion>("version");
        QTest::newRow("with any version") << HttpVersion::Automatic;
        QTest::newRow("with HTTP/1.1 only") << HttpVersion::Http1;
        QTest::newRow("with HTTP/2 wanted, which falls back") << HttpVersion::Http2;
    }
    void aTrustedServerAnswers()
    {
        QFETCH(HttpVersion, version);
        serve(withIdentity(m_certificates->server));
        trust(m_certificates->ca);
        for (int i = 0; i < 5; ++i) {
            ResolvedRequest request = requestTo(m_server->url(u"/x"_s));
            request.httpVersion = version;
            TransferRun run(*m_transport, request);
            RUN_TO_RESPONSE(run);
            QCOMPARE(run.response().body.bytes, "safe"_ba);
            QCOMPARE(run.response().httpVersion, "1.1"_ba);
            QVERIFY2(run.response().tls.startsWith("TLSv1.3 TLS_"_L1),
                     qPrintable(run.response().tls));
            QCOMPARE(run.result().timings.connect.has_value(), i == 0);
            QVERIFY(!run.result().timings.tls);
        }
        QCOMPARE(m_server->connectionCount(), 1);
    }

    void causes_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("an issuer that is not trusted") << 0 << Kind::TlsUntrusted;
        QTest::newRow("a certificate that has ended") << 1 << Kind::TlsExpired;
        QTest::newRow("a certificate for another host") << 2 << Kind::TlsWrongHost;
    }
    void causes()
    {
        QFETCH(int, which);
        QFETCH(Kind, kind);
        const CertificateFiles *files[]
            = {&m_certificates->untrusted, &m_certificates->expired, &m_certificates->wrongName};
        serve(withIdentity(*files[which]));
        trust(m_certificates->ca);
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"https://localhost:%1/x"_s.arg(m_server->port()))));
        RUN_TO_FAILURE(run, kind);
        QCOMPARE(run.result().outcome.error().subject, u"localhost:%1"_s.arg(m_server->port()));
        QVERIFY(!run.result().outcome.error().detail.isEmpty());
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void aClientCertificateIsAskedFor_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("in TLS 1.3, which says so") << u"-tls1_3"_s << Kind::TlsClientCertificate;
        QTest::newRow("in TLS 1.2, which only refuses") << u"-tls1_2"_s << Kind::TlsProtocol;
    }
    void aClientCertificateIsAskedFor()
    {
        QFETCH(QString, version);
        QFETCH(Kind, kind);
        quint16 port = 0;
        {
            QTcpServer taken;
            QVERIFY(taken.listen(QHostAddress::LocalHost));
            port = taken.serverPort();
        }
        // Qt's own server ends the connection without telling why.
        QProcess server;
        server.start(u"openssl"_s,
                     {u"s_server"_s, u"-accept"_s, u"127.0.0.1:%1"_s.arg(port), u"-cert"_s,
                      m_certificates->server.certificate, u"-key"_s, m_certificates->server.key,
                      u"-CAfile"_s, m_certificates->ca.certificate, u"-Verify"_s, u"2"_s,
                      u"-verify_return_error"_s, u"-www"_s, version});
        const auto stop = qScopeGuard([&server] {
            server.kill();
            server.waitForFinished();
        });
        QVERIFY(QTest::qWaitFor([&] { return server.readAllStandardOutput().contains("ACCEPT"); },
                                20000));
        trust(m_certificates->ca);
        TransferRun run(*m_transport, requestTo(QUrl(u"https://127.0.0.1:%1/"_s.arg(port))));
        RUN_TO_FAILURE(run, kind);
        QVERIFY(!run.result().outcome.error().detail.isEmpty());
    }

    void aClientCertificateIsShown()
    {
        QSslConfiguration configuration = withIdentity(m_certificates->server);
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setCaCertificates({certificateOf(m_certificates->ca)});
        serve(configuration);
        trust(m_certificates->ca, &m_certificates->client);
        TransferRun run(*m_transport, requestTo(m_server->url(u"/x"_s)));
        RUN_TO_RESPONSE(run);
    }

    void aServerThatSpeaksNoTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
        });
        trust(m_certificates->ca);
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()))));
        RUN_TO_FAILURE(run, Kind::TlsProtocol);
    }

    void aConnectionThatEndsInTheHandshake()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this,
                [&server] { server.nextPendingConnection()->close(); });
        trust(m_certificates->ca);
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()))));
        RUN_TO_FAILURE(run, Kind::ConnectionReset);
    }

    void aHandshakeThatHangsIsConnecting()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        trust(m_certificates->ca);
        using namespace std::chrono_literals;
        TransferRun run(*m_transport,
                        requestTo(QUrl(u"https://127.0.0.1:%1/"_s.arg(server.serverPort()))),
                        TimeoutPolicy{.connect = 200ms, .attempt = 20s});
        RUN_TO_FAILURE(run, Kind::ConnectTimeout);
    }

    void aResetIsNotSentAgain()
    {
        serve(withIdentity(m_certificates->server));
        trust(m_certificates->ca);
        TransferRun run(*m_transport, requestTo(m_server->url(u"/reset"_s)));
        RUN_TO_FAILURE(run, Kind::ConnectionReset);
        QTest::qWait(50);
        QCOMPARE(m_server->receivedCount(), 1);
    }

    void aRedirectToPlainHttpIsRefused()
    {
        serve(withIdentity(m_certificates->server));
        trust(m_certificates->ca);
        TransferRun run(*m_transport, requestTo(m_server->url(u"/cross"_s)));
        RUN_TO_FAILURE(run, Kind::InvalidRedirect);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransportTls)
#include "tst_networktransporttls.moc"
