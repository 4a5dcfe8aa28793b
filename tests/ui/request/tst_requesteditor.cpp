// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"

#include "ui/request/choicerow.h"
#include "ui/request/keyline.h"
#include "ui/request/methodbox.h"
#include "ui/request/pagetabs.h"
#include "ui/request/urlline.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = RequestEditor::Page;

/// The composer as a whole: URL bar, Send, key line, undo, keys.
class RequestEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void typingTheUrlEditsTheDocument();
    void theCursorStaysWhileTyping();
    void undoAndRedoAcrossFields();
    void undoShowsThePageWhereItHappened();
    void pastedLineBreaksAreTakenOut();
    void aPastedRequestIsHandedOn();
    void enterInTheUrlSends();
    void controlReturnSendsOnceFromEverywhere();
    void sendIsStopWhileRunning();
    void theMenuHasTheOtherWaysToSend();
    void anyTokenIsAMethod();
    void theKeyLineFollowsTyping();
    void theKeyLineCountsDownAndCloses();
    void aSlowPatternDoesNotHoldUpTyping();
    void keyLabGetsThePattern();
    void theWorstOfThePatternIsSaid();
    void controlLGoesToTheUrl();
    void badgesCount();
    void nothingIsCutOffAtTheSmallestWidth_data();
    void nothingIsCutOffAtTheSmallestWidth();
    void loadingShowsTheOtherRequest();
    void tabComesToAPageWhereItStands_data();
    void tabComesToAPageWhereItStands();

private:
    static UrlLine &url(Composer &composer) { return *composer.editor->findChild<UrlLine *>(); }
    static KeyLine &keyLine(Composer &composer) { return *composer.editor->findChild<KeyLine *>(); }
    static SendButton &sendButton(Composer &composer)
    {
        return *composer.editor->findChild<SendButton *>();
    }
    static void show(Composer &composer)
    {
        composer.editor->resize(900, 400);
        composer.editor->show();
        composer.editor->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(composer.editor.get()));
    }
};

void RequestEditorTest::typingTheUrlEditsTheDocument()
{
    Composer composer;
    show(composer);
    composer.editor->focusUrl();
    QTest::keyClicks(&url(composer), u"http://a/?x=1"_s);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1"_s);
    QCOMPARE(composer.document.undoStack().count(), 1);
    QVERIFY(composer.document.isModified());
}

void RequestEditorTest::theCursorStaysWhileTyping()
{
    RequestSpec spec;
    spec.url = u"{{base}}/path?a=1&b=2"_s;
    spec.disabledParameters = {{1, {u"off"_s, u"x"_s, false, true}}};
    Composer composer(spec);
    show(composer);
    composer.editor->focusUrl();
    url(composer).setCursorPosition(13);
    QTest::keyClicks(&url(composer), u"?=&"_s);
    QCOMPARE(url(composer).cursorPosition(), 16);
    QCOMPARE(composer.document.spec().url, u"{{base}}/path?=&?a=1&b=2"_s);
    QTest::keyClick(&url(composer), Qt::Key_Backspace);
    QCOMPARE(url(composer).cursorPosition(), 15);
    QCOMPARE(composer.document.spec().disabledParameters.size(), 1);
}

void RequestEditorTest::undoAndRedoAcrossFields()
{
    Composer composer;
    show(composer);
    composer.editor->focusUrl();
    QTest::keyClicks(&url(composer), u"http://a"_s);
    QLineEdit &method = *composer.editor->findChild<MethodBox *>()->lineEdit();
    method.setFocus();
    method.selectAll();
    QTest::keyClicks(&method, u"PURGE"_s);
    composer.editor->focusUrl();
    url(composer).end(false);
    QTest::keyClicks(&url(composer), u"/b"_s);
    QCOMPARE(composer.document.undoStack().count(), 3);

    QTest::keySequence(&url(composer), QKeySequence::Undo);
    QCOMPARE(url(composer).text(), u"http://a"_s);
    QCOMPARE(url(composer).cursorPosition(), 8);
    QTest::keySequence(&url(composer), QKeySequence::Undo);
    QCOMPARE(method.text(), u"GET"_s);
    QTest::keySequence(&url(composer), QKeySequence::Undo);
    QCOMPARE(url(composer).text(), QString());
    QVERIFY(!composer.document.isModified());
    for (int i = 0; i < 3; ++i)
        QTest::keySequence(&url(composer), QKeySequence::Redo);
    QCOMPARE(url(composer).text(), u"http://a/b"_s);
    QCOMPARE(composer.document.spec().method, u"PURGE"_s);
}

