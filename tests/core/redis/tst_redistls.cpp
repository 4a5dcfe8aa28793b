// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/redistesting.h"
#include "tests/support/certificates.h"
#include "tests/support/toxicproxy.h"

#include <QSignalSpy>
#include <QSslSocket>

using namespace Qt::StringLiterals;
using namespace Recloser;
using Kind = RedisError::Kind;
using State = RedisConnection::State;

class TestRedisTls : public QObject
{
    Q_OBJECT

    Certificates m_certificates;
    SystemClock m_clock;

    RedisServer::Options withCertificate(const CertificateFiles &files,
                                         const QString &authClients = u"no"_s) const
    {
        return {.tlsCertificate = files.certificate,
                .tlsKey = files.key,
                .tlsCa = m_certificates.ca.certificate,
                .tlsAuthClients = authClients};
    }
    RedisEndpoint endpointOf(quint16 port, const QString &host = u"localhost"_s) const
    {
        RedisEndpoint endpoint = tcpEndpoint(port);
        endpoint.transport = RedisEndpoint::Transport::Tls;
        endpoint.host = host;
        endpoint.tls.caFile = m_certificates.ca.certificate;
        return endpoint;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
        QVERIFY(QSslSocket::supportsSsl());
    }
    void init() { QTest::failOnWarning(); }

