// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"

#include "ui/editor/codeeditor.h"
#include "ui/request/authpage.h"
#include "ui/request/bodypage.h"
#include "ui/request/bodytextedit.h"
#include "ui/request/choicerow.h"
#include "ui/request/defaultpoliciesdialog.h"
#include "ui/request/fieldtable.h"
#include "ui/request/headerspage.h"
#include "ui/request/outcomeview.h"
#include "ui/request/paramspage.h"
#include "ui/request/planpanel.h"
#include "ui/request/policypage.h"
#include "ui/request/urlline.h"
#include "ui/widgets/foldsection.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = RequestEditor::Page;
using Column = FieldTableModel::Column;

/// The pages of the composer, each through its widgets.
class RequestPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void theUrlFillsTheTable_data();
    void theUrlFillsTheTable();
    void typingInTheTableEditsTheUrl();
    void aCellsCursorStaysWhileTyping();
    void undoInACellIsTheDocuments();
    void escapeLeavesNoEmptyRow();
    void tickingTakesAParameterOutOfTheUrl();
    void rowsAreMovedAndDeletedByKeyboard();
    void rowsArePasted();
    void tabLeavesTheTableAtItsEnd();
    void controlReturnInACellSends();
    void headersAreCompleted();
    void addedHeadersAreListed();
    void theBodysTextReachesTheDocument();
    void undoInTheBody();
    void noBreakSpacesAndCarriageReturnsSurvive();
    void everyKindOfBodyKeepsItsContent();
    void theFirstJsonFaultIsNamed();
    void formattingIsOneStep();
    void aLongBodyArrivesWithoutHoldingUpTyping();
    void secretsAreHiddenUntilAsked();
    void authenticationIsPreviewed();
    void whatIsInheritedIsNamed();
    void durationsAreUnderstood();
    void whatIsNotUnderstoodChangesNothing();
    void defaultsAndTheirSourceAreShown();
    void anInvalidPatternIsNamedUnderItsField();
    void thePlanFollows();
    void everyValueHasAField();
    void sectionsUnfoldForWhatIsSet();
    void editsOfDifferentFieldsAreSeparateSteps();
    void aFixIsOneStep();
    void theOutcomeTableIsPartOfThePage();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void defaultsAreEditedWithTheSameFields();

private:
    template<typename T> static T &child(Composer &composer)
    {
        return *composer.editor->findChild<T *>();
    }
    static void show(Composer &composer, Page page)
    {
        composer.editor->resize(900, 700);
        composer.editor->show();
        composer.editor->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(composer.editor.get()));
        composer.editor->setPage(page);
    }
    static QLineEdit *edit(FieldTable &table, int row, Column column)
    {
        auto &model = *qobject_cast<FieldTableModel *>(table.model());
        table.setFocus();
        table.setCurrentIndex(model.index(row, model.sectionOf(column)));
        QTest::keyClick(&table, Qt::Key_Return);
        return qobject_cast<QLineEdit *>(QApplication::focusWidget());
    }
    static QLineEdit *field(QWidget &page, const QString &accessibleName)
    {
        const auto fields = page.findChildren<QLineEdit *>();
        for (QLineEdit *field : fields) {
            if (field->accessibleName() == accessibleName)
                return field;
        }
        return nullptr;
    }
    static void type(QLineEdit &field, const QString &text)
    {
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, text);
    }
};

void RequestPagesTest::theUrlFillsTheTable_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("none") << u"http://a/b"_s << QStringList();
    QTest::newRow("two, and a flag")
        << u"http://a/?x=1&y=&flag"_s << QStringList{u"x=1"_s, u"y="_s, u"flag"_s};
    QTest::newRow("an empty query is one empty row") << u"http://a/?"_s << QStringList{QString()};
    QTest::newRow("a value with equals signs and question marks")
        << u"http://a/?x=1=2?3"_s << QStringList{u"x=1=2?3"_s};
    QTest::newRow("a fragment is none of it") << u"http://a/?x=1#y=2&z"_s << QStringList{u"x=1"_s};
    QTest::newRow("percent-encoding stays") << u"http://a/?%20=%3D"_s << QStringList{u"%20=%3D"_s};
    QTest::newRow("a placeholder with separators in it")
        << u"{{b?a}}/?x={{a&b}}"_s << QStringList{u"x={{a&b}}"_s};
    QTest::newRow("a doubled separator")
        << u"http://a/?x=1&&y=2"_s << QStringList{u"x=1"_s, QString(), u"y=2"_s};
}