void RequestEditorTest::undoShowsThePageWhereItHappened()
{
    Composer composer;
    show(composer);
    RequestSpec next = composer.document.spec();
    next.auth.kind = Auth::Kind::Basic;
    composer.document.edit(u"auth"_s, RequestPart::AuthKind, next);
    QCOMPARE(int(composer.editor->page()), int(Page::Params));
    composer.editor->focusUrl();
    QTest::keySequence(&url(composer), QKeySequence::Undo);
    QCOMPARE(int(composer.editor->page()), int(Page::Auth));
}

void RequestEditorTest::pastedLineBreaksAreTakenOut()
{
    Composer composer;
    show(composer);
    composer.editor->focusUrl();
    QGuiApplication::clipboard()->setText(u" http://a/b?\n   c=d\r\n"_s);
    QTest::keySequence(&url(composer), QKeySequence::Paste);
    QCOMPARE(url(composer).text(), u"http://a/b?c=d"_s);
    QCOMPARE(composer.document.spec().url, u"http://a/b?c=d"_s);
}

void RequestEditorTest::aPastedRequestIsHandedOn()
{
    Composer composer;
    show(composer);
    QSignalSpy pasted(composer.editor.get(), &RequestEditor::pasted);
    const QString command = u"curl 'http://a' \\\n -d 1"_s;
    composer.editor->focusUrl();
    QGuiApplication::clipboard()->setText(command);
    QTest::keySequence(&url(composer), QKeySequence::Paste);
    QCOMPARE(pasted.count(), 1);
    QCOMPARE(pasted.first().first().toString(), command);
    QCOMPARE(url(composer).text(), QString());
    composer.editor->insertIntoUrl(command);
    QCOMPARE(url(composer).text(), u"curl 'http://a' \\-d 1"_s);
}

void RequestEditorTest::enterInTheUrlSends()
{
    Composer composer;
    show(composer);
    QSignalSpy sends(composer.editor.get(), &RequestEditor::sendRequested);
    composer.editor->focusUrl();
    QTest::keyClick(&url(composer), Qt::Key_Return);
    QTest::keyClick(&url(composer), Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(sends.count(), 2);
    QCOMPARE(sends.first().first().value<SendKind>(), SendKind::Normal);
}

void RequestEditorTest::controlReturnSendsOnceFromEverywhere()
{
    Composer composer;
    show(composer);
    QSignalSpy sends(composer.editor.get(), &RequestEditor::sendRequested);
    composer.editor->focusUrl();
    QTest::keyClick(&url(composer), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sends.count(), 1);
    QTest::keyClick(composer.editor->findChild<MethodBox *>()->lineEdit(), Qt::Key_Return,
                    Qt::ControlModifier);
    QCOMPARE(sends.count(), 2);
    QTest::keyClick(&sendButton(composer), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sends.count(), 3);
}

void RequestEditorTest::sendIsStopWhileRunning()
{
    Composer composer;
    show(composer);
    QSignalSpy sends(composer.editor.get(), &RequestEditor::sendRequested);
    QSignalSpy stops(composer.editor.get(), &RequestEditor::stopRequested);
    const int width = sendButton(composer).width();
    composer.editor->setRunState(RunState::Running);
    QCOMPARE(sendButton(composer).text(), u"Stop"_s);
    QCOMPARE(sendButton(composer).sizeHint().width(), width); // the URL does not jump
    QTest::mouseClick(&sendButton(composer), Qt::LeftButton, {}, QPoint(10, 10));
    QCOMPARE(stops.count(), 1);
    composer.editor->focusUrl();
    QTest::keyClick(&url(composer), Qt::Key_Escape);
    QCOMPARE(stops.count(), 2);
    QTest::keyClick(&url(composer), Qt::Key_Return);
    QCOMPARE(sends.count(), 0);
    composer.editor->setRunState(RunState::Idle);
    QTest::keyClick(&url(composer), Qt::Key_Escape);
    QCOMPARE(stops.count(), 2);
    QTest::mouseClick(&sendButton(composer), Qt::LeftButton, {}, QPoint(10, 10));
    QCOMPARE(sends.count(), 1);
}

void RequestEditorTest::theMenuHasTheOtherWaysToSend()
{
    Composer composer;
    show(composer);
    QSignalSpy sends(composer.editor.get(), &RequestEditor::sendRequested);
    QTest::keyClick(&sendButton(composer), Qt::Key_Down);
    auto *menu = sendButton(composer).findChild<QMenu *>();
    QTRY_VERIFY(menu->isVisible());
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions)
        action->trigger();
    menu->close();
    QCOMPARE(sends.count(), 3);
    QCOMPARE(sends[0].first().value<SendKind>(), SendKind::Anyway);
    QCOMPARE(sends[1].first().value<SendKind>(), SendKind::Download);
    QCOMPARE(sends[2].first().value<SendKind>(), SendKind::Repeat);
}