    void aVerifiedServerIsReady_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("by name") << u"localhost"_s;
        QTest::newRow("by address") << u"127.0.0.1"_s;
    }
    void aVerifiedServerIsReady()
    {
        QFETCH(QString, host);
        RedisServer server(withCertificate(m_certificates.server));
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisConnection connection(endpointOf(server.tlsPort(), host), patientSettings(), m_clock);
        QList<State> states;
        connect(&connection, &RedisConnection::stateChanged, this,
                [&](State state) { states.append(state); });
        connection.open();
        Replies replies;
        connection.command({"ECHO"_ba, QByteArray(100'000, 'x')}, this, replies.taker());
        for (int i = 0; i < 100; ++i)
            connection.command({"ECHO"_ba, QByteArray::number(i)}, this, replies.taker());
        EVENTUALLY_COMPARE(replies.count(), 101);
        QCOMPARE(replies.bytes(0).size(), 100'000);
        QCOMPARE(replies.bytes(100), "99"_ba);
        QCOMPARE(states,
                 (QList{State::Connecting, State::Tls, State::Authenticating, State::Ready}));
    }

    void aServerThatCannotBeVerifiedNeedsTheUser_data()
    {
        QTest::addColumn<CertificateFiles>("files");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("for another name") << m_certificates.wrongName << Kind::TlsWrongHost;
        QTest::newRow("expired") << m_certificates.expired << Kind::TlsExpired;
        QTest::newRow("by an authority we do not trust")
            << m_certificates.untrusted << Kind::TlsUntrusted;
    }
    void aServerThatCannotBeVerifiedNeedsTheUser()
    {
        QFETCH(CertificateFiles, files);
        QFETCH(Kind, kind);
        RedisServer server(withCertificate(files));
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisEndpoint endpoint = endpointOf(server.tlsPort());
        endpoint.password = u"never sent to a stranger"_s;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        QList<State> states;
        connect(&connection, &RedisConnection::stateChanged, this,
                [&](State state) { states.append(state); });
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.lastError()->kind, kind);
        QVERIFY(connection.lastError()->detail.contains("localhost"_L1));
        QVERIFY(!states.contains(State::Authenticating));
    }

    void withoutACaFileTheSystemsAuthoritiesDecide()
    {
        RedisServer server(withCertificate(m_certificates.server));
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisEndpoint endpoint = endpointOf(server.tlsPort());
        endpoint.tls.caFile.clear();
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.lastError()->kind, Kind::TlsUntrusted);
    }

    void clientCertificates()
    {
        RedisServer server(withCertificate(m_certificates.server, u"yes"_s));
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisEndpoint endpoint = endpointOf(server.tlsPort());
        {
            RedisConnection connection(endpoint, patientSettings(), m_clock);
            connection.open();
            EVENTUALLY_COMPARE(connection.state(), State::Failed);
            QCOMPARE(connection.lastError()->kind, Kind::TlsClientCertificate);
        }
        {
            endpoint.tls.certificateFile = m_certificates.untrusted.certificate;
            endpoint.tls.keyFile = m_certificates.untrusted.key;
            RedisConnection connection(endpoint, patientSettings(), m_clock);
            connection.open();
            EVENTUALLY_COMPARE(connection.state(), State::Failed);
            QCOMPARE(connection.lastError()->kind, Kind::TlsClientCertificate);
        }
        endpoint.tls.certificateFile = m_certificates.client.certificate;
        endpoint.tls.keyFile = m_certificates.client.key;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }

    void unreadableFilesAreNamed_data()
    {
        QTest::addColumn<RedisTls>("tls");
        QTest::addColumn<QString>("named");
        const QString missing = u"/nowhere/file.pem"_s;
        QTest::newRow("no CA file") << RedisTls{.caFile = missing} << missing;
        QTest::newRow("a key instead of a CA")
            << RedisTls{.caFile = m_certificates.ca.key} << m_certificates.ca.key;
        QTest::newRow("no certificate file") << RedisTls{.certificateFile = missing} << missing;
        QTest::newRow("a certificate and no key in it")
            << RedisTls{.certificateFile = m_certificates.client.certificate}
            << m_certificates.client.certificate;
        QTest::newRow("a key without its certificate")
            << RedisTls{.keyFile = m_certificates.client.key} << m_certificates.client.key;
    }
    void unreadableFilesAreNamed()
    {
        QFETCH(RedisTls, tls);
        QFETCH(QString, named);
        RedisEndpoint endpoint = endpointOf(1);
        endpoint.tls = tls;
        RedisConnection connection(endpoint, patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Failed);
        QCOMPARE(connection.lastError()->kind, Kind::TlsFileUnreadable);
        QVERIFY(connection.lastError()->detail.contains(named));
    }

    void aPlainTextPortIsNotTakenForTls()
    {
        RedisServer server(RedisServer::Options{.tcp = true});
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisConnection::Settings settings = quickSettings();
        settings.timeouts.backoffBase = settings.timeouts.backoffCap = 10 * patience;
        RedisConnection connection(endpointOf(server.port()), settings, m_clock);
        connection.open();
        EVENTUALLY(connection.state() == State::Backoff || connection.state() == State::Failed);
        const Kind kind = connection.lastError()->kind;
        QVERIFY2(kind == Kind::TlsProtocol || kind == Kind::ConnectTimeout
                     || kind == Kind::ConnectionLost,
                 qPrintable(kindName(kind)));
    }

    void plainTextToATlsPortIsRefused()
    {
        RedisServer server(withCertificate(m_certificates.server));
        QVERIFY2(server.start(), qPrintable(server.error()));
        RedisConnection connection(tcpEndpoint(server.tlsPort()), patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        const Kind kind = connection.lastError()->kind;
        QVERIFY2(kind == Kind::Protocol || kind == Kind::ConnectionLost,
                 qPrintable(kindName(kind)));
    }

    void itMayBeDeletedInTheMiddleOfTheGreeting()
    {
        RedisServer server(withCertificate(m_certificates.server));
        QVERIFY2(server.start(), qPrintable(server.error()));
        for (const State at :
             {State::Connecting, State::Tls, State::Authenticating, State::Ready}) {
            QPointer connection
                = new RedisConnection(endpointOf(server.tlsPort()), patientSettings(), m_clock);
            connect(connection, &RedisConnection::stateChanged, this, [&](State state) {
                if (state == at)
                    delete connection;
            });
            connection->open();
            EVENTUALLY(!connection);
            QTest::qWait(5);
        }
    }

    void aConnectionResetInTheHandshakeIsTriedAgain()
    {
        RedisServer server(withCertificate(m_certificates.server));
        QVERIFY2(server.start(), qPrintable(server.error()));
        ToxicProxy proxy(server.tlsPort());
        proxy.toxics.limitData = 300;
        RedisConnection connection(endpointOf(proxy.port()), patientSettings(), m_clock);
        connection.open();
        EVENTUALLY_COMPARE(connection.state(), State::Backoff);
        QCOMPARE(connection.lastError()->kind, Kind::ConnectionLost);
        proxy.toxics.limitData.reset();
        EVENTUALLY_COMPARE(connection.state(), State::Ready);
    }
};

QTEST_GUILESS_MAIN(TestRedisTls)
#include "tst_redistls.moc"