void RequestPagesTest::theUrlFillsTheTable()
{
    QFETCH(const QString, url);
    QFETCH(const QStringList, rows);
    Composer composer;
    show(composer, Page::Params);
    FieldTable &table = child<ParamsPage>(composer).table();
    auto &model = *qobject_cast<FieldTableModel *>(table.model());
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    composer.editor->focusUrl();
    QTest::keyClicks(&child<UrlLine>(composer), url);
    QStringList shown;
    for (const FieldRow &row : model.rows())
        shown.append(row.hasEquals ? row.name + u'=' + row.value : row.name);
    QCOMPARE(shown, rows);
    QCOMPARE(child<UrlLine>(composer).text(), url);
}

void RequestPagesTest::typingInTheTableEditsTheUrl()
{
    RequestSpec spec;
    spec.url = u"{{base}}/m?x=1#top"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    FieldTable &table = child<ParamsPage>(composer).table();
    QLineEdit *editor = edit(table, 1, Column::Name);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"q"_s);
    QCOMPARE(child<UrlLine>(composer).text(), u"{{base}}/m?x=1&q=#top"_s);
    QTest::keyClick(editor, Qt::Key_Tab);
    editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(editor);
    QTest::keyClicks(editor, u"a b&c"_s);
    QCOMPARE(composer.document.spec().url, u"{{base}}/m?x=1&q=a%20b%26c#top"_s);
    QCOMPARE(editor->text(), u"a b&c"_s); // what is typed stays as typed while it is typed
    QCOMPARE(composer.document.undoStack().count(), 2); // a cell each
}

void RequestPagesTest::aCellsCursorStaysWhileTyping()
{
    RequestSpec spec;
    spec.url = u"http://a/?name=value"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    QLineEdit *editor = edit(child<ParamsPage>(composer).table(), 0, Column::Value);
    QVERIFY(editor);
    editor->setCursorPosition(2);
    QTest::keyClicks(editor, u"# "_s);
    QCOMPARE(editor->cursorPosition(), 4);
    QCOMPARE(editor->text(), u"va# lue"_s);
    QCOMPARE(composer.document.spec().url, u"http://a/?name=va%23%20lue"_s);
}

void RequestPagesTest::undoInACellIsTheDocuments()
{
    RequestSpec spec;
    spec.url = u"http://a/?x=1"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    QLineEdit *editor = edit(child<ParamsPage>(composer).table(), 0, Column::Value);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"23"_s);
    QCOMPARE(composer.document.undoStack().count(), 1);
    QTest::keySequence(editor, QKeySequence::Undo);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1"_s);
    QCOMPARE(editor->text(), u"1"_s);
    QTest::keySequence(editor, QKeySequence::Redo);
    QCOMPARE(editor->text(), composer.document.spec().url.section(u'=', 1));
}

void RequestPagesTest::escapeLeavesNoEmptyRow()
{
    Composer composer;
    show(composer, Page::Headers);
    FieldTable &table = child<HeadersPage>(composer).table();
    QLineEdit *editor = edit(table, 0, Column::Name);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"X"_s);
    QTest::keyClick(editor, Qt::Key_Backspace);
    if (editor->completer()->popup()->isVisible())
        QTest::keyClick(editor->completer()->popup(), Qt::Key_Escape);
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(composer.document.spec().headers.isEmpty());
}

void RequestPagesTest::tickingTakesAParameterOutOfTheUrl()
{
    RequestSpec spec;
    spec.url = u"http://a/?x=1&y=2&z=3"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    FieldTable &table = child<ParamsPage>(composer).table();
    table.setFocus();
    table.setCurrentIndex(table.model()->index(1, 1));
    QTest::keyClick(&table, Qt::Key_Space);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1&z=3"_s);
    QCOMPARE(composer.document.spec().disabledParameters.first().row, qsizetype(1));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {},
                      table.visualRect(table.model()->index(1, 0)).center());
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1&y=2&z=3"_s);
    QVERIFY(composer.document.spec().disabledParameters.isEmpty());
    QTest::keySequence(&table, QKeySequence::Undo);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1&z=3"_s);
}