void RequestEditorTest::anyTokenIsAMethod()
{
    Composer composer;
    show(composer);
    auto *box = composer.editor->findChild<MethodBox *>();
    box->lineEdit()->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), u"M-SEARCH"_s);
    QCOMPARE(composer.document.spec().method, u"M-SEARCH"_s);
    QVERIFY(box->isValid());
    QTest::keyClicks(box->lineEdit(), u"("_s);
    QVERIFY(!box->isValid());
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), u"pu"_s);
    QCOMPARE(composer.document.spec().method, u"pu"_s); // nothing completes it to something else
}

void RequestEditorTest::theKeyLineFollowsTyping()
{
    RequestSpec spec;
    spec.policy.keyPattern = u"[w].+(?=/)"_s;
    Composer composer(spec);
    composer.shared = 4;
    show(composer);
    const auto &status = [&]() -> const KeyStatus & { return composer.editor->keyStatus(); };
    QCOMPARE(int(status().state), int(KeyStatus::State::NoUrl));
    composer.editor->focusUrl();
    QTest::keyClicks(&url(composer), u"{{bas"_s);
    QTest::keyClicks(&url(composer), u"}}"_s);
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Unresolved));
    QVERIFY(status().word.contains(u"bas"_s));
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(&url(composer), Qt::Key_Backspace);
    QTest::keyClicks(&url(composer), u"e}}/m_search?productId=11211"_s);
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Closed));
    QCOMPARE(status().key, u"www.store1.com:8001"_s);
    QCOMPARE(status().details, QStringList{u"shared by 4 requests of this collection"_s});
    // Another environment.
    composer.scope.layers.first().values[u"base"_s] = u"http://w.example"_s;
    composer.editor->refresh();
    QCOMPARE(status().key, u"w.example"_s);
}

void RequestEditorTest::theKeyLineCountsDownAndCloses()
{
    RequestSpec spec;
    spec.url = u"{{base}}/x"_s;
    spec.policy.keyPattern = u"[w].+(?=/)"_s;
    Composer composer(spec);
    show(composer);
    composer.open(u"www.store1.com:8001"_s, 7300ms, u"4 time-outs"_s);
    const auto &status = [&]() -> const KeyStatus & { return composer.editor->keyStatus(); };
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Open));
    QCOMPARE(status().countdown, u"7.3 s"_s);
    QVERIFY(status().details.contains(u"opened after 4 time-outs"_s));
    composer.clock.advance(2000ms);
    QTRY_COMPARE(status().countdown, u"5.3 s"_s);
    // Typing another host asks about another circuit, and back again.
    composer.editor->focusUrl();
    url(composer).selectAll();
    QTest::keyClicks(&url(composer), u"http://www.other.com/x"_s);
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Closed));
    QTest::keySequence(&url(composer), QKeySequence::Undo);
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Open));
    composer.clock.advance(6000ms);
    QTRY_COMPARE(int(status().state), int(KeyStatus::State::Closed));
    QVERIFY(status().countdown.isEmpty());
}

