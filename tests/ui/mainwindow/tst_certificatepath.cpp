// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/support/certificates.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/connections/certificatedialog.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/response/statusline.h"
#include "ui/widgets/noticebar.h"

#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSslKey>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One that can be seen and pressed.
QPushButton *button(const QWidget &of, const QRegularExpression &text)
{
    const auto all = of.findChildren<QPushButton *>();
    for (QPushButton *one : all) {
        if (one->isVisible() && one->isEnabled() && text.match(one->text()).hasMatch())
            return one;
    }
    return nullptr;
}

} // namespace

/// From a certificate that is not trusted to an answer, through the window's own parts.
class CertificatePathTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromTheStatusLineToTheAnswer()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        Certificates certificates;
        QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(
            QSslCertificate::fromData(contentOf(certificates.untrusted.certificate)));
        configuration.setPrivateKey(QSslKey(contentOf(certificates.untrusted.key), QSsl::Ec));
        FaultServer server(
            *parseFaultScript(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})"));
        QVERIFY(server.listenTls(configuration));

        const TemporaryFolder folder;
        WindowFixture fixture(folder.path());
        MainWindow window(fixture.services);
        window.show();
        RequestSpec spec;
        spec.url = u"https://localhost:%1/orders"_s.arg(server.port());
        window.tabs().open(spec);
        RequestTab *tab = window.tabs().current();
        QVERIFY(tab);
        tab->send();
        QTRY_VERIFY_WITH_TIMEOUT(tab->exchange(), 30'000);
        QCOMPARE(tab->exchange()->error->kind, SendError::Kind::TlsUntrusted);

        // The status line leads to the certificate.
        const StatusLine &status = *tab->response().statusLine();
        QPushButton *look = button(status, QRegularExpression(u"^Certificate"_s));
        QVERIFY(look);
        QTest::mouseClick(look, Qt::LeftButton);
        QPointer dialog = window.findChild<CertificateDialog *>();
        QVERIFY(dialog && dialog->isVisible() && dialog->offersTrust());
        QPushButton *trust = button(*dialog, QRegularExpression(u"^&Trust it"_s));
        QVERIFY(trust);
        // By keyboard, as anybody may.
        trust->setFocus();
        QTest::keyClick(trust, Qt::Key_Space);
        QTRY_VERIFY(!dialog);
        QCOMPARE(fixture.settings.values().tls.exceptions.size(), 1);
        QCOMPARE(fixture.settings.values().tls.exceptions.first().port, int(server.port()));

        // The window offers what comes next.
        auto *notice = window.findChild<NoticeBar *>(u"windowNotice"_s);
        QVERIFY(notice && notice->isVisible());
        const ExchangePtr before = tab->exchange();
        QPushButton *again = button(*notice, QRegularExpression(u"^Send again"_s));
        QVERIFY(again);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(tab->exchange() && tab->exchange() != before, 30'000);
        QVERIFY2(tab->exchange()->response(),
                 qPrintable(status.outcomeText() + status.sentenceText()));
        QCOMPARE(tab->exchange()->response()->status, 200);
        QVERIFY(tab->exchange()->attempts.last().connection.tls.isExcused);
        // And goes on telling that it is an exception.
        QTRY_VERIFY(button(status, QRegularExpression(u"^▲ TLS"_s)));
    }
};

QTEST_MAIN(CertificatePathTest)
#include "tst_certificatepath.moc"