void RequestPagesTest::rowsAreMovedAndDeletedByKeyboard()
{
    RequestSpec spec;
    spec.url = u"http://a/?x=1&y=2&z=3"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    FieldTable &table = child<ParamsPage>(composer).table();
    table.setFocus();
    table.setCurrentIndex(table.model()->index(2, 1));
    QTest::keyClick(&table, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(&table, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(composer.document.spec().url, u"http://a/?z=3&x=1&y=2"_s);
    QCOMPARE(table.currentIndex().row(), 0); // goes along
    QTest::keyClick(&table, Qt::Key_Delete);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1&y=2"_s);
    QTest::keySequence(&table, QKeySequence::Undo);
    QTest::keySequence(&table, QKeySequence::Undo);
    QTest::keySequence(&table, QKeySequence::Undo);
    QCOMPARE(composer.document.spec().url, u"http://a/?x=1&y=2&z=3"_s);
}

void RequestPagesTest::rowsArePasted()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    FieldTable &table = child<ParamsPage>(composer).table();
    QLineEdit *editor = edit(table, 0, Column::Name);
    QVERIFY(editor);
    QGuiApplication::clipboard()->setText(u"a=1&b=2"_s);
    QTest::keySequence(editor, QKeySequence::Paste);
    QCOMPARE(composer.document.spec().url, u"http://a/?a=1&b=2"_s);
    table.setFocus();
    table.setCurrentIndex(table.model()->index(0, 1));
    QGuiApplication::clipboard()->setText(u"c: 3\nd=4"_s);
    QTest::keySequence(&table, QKeySequence::Paste);
    QCOMPARE(composer.document.spec().url, u"http://a/?a=1&c=3&d=4&b=2"_s);
    // One value with separators in it, pasted as a value, is a value.
    editor = edit(table, 0, Column::Value);
    QVERIFY(editor);
    editor->selectAll();
    QGuiApplication::clipboard()->setText(u"p=1&q=2"_s);
    QTest::keySequence(editor, QKeySequence::Paste);
    QVERIFY(composer.document.spec().url.startsWith(u"http://a/?a=p=1%26q=2&c=3"_s));
}

void RequestPagesTest::tabLeavesTheTableAtItsEnd()
{
    RequestSpec spec;
    spec.headers = {{u"A"_s, u"1"_s, true}};
    Composer composer(spec);
    show(composer, Page::Headers);
    FieldTable &table = child<HeadersPage>(composer).table();
    QVERIFY(edit(table, 0, Column::Name));
    for (int i = 0; i < 2; ++i) { // to the value, to the empty row
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_VERIFY(table.hasFocus());
    QTest::keyClick(&table, Qt::Key_Tab);
    QVERIFY(!table.hasFocus());
}

void RequestPagesTest::controlReturnInACellSends()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    Composer composer(spec);
    show(composer, Page::Params);
    QSignalSpy sends(composer.editor.get(), &RequestEditor::sendRequested);
    QLineEdit *editor = edit(child<ParamsPage>(composer).table(), 0, Column::Name);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"x"_s);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(sends.count(), 1);
    QCOMPARE(composer.document.spec().url, u"http://a/?x="_s);
}

void RequestPagesTest::headersAreCompleted()
{
    Composer composer;
    show(composer, Page::Headers);
    QLineEdit *editor = edit(child<HeadersPage>(composer).table(), 0, Column::Name);
    QVERIFY(editor);
    QVERIFY(editor->completer());
    QTest::keyClicks(editor, u"content-t"_s);
    QCOMPARE(editor->completer()->currentCompletion(), u"Content-Type"_s);
    QTest::keyClick(editor->completer()->popup(), Qt::Key_Escape);
    QTest::keyClicks(editor, u"ype"_s);
    QTest::keyClick(editor->completer()->popup(), Qt::Key_Escape);
    QTest::keyClick(editor, Qt::Key_Tab);
    editor = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(editor && editor->completer());
    QTest::keyClicks(editor, u"xml"_s);
    QVERIFY(editor->completer()->completionCount() > 1);
    QCOMPARE(composer.document.spec().headers.first().name, u"content-type"_s);
}

void RequestPagesTest::addedHeadersAreListed()
{
    RequestSpec spec;
    spec.url = u"{{base}}/x"_s;
    spec.headers = {{u"Accept"_s, u"*/*"_s, true}};
    spec.body.kind = Body::Kind::Json;
    spec.body.text = u"{}"_s;
    spec.auth.kind = Auth::Kind::Bearer;
    spec.auth.token = u"very-secret"_s;
    Composer composer(spec);
    show(composer, Page::Headers);
    const auto &model = *child<HeadersPage>(composer).table().model();
    const auto shown = [&] {
        QStringList lines;
        for (int row = 2; row < model.rowCount(); ++row)
            lines.append(model.index(row, 1).data().toString() + u'='
                         + model.index(row, 2).data().toString());
        return lines;
    };
    QTRY_VERIFY(shown().contains(u"Host=www.store1.com:8001"_s));
    QVERIFY(shown().first().startsWith(u"Added when sending"_s));
    QVERIFY2(shown().filter(u"Content-Type=application/json"_s).size() == 1,
             qPrintable(shown().join(u'\n')));
    QVERIFY(shown().contains(u"Authorization=Bearer ***"_s));
    QVERIFY(shown().filter(u"very-secret"_s).isEmpty());
    composer.editor->focusUrl();
    QTest::keyClicks(&child<UrlLine>(composer), u"{{nope}}"_s);
    QTRY_VERIFY(!shown().contains(u"Host=www.store1.com:8001"_s));
    QVERIFY(shown().first().contains(u"nope"_s));
}

