// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/certificates.h"
#include "tests/support/testproxy.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// `tls`, `trust`, and what `send` does with certificates and proxies.
class TestCliTls : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<FaultServer> serveTls(const CertificateFiles &files,
                                          bool wantsClient = false) const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(contentOf(files.certificate)));
        configuration.setPrivateKey(QSslKey(contentOf(files.key), QSsl::Ec));
        if (wantsClient) {
            configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
            configuration.setCaCertificates(
                {QSslCertificate(contentOf(m_certificates->ca.certificate))});
        }
        auto server = std::make_unique<FaultServer>(*parseFaultScript(
            R"({"routes": [{"path": "*", "sequence": [{"status": 200, "body": "safe"}]}]})"));
        return server->listenTls(configuration) ? std::move(server) : nullptr;
    }
    static QString urlOf(const FaultServer &server)
    {
        return u"https://localhost:%1/x"_s.arg(server.port());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init() { QTest::failOnWarning(); }

    void anErrorNamesItsCause_data()
    {
        QTest::addColumn<CertificateFiles>("files");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("remedy");
        QTest::newRow("unknown issuer")
            << m_certificates->untrusted << u"tls-untrusted"_s << "--cacert"_ba;
        QTest::newRow("self-signed")
            << m_certificates->selfSigned() << u"tls-self-signed"_s << "--pin"_ba;
        QTest::newRow("expired") << m_certificates->expired << u"tls-expired"_s << "renew"_ba;
        QTest::newRow("for another host")
            << m_certificates->wrongName << u"tls-wrong-host"_s << "wrong.example"_ba;
    }
    void anErrorNamesItsCause()
    {
        QFETCH(CertificateFiles, files);
        QFETCH(QString, kind);
        QFETCH(QByteArray, remedy);
        const auto server = serveTls(files);
        QVERIFY(server);
        Program program;
        const QStringList call{u"send"_s, urlOf(*server), u"--cacert"_s,
                               m_certificates->ca.certificate, u"--no-history"_s};
        const Ended told = program.run(call);
        COMPARE_CODE(told, Exit::Exception);
        QVERIFY2(told.err.contains(remedy), told.told().constData());
        const QJsonObject json = program.run(call + QStringList{u"--json"_s}).json();
        QCOMPARE(json["error"_L1]["kind"_L1].toString(), kind);
        const QJsonObject tls = attempt(json, 1)["tls"_L1].toObject();
        QCOMPARE(tls["chain"_L1].toArray().size(), 1);
        QVERIFY(!tls["faults"_L1].toArray().isEmpty());
        QCOMPARE(server->receivedCount(), 0);
    }

    void certificatesAreShown_data()
    {
        QTest::addColumn<bool>("isPkcs12");
        QTest::addColumn<QString>("passPhrase");
        QTest::newRow("in PEM files") << false << QString();
        QTest::newRow("with a locked key") << false << u"geheim"_s;
        QTest::newRow("in a PKCS #12 file") << true << u"geheim"_s;
    }
    void certificatesAreShown()
    {
        QFETCH(bool, isPkcs12);
        QFETCH(QString, passPhrase);
        const auto server = serveTls(m_certificates->server, true);
        QVERIFY(server);
        QStringList call{u"send"_s,         urlOf(*server),
                         u"--cacert"_s,     m_certificates->ca.certificate,
                         u"--no-history"_s, u"--cert"_s};
        if (isPkcs12)
            call += {m_certificates->pkcs12Client(passPhrase), u"--cert-type"_s, u"P12"_s};
        else
            call += {m_certificates->client.certificate, u"--key"_s,
                     passPhrase.isEmpty() ? m_certificates->client.key
                                          : m_certificates->lockedClient(passPhrase).key};
        Program program;
        if (!passPhrase.isEmpty())
            program.setEnvironment(u"RECLOSER_CERT_PASSPHRASE"_s, passPhrase);
        const Ended ended = program.run(call);
        COMPARE_CODE(ended, Exit::Done);
        QCOMPARE(ended.out, "safe"_ba);
        program.setEnvironment(u"RECLOSER_CERT_PASSPHRASE"_s, u"falsch"_s);
        if (passPhrase.isEmpty())
            return;
        const Ended wrong = program.run(call);
        COMPARE_CODE(wrong, Exit::Exception);
        QVERIFY2(wrong.err.contains("tls-pass-phrase"), wrong.told().constData());
    }

    void aPinTrustsOneCertificate()
    {
        const auto server = serveTls(m_certificates->selfSigned());
        QVERIFY(server);
        Program program;
        const QString target = u"localhost:%1"_s.arg(server->port());
        const Ended looked = program.run({u"tls"_s, target, u"--json"_s});
        COMPARE_CODE(looked, Exit::Exception);
        const QJsonObject json = looked.json();
        QCOMPARE(json["trusted"_L1].toBool(), false);
        QCOMPARE(json["faults"_L1][0]["kind"_L1].toString(), u"self-signed"_s);
        QCOMPARE(json["protocol"_L1].toString(), u"TLSv1.3"_s);
        const QString pin = json["chain"_L1][0]["sha256"_L1].toString();
        QCOMPARE(pin.size(), 64);
        const QStringList send{u"send"_s, urlOf(*server), u"--no-history"_s, u"--pin"_s};
        COMPARE_CODE(program.run(send + QStringList{u"sha256:"_s + pin}), Exit::Done);
        COMPARE_CODE(program.run(send + QStringList{QString(pin).replace(0, 4, u"0000"_s)}),
                     Exit::Exception);
        COMPARE_CODE(program.run(send + QStringList{u"sha256:12"_s}), Exit::Usage);
        // It held for that run alone.
        COMPARE_CODE(program.run({u"send"_s, urlOf(*server), u"--no-history"_s}), Exit::Exception);
    }

    void anExceptionIsMadeListedUsedAndTakenBack()
    {
        const auto server = serveTls(m_certificates->expired);
        QVERIFY(server);
        Program program;
        const QString target = u"localhost:%1"_s.arg(server->port());
        const QStringList authority{u"--cacert"_s, m_certificates->ca.certificate};
        const QString pin = program.run(QStringList{u"tls"_s, target, u"--json"_s} + authority)
                                .json()["chain"_L1][0]["sha256"_L1]
                                .toString();
        const Ended refused = program.run(
            QStringList{u"trust"_s, u"add"_s, target, u"--pin"_s, QString(64, u'0')} + authority);
        COMPARE_CODE(refused, Exit::Exception);
        COMPARE_CODE(program.run(QStringList{u"trust"_s, u"add"_s, target, u"--pin"_s, pin,
                                             u"--days"_s, u"7"_s}
                                 + authority),
                     Exit::Done);
        const QList<QJsonObject> listed
            = program.run({u"trust"_s, u"list"_s, u"--json"_s}).jsonLines();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0]["host"_L1].toString(), u"localhost"_s);
        QCOMPARE(listed[0]["sha256"_L1].toString(), pin);
        QCOMPARE(listed[0]["excuses"_L1].toArray(), QJsonArray{u"expired"_s});
        const QDateTime end
            = QDateTime::fromString(listed[0]["ends_at"_L1].toString(), Qt::ISODate);
        QCOMPARE(QDateTime::currentDateTimeUtc().daysTo(end), 7);
        const QStringList send = QStringList{u"send"_s, urlOf(*server), u"--json"_s} + authority;
        const Ended sent = program.run(send);
        COMPARE_CODE(sent, Exit::Done);
        QCOMPARE(attempt(sent.json(), 1)["tls"_L1]["excused"_L1].toBool(), true);
        // History keeps what was shown.
        const Ended kept = program.run({u"history"_s, u"show"_s, u"1"_s, u"--json"_s});
        QVERIFY2(kept.out.contains(pin.toLatin1()), kept.told().constData());
        COMPARE_CODE(program.run(QStringList{u"tls"_s, target} + authority), Exit::Done);
        COMPARE_CODE(program.run({u"trust"_s, u"remove"_s, target}), Exit::Done);
        COMPARE_CODE(program.run(send), Exit::Exception);
        COMPARE_CODE(program.run({u"trust"_s, u"remove"_s, target}), Exit::Usage);
    }

    void theEnvironmentHasAClientCertificate()
    {
        const auto server = serveTls(m_certificates->server, true);
        QVERIFY(server);
        QTemporaryDir folder;
        QFile request(folder.filePath(u"a.http"_s));
        QVERIFY(request.open(QFile::WriteOnly));
        request.write("GET " + urlOf(*server).toUtf8() + "\n");
        request.close();
        QFile environments(folder.filePath(u"http-client.private.env.json"_s));
        QVERIFY(environments.open(QFile::WriteOnly));
        environments.write(
            QJsonDocument(
                QJsonObject{
                    {u"dev"_s,
                     QJsonObject{
                         {u"SSLConfiguration"_s,
                          QJsonObject{{u"clientCertificate"_s, m_certificates->client.certificate},
                                      {u"clientCertificateKey"_s,
                                       QJsonObject{{u"path"_s, m_certificates->client.key}}},
                                      {u"verifyHostCertificate"_s, false}}}}}})
                .toJson());
        environments.close();
        Program program;
        const QStringList send{u"send"_s, request.fileName(), u"--cacert"_s,
                               m_certificates->ca.certificate, u"--no-history"_s};
        const Ended with = program.run(send + QStringList{u"--env"_s, u"dev"_s});
        COMPARE_CODE(with, Exit::Done);
        QVERIFY2(with.err.contains("verifyHostCertificate: false is not honoured"),
                 with.told().constData());
        COMPARE_CODE(program.run(send), Exit::Exception);
    }

    void requestsGoByAProxy()
    {
        const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
        TestProxy proxy({.kind = TestProxy::Kind::Socks5});
        Program program;
        const QString way = u"socks5h://127.0.0.1:%1"_s.arg(proxy.port());
        const QStringList send{u"send"_s, server->url(u"/x"_s).toString(), u"--json"_s,
                               u"--no-history"_s, u"--proxy"_s};
        const Ended ended = program.run(send + QStringList{way});
        COMPARE_CODE(ended, Exit::Done);
        QCOMPARE(attempt(ended.json(), 1)["proxy"_L1].toString(), way);
        QCOMPARE(proxy.asked().size(), 1);
        COMPARE_CODE(program.run(send + QStringList{way, u"--noproxy"_s, u"127.0.0.1"_s}),
                     Exit::Done);
        QCOMPARE(proxy.asked().size(), 1);
        COMPARE_CODE(program.run(send + QStringList{u"gopher://x"_s}), Exit::Usage);
        const Ended away = program.run(send + QStringList{u"http://127.0.0.1:1"_s});
        COMPARE_CODE(away, Exit::Exception);
        QCOMPARE(away.json()["error"_L1]["kind"_L1].toString(), u"proxy-unreachable"_s);
    }
};

QTEST_GUILESS_MAIN(TestCliTls)
#include "tst_clitls.moc"
