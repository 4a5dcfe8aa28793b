// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/sslconfiguration.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// JetBrains' `SSLConfiguration` of environments.
class TestSslConfiguration : public QObject
{
    Q_OBJECT

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void certificates_data()
    {
        QTest::addColumn<QByteArray>("block");
        QTest::addColumn<std::optional<ClientIdentity>>("identity");
        using Identity = std::optional<ClientIdentity>;
        constexpr auto pem = ClientIdentity::Format::Pem;
        QTest::newRow("paths are from the file's folder")
            << R"({"clientCertificate": "tls/c.pem", "clientCertificateKey": "../k.pem"})"_ba
            << Identity({u"*"_s, pem, u"ROOT/tls/c.pem"_s, u"UP/k.pem"_s, {}});
        QTest::newRow("objects with paths")
            << R"({"clientCertificate": {"path": "/c.pem", "format": "PEM"},
                   "clientCertificateKey": {"path": "/k.der", "format": "DER"}})"_ba
            << Identity({u"*"_s, pem, u"/c.pem"_s, u"/k.der"_s, {}});
        QTest::newRow("a pass phrase is a secret of that name")
            << R"({"clientCertificate": "/c.pem", "hasCertificatePassphrase": true})"_ba
            << Identity({u"*"_s, pem, u"/c.pem"_s, {}, u"client-certificate-/c.pem"_s});
        QTest::newRow("none, where it says false")
            << R"({"clientCertificate": "/c.pem", "hasCertificatePassphrase": false})"_ba
            << Identity({u"*"_s, pem, u"/c.pem"_s, {}, {}});
        QTest::newRow("PKCS #12 by its ending")
            << R"({"clientCertificate": "/c.P12"})"_ba
            << Identity({u"*"_s, ClientIdentity::Format::Pkcs12, u"/c.P12"_s, {}, {}});
        QTest::newRow("one without a certificate names none")
            << R"({"verifyHostCertificate": false})"_ba << Identity();
        QTest::newRow("a number is no path") << R"({"clientCertificate": 7})"_ba << Identity();
    }
    void certificates()
    {
        QFETCH(QByteArray, block);
        QFETCH(std::optional<ClientIdentity>, identity);
        QTemporaryDir root;
        const QString folder = root.filePath(u"a"_s);
        QVERIFY(QDir().mkpath(folder));
        write(folder + u"/http-client.env.json"_s,
              R"({"dev": {"SSLConfiguration": )" + block + R"(}, "bare": {"x": 1}})");
        const EnvironmentSet set = readEnvironments(folder, root.path());
        if (identity) {
            identity->certificateFile.replace("ROOT"_L1, folder);
            identity->keyFile.replace("UP"_L1, root.path());
        }
        QCOMPARE(clientIdentityOf(set, u"dev"_s), identity);
        QCOMPARE(clientIdentityOf(set, u"bare"_s), std::nullopt);
        QCOMPARE(clientIdentityOf(set, {}), std::nullopt);
    }

    void thePrivateFileWins()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"http-client.env.json"_s),
              R"({"dev": {"SSLConfiguration": {"clientCertificate": "/public.pem"}}})");
        write(folder.filePath(u"http-client.private.env.json"_s),
              R"({"dev": {"SSLConfiguration": {"clientCertificate": "/private.pem"}}})");
        const EnvironmentSet set = readEnvironments(folder.path(), folder.path());
        QCOMPARE(clientIdentityOf(set, u"dev"_s)->certificateFile, u"/private.pem"_s);
    }

    void noVerification()
    {
        QVERIFY(asksForNoVerification(u"{\"verifyHostCertificate\": false}"_s));
        QVERIFY(!asksForNoVerification(u"{\"verifyHostCertificate\": true}"_s));
        QVERIFY(!asksForNoVerification(u"{}"_s));
        QVERIFY(!asksForNoVerification(u"[]"_s));
    }
};

QTEST_GUILESS_MAIN(TestSslConfiguration)
#include "tst_sslconfiguration.moc"