void RequestPagesTest::theBodysTextReachesTheDocument()
{
    RequestSpec spec;
    spec.body.kind = Body::Kind::Text;
    Composer composer(spec);
    show(composer, Page::Body);
    CodeEditor &editor = child<BodyTextEdit>(composer).editor();
    editor.setFocus();
    QTest::keyClicks(&editor, u"hello"_s);
    QCOMPARE(composer.document.spec().body.text, u"hello"_s);
    QCOMPARE(composer.document.undoStack().count(), 1);
    QCOMPARE(editor.textCursor().position(), 5);
}

void RequestPagesTest::undoInTheBody()
{
    RequestSpec spec;
    spec.url = u"http://a"_s;
    spec.body.kind = Body::Kind::Text;
    spec.body.text = u"one three"_s;
    Composer composer(spec);
    show(composer, Page::Body);
    CodeEditor &editor = child<BodyTextEdit>(composer).editor();
    editor.setFocus();
    QTextCursor cursor = editor.textCursor();
    cursor.setPosition(4);
    editor.setTextCursor(cursor);
    QTest::keyClicks(&editor, u"2 "_s);
    QCOMPARE(composer.document.spec().body.text, u"one 2 three"_s);
    QTest::keySequence(&editor, QKeySequence::Undo);
    QCOMPARE(editor.toPlainText(), u"one three"_s);
    QCOMPARE(editor.textCursor().position(), 4);
    QTest::keySequence(&editor, QKeySequence::Redo);
    QCOMPARE(editor.toPlainText(), u"one 2 three"_s);
    QCOMPARE(editor.textCursor().position(), 6);
}

void RequestPagesTest::noBreakSpacesAndCarriageReturnsSurvive()
{
    RequestSpec spec;
    spec.body.kind = Body::Kind::Text;
    spec.body.text = u"a\u00a0b\r\nc"_s;
    Composer composer(spec);
    show(composer, Page::Body);
    QVERIFY(!composer.document.isModified());
    CodeEditor &editor = child<BodyTextEdit>(composer).editor();
    editor.setFocus();
    editor.moveCursor(QTextCursor::End);
    QTest::keyClicks(&editor, u"d"_s);
    QCOMPARE(composer.document.spec().body.text, u"a\u00a0b\r\ncd"_s);
}

void RequestPagesTest::everyKindOfBodyKeepsItsContent()
{
    Composer composer;
    show(composer, Page::Body);
    auto &page = child<BodyPage>(composer);
    const auto choose = [&](Body::Kind kind) {
        const auto buttons = page.kinds().findChildren<QToolButton *>();
        buttons.at(int(kind))->click();
        QCOMPARE(composer.document.spec().body.kind, kind);
    };
    choose(Body::Kind::Json);
    page.text().editor().setFocus();
    QTest::keyClicks(&page.text().editor(), u"1"_s);
    choose(Body::Kind::Form);
    QLineEdit *editor = edit(page.form(), 0, Column::Name);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"a b"_s);
    choose(Body::Kind::Multipart);
    editor = edit(page.parts(), 0, Column::Name);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"part"_s);
    choose(Body::Kind::None);
    const Body &body = composer.document.spec().body;
    QCOMPARE(body.text, u"1"_s);
    QCOMPARE(body.form.first().name, u"a b"_s); // decoded, as it is
    QCOMPARE(body.parts.first().name, u"part"_s);
}

void RequestPagesTest::theFirstJsonFaultIsNamed()
{
    RequestSpec spec;
    spec.body.kind = Body::Kind::Json;
    spec.body.text = u"{\n  \"a\": 1\n  \"b\": {{b}}\n}"_s;
    Composer composer(spec);
    show(composer, Page::Body);
    auto &text = child<BodyTextEdit>(composer);
    QTRY_VERIFY(text.faultText().startsWith(u"line 3, column 3: "_s));
    text.format();
    QCOMPARE(text.editor().textCursor().blockNumber(), 2);
    QCOMPARE(text.editor().textCursor().positionInBlock(), 2);
    QCOMPARE(composer.document.spec(), spec); // a broken body is left alone
    QTextCursor cursor(text.editor().document()->findBlockByNumber(1));
    cursor.movePosition(QTextCursor::EndOfBlock);
    text.editor().setTextCursor(cursor);
    QTest::keyClicks(&text.editor(), u","_s);
    QTRY_VERIFY(text.faultText().isEmpty());
}

