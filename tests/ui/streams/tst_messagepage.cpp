// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/manualclock.h"
#include "ui/streams/closedialog.h"
#include "ui/streams/messagepage.h"
#include "ui/widgets/rowtable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using From = SocketMessage::From;
using Kind = SocketMessage::Kind;

namespace {

template<typename Button> Button *button(const QWidget &page, const QString &text)
{
    const auto all = page.findChildren<Button *>();
    const auto found
        = std::ranges::find_if(all, [&](Button *each) { return each->text() == text; });
    return found == all.end() ? nullptr : *found;
}

QStringList contents(MessagePage &page)
{
    QStringList all;
    for (int row = 0; row < page.model().rowCount(); ++row)
        all += page.model().index(row, MessageModel::Content).data().toString();
    return all;
}

QByteArray text(const QByteArray &content, From from = From::Server)
{
    return conversationLine({from, Kind::Text, 1500us, content});
}

/// What the first action of a button's menu says once it is open.
QStringList offered(QToolButton *menuButton)
{
    Q_EMIT menuButton->menu()->aboutToShow();
    QStringList texts;
    for (const QList<QAction *> actions = menuButton->menu()->actions(); QAction * action : actions)
        texts += action->text();
    return texts;
}

} // namespace

class TestMessagePage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;
    ManualClock m_clock;
    std::unique_ptr<MessagePage> m_page;
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<WebSocketLink> m_link;
    QStringList m_heard;
    QByteArrayList m_heardBytes;

    /// An open connection that the page writes to.
    void connectLink()
    {
        m_server = std::make_unique<QWebSocketServer>(u"peer"_s, QWebSocketServer::NonSecureMode);
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
        connect(m_server.get(), &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *peer = m_server->nextPendingConnection();
            peer->setParent(m_server.get());
            connect(peer, &QWebSocket::textMessageReceived, this,
                    [this](const QString &heard) { m_heard.append(heard); });
            connect(peer, &QWebSocket::binaryMessageReceived, this,
                    [this](const QByteArray &heard) { m_heardBytes.append(heard); });
            connect(peer, &QWebSocket::disconnected, this, [this, peer] {
                m_heard.append(u"closed %1 %2"_s.arg(peer->closeCode()).arg(peer->closeReason()));
            });
        });
        m_link = std::make_unique<WebSocketLink>();
        connect(m_link.get(), &WebSocketLink::passed, this,
                [this](const SocketMessage &message) { m_page->take(conversationLine(message)); });
        m_link->open({QUrl(u"ws://127.0.0.1:%1/"_s.arg(m_server->serverPort())), {}, {}});
        QTRY_COMPARE(m_link->state(), WebSocketLink::State::Open);
        m_page->begin(m_link.get());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        m_page = std::make_unique<MessagePage>(*m_theme, m_syntax, m_clock);
        new QAbstractItemModelTester(&m_page->model(), m_page.get());
        m_page->resize(900, 500);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_link.reset();
        m_server.reset();
        m_heard.clear();
        m_heardBytes.clear();
    }

    void messagesAreThereAsTheyPass()
    {
        m_page->begin(nullptr);
        m_page->take(text("hello"));
        m_page->take(text("{\"a\": 1}", From::Client)
                     + conversationLine({From::Server, Kind::Binary, 1s, "\x01\xff"}));
        m_page->take(conversationLine({From::Server, Kind::Pong, 1s, "", 0, 2'500us})
                     + conversationLine({From::Server, Kind::Close, 2s, "done", 4001}));
        QTRY_COMPARE(contents(*m_page),
                     (QStringList{u"hello"_s, u"{\"a\": 1}"_s, u"01 ff"_s, u"after 2.5 ms"_s,
                                  u"4001 application: done"_s}));
        const auto cell = [this](int row, int column) {
            return m_page->model().index(row, column).data().toString();
        };
        QCOMPARE(cell(0, MessageModel::Direction), u"↓"_s);
        QCOMPARE(cell(1, MessageModel::Direction), u"↑"_s);
        QCOMPARE(m_page->model().index(1, 0).data(Qt::AccessibleTextRole).toString(), u"sent"_s);
        QCOMPARE(cell(2, MessageModel::MessageKind), u"binary"_s);
        QCOMPARE(cell(2, MessageModel::Size), u"2 B"_s);
        QCOMPARE(cell(0, MessageModel::Time),
                 m_clock.wallTime().addMSecs(1).toLocalTime().toString(u"HH:mm:ss.zzz"));
    }

    void theCurrentMessageIsLaidOutBelow()
    {
        m_page->begin(nullptr);
        m_page->take(text("{\"a\":[1.0]}") + text("plain")
                     + conversationLine({From::Server, Kind::Binary, 1s, "\x01\xff"}));
        QTRY_COMPARE(m_page->model().rowCount(), 3);
        m_page->table()->selectRow(0);
        QTRY_COMPARE(m_page->detail()->shownText(), u"{\n    \"a\": [\n        1.0\n    ]\n}"_s);
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QTRY_COMPARE(m_page->detail()->shownText(), u"plain"_s);
        QTest::keyClick(m_page->table(), Qt::Key_Down);
        QTRY_VERIFY(m_page->detail()->shownText().contains(u"01 ff"_s));
    }

    void filtersLeaveWhatTheyName()
    {
        m_page->begin(nullptr);
        m_page->take(text("Apple") + text("pear 12", From::Client) + text("plum 3"));
        auto *filter = m_page->findChild<QLineEdit *>();
        QTest::keyClicks(filter, u"aPP"_s);
        QTRY_COMPARE(contents(*m_page), QStringList(u"Apple"_s));
        m_page->take(text("pineapple") + text("fig"));
        QTRY_COMPARE(contents(*m_page), (QStringList{u"Apple"_s, u"pineapple"_s}));
        filter->setText(u"\\d+$"_s);
        QTRY_COMPARE(contents(*m_page), QStringList());
        QTest::mouseClick(button<QToolButton>(*m_page, u".*"_s), Qt::LeftButton);
        QTRY_COMPARE(contents(*m_page), (QStringList{u"pear 12"_s, u"plum 3"_s}));
        auto *directions = m_page->findChild<QComboBox *>();
        directions->setCurrentIndex(2);
        QTRY_COMPARE(contents(*m_page), QStringList(u"pear 12"_s));
        // A pattern that is none changes nothing.
        filter->setText(u"("_s);
        QCOMPARE(contents(*m_page), QStringList(u"pear 12"_s));
        filter->clear();
        directions->setCurrentIndex(0);
        QTRY_COMPARE(m_page->model().rowCount(), 5);
    }

    void theNewestIsKeptInSightUntilSomebodyWantsNot()
    {
        m_page->begin(nullptr);
        m_page->take(text("x").repeated(200));
        QScrollBar *bar = m_page->table()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        QTest::mouseClick(button<QToolButton>(*m_page, u"Follow"_s), Qt::LeftButton);
        bar->setValue(10);
        m_page->take(text("x").repeated(100));
        QTRY_COMPARE(m_page->model().rowCount(), 300);
        QCOMPARE(bar->value(), 10);
        QTest::mouseClick(button<QToolButton>(*m_page, u"Follow"_s), Qt::LeftButton);
        QTRY_COMPARE(bar->value(), bar->maximum());
    }

    void copies()
    {
        m_page->begin(nullptr);
        m_page->take(text("one\n1")
                     + conversationLine({From::Server, Kind::Binary, 1s, "\x01\xff"}));
        QTRY_COMPARE(m_page->model().rowCount(), 2);
        m_page->table()->selectRow(0);
        QTest::keyClick(m_page->table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"one\n1"_s);
        m_page->table()->selectRow(1);
        QTest::mouseClick(button<QToolButton>(*m_page, u"Copy"_s), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), u"01 ff"_s);
    }

    void aKeptConversationIsReadInSlices()
    {
        ResponseBody body;
        for (int i = 0; i < 60'000; ++i)
            body.bytes += text(QByteArray::number(i));
        body.size = body.bytes.size();
        QElapsedTimer clock;
        clock.start();
        m_page->showBody(body);
        QVERIFY2(clock.elapsed() < 500, "the first slice is not the whole");
        QTRY_COMPARE_WITH_TIMEOUT(m_page->model().rowCount(), 60'000, 60'000);
        QCOMPARE(m_page->model().index(0, MessageModel::Time).data().toString(), u"+0.002 s"_s);
        QCOMPARE(contents(*m_page).last(), u"59999"_s);
    }

    void aMillionMessagesTakeTheirTurns()
    {
        // The tester looks at every row.
        MessagePage page(*m_theme, m_syntax, m_clock);
        page.resize(900, 500);
        page.show();
        page.begin(nullptr);
        const QByteArray piece = text(QByteArray(100, 'm')).repeated(500);
        double longest = 0;
        for (int i = 0; i < 2000; ++i) {
            timespec before{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
            page.take(piece);
            QCoreApplication::processEvents();
            timespec after{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
            longest = std::max(longest,
                               double(after.tv_sec - before.tv_sec) * 1e3
                                   + double(after.tv_nsec - before.tv_nsec) / 1e6);
        }
        QTRY_COMPARE_WITH_TIMEOUT(page.model().rowCount(), 1'000'000, 30'000);
        qInfo("longest turn %.1f ms", longest);
#if !defined(__SANITIZE_ADDRESS__)
        QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
#endif
    }

    // ---- writing -------------------------------------------------------------------------------

    void withoutAConnectionNothingIsSent()
    {
        MessageComposer *composer = m_page->composer();
        QVERIFY(!button<QPushButton>(*composer, u"Send"_s)->isEnabled());
        int asked = 0;
        composer->setAids({.open = [&asked] { ++asked; }});
        QTest::mouseClick(button<QToolButton>(*composer, u"Connect"_s), Qt::LeftButton);
        QCOMPARE(asked, 1);
    }

    void controlReturnSends()
    {
        connectLink();
        MessageComposer *composer = m_page->composer();
        composer->setAids({.expand = [](const QString &written) {
            return std::expected<QString, QString>(QString(written).replace(u"{{x}}"_s, u"1"_s));
        }});
        QTest::keyClicks(composer->editor(), u"value {{x}}"_s);
        QTest::keyClick(composer->editor(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_heard, QStringList(u"value 1"_s));
        QTRY_COMPARE(contents(*m_page), QStringList(u"value 1"_s));
        // What was written is offered again.
        QCOMPARE(offered(button<QToolButton>(*composer, u"Sent"_s)), QStringList(u"value {{x}}"_s));
        composer->editor()->clear();
        button<QToolButton>(*composer, u"Sent"_s)->menu()->actions().first()->trigger();
        QCOMPARE(composer->editor()->toPlainText(), u"value {{x}}"_s);
    }

    void whatCannotBeFilledInIsSaid()
    {
        connectLink();
        m_page->composer()->setAids({.expand = [](const QString &) {
            return std::expected<QString, QString>(std::unexpected(u"x is not set"_s));
        }});
        m_page->composer()->send();
        QCOMPARE(m_page->composer()->problem(), u"x is not set"_s);
        QVERIFY(m_heard.isEmpty());
    }

    void bytesAreWrittenInThreeWays_data()
    {
        QTest::addColumn<int>("form");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("hex") << 1 << u"00 ff\n1A"_s << "\0\xff\x1a"_ba;
        QTest::newRow("hex of half a byte") << 1 << u"00 f"_s << QByteArray();
        QTest::newRow("no hex") << 1 << u"0g"_s << QByteArray();
        QTest::newRow("Base64") << 2 << u"AP8a"_s << "\0\xff\x1a"_ba;
        QTest::newRow("no Base64") << 2 << u"A*"_s << QByteArray();
        QTest::newRow("no file") << 3 << u"/no/such/file"_s << QByteArray();
    }
    void bytesAreWrittenInThreeWays()
    {
        QFETCH(const int, form);
        QFETCH(const QString, written);
        QFETCH(const QByteArray, bytes);
        connectLink();
        MessageComposer *composer = m_page->composer();
        composer->findChild<QComboBox *>()->setCurrentIndex(form);
        composer->editor()->setPlainText(written);
        QTest::mouseClick(button<QPushButton>(*composer, u"Send"_s), Qt::LeftButton);
        if (bytes.isEmpty()) {
            // A file is looked at beside the window.
            QTRY_VERIFY(!composer->problem().isEmpty());
            return;
        }
        QTRY_COMPARE(m_heardBytes, QByteArrayList{bytes});
        QCOMPARE(composer->problem(), QString());
    }

    void aFileIsSentAsItIs()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.bin"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("\0\x01", 2);
        file.close();
        connectLink();
        m_page->composer()->findChild<QComboBox *>()->setCurrentIndex(3);
        m_page->composer()->editor()->setPlainText(file.fileName());
        m_page->composer()->send();
        QTRY_COMPARE(m_heardBytes, (QByteArrayList{QByteArray("\0\x01", 2)}));
    }

    void aLargeFileTellsHowMuchHasGoneOut()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.bin"_s));
        QVERIFY(file.open(QFile::WriteOnly) && file.resize(30'000'000));
        connectLink();
        MessageComposer *composer = m_page->composer();
        composer->findChild<QComboBox *>()->setCurrentIndex(3);
        composer->editor()->setPlainText(file.fileName());
        composer->send();
        const auto *send = button<QPushButton>(*composer, u"Send"_s);
        QVERIFY(!send->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(composer->problem().endsWith(" of 30 MB sent"_L1), 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_heardBytes.size(), 1, 60'000);
        QCOMPARE(m_heardBytes.first().size(), 30'000'000);
        QTRY_VERIFY(send->isEnabled());
        QCOMPARE(composer->problem(), QString());
        QVERIFY(file.resize(MessageComposer::largestFile + 1));
        composer->send();
        QTRY_VERIFY2(composer->problem().contains("more than 100 MB"_L1),
                     qPrintable(composer->problem()));
        QVERIFY(send->isEnabled());
    }

    void messagesOfTheRequestAreOffered()
    {
        ResolvedRequest request;
        request.body.append({"one & only\n===\n{\n  \"two\": 2\n}", {}, 30});
        m_page->setRequest(request);
        QCOMPARE(offered(button<QToolButton>(*m_page->composer(), u"Saved"_s)),
                 (QStringList{u"one && only"_s, u"{ \"two\": 2 }"_s}));
        button<QToolButton>(*m_page->composer(), u"Saved"_s)->menu()->actions().last()->trigger();
        QCOMPARE(m_page->composer()->editor()->toPlainText(), u"{\n  \"two\": 2\n}"_s);
    }

    void jsonIsLaidOutInOneStep()
    {
        MessageComposer *composer = m_page->composer();
        composer->setAids(
            {.format = [](const QString &) { return std::expected<QString, QString>(u"{\n}"_s); }});
        composer->editor()->setPlainText(u"{}"_s);
        QTest::mouseClick(button<QToolButton>(*composer, u"Format"_s), Qt::LeftButton);
        QCOMPARE(composer->editor()->toPlainText(), u"{\n}"_s);
        composer->editor()->undo();
        QCOMPARE(composer->editor()->toPlainText(), u"{}"_s);
    }

    void disconnectingSaysCodeAndReason()
    {
        connectLink();
        QToolButton *disconnect = button<QToolButton>(*m_page->composer(), u"Disconnect"_s);
        disconnect->menu()->actions().first()->trigger();
        auto *dialog = m_page->findChild<CloseDialog *>();
        QVERIFY(dialog);
        auto *code = dialog->findChild<QComboBox *>();
        auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        for (const QString &wrong : {u"1005"_s, u"999"_s, u"x"_s, u"5000"_s}) {
            code->setEditText(wrong);
            QVERIFY2(!ok->isEnabled(), qPrintable(wrong));
        }
        code->setEditText(u"4002"_s);
        dialog->findChild<QLineEdit *>(Qt::FindDirectChildrenOnly)->setText(u"enough"_s);
        QTest::mouseClick(ok, Qt::LeftButton);
        QTRY_COMPARE(m_heard, QStringList(u"closed 4002 enough"_s));
    }

    void pingsAreAnswered()
    {
        connectLink();
        QTest::mouseClick(button<QToolButton>(*m_page->composer(), u"Ping"_s), Qt::LeftButton);
        QTRY_COMPARE(m_page->model().rowCount(), 2);
        QVERIFY2(contents(*m_page).last().startsWith(u"after "_s),
                 qPrintable(contents(*m_page).last()));
    }
};

QTEST_MAIN(TestMessagePage)
#include "tst_messagepage.moc"
