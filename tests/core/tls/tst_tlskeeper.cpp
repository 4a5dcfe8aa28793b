// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/tlskeeper.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestTlsKeeper : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    SystemClock m_clock;
    std::optional<QString> m_secret;
    int m_asked = 0;

    TlsKeeper::PassPhrases secrets()
    {
        return [this](const QString &name) {
            ++m_asked;
            using Answer = std::expected<QString, StoreError>;
            return QtFuture::makeReadyValueFuture(
                m_secret
                    ? Answer(*m_secret)
                    : Answer(std::unexpected(StoreError{StoreError::Kind::NotFound, name, {}})));
        };
    }
    static std::optional<TlsKeeper::Setup> prepared(TlsKeeper &keeper, const TlsTarget &target)
    {
        QObject context;
        std::optional<TlsKeeper::Setup> setup;
        bool isReady = false;
        keeper.prepare(target, &context, [&] {
            setup = keeper.setup(target);
            isReady = true;
        });
        return QTest::qWaitFor([&isReady] { return isReady; }, 20'000) ? setup : std::nullopt;
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
        m_secret.reset();
        m_asked = 0;
    }

    void theUsualIsThereAtOnce()
    {
        TlsKeeper keeper(m_clock, secrets());
        const auto setup = keeper.setup({u"localhost"_s});
        QVERIFY(setup && *setup);
        QCOMPARE((*setup)->protocol(), QSsl::TlsV1_2OrLater);
        QVERIFY((*setup)->localCertificate().isNull());
        TlsChoices choices;
        choices.minimum = TlsChoices::Minimum::Tls13;
        QSignalSpy changed(&keeper, &TlsKeeper::changed);
        keeper.setChoices(choices);
        QCOMPARE(changed.size(), 1);
        QCOMPARE((*keeper.setup({u"localhost"_s}))->protocol(), QSsl::TlsV1_3OrLater);
        keeper.setChoices(choices);
        QCOMPARE(changed.size(), 1);
    }

    void authorities_data()
    {
        QTest::addColumn<TlsChoices::Authorities>("which");
        QTest::newRow("beside the system's") << TlsChoices::Authorities::WithSystem;
        QTest::newRow("instead of the system's") << TlsChoices::Authorities::FilesOnly;
    }
    void authorities()
    {
        QFETCH(TlsChoices::Authorities, which);
        TlsKeeper keeper(m_clock, secrets());
        TlsChoices choices{.authorities = which,
                           .authorityFiles
                           = {m_certificates->ca.certificate, m_certificates->otherCa.certificate}};
        keeper.setChoices(choices);
        QVERIFY(!keeper.setup({u"localhost"_s}));
        const auto setup = prepared(keeper, {u"localhost"_s});
        QVERIFY(setup && *setup);
        const qsizetype system = which == TlsChoices::Authorities::WithSystem
            ? QSslConfiguration::systemCaCertificates().size()
            : 0;
        QCOMPARE((*setup)->caCertificates().size(), system + 2);
        QVERIFY(keeper.setup({u"elsewhere"_s}));
    }

    void identities_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("given");
        QTest::addColumn<std::optional<Kind>>("kind");
        const std::optional<Kind> good;
        QTest::newRow("PEM files") << 0 << QString() << good;
        QTest::newRow("a locked key, with its pass phrase") << 1 << u"geheim"_s << good;
        QTest::newRow("a locked key, without")
            << 1 << QString() << std::optional(Kind::TlsPassPhrase);
        QTest::newRow("a locked key, with another")
            << 1 << u"falsch"_s << std::optional(Kind::TlsPassPhrase);
        QTest::newRow("PKCS #12, with its pass phrase") << 2 << u"geheim"_s << good;
        QTest::newRow("a file that is not there")
            << 3 << QString() << std::optional(Kind::TlsFileUnusable);
        QTest::newRow("a file without a key")
            << 4 << QString() << std::optional(Kind::TlsFileUnusable);
    }
    void identities()
    {
        QFETCH(int, form);
        QFETCH(QString, given);
        QFETCH(std::optional<Kind>, kind);
        ClientIdentity identity{.hosts = u"localhost"_s,
                                .certificateFile = m_certificates->client.certificate,
                                .keyFile = m_certificates->client.key,
                                .passPhraseSecret = u"phrase"_s};
        if (form == 1)
            identity.keyFile = m_certificates->lockedClient(u"geheim"_s).key;
        if (form == 2)
            identity = {.hosts = u"*"_s,
                        .format = ClientIdentity::Format::Pkcs12,
                        .certificateFile = m_certificates->pkcs12Client(u"geheim"_s),
                        .keyFile = {},
                        .passPhraseSecret = u"phrase"_s};
        if (form == 3)
            identity.certificateFile = u"/nowhere/client.pem"_s;
        if (form == 4)
            identity.keyFile.clear();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
        if (!given.isNull())
            m_secret = given;
        TlsKeeper keeper(m_clock, secrets());
        TlsChoices choices;
        choices.identities = {identity};
        keeper.setChoices(choices);
        const auto setup = prepared(keeper, {u"localhost"_s});
        QVERIFY(setup);
        QCOMPARE(m_asked, 1);
        if (kind) {
            QVERIFY(!*setup);
            QCOMPARE(kindName(setup->error().kind), kindName(*kind));
            QVERIFY(!setup->error().subject.isEmpty());
            // What is mended is read again.
            keeper.givePassPhrase(u"phrase"_s, u"geheim"_s);
            QCOMPARE(prepared(keeper, {u"localhost"_s})->has_value(), form == 1);
            return;
        }
        QVERIFY2(*setup, qPrintable(setup->error_or(SendError{}).detail));
        QVERIFY(!(*setup)->localCertificateChain().isEmpty());
        QVERIFY(!(*setup)->privateKey().isNull());
        QVERIFY(form == 2 || (*keeper.setup({u"other"_s}))->localCertificate().isNull());
        // It was read once.
        QVERIFY(keeper.setup({u"localhost"_s}));
        QCOMPARE(m_asked, 1);
    }

    void theIdentityOfTheRequestWins()
    {
        TlsKeeper keeper(m_clock, secrets());
        TlsChoices choices;
        choices.identities = {{.hosts = u"*"_s, .certificateFile = u"/nowhere"_s}};
        keeper.setChoices(choices);
        const TlsTarget target{u"localhost"_s, 443,
                               ClientIdentity{.hosts = u"*"_s,
                                              .certificateFile = m_certificates->client.certificate,
                                              .keyFile = m_certificates->client.key}};
        const auto setup = prepared(keeper, target);
        QVERIFY(setup && *setup);
        QCOMPARE((*setup)->localCertificate().subjectDisplayName(), u"client"_s);
        QVERIFY(!*prepared(keeper, {u"localhost"_s}));
    }

    void aFileThatChangedIsReadAgain()
    {
        QTemporaryDir folder;
        const QString certificate = folder.filePath(u"client.pem"_s);
        const QString key = folder.filePath(u"client.key"_s);
        QVERIFY(QFile::copy(m_certificates->client.certificate, certificate));
        QVERIFY(QFile::copy(m_certificates->client.key, key));
        TlsKeeper keeper(m_clock, secrets());
        const TlsTarget target{
            u"localhost"_s, 443,
            ClientIdentity{.hosts = u"*"_s, .certificateFile = certificate, .keyFile = key}};
        QVERIFY(prepared(keeper, target));
        QSignalSpy changed(&keeper, &TlsKeeper::changed);
        QVERIFY(keeper.setup(target));
        QFile::remove(certificate);
        QFile::remove(key);
        QVERIFY(QFile::copy(m_certificates->server.certificate, certificate));
        QVERIFY(QFile::copy(m_certificates->server.key, key));
        QFile touched(certificate);
        QVERIFY(touched.open(QFile::ReadWrite));
        QVERIFY(touched.setFileTime(QDateTime::currentDateTime().addSecs(10),
                                    QFileDevice::FileModificationTime));
        touched.close();
        QVERIFY(!keeper.setup(target));
        QCOMPARE(changed.size(), 1);
        const auto setup = prepared(keeper, target);
        QVERIFY(setup && *setup);
        QCOMPARE((*setup)->localCertificate().subjectDisplayName(), u"server"_s);
    }
};

QTEST_GUILESS_MAIN(TestTlsKeeper)
#include "tst_tlskeeper.moc"