void RequestEditorTest::aSlowPatternDoesNotHoldUpTyping()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    spec.policy.keyPattern = u"(a+)+b"_s;
    Composer composer(spec);
    show(composer);
    composer.editor->focusUrl();
    url(composer).end(false);
    QTest::keyClicks(&url(composer), QString(300, u'a'));
    // Whatever the pattern costs, the letters are in the document at once, and the line catches up.
    QCOMPARE(composer.document.spec().url, u"http://a/"_s + QString(300, u'a'));
    QTRY_VERIFY_WITH_TIMEOUT(
        composer.editor->keyStatus().key.size() == composer.document.spec().url.size(), 30'000);
}

void RequestEditorTest::keyLabGetsThePattern()
{
    RequestSpec spec;
    spec.policy.keyPattern = u"[w].+"_s;
    Composer composer(spec);
    show(composer);
    QSignalSpy requested(composer.editor.get(), &RequestEditor::keyLabRequested);
    QTest::mouseClick(&keyLine(composer), Qt::LeftButton);
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested.first().first().toString(), u"[w].+"_s);
}

void RequestEditorTest::theWorstOfThePatternIsSaid()
{
    RequestSpec spec;
    spec.url = u"http://www.store1.com/m_search?token=1"_s;
    spec.policy.keyPattern = u"www.*"_s;
    Composer composer(spec);
    show(composer);
    QTRY_VERIFY_WITH_TIMEOUT(!composer.editor->keyStatus().warning.isEmpty(), 30'000);
    QVERIFY(!composer.editor->keyStatus().hint.isEmpty());
    QVERIFY(
        keyLine(composer).accessibleDescription().contains(composer.editor->keyStatus().warning));
    // Another pattern, nothing to be said against it.
    RequestSpec better = composer.document.spec();
    better.policy.keyPattern = u"^https?://[^/?#]+"_s;
    composer.document.edit(u"key pattern"_s, RequestPart::KeyPattern, better);
    QTRY_VERIFY_WITH_TIMEOUT(composer.editor->keyStatus().warning.isEmpty(), 30'000);
}

void RequestEditorTest::controlLGoesToTheUrl()
{
    Composer composer;
    show(composer);
    sendButton(composer).setFocus();
    QTest::keyClick(&sendButton(composer), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(url(composer).hasFocus());
}

void RequestEditorTest::badgesCount()
{
    RequestSpec spec;
    spec.url = u"http://a/?a=1&b=2"_s;
    spec.disabledParameters = {{2, {u"c"_s, u"3"_s, false, true}}};
    spec.headers = {{u"A"_s, u"1"_s, true}, {u"B"_s, u"2"_s, false}};
    Composer composer(spec);
    const auto *tabs = composer.editor->findChild<PageTabs *>();
    QCOMPARE(tabs->badge(int(Page::Params)), u"2"_s);
    QCOMPARE(tabs->badge(int(Page::Headers)), u"1"_s);
    QCOMPARE(tabs->badge(int(Page::Body)), QString());
    RequestSpec next = spec;
    next.url = u"http://a/"_s;
    next.body.kind = Body::Kind::Json;
    next.policy.breaker = BreakerSwitch::Off;
    composer.document.edit(u"all"_s, RequestPart::Everything, next);
    QCOMPARE(tabs->badge(int(Page::Params)), QString());
    QCOMPARE(tabs->badge(int(Page::Body)), u"JSON"_s);
    QCOMPARE(tabs->badge(int(Page::Policy)), u"off"_s);
}

void RequestEditorTest::nothingIsCutOffAtTheSmallestWidth_data()
{
    QTest::addColumn<Page>("page");
    QTest::addColumn<Body::Kind>("kind");
    QTest::newRow("parameters") << Page::Params << Body::Kind::None;
    QTest::newRow("headers") << Page::Headers << Body::Kind::None;
    QTest::newRow("authentication") << Page::Auth << Body::Kind::None;
    QTest::newRow("policies") << Page::Policy << Body::Kind::None;
    for (const Body::Kind kind :
         {Body::Kind::None, Body::Kind::Json, Body::Kind::Xml, Body::Kind::Form,
          Body::Kind::Multipart, Body::Kind::File, Body::Kind::GraphQl})
        QTest::addRow("body %d", int(kind)) << Page::Body << kind;
}

void RequestEditorTest::nothingIsCutOffAtTheSmallestWidth()
{
    QFETCH(const Page, page);
    QFETCH(const Body::Kind, kind);
    RequestSpec spec;
    spec.body.kind = kind;
    Composer composer(spec);
    show(composer);
    composer.editor->setPage(page);
    // 1280 x 720 leaves the middle 646 pixels; a page that needs more moves the panels beside it.
    QVERIFY2(composer.editor->minimumSizeHint().width() <= 646,
             qPrintable(QString::number(composer.editor->minimumSizeHint().width())));
    composer.editor->resize(646, 400);
    QCoreApplication::processEvents();
    const auto rows = composer.editor->findChildren<ChoiceRow *>();
    for (const ChoiceRow *row : rows) {
        if (row->isVisible())
            QVERIFY2(row->rect().contains(row->childrenRect()), qPrintable(row->accessibleName()));
    }
}

void RequestEditorTest::loadingShowsTheOtherRequest()
{
    Composer composer;
    show(composer);
    RequestSpec other;
    other.method = u"DELETE"_s;
    other.url = u"http://other/?q=1"_s;
    composer.document.load(other);
    QCOMPARE(url(composer).text(), other.url);
    QCOMPARE(composer.editor->findChild<MethodBox *>()->currentText(), u"DELETE"_s);
    QCOMPARE(composer.editor->findChild<PageTabs *>()->badge(int(Page::Params)), u"1"_s);
}

void RequestEditorTest::tabComesToAPageWhereItStands_data()
{
    QTest::addColumn<Page>("page");
    QTest::newRow("parameters") << Page::Params;
    QTest::newRow("headers") << Page::Headers;
    QTest::newRow("body") << Page::Body;
    QTest::newRow("authentication") << Page::Auth;
    QTest::newRow("policies") << Page::Policy;
}

/// Pages are made when they are first looked at, long after what stands behind them in a window.
void RequestEditorTest::tabComesToAPageWhereItStands()
{
    QFETCH(const Page, page);
    RequestSpec spec;
    spec.body.kind = Body::Kind::Json;
    spec.auth.kind = Auth::Kind::Basic;
    Composer composer(spec);
    QWidget window;
    QLineEdit behind;
    auto *layout = new QVBoxLayout(&window);
    layout->addWidget(composer.editor.get());
    layout->addWidget(&behind);
    window.resize(900, 500);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    composer.editor->setPage(page);
    auto *tabs = composer.editor->findChild<PageTabs *>();
    tabs->setFocus();
    const QWidget *shown = composer.editor->findChild<QStackedWidget *>()->currentWidget();
    int inside = 0;
    for (int step = 0; step < 100 && QApplication::focusWidget() != &behind; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        inside += shown->isAncestorOf(QApplication::focusWidget());
        // Editors of text take Tab for themselves; what is behind them is asked of the chain.
        if (qobject_cast<QPlainTextEdit *>(QApplication::focusWidget()))
            break;
    }
    QVERIFY(inside > 0);
    composer.editor->setParent(nullptr);
}

QTEST_MAIN(RequestEditorTest)
#include "tst_requesteditor.moc"
