// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/certificatefaults.h"
#include "tests/ui/connections/samplereports.h"
#include "ui/connections/certificatedialog.h"
#include "ui/connections/certificateview.h"
#include "ui/connections/certificatewords.h"

#include <QApplication>
#include <QClipboard>
#include <QDateEdit>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Code = QSslError::SslError;

class TestCertificateDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    std::unique_ptr<Theme> m_theme;
    const QDateTime m_now = QDateTime::currentDateTimeUtc();

    static QPushButton *button(const QDialog &dialog, const QString &text)
    {
        const auto buttons = dialog.findChildren<QPushButton *>();
        for (QPushButton *one : buttons) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init() { QTest::failOnWarning(); }
    void cleanupTestCase() { m_theme.reset(); }

    void verdicts_data()
    {
        QTest::addColumn<QList<Code>>("codes");
        QTest::addColumn<bool>("isExcused");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("offersTrust");
        QTest::newRow("a verified one is who it says")
            << QList<Code>{} << false << u"its certificate was verified"_s << false;
        QTest::newRow("an expired one says when it ended, and can be trusted")
            << QList{Code::CertificateExpired} << false << u"nothing was sent: ended 20"_s << true;
        QTest::newRow("one that an exception let through says for what")
            << QList{Code::CertificateExpired} << true << u"although its certificate is expired"_s
            << false;
        QTest::newRow("a revoked one cannot be trusted")
            << QList{Code::CertificateRevoked} << false << u"was revoked"_s << false;
    }
    void verdicts()
    {
        QFETCH(QList<Code>, codes);
        QFETCH(bool, isExcused);
        QFETCH(QString, words);
        TlsReport report = reportOf(m_certificates->expired, m_certificates->ca, codes);
        report.isExcused = isExcused;
        const CertificateDialog dialog(*m_theme, report, u"localhost"_s, 8443, m_now);
        QVERIFY2(dialog.verdictText().contains(words), qPrintable(dialog.verdictText()));
        QTEST(dialog.offersTrust(), "offersTrust");
    }

    void trustingMakesAnException()
    {
        const TlsReport report = reportOf(m_certificates->expired, m_certificates->ca,
                                          {Code::CertificateExpired, Code::HostNameMismatch});
        CertificateDialog dialog(*m_theme, report, u"api.example"_s, 8443, m_now);
        QSignalSpy trusted(&dialog, &CertificateDialog::trusted);
        auto *until = dialog.findChild<QDateEdit *>();
        QVERIFY(until);
        const QDate today = m_now.toLocalTime().date();
        QCOMPARE(until->date(), today.addDays(30));
        QCOMPARE(until->minimumDate(), today.addDays(1));
        QCOMPARE(until->maximumDate(), today.addDays(365));
        until->setDate(today.addDays(7));
        button(dialog, u"&Trust it"_s)->click();
        QCOMPARE(trusted.size(), 1);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        const auto exception = trusted.first().first().value<TlsException>();
        QCOMPARE(exception.host, u"api.example"_s);
        QCOMPARE(exception.port, 8443);
        QCOMPARE(exception.faults, (QList{TlsFault::Expired, TlsFault::WrongHost}));
        QCOMPARE(exception.endsAt.toLocalTime().date(), today.addDays(8));
        QCOMPARE(verdictOf(&exception, report, m_now), ExceptionVerdict::Excuses);
        QVERIFY(!exception.madeBy.isEmpty());
    }

    void theChainIsShownAndCopied()
    {
        const TlsReport report = reportOf(m_certificates->server, m_certificates->ca);
        CertificateDialog dialog(*m_theme, report, u"localhost"_s, 443, m_now);
        auto *list = dialog.findChild<QListWidget *>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), u"1. server"_s);
        QCOMPARE(list->item(1)->text(), u"2. Recloser test ca"_s);
        const auto shown = [&dialog](const QString &name) {
            const auto labels = dialog.findChildren<QLabel *>();
            for (const QLabel *label : labels) {
                if (label->accessibleName() == name)
                    return label->text();
            }
            return QString();
        };
        QVERIFY(shown(u"Hosts"_s).contains("127.0.0.1"_L1));
        QCOMPARE(shown(u"Issuer"_s), u"CN Recloser test ca"_s);
        QCOMPARE(shown(u"Key"_s), u"EC 256 bits"_s);
        QCOMPARE(shown(u"SHA-256"_s).remove(u'\n').remove(u':').size(), 64);
        list->setCurrentRow(1);
        QCOMPARE(shown(u"Issuer"_s), u"itself"_s);
        button(dialog, u"&Copy PEM"_s)->click();
        QCOMPARE(QSslCertificate(QGuiApplication::clipboard()->text().toLatin1()).toDer(),
                 report.chain[1]);
    }

    void days_data()
    {
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<QString>("words");
        QTest::newRow("one that lasts") << -10 << 65 << u"65 days left"_s;
        QTest::newRow("its last day") << -10 << 1 << u"1 day left"_s;
        QTest::newRow("one that has ended") << -10 << -3 << u"ended 3 days ago"_s;
        QTest::newRow("one that has not begun") << 2 << 9 << u"begins in 2 days"_s;
    }
    void days()
    {
        QFETCH(int, begin);
        QFETCH(int, end);
        CertificateFacts facts;
        facts.notBefore = m_now.addDays(begin);
        facts.notAfter = m_now.addDays(end);
        QTEST(daysLeftWords(facts, m_now), "words");
    }
};

QTEST_MAIN(TestCertificateDialog)
#include "tst_certificatedialog.moc"