void RequestPagesTest::formattingIsOneStep()
{
    RequestSpec spec;
    spec.body.kind = Body::Kind::Json;
    spec.body.text = u"{\"b\":1.50,\"a\":{{x}}}"_s;
    Composer composer(spec);
    show(composer, Page::Body);
    auto &text = child<BodyTextEdit>(composer);
    text.format();
    QCOMPARE(text.editor().toPlainText().trimmed(), u"{\n    \"b\": 1.50,\n    \"a\": {{x}}\n}"_s);
    QCOMPARE(composer.document.undoStack().count(), 1);
    composer.document.undo();
    QCOMPARE(composer.document.spec(), spec);
    QCOMPARE(text.editor().toPlainText(), spec.body.text);
}

void RequestPagesTest::aLongBodyArrivesWithoutHoldingUpTyping()
{
    RequestSpec spec;
    spec.body.kind = Body::Kind::Text;
    for (int i = 0; i < 20'000; ++i)
        spec.body.text += u"line %1\n"_s.arg(i);
    Composer composer(spec);
    show(composer, Page::Body);
    auto &text = child<BodyTextEdit>(composer);
    QTRY_VERIFY_WITH_TIMEOUT(!text.editor().isLoading() && !text.editor().isReadOnly(), 30'000);
    QVERIFY(!composer.document.isModified());
    text.editor().setFocus();
    QTest::keyClicks(&text.editor(), u"x"_s);
    QVERIFY(!composer.document.isModified()); // a moment later
    composer.editor->commit();
    QCOMPARE(composer.document.spec().body.text, u'x' + spec.body.text);
    QTest::keyClicks(&text.editor(), u"y"_s);
    QTRY_COMPARE(composer.document.spec().body.text, u"xy"_s + spec.body.text);
}

void RequestPagesTest::secretsAreHiddenUntilAsked()
{
    RequestSpec spec;
    spec.auth.kind = Auth::Kind::Basic;
    spec.auth.password = u"secret"_s;
    Composer composer(spec);
    show(composer, Page::Auth);
    auto &page = child<AuthPage>(composer);
    QLineEdit *password = field(page, u"Password"_s);
    QVERIFY(password);
    QCOMPARE(password->text(), u"secret"_s);
    QCOMPARE(password->echoMode(), QLineEdit::Password);
    const auto buttons = page.findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        if (button->accessibleName() == u"Show Password"_s)
            button->click();
    }
    QCOMPARE(password->echoMode(), QLineEdit::Normal);
    type(*field(page, u"User"_s), u"{{user}}"_s);
    QCOMPARE(composer.document.spec().auth.user, u"{{user}}"_s);
}

void RequestPagesTest::authenticationIsPreviewed()
{
    RequestSpec spec;
    spec.url = u"https://sqs.eu-west-1.amazonaws.com/q"_s;
    Composer composer(spec);
    show(composer, Page::Auth);
    auto &page = child<AuthPage>(composer);
    auto *preview = [&page]() -> QLabel * {
        const auto labels = page.findChildren<QLabel *>();
        for (QLabel *label : labels) {
            if (label->accessibleName() == u"What will be sent"_s)
                return label;
        }
        return nullptr;
    }();
    QVERIFY(preview && preview->isHidden());
    const auto choose = [&page](const QString &name) {
        const auto buttons = page.findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == name && button->isVisible())
                button->click();
        }
    };
    choose(u"AWS"_s);
    QCOMPARE(composer.document.spec().auth.kind, Auth::Kind::AwsSigV4);
    type(*field(page, u"Access key"_s), u"AKID"_s);
    type(*field(page, u"Secret key"_s), u"planted"_s);
    QCOMPARE(composer.document.spec().auth.secretKey, u"planted"_s);
    QCOMPARE(field(page, u"Secret key"_s)->echoMode(), QLineEdit::Password);
    QVERIFY(!preview->isHidden());
    QVERIFY(preview->text().contains(u"Credential=AKID/…/eu-west-1/sqs/aws4_request"_s));
    QVERIFY(!preview->text().contains(u"planted"_s));
    choose(u"Signed URL"_s);
    QCOMPARE(composer.document.spec().auth.signaturePlacement, Auth::SignaturePlacement::Query);
    QVERIFY(preview->text().startsWith(u"?X-Amz-Algorithm="_s));
    choose(u"OAuth 1"_s);
    type(*field(page, u"Consumer key"_s), u"ck"_s);
    choose(u"SHA-256"_s);
    QCOMPARE(composer.document.spec().auth.oauth1Method, Auth::OAuth1Method::HmacSha256);
    choose(u"RSA"_s);
    QCOMPARE(composer.document.spec().auth.oauth1Method, Auth::OAuth1Method::RsaSha256);
    type(*field(page, u"Private key"_s), u"keys/shop.pem"_s);
    QCOMPARE(composer.document.spec().auth.privateKey, u"keys/shop.pem"_s);
    choose(u"PLAINTEXT"_s);
    QCOMPARE(composer.document.spec().auth.oauth1Method, Auth::OAuth1Method::PlainText);
    QVERIFY(preview->text().contains(u"oauth_consumer_key=ck"_s));
    // Every kind keeps its own.
    choose(u"AWS"_s);
    QCOMPARE(field(page, u"Access key"_s)->text(), u"AKID"_s);
}

