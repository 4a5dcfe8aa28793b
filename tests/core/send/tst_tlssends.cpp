// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "core/tls/certificatefacts.h"
#include "core/tls/tlsprobe.h"
#include "tests/core/send/tlsserver.h"
#include "tests/core/send/transferrun.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSslKey>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

/// Sends to real servers, verified as the choices of a TlsKeeper have it.
class TestTlsSends : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    SystemClock m_clock;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<TlsKeeper> m_keeper;
    std::unique_ptr<NetworkTransport> m_transport;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QByteArray hashOf(const CertificateFiles &files)
    {
        return certificateHash(QSslCertificate(contentOf(files.certificate)).toDer());
    }
    void serve(const CertificateFiles &files, const QString &chainFile = {}, quint16 port = 0,
               const QString &clientAuthority = {},
               QSsl::SslProtocol protocol = QSsl::SecureProtocols)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QSslCertificate::fromData(
            contentOf(chainFile.isEmpty() ? files.certificate : chainFile)));
        configuration.setPrivateKey(QSslKey(contentOf(files.key), QSsl::Ec));
        configuration.setProtocol(protocol);
        if (!clientAuthority.isEmpty()) {
            configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
            configuration.setCaCertificates(QSslCertificate::fromData(contentOf(clientAuthority)));
        }
        m_server.reset();
        m_server = std::make_unique<FaultServer>(
            *parseFaultScript(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})"));
        const auto listening = m_server->listenTls(configuration, port);
        QVERIFY2(listening.has_value(), qPrintable(listening.error_or(QString())));
    }
    QUrl url() const { return QUrl(u"https://localhost:%1/x"_s.arg(m_server->port())); }
    TlsChoices trusting() const
    {
        return {.authorities = TlsChoices::Authorities::FilesOnly,
                .authorityFiles = {m_certificates->ca.certificate}};
    }
    ClientIdentity client() const
    {
        return {.hosts = u"localhost"_s,
                .certificateFile = m_certificates->client.certificate,
                .keyFile = m_certificates->client.key};
    }
    TlsException exceptionFor(const CertificateFiles &files, const QList<TlsFault> &faults) const
    {
        return {.host = u"localhost"_s,
                .port = m_server->port(),
                .sha256 = hashOf(files),
                .faults = faults,
                .madeBy = u"test"_s,
                .madeAt = m_clock.wallTime(),
                .endsAt = m_clock.wallTime().addDays(30)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init()
    {
        QTest::failOnWarning();
        m_keeper = std::make_unique<TlsKeeper>(m_clock, TlsKeeper::PassPhrases());
        m_keeper->setChoices(trusting());
        m_transport = std::make_unique<NetworkTransport>(
            NetworkTransport::Settings{.keeper = m_keeper.get()});
    }
    void cleanup()
    {
        m_transport.reset();
        m_keeper.reset();
        m_server.reset();
    }

    void elsewhereTheChoicesForTheUrlHold()
    {
        serve(m_certificates->wrongName);
        const auto there = [this](const QString &url) {
            ResolvedRequest request = requestTo(QUrl(url));
            request.route.connectTo = u"127.0.0.1:%1"_s.arg(m_server->port());
            return request;
        };
        TransferRun named(*m_transport, there(u"https://wrong.example/x"_s));
        RUN_TO_RESPONSE(named);
        QCOMPARE(named.result().connection.tls.host, u"wrong.example"_s);
        TransferRun refused(*m_transport, there(u"https://localhost/x"_s));
        RUN_TO_FAILURE(refused, Kind::TlsWrongHost);

        TlsChoices choices = trusting();
        TlsException excuse = exceptionFor(m_certificates->wrongName, {TlsFault::WrongHost});
        excuse.port = 443;
        choices.exceptions = {excuse};
        m_keeper->setChoices(choices);
        TransferRun excused(*m_transport, there(u"https://localhost/x"_s));
        RUN_TO_RESPONSE(excused);
        QVERIFY(excused.result().connection.tls.isExcused);
        // It is no excuse for another port of that host, nor does that share the connection.
        TransferRun nextDoor(*m_transport, there(u"https://localhost:444/x"_s));
        RUN_TO_FAILURE(nextDoor, Kind::TlsWrongHost);
        // It is no excuse for whoever connects there by its own address.
        TransferRun other(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(other, Kind::TlsWrongHost);
        TransferRun again(*m_transport, there(u"https://wrong.example/x"_s));
        RUN_TO_RESPONSE(again);
        QVERIFY(!again.result().connection.tls.isExcused);
    }

    void causes_data()
    {
        QTest::addColumn<CertificateFiles>("files");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("detail");
        QTest::newRow("one that vouches for itself")
            << m_certificates->selfSigned() << Kind::TlsSelfSigned << u"vouches for itself"_s;
        QTest::newRow("an issuer that is not known")
            << m_certificates->untrusted << Kind::TlsUntrusted
            << u"issued by \"Recloser test other-ca\", which is not known"_s;
        QTest::newRow("a certificate between that is missing")
            << m_certificates->indirect() << Kind::TlsUntrusted
            << u"issued by \"between\", which is not known, and the server did not show"_s;
        QTest::newRow("one that has ended")
            << m_certificates->expired << Kind::TlsExpired << u"ended 20"_s;
        QTest::newRow("one that is not valid yet")
            << m_certificates->notYetValid() << Kind::TlsNotYetValid << u"begins 20"_s;
        QTest::newRow("one for another host") << m_certificates->wrongName << Kind::TlsWrongHost
                                              << u"asked for localhost, the certificate is for "
                                                 "wrong.example"_s;
    }
    void causes()
    {
        QFETCH(CertificateFiles, files);
        QFETCH(Kind, kind);
        QFETCH(QString, detail);
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
        serve(files);
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, kind);
        const SendError &error = run.result().outcome.error();
        QCOMPARE(error.subject, u"localhost:%1"_s.arg(m_server->port()));
        QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
        // What was shown is kept, and nothing was sent.
        const TlsReport &tls = run.result().connection.tls;
        QCOMPARE(certificateHash(tls.chain.value(0)), hashOf(files));
        QVERIFY(!tls.faults.isEmpty());
        QVERIFY(!tls.isExcused);
        QCOMPARE(m_server->receivedCount(), 0);

        // The very same with an exception for what is wrong with it.
        TlsChoices choices = trusting();
        choices.exceptions = {exceptionFor(files, faultsOf(tls))};
        m_keeper->setChoices(choices);
        for (int i = 0; i < 3; ++i) {
            TransferRun again(*m_transport, requestTo(url()));
            RUN_TO_RESPONSE(again);
            QVERIFY(again.result().connection.tls.isExcused);
            QCOMPARE(faultsOf(again.result().connection.tls), faultsOf(tls));
        }
        QCOMPARE(m_server->receivedCount(), 3);

        // It holds for this certificate and this port alone, and ends when it is taken back.
        m_keeper->setChoices(trusting());
        TransferRun after(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(after, kind);
        QCOMPARE(m_server->receivedCount(), 3);
    }

    void aCompleteChainIsTrusted()
    {
        const CertificateFiles files = m_certificates->indirect();
        serve(files, m_certificates->withIssuer());
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        const TlsReport &tls = run.result().connection.tls;
        QVERIFY(tls.chain.size() >= 2);
        QCOMPARE(factsOf(tls.chain[1]).subject, u"between"_s);
        QCOMPARE(tls.protocol, u"TLSv1.3"_s);
        QVERIFY(tls.cipher.startsWith("TLS_"_L1));
        QCOMPARE(tls.host, u"localhost"_s);
        QVERIFY(tls.faults.isEmpty());
    }

    void anExceptionThatDoesNotHold_data()
    {
        QTest::addColumn<std::function<void(TlsException &)>>("change");
        QTest::addColumn<QString>("detail");
        using Change = std::function<void(TlsException &)>;
        QTest::newRow("when it has ended, which is said")
            << Change([](TlsException &one) { one.endsAt = one.madeAt.addDays(-1); })
            << u"the exception for it ended"_s;
        QTest::newRow("when the server has another certificate, which is said")
            << Change([](TlsException &one) { one.sha256 = QByteArray(32, 'x'); })
            << u"the exception for this host is for another certificate"_s;
        QTest::newRow("for something else that is wrong, which is said")
            << Change([](TlsException &one) { one.faults = {TlsFault::WrongHost}; })
            << u"excuses only wrong-host"_s;
        QTest::newRow("on another port")
            << Change([](TlsException &one) { --one.port; }) << QString();
        QTest::newRow("for another name of the same host")
            << Change([](TlsException &one) { one.host = u"127.0.0.1"_s; }) << QString();
    }
    void anExceptionThatDoesNotHold()
    {
        QFETCH(std::function<void(TlsException &)>, change);
        QFETCH(QString, detail);
        serve(m_certificates->expired);
        TlsChoices choices = trusting();
        choices.exceptions = {exceptionFor(m_certificates->expired, {TlsFault::Expired})};
        change(choices.exceptions.first());
        m_keeper->setChoices(choices);
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::TlsExpired);
        QVERIFY2(run.result().outcome.error().detail.contains(detail),
                 qPrintable(run.result().outcome.error().detail));
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void aServerThatChangesItsCertificate()
    {
        serve(m_certificates->expired);
        const quint16 port = m_server->port();
        TlsChoices choices = trusting();
        choices.exceptions = {exceptionFor(m_certificates->expired, {TlsFault::Expired})};
        m_keeper->setChoices(choices);
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        serve(m_certificates->untrusted, {}, port);
        // What goes out on the old connection before its end is known is told as reset.
        std::optional<SendError> error;
        QVERIFY(QTest::qWaitFor(
            [&] {
                TransferRun after(*m_transport, requestTo(url()));
                if (after.wait() && !after.result().outcome)
                    error = after.result().outcome.error();
                return error && error->kind != Kind::ConnectionReset;
            },
            20'000));
        QCOMPARE(kindName(error->kind), kindName(Kind::TlsUntrusted));
        QVERIFY(error->detail.contains("for another certificate"_L1));
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void clientCertificates_data()
    {
        QTest::addColumn<int>("form");
        QTest::newRow("in PEM files") << 0;
        QTest::newRow("with a locked key") << 1;
        QTest::newRow("in a PKCS #12 file") << 2;
        QTest::newRow("of the environment") << 3;
    }
    void clientCertificates()
    {
        QFETCH(int, form);
        serve(m_certificates->server, {}, 0, m_certificates->ca.certificate);
        TlsChoices choices = trusting();
        ClientIdentity identity = client();
        identity.passPhraseSecret = u"phrase"_s;
        if (form == 1)
            identity.keyFile = m_certificates->lockedClient(u"geheim"_s).key;
        if (form == 2) {
            identity.format = ClientIdentity::Format::Pkcs12;
            identity.certificateFile = m_certificates->pkcs12Client(u"geheim"_s);
        }
        m_keeper->givePassPhrase(u"phrase"_s, u"geheim"_s);
        ResolvedRequest request = requestTo(url());
        if (form == 3)
            request.clientIdentity = identity;
        else
            choices.identities = {identity};
        m_keeper->setChoices(choices);
        TransferRun run(*m_transport, request);
        RUN_TO_RESPONSE(run);
        if (form != 3)
            return;
        // A connection with it is not one for those who have none.
        TransferRun without(*m_transport, requestTo(url()));
        QVERIFY(without.wait());
        QVERIFY(!without.result().outcome);
        QCOMPARE(m_server->receivedCount(), 1);
        TransferRun again(*m_transport, request);
        RUN_TO_RESPONSE(again);
        QVERIFY(!again.result().timings.connect);
    }

    void aClientCertificateThatCannotBeUsed()
    {
        serve(m_certificates->server);
        TlsChoices choices = trusting();
        choices.identities = {client()};
        choices.identities.first().keyFile = m_certificates->lockedClient(u"geheim"_s).key;
        m_keeper->setChoices(choices);
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(run, Kind::TlsPassPhrase);
        QCOMPARE(m_server->connectionCount(), 0);
        // Hosts it is not for are reached.
        TransferRun other(*m_transport,
                          requestTo(QUrl(u"https://127.0.0.1:%1/"_s.arg(m_server->port()))));
        RUN_TO_RESPONSE(other);
    }

    void handshakes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("hasCertificate");
        QTest::addColumn<Kind>("kind");
        const QString own = m_certificates->ca.certificate;
        const QString other = m_certificates->otherCa.certificate;
        const QStringList verify{u"-Verify"_s, u"2"_s, u"-verify_return_error"_s, u"-CAfile"_s};
        QTest::newRow("a client certificate that is wanted")
            << verify + QStringList{own, u"-tls1_3"_s} << false << Kind::TlsClientCertificate;
        QTest::newRow("a client certificate that is refused, in TLS 1.3") << verify
                + QStringList{other, u"-tls1_3"_s} << true << Kind::TlsClientCertificateRefused;
        QTest::newRow("a client certificate that is refused, in TLS 1.2") << verify
                + QStringList{other, u"-tls1_2"_s} << true << Kind::TlsClientCertificateRefused;
        QTest::newRow("a server that speaks TLS 1.0 only")
            << QStringList{u"-tls1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s} << false
            << Kind::TlsVersion;
        QTest::newRow("a server that speaks TLS 1.1 only")
            << QStringList{u"-tls1_1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s} << false
            << Kind::TlsVersion;
    }
    void handshakes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, hasCertificate);
        QFETCH(Kind, kind);
        TlsServer server(QStringList{u"-cert"_s, m_certificates->server.certificate, u"-key"_s,
                                     m_certificates->server.key}
                         + arguments);
        QVERIFY(server.isListening());
        TlsChoices choices = trusting();
        if (hasCertificate)
            choices.identities = {client()};
        m_keeper->setChoices(choices);
        TransferRun run(*m_transport, requestTo(server.url()));
        RUN_TO_FAILURE(run, kind);
        QVERIFY(!run.result().outcome.error().detail.isEmpty());
    }

    void theMinimumIsKept()
    {
        serve(m_certificates->server, {}, 0, {}, QSsl::TlsV1_2);
        TransferRun run(*m_transport, requestTo(url()));
        RUN_TO_RESPONSE(run);
        QCOMPARE(run.result().connection.tls.protocol, u"TLSv1.2"_s);
        TlsChoices choices = trusting();
        choices.minimum = TlsChoices::Minimum::Tls13;
        m_keeper->setChoices(choices);
        TransferRun refused(*m_transport, requestTo(url()));
        RUN_TO_FAILURE(refused, Kind::TlsVersion);
    }

    void aProbeShowsWhatASendWouldMeet()
    {
        serve(m_certificates->expired);
        TlsProbe probe;
        QSignalSpy seen(&probe, &TlsProbe::finished);
        QObject context;
        bool isStarted = false;
        const TlsTarget target{u"localhost"_s, m_server->port()};
        m_keeper->prepare(target, &context, [&] {
            probe.start({.host = target.host,
                         .port = target.port,
                         .configuration = **m_keeper->setup(target)});
            isStarted = true;
        });
        QVERIFY(seen.wait(20'000));
        QVERIFY(isStarted);
        const auto result = seen.first().first().value<TlsProbeResult>();
        QVERIFY(!result.error);
        QCOMPARE(faultsOf(result.report), QList{TlsFault::Expired});
        QCOMPARE(certificateHash(result.report.chain.value(0)), hashOf(m_certificates->expired));
        QCOMPARE(result.report.protocol, u"TLSv1.3"_s);
        QVERIFY(result.address.endsWith(u":%1"_s.arg(m_server->port())));
        QCOMPARE(m_server->receivedCount(), 0);
    }

    void aProbeOfNothing()
    {
        quint16 port = 0;
        {
            QTcpServer taken;
            QVERIFY(taken.listen(QHostAddress::LocalHost));
            port = taken.serverPort();
        }
        TlsProbe probe;
        QSignalSpy seen(&probe, &TlsProbe::finished);
        probe.start({.host = u"127.0.0.1"_s,
                     .port = port,
                     .configuration = QSslConfiguration::defaultConfiguration()});
        QVERIFY(seen.wait(20'000));
        const auto result = seen.first().first().value<TlsProbeResult>();
        QVERIFY(result.error);
        QCOMPARE(kindName(result.error->kind), u"connection-refused"_s);
        QVERIFY(result.report.chain.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTlsSends)
#include "tst_tlssends.moc"
