// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "tests/support/certificates.h"
#include "tests/support/manualclock.h"
#include "ui/connections/authoritiespage.h"
#include "ui/connections/connectionsettings.h"
#include "ui/connections/exceptionspage.h"
#include "ui/connections/identitiespage.h"
#include "ui/connections/proxypage.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestConnectionSettings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<MemorySecrets> m_secrets;
    ManualClock m_clock;

    std::unique_ptr<ConnectionSettingsDialog> open()
    {
        return std::make_unique<ConnectionSettingsDialog>(*m_theme, m_clock, *m_settings,
                                                          *m_secrets);
    }
    QString secret(const QString &name)
    {
        return m_secrets->read(name).result().value_or(QString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<SettingsStore>(m_folder->filePath(u"settings.json"_s));
        QVERIFY(m_settings->load());
        m_secrets = std::make_unique<MemorySecrets>();
    }
    void cleanup() { m_settings.reset(); }

    void authorities()
    {
        {
            const auto dialog = open();
            auto *files = dialog->authorities().findChild<QListWidget *>();
            dialog->authorities().addFile(m_certificates->ca.certificate);
            QTRY_COMPARE(files->count(), 1);
            dialog->authorities().addFile(m_certificates->ca.key);
            QTRY_VERIFY([&] {
                const auto labels = dialog->authorities().findChildren<QLabel *>();
                return std::ranges::any_of(labels, [](const QLabel *label) {
                    return label->text().contains("cannot be used"_L1);
                });
            }());
            QCOMPARE(files->count(), 1);
            const auto boxes = dialog->authorities().findChildren<QComboBox *>();
            for (QComboBox *box : boxes)
                box->setCurrentIndex(1);
            dialog->accept();
        }
        const TlsChoices &tls = m_settings->values().tls;
        QCOMPARE(tls.authorityFiles, QStringList{m_certificates->ca.certificate});
        QCOMPARE(tls.authorities, TlsChoices::Authorities::FilesOnly);
        QCOMPARE(tls.minimum, TlsChoices::Minimum::Tls13);
    }

    void whatIsCancelledChangesNothing()
    {
        const auto dialog = open();
        dialog->proxy().kindField()->setCurrentIndex(int(ProxyChoice::Kind::None));
        dialog->reject();
        QCOMPARE(m_settings->values(), Settings{});
    }

    void clientCertificates()
    {
        {
            const auto dialog = open();
            IdentitiesPage &page = dialog->identities();
            page.save();
            QCOMPARE(page.findChild<QTableWidget *>()->rowCount(), 0);
            page.hostsField()->setText(u"*.example.com"_s);
            page.certificateField()->setText(m_certificates->client.certificate);
            page.keyField()->setText(m_certificates->lockedClient(u"geheim"_s).key);
            page.passPhraseField()->setText(u"geheim"_s);
            page.save();
            QCOMPARE(page.findChild<QTableWidget *>()->rowCount(), 1);
            // It is tried at once.
            QTRY_VERIFY([&] {
                const auto labels = page.findChildren<QLabel *>();
                return std::ranges::any_of(labels, [](const QLabel *label) {
                    return label->text() == u"It can be used: client."_s;
                });
            }());
            dialog->accept();
        }
        const QList<ClientIdentity> &kept = m_settings->values().tls.identities;
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept[0].hosts, u"*.example.com"_s);
        QCOMPARE(kept[0].format, ClientIdentity::Format::Pem);
        QCOMPARE(secret(kept[0].passPhraseSecret), u"geheim"_s);
        // No pass phrase stands in the settings.
        QVERIFY(!QJsonDocument(toJson(m_settings->values())).toJson().contains("geheim"));
        const auto dialog = open();
        auto *table = dialog->identities().findChild<QTableWidget *>();
        table->selectRow(0);
        QCOMPARE(dialog->identities().hostsField()->text(), u"*.example.com"_s);
        const auto buttons = dialog->identities().findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == u"De&lete"_s)
                button->click();
        }
        dialog->accept();
        QVERIFY(m_settings->values().tls.identities.isEmpty());
    }

    void whatWasTypedAndNotSavedIsMeant()
    {
        const auto dialog = open();
        IdentitiesPage &page = dialog->identities();
        page.hostsField()->setText(u"localhost"_s);
        dialog->accept();
        QCOMPARE(dialog->result(), 0);
        page.certificateField()->setText(m_certificates->client.certificate);
        page.keyField()->setText(m_certificates->client.key);
        dialog->accept();
        QCOMPARE(dialog->result(), int(QDialog::Accepted));
        QCOMPARE(m_settings->values().tls.identities.size(), 1);
        QCOMPARE(m_settings->values().tls.identities[0].keyFile, m_certificates->client.key);
    }

    void exceptionsAreTakenBack()
    {
        Settings settings;
        const QDateTime now = m_clock.wallTime();
        for (const int port : {443, 8443, 9443})
            setException(settings.tls,
                         {.host = u"localhost"_s,
                          .port = port,
                          .sha256 = QByteArray(32, 'x'),
                          .faults = {TlsFault::SelfSigned},
                          .madeBy = u"anna"_s,
                          .madeAt = now,
                          .endsAt = now.addDays(port == 443 ? -1 : 30)});
        m_settings->set(settings);
        const auto dialog = open();
        auto *table = dialog->exceptions().findChild<QTableWidget *>();
        QCOMPARE(table->rowCount(), 3);
        QVERIFY(table->item(0, 2)->text().startsWith("ended "_L1));
        QCOMPARE(table->item(1, 1)->text(), u"self-signed"_s);
        dialog->setPage(ConnectionSettingsDialog::Exceptions);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
        table->setFocus();
        table->selectRow(1);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(table->rowCount(), 2);
        dialog->accept();
        QCOMPARE(m_settings->values().tls.exceptions.size(), 2);
        QCOMPARE(m_settings->values().tls.exceptions[1].port, 9443);
    }

    void proxies()
    {
        {
            const auto dialog = open();
            ProxyPage &page = dialog->proxy();
            page.kindField()->setCurrentIndex(int(ProxyChoice::Kind::Socks5Names));
            QCOMPARE(page.portField()->value(), 1080);
            // Without a host it is not accepted.
            dialog->accept();
            QCOMPARE(dialog->result(), 0);
            page.hostField()->setText(u"proxy.example"_s);
            page.userField()->setText(u"anna"_s);
            page.passwordField()->setText(u"geheim"_s);
            page.exceptionsField()->setText(u"localhost, 10.0.0.0/8"_s);
            dialog->accept();
            QCOMPARE(dialog->result(), int(QDialog::Accepted));
        }
        QTRY_COMPARE(m_settings->values().proxy.proxy, u"socks5h://anna@proxy.example:1080"_s);
        QCOMPARE(m_settings->values().proxy.exceptions,
                 (QStringList{u"localhost"_s, u"10.0.0.0/8"_s}));
        QCOMPARE(secret(ProxySettings::secretName()), u"geheim"_s);
        const int revision = m_settings->values().proxy.passwordRevision;
        const auto dialog = open();
        QCOMPARE(dialog->proxy().hostField()->text(), u"proxy.example"_s);
        QVERIFY(dialog->proxy().passwordField()->text().isEmpty());
        // Another password alone is a change too.
        dialog->proxy().passwordField()->setText(u"neu"_s);
        dialog->accept();
        QTRY_COMPARE(m_settings->values().proxy.passwordRevision, revision + 1);
        QCOMPARE(secret(ProxySettings::secretName()), u"neu"_s);
    }

    void settingsComeBack()
    {
        Settings settings;
        settings.tls.authorities = TlsChoices::Authorities::FilesOnly;
        settings.tls.authorityFiles = {u"/a.pem"_s};
        settings.tls.minimum = TlsChoices::Minimum::Tls13;
        settings.tls.identities
            = {{u"*"_s, ClientIdentity::Format::Pkcs12, u"/c.p12"_s, {}, u"secret"_s}};
        settings.tls.exceptions = {{u"h"_s, 1, QByteArray(32, 'x'), allFaults(), u"anna"_s,
                                    QDateTime::fromSecsSinceEpoch(1'700'000'000, QTimeZone::UTC),
                                    QDateTime::fromSecsSinceEpoch(1'800'000'000, QTimeZone::UTC)}};
        settings.proxy = {u"none"_s, {u"a"_s, u"b"_s}, 3};
        const auto read = settingsFromJson(toJson(settings));
        QVERIFY(read);
        QCOMPARE(read->tls, settings.tls);
        QCOMPARE(read->proxy, settings.proxy);
        // An exception without an end is none.
        QJsonObject broken = toJson(settings);
        QJsonObject tls = broken["tls"_L1].toObject();
        QJsonArray exceptions = tls["exceptions"_L1].toArray();
        QJsonObject first = exceptions[0].toObject();
        first.remove("endsAt"_L1);
        exceptions[0] = first;
        tls["exceptions"_L1] = exceptions;
        broken["tls"_L1] = tls;
        QVERIFY(settingsFromJson(broken)->tls.exceptions.isEmpty());
    }
};

QTEST_MAIN(TestConnectionSettings)
#include "tst_connectionsettings.moc"
