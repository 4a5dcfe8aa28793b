// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/endpointform.h"
#include "ui/dialogs/probesteps.h"
#include "ui/dialogs/rediswords.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMetaEnum>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QLineEdit *urlField(const QWidget &dialog)
{
    for (QLineEdit *edit : dialog.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Address as a URL"_s)
            return edit;
    }
    return nullptr;
}

QLineEdit *passwordField(const QWidget &dialog)
{
    for (QLineEdit *edit : dialog.findChildren<QLineEdit *>()) {
        if (edit->echoMode() == QLineEdit::Password)
            return edit;
    }
    return nullptr;
}

QPushButton *button(const QWidget &dialog, const QString &text)
{
    for (QPushButton *candidate : dialog.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

void type(QLineEdit *field, const QString &text)
{
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

} // namespace

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SystemClock m_clock;

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void typedUrlsFillTheFields_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("display");
        QTest::addColumn<QString>("password");
        QTest::newRow("plain") << u"redis://cache.example:6380/3"_s
                               << u"redis://cache.example:6380/3"_s << QString();
        QTest::newRow("bare host and port")
            << u"cache:7000"_s << u"redis://cache:7000"_s << QString();
        QTest::newRow("TLS with user and password")
            << u"rediss://me:se%40cret@cache"_s << u"rediss://me@cache:6379"_s << u"se@cret"_s;
        QTest::newRow("Sentinel")
            << u"redis+sentinel://me:x@s1,s2:7/shop/3?sentinel_user=w&sentinel_password=y&ssh=gate"_s
            << u"redis+sentinel://me@s1:26379,s2:7/shop/3?sentinel_user=w&ssh=gate"_s << u"x"_s;
        QTest::newRow("Cluster with TLS")
            << u"rediss+cluster://a,b:7"_s << u"rediss+cluster://a:6379,b:7"_s << QString();
        QTest::newRow("IPv6") << u"redis://[::1]:6379"_s << u"redis://[::1]:6379"_s << QString();
        QTest::newRow("Unix socket")
            << u"unix:///run/redis.sock?db=2"_s << u"unix:///run/redis.sock?db=2"_s << QString();
    }
    void typedUrlsFillTheFields()
    {
        QFETCH(QString, url);
        ConnectionDialog dialog(*m_theme, m_clock, {});
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        type(urlField(dialog), url);
        const auto settings = dialog.settings();
        QVERIFY(settings);
        QTEST(settings->endpoint.display(), "display");
        QTEST(settings->endpoint.password, "password");
        QCOMPARE(settings->endpoint, *parseRedisUrl(url));
        // Leaving the field takes the password out of sight.
        QTest::keyClick(urlField(dialog), Qt::Key_Tab);
        QTEST(urlField(dialog)->text(), "display");
        QTEST(passwordField(dialog)->text(), "password");
    }

    void brokenUrlsSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("says");
        QTest::newRow("IPv6 without brackets") << u"redis://::1:6379"_s << u"brackets"_s;
        QTest::newRow("port") << u"redis://a:99999"_s << u"65535"_s;
        QTest::newRow("database") << u"redis://a/x"_s << u"database"_s;
        QTest::newRow("scheme") << u"http://a"_s << u"redis://"_s;
        QTest::newRow("Sentinel without a name") << u"redis+sentinel://a,b"_s << u"master's name"_s;
        QTest::newRow("Cluster with a database") << u"redis+cluster://a/3"_s << u"database 0"_s;
        QTest::newRow("SSH") << u"redis://a?ssh=-x"_s << u"ssh"_s;
        QTest::newRow("percent sign in the password") << u"redis://u:p%zz@a"_s << u"hexadecimal"_s;
    }
    void brokenUrlsSayWhatIsWrong()
    {
        QFETCH(QString, url);
        QFETCH(QString, says);
        ConnectionDialog dialog(*m_theme, m_clock, {});
        dialog.show();
        type(urlField(dialog), url);
        QVERIFY(!dialog.settings());
        bool isSaid = false;
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            isSaid = isSaid || (!label->isHidden() && label->text().contains(says));
            QVERIFY(!label->text().contains(u"p%zz"_s));
        }
        QVERIFY(isSaid);
        QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
        QVERIFY(!button(dialog, u"Test"_s)->isEnabled());
        type(urlField(dialog), u"redis://a"_s);
        QVERIFY(button(dialog, u"Save"_s)->isEnabled());
    }

    void fieldsWriteTheUrl()
    {
        EndpointForm form;
        form.setEndpoint(*parseRedisUrl(u"redis://u:secret@a:1/2"_s));
        auto *port = form.findChildren<QSpinBox *>().first();
        port->setValue(7777);
        QCOMPARE(urlField(form)->text(), u"redis://u@a:7777/2"_s);
        QVERIFY(!urlField(form)->text().contains(u"secret"_s));
        QCOMPARE(form.endpoint()->password, u"secret"_s);
        QTest::keyClick(form.findChild<QCheckBox *>(), Qt::Key_Space);
        QCOMPARE(urlField(form)->text(), u"rediss://u@a:7777/2"_s);
        QCOMPARE(form.endpoint()->transport, RedisEndpoint::Transport::Tls);
    }

    void theKindsHaveTheirOwnFields()
    {
        EndpointForm form;
        form.setEndpoint(*parseRedisUrl(u"redis://u:secret@a:1/2"_s));
        form.show();
        const auto choose = [&form](const QString &text) {
            for (QToolButton *kind : form.findChildren<QToolButton *>()) {
                if (kind->text() == text)
                    QTest::mouseClick(kind, Qt::LeftButton);
            }
        };
        const auto shown = [&form](const QString &placeholder) {
            for (QLineEdit *edit : form.findChildren<QLineEdit *>()) {
                if (edit->placeholderText().contains(placeholder) && edit->isVisible())
                    return edit;
            }
            return static_cast<QLineEdit *>(nullptr);
        };
        QVERIFY(!shown(u"sentinel1"_s));
        choose(u"Sentinel"_s);
        QVERIFY(!form.endpoint()); // nobody named yet
        type(shown(u"sentinel1"_s), u"s1, [::1]:5"_s);
        QVERIFY(!form.endpoint());
        type(shown(u"its name"_s), u"shop"_s);
        type(shown(u"no tunnel"_s), u"me@gate"_s);
        QCOMPARE(urlField(form)->text(),
                 u"redis+sentinel://u@s1:26379,[::1]:5/shop/2?ssh=me@gate"_s);
        QVERIFY(form.endpoint());
        QCOMPARE(form.endpoint()->password, u"secret"_s);
        type(shown(u"sentinel1"_s), u"s1,,"_s);
        QVERIFY(!form.endpoint());
        choose(u"Cluster"_s);
        type(shown(u"server1"_s), u"a, b:7"_s);
        QCOMPARE(urlField(form)->text(), u"redis+cluster://u@a:6379,b:7?ssh=me@gate"_s);
        QVERIFY(!shown(u"its name"_s));
        choose(u"Server"_s);
        QCOMPARE(urlField(form)->text(), u"redis://u@a:1/2?ssh=me@gate"_s);
        choose(u"Socket file"_s);
        QVERIFY(!form.endpoint());
        QVERIFY(!shown(u"no tunnel"_s));
        type(shown(u"/run/"_s), u"/tmp/r.sock"_s);
        QCOMPARE(urlField(form)->text(), u"unix://u@/tmp/r.sock?db=2"_s);
    }

    void aCertificateNeedsItsKey()
    {
        EndpointForm form;
        RedisEndpoint endpoint = *parseRedisUrl(u"rediss://a"_s);
        endpoint.tls.certificateFile = u"/tmp/cert.pem"_s;
        form.setEndpoint(endpoint);
        QVERIFY(!form.endpoint());
        endpoint.tls.keyFile = u"/tmp/key.pem"_s;
        form.setEndpoint(endpoint);
        QCOMPARE(*form.endpoint(), endpoint);
    }

    void whatIsSavedIsWhatWasTyped()
    {
        const RedisConnectionSettings before{
            u"staging"_s,
            *parseRedisUrl(
                u"rediss+sentinel://ops:x@r,q/shop/2?sentinel_password=y&ssh=me@gate:22"_s),
            u"cb:"_s};
        ConnectionDialog dialog(*m_theme, m_clock, before);
        QSignalSpy submitted(&dialog, &ConnectionDialog::submitted);
        dialog.open();
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QCOMPARE(submitted.first().first().value<RedisConnectionSettings>(), before);
        QVERIFY(!dialog.isVisible());
    }

    void theTestNamesTheStepThatFails()
    {
        // A port that was just free refuses.
        quint16 port = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            port = server.serverPort();
        }
        ConnectionDialog dialog(*m_theme, m_clock,
                                {u"x"_s, *parseRedisUrl(u"127.0.0.1:%1"_s.arg(port)), {}});
        QSignalSpy finished(&dialog, &ConnectionDialog::testFinished);
        dialog.open();
        QTest::mouseClick(button(dialog, u"Test"_s), Qt::LeftButton);
        QVERIFY(dialog.isTesting());
        QVERIFY(finished.wait(20'000));
        const QString steps = dialog.findChild<ProbeSteps *>()->text();
        QVERIFY2(steps.contains(u"failed Connection: Connection refused"_s), qPrintable(steps));
        QVERIFY(!dialog.isTesting());
        QVERIFY(button(dialog, u"Test"_s)->isEnabled());
    }

    void theTestCanBeStopped()
    {
        // Takes the connection and never says a word.
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        ConnectionDialog dialog(
            *m_theme, m_clock,
            {u"x"_s, *parseRedisUrl(u"127.0.0.1:%1"_s.arg(server.serverPort())), {}});
        dialog.open();
        QTest::mouseClick(button(dialog, u"Test"_s), Qt::LeftButton);
        QTRY_VERIFY(server.hasPendingConnections());
        QTest::mouseClick(button(dialog, u"Stop the test"_s), Qt::LeftButton);
        QVERIFY(!dialog.isTesting());
        QVERIFY(button(dialog, u"Test"_s));
        // And started anew, then closed in the middle.
        QTest::mouseClick(button(dialog, u"Test"_s), Qt::LeftButton);
        QVERIFY(dialog.isTesting());
    }

    void everyErrorHasWords()
    {
        const auto kinds = QMetaEnum::fromType<RedisError::Kind>();
        for (int i = 0; i < kinds.keyCount(); ++i) {
            const Sentence sentence
                = describe(RedisError{RedisError::Kind(kinds.value(i)), u"detail"_s});
            QVERIFY2(!sentence.headline.isEmpty(), kinds.key(i));
            QVERIFY2(sentence.hint.contains(u"detail"_s), kinds.key(i));
        }
    }
};

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"