void RequestPagesTest::whatIsInheritedIsNamed()
{
    RequestSpec spec;
    spec.auth.kind = Auth::Kind::Inherit;
    Composer composer(spec);
    composer.layers = {{PolicyLayer::Kind::Folder,
                        u"/srv/shop"_s,
                        {},
                        {},
                        {},
                        Auth{.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"x"_s}}};
    show(composer, Page::Auth);
    const auto labels = child<AuthPage>(composer).findChildren<QLabel *>();
    QStringList texts;
    for (QLabel *label : labels) {
        if (label->isVisible())
            texts.append(label->text());
    }
    QVERIFY(texts.contains(u"basic, from folder shop."_s));
    QVERIFY(texts.contains(u"Authorization: Basic base64(me:…)"_s));
}

void RequestPagesTest::durationsAreUnderstood()
{
    Composer composer;
    show(composer, Page::Policy);
    QLineEdit *openFor = field(child<PolicyPage>(composer), u"Open for"_s);
    QVERIFY(openFor);
    type(*openFor, u"15"_s);
    QCOMPARE(composer.document.spec().policy.openFor, std::optional(milliseconds(15'000)));
    QCOMPARE(openFor->text(), u"15"_s); // left alone while it is typed
    composer.editor->focusUrl();
    QCOMPARE(openFor->text(), u"15 s"_s);
    QLineEdit *attempt = field(child<PolicyPage>(composer), u"One attempt"_s);
    type(*attempt, u"none"_s);
    QCOMPARE(composer.document.spec().policy.attemptTimeout, std::optional(milliseconds(0)));
    attempt->selectAll();
    QTest::keyClick(attempt, Qt::Key_Delete);
    QVERIFY(!composer.document.spec().policy.attemptTimeout);
    QTest::keySequence(attempt, QKeySequence::Undo);
    QTest::keySequence(attempt, QKeySequence::Undo);
    QCOMPARE(composer.document.spec(), RequestSpec());
    QCOMPARE(openFor->text(), QString());
}

void RequestPagesTest::whatIsNotUnderstoodChangesNothing()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    QLineEdit *deadline = field(page, u"All in all"_s);
    QVERIFY(deadline);
    type(*deadline, u"soon"_s);
    QVERIFY(deadline->property("invalid").toBool());
    QVERIFY(!deadline->toolTip().isEmpty());
    QVERIFY(!composer.document.isModified());
    composer.editor->focusUrl();
    QCOMPARE(deadline->text(), QString());
    QVERIFY(!deadline->property("invalid").toBool());
    QLineEdit *retries = field(page, u"Retries"_s);
    type(*retries, u"101"_s);
    QVERIFY(retries->property("invalid").toBool());
    QCOMPARE(composer.document.spec().policy.maxRetries,
             std::optional(10)); // the last that made sense
    QLineEdit *factor = field(page, u"Each wait times"_s);
    type(*factor, u"0"_s);
    QVERIFY(!composer.document.spec().policy.retryFactor);
    // A circuit that opens for no time is none.
    QLineEdit *openFor = field(page, u"Open for"_s);
    type(*openFor, u"0"_s);
    QVERIFY(!composer.document.spec().policy.openFor);
}

void RequestPagesTest::defaultsAndTheirSourceAreShown()
{
    Composer composer;
    composer.layers = {{PolicyLayer::Kind::Settings, {}, {.openFor = 20s}}};
    composer.editor->refresh();
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    QCOMPARE(field(page, u"Open for"_s)->placeholderText(), u"20 s"_s);
    QCOMPARE(field(page, u"One attempt"_s)->placeholderText(), u"15 s"_s);
    QCOMPARE(field(page, u"Connect"_s)->placeholderText(), u"none"_s);
    QStringList labels;
    const auto all = page.findChildren<QLabel *>();
    for (const QLabel *label : all)
        labels.append(label->text());
    QCOMPARE(labels.count(u"settings"_s), 1);
    QVERIFY(labels.contains(u"fynd preset"_s));
    QVERIFY(!labels.contains(u"this request"_s));
    RequestSpec next;
    next.policy.jitter = JitterKind::Full;
    composer.document.edit(u"jitter"_s, RequestPart::RetryJitter, next);
    QVERIFY(std::ranges::any_of(
        all, [](const QLabel *label) { return label->text() == u"this request"_s; }));
}

void RequestPagesTest::anInvalidPatternIsNamedUnderItsField()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    QLineEdit *pattern = field(page, u"Key pattern"_s);
    QVERIFY(pattern);
    type(*pattern, u"a(b"_s);
    QVERIFY2(page.patternProblem().contains(u"missing ), unterminated subpattern at position 1"_s),
             qPrintable(page.patternProblem()));
    QTest::keyClicks(pattern, u")"_s);
    QCOMPARE(page.patternProblem(), QString());
    QCOMPARE(composer.document.spec().policy.keyPattern, std::optional(u"a(b)"_s));
    QCOMPARE(composer.document.undoStack().count(), 1);
}

void RequestPagesTest::thePlanFollows()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    QVERIFY(page.summary().startsWith(u"At worst 4 attempts, 0 s of waiting, 60 s in all."_s));
    type(*field(page, u"Retries"_s), u"1"_s);
    QVERIFY(page.summary().startsWith(u"At worst 2 attempts, 0 s of waiting, 30 s in all."_s));
    type(*field(page, u"First wait"_s), u"1 s"_s);
    QVERIFY(page.summary().startsWith(u"At worst 2 attempts, 1 s of waiting, 31 s in all."_s));
}

