// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/faultserver/rawclient.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFaultServerTls : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QSslConfiguration serverConfiguration() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(
            QSslCertificate(contentOf(m_certificates->server.certificate)));
        configuration.setPrivateKey(QSslKey(contentOf(m_certificates->server.key), QSsl::Ec));
        return configuration;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }

    void init() { QTest::failOnWarning(); }

    void answersAndClosesOverTls()
    {
        FaultServer server(sequence(R"({"body_size": 3000000}, {"fault": "close"})"));
        const auto port = server.listenTls(serverConfiguration());
        QVERIFY2(port.has_value(), qPrintable(port.error_or(QString())));
        QCOMPARE(server.url(u"/x"_s).scheme(), u"https"_s);

        QSslSocket client;
        QSslConfiguration configuration = client.sslConfiguration();
        configuration.setCaCertificates(
            {QSslCertificate(contentOf(m_certificates->ca.certificate))});
        client.setSslConfiguration(configuration);
        QSignalSpy encrypted(&client, &QSslSocket::encrypted);
        client.connectToHostEncrypted(u"127.0.0.1"_s, *port);
        QTRY_COMPARE(encrypted.size(), 1);
        QByteArray received;
        connect(&client, &QSslSocket::readyRead, this, [&] { received += client.readAll(); });
        client.write("GET /x HTTP/1.1\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(received.size() > 3'000'000, 30'000);
        QVERIFY(received.endsWith(generatedBytes(0, 3'000'000)));
        client.write("GET /x HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(server.openConnectionCount(), 0);
    }

    void plainTextIsNotAnswered()
    {
        FaultServer server(sequence("{}"));
        QVERIFY(server.listenTls(serverConfiguration()).has_value());
        RawClient client(server.port());
        client.get();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(!client.received().startsWith("HTTP"));
        QTRY_COMPARE(server.openConnectionCount(), 0);
        QCOMPARE(server.receivedCount(), 0);
    }

    void tlsNeedsAKey()
    {
        FaultServer server(sequence("{}"));
        QVERIFY(!server.listenTls(QSslConfiguration::defaultConfiguration()).has_value());
    }
};

QTEST_GUILESS_MAIN(TestFaultServerTls)
#include "tst_faultservertls.moc"