void RequestPagesTest::everyValueHasAField()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    for (FoldSection *section : page.editor().sections())
        section->setOpen(true);
    // The key pattern and the outcome table have no row of their own kind.
    QSet<QString> names;
    const auto fields = page.editor().findChildren<QWidget *>();
    for (QWidget *widget : fields) {
        if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QComboBox *>(widget)) {
            QVERIFY(!widget->accessibleName().isEmpty());
            names.insert(widget->accessibleName());
        }
    }
    int members = 0;
    visitPolicyOverrides([&members](QStringView, auto) { ++members; });
    const int transfer = 7;
    const int outcomes = 1;
    QCOMPARE(names.size(), members - outcomes + transfer);
}

void RequestPagesTest::sectionsUnfoldForWhatIsSet()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    const QList<FoldSection *> sections = page.editor().sections();
    QCOMPARE(sections.size(), 6);
    for (const FoldSection *section : sections) {
        QVERIFY2(!section->isOpen(), qPrintable(section->title()));
        QVERIFY2(!section->summary().isEmpty(), qPrintable(section->title()));
    }
    RequestSpec next;
    next.policy.budgetShare = 0.1;
    composer.document.edit(u"budget"_s, RequestPart::BudgetShare, next);
    QStringList open;
    for (const FoldSection *section : sections) {
        if (section->isOpen())
            open.append(section->title());
    }
    QCOMPARE(open, QStringList{u"Retry-After, budget, resending"_s});
    // What somebody folds stays folded while other things are edited.
    sections[4]->setOpen(false);
    next.policy.openFor = 5s;
    composer.document.edit(u"open"_s, RequestPart::OpenFor, next);
    QVERIFY(!sections[4]->isOpen());
    QVERIFY2(sections[4]->summary().contains(u"budget 10 %"_s), qPrintable(sections[4]->summary()));
}

void RequestPagesTest::editsOfDifferentFieldsAreSeparateSteps()
{
    Composer composer;
    show(composer, Page::Policy);
    auto &page = child<PolicyPage>(composer);
    for (FoldSection *section : page.editor().sections())
        section->setOpen(true);
    QLineEdit *failures = field(page, u"Failures in a row"_s);
    QLineEdit *rate = field(page, u"Failure rate"_s);
    QCOMPARE(failures->placeholderText(), u"not counted"_s);
    type(*failures, u"12"_s);
    type(*rate, u"25"_s);
    QCOMPARE(composer.document.undoStack().count(), 2);
    QCOMPARE(composer.document.spec().policy.failureRate, std::optional(0.25));
    composer.editor->focusUrl();
    QCOMPARE(rate->text(), u"25 %"_s);
    composer.document.undo();
    QCOMPARE(rate->text(), QString());
    QCOMPARE(failures->text(), u"12"_s);
    composer.document.undo();
    QCOMPARE(composer.document.spec(), RequestSpec());
    composer.document.redo();
    QCOMPARE(failures->text(), u"12"_s);
}

void RequestPagesTest::aFixIsOneStep()
{
    RequestSpec spec;
    spec.url = u"http://a"_s;
    spec.method = u"POST"_s;
    spec.policy.preset = Preset::Guarded;
    spec.policy.resend = ResendRule::Always;
    Composer composer(spec);
    show(composer, Page::Policy);
    PlanPanel &plan = child<PolicyPage>(composer).editor().plan();
    QCOMPARE(plan.warnings().size(), 1);
    const auto buttons = plan.findChildren<QPushButton *>();
    QCOMPARE(buttons.size(), 1);
    QTest::mouseClick(buttons.first(), Qt::LeftButton);
    QCOMPARE(composer.document.spec().headers.size(), 1);
    QVERIFY(plan.warnings().isEmpty());
    composer.document.undo();
    QCOMPARE(composer.document.spec(), spec);
    QCOMPARE(plan.warnings().size(), 1);
}

void RequestPagesTest::theOutcomeTableIsPartOfThePage()
{
    Composer composer;
    composer.layers = {{PolicyLayer::Kind::Settings,
                        {},
                        {.outcomes = outcomesFromText(u"418:failure"_s).value()}}};
    composer.editor->refresh();
    show(composer, Page::Policy);
    PolicyEditor &editor = child<PolicyPage>(composer).editor();
    OutcomeModel &model = editor.outcomes().outcomes();
    QCOMPARE(model.index(1, OutcomeModel::Whose).data().toString(), u"settings"_s);
    QVERIFY(model.setData(model.index(0, OutcomeModel::What), u"500"_s, Qt::EditRole));
    QVERIFY(editor.sections()[1]->isOpen());
    QCOMPARE(outcomesText(*composer.document.spec().policy.outcomes),
             u"500:failure/if-idempotent"_s);
    composer.document.undo();
    QVERIFY(!composer.document.spec().policy.outcomes);
    QCOMPARE(model.own(), OutcomeTable());
}

void RequestPagesTest::nothingIsCutOff_data()
{
    QTest::addColumn<int>("width");
    QTest::newRow("a small window") << 400;
    QTest::newRow("1280 x 720 with both panels") << 690;
    QTest::newRow("1920 x 1080") << 1330;
}

void RequestPagesTest::nothingIsCutOff()
{
    QFETCH(const int, width);
    RequestSpec spec;
    spec.method = u"POST"_s;
    spec.policy.preset = Preset::Guarded;
    spec.policy.resend = ResendRule::Always;
    Composer composer(spec);
    composer.layers = {{PolicyLayer::Kind::File,
                        u"/srv/a file with a rather long name.http"_s,
                        {.maxRetries = 2}}};
    composer.editor->refresh();
    show(composer, Page::Policy);
    composer.editor->resize(width, 900);
    PolicyEditor &editor = child<PolicyPage>(composer).editor();
    for (FoldSection *section : editor.sections())
        section->setOpen(true);
    const auto *area = editor.findChild<QScrollArea *>();
    QTRY_VERIFY2(
        area->widget()->width() <= area->viewport()->width(),
        qPrintable(u"%1 in %2"_s.arg(area->widget()->width()).arg(area->viewport()->width())));
}

void RequestPagesTest::defaultsAreEditedWithTheSameFields()
{
    Composer composer;
    show(composer, Page::Policy);
    const auto links = child<PolicyPage>(composer).findChildren<QPushButton *>();
    for (QPushButton *link : links) {
        if (link->text().startsWith(u"Defaults"_s))
            link->click();
    }
    QCOMPARE(composer.defaultsOpened, 1);

    DefaultPoliciesDialog dialog(composer.clock,
                                 {.theme = composer.theme,
                                  .keys = composer.keys,
                                  .circuits = composer.board,
                                  .syntax = composer.syntax},
                                 {.openFor = 30s});
    QSignalSpy submitted(&dialog, &DefaultPoliciesDialog::submitted);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QLineEdit *openFor = field(dialog, u"Open for"_s);
    QCOMPARE(openFor->text(), u"30 s"_s);
    type(*field(dialog, u"Retries"_s), u"1"_s);
    const auto buttons = dialog.findChildren<QPushButton *>();
    const auto button = [&buttons](const QString &text) {
        return *std::ranges::find_if(buttons,
                                     [&text](QPushButton *b) { return b->text() == text; });
    };
    button(u"&Unset all"_s)->click();
    QCOMPARE(dialog.values(), PolicyOverrides());
    QTest::keySequence(&dialog, QKeySequence::Undo);
    QCOMPARE(openFor->text(), u"30 s"_s);
    QTest::mouseClick(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok),
                      Qt::LeftButton);
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted.first().first().value<PolicyOverrides>(),
             (PolicyOverrides{.openFor = 30s, .maxRetries = 1}));
}

QTEST_MAIN(RequestPagesTest)
#include "tst_requestpages.moc"
