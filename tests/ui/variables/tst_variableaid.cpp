// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"

#include "ui/editor/codeeditor.h"
#include "ui/request/authpage.h"
#include "ui/request/bodypage.h"
#include "ui/request/fieldtable.h"
#include "ui/request/headerspage.h"
#include "ui/request/urlline.h"
#include "ui/variables/placeholdercard.h"
#include "ui/variables/suggestionpopup.h"
#include "ui/variables/variableaid.h"

#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Page = RequestEditor::Page;

namespace {

RequestSpec specOf(const QString &url)
{
    RequestSpec spec;
    spec.url = url;
    return spec;
}

/// A composer whose request sees a file, an environment, `$shared` and a secret.
struct Aided : Composer
{
    explicit Aided(RequestSpec spec = {}) : Composer(std::move(spec))
    {
        using Kind = ScopeLayer::Kind;
        scope.layers = {{u"file store.http"_s,
                         {{u"path"_s, u"m_search"_s}},
                         Kind::File,
                         u"/shop/store.http"_s,
                         {{u"path"_s, 3}}},
                        {u"environment staging"_s,
                         {{u"base"_s, u"http://{{host}}:8001"_s},
                          {u"host"_s, u"www.store1.com"_s},
                          {u"token"_s, u"{{$secret api-token}}"_s}},
                         Kind::Environment,
                         u"/shop/http-client.env.json"_s,
                         {{u"base"_s, 4}, {u"host"_s, 5}, {u"token"_s, 6}}},
                        {u"shared"_s,
                         {{u"host"_s, u"localhost"_s}},
                         Kind::Shared,
                         u"/shop/http-client.env.json"_s,
                         {{u"host"_s, 2}}}};
        scope.secrets = {{u"api-token"_s, u"PLANTED-tt-4711"_s}};
        scope.environment = u"staging"_s;
        RequestEditorServices services{
            .theme = theme, .keys = keys, .circuits = board, .syntax = syntax};
        services.scope = [this] { return scope; };
        services.editVariable
            = [this](const PlaceholderExplanation &found) { edited.append(found.name); };
        services.createVariable = [this](const QString &name) { created.append(name); };
        editor = std::make_unique<RequestEditor>(document, services);
        editor->resize(900, 500);
        editor->show();
        editor->activateWindow();
        (void)QTest::qWaitForWindowActive(editor.get());
    }

    VariableAid &aid() { return editor->aid(); }
    UrlLine &url() { return *editor->findChild<UrlLine *>(); }
    bool hasPopup() { return aid().popup() && aid().popup()->isVisible(); }
    QStringList names()
    {
        QStringList names;
        SuggestionModel &model = aid().popup()->model();
        for (int row = 0; row < model.rowCount(); ++row)
            names.append(model.index(row).data().toString());
        return names;
    }

    QStringList edited;
    QStringList created;
};

} // namespace

/// Completion, cards and marks in the composer, by keyboard.
class VariableAidTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void typingBracesOffersNames();
    void whatIsTypedFilters_data();
    void whatIsTypedFilters();
    void keysOfTheList_data();
    void keysOfTheList();
    void enterCompletesAndDoesNotSend();
    void aCompletedNameIsUndone();
    void everyFieldIsHelped_data();
    void everyFieldIsHelped();
    void tabInACellCompletes();
    void aBodyIsHelped();
    void ctrlSpaceOffersAnywhere();
    void secretsAreMasked();
    void theCardExplains_data();
    void theCardExplains();
    void theCardOverTheMouse();
    void f12GoesToTheValue();
    void aMissingNameCanBeMade();
    void theNearestSpellingIsTaken();
    void marksFollowTheVariables();
    void marksInTheBody();
    void placeholdersInMaskedFieldsAreShown();
};

void VariableAidTest::typingBracesOffersNames()
{
    Aided composer;
    composer.url().setFocus();
    QTest::keyClicks(&composer.url(), u"http://{"_s);
    QVERIFY(!composer.hasPopup());
    QTest::keyClicks(&composer.url(), u"{"_s);
    QVERIFY(composer.hasPopup());
    QVERIFY(composer.url().hasFocus());
    QCOMPARE(composer.names().first(4), (QStringList{u"base"_s, u"host"_s, u"path"_s, u"token"_s}));
    QVERIFY(composer.names().contains(u"$uuid"_s));
    const VariableSuggestion base = composer.aid().popup()->model().suggestion(0);
    QCOMPARE(base.value, u"http://www.store1.com:8001"_s);
    QVERIFY(base.origin);
    QCOMPARE(base.origin->line, 4);
    QTest::keyClicks(&composer.url(), u"x y z"_s);
    QVERIFY(!composer.hasPopup());
}

void VariableAidTest::whatIsTypedFilters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    QTest::newRow("the beginning of a name") << u"{{pa"_s << u"path"_s;
    QTest::newRow("letter case does not matter") << u"{{BA"_s << u"base"_s;
    QTest::newRow("the middle of a name") << u"{{oken"_s << u"token"_s;
    QTest::newRow("a dynamic one by its sign") << u"{{$uu"_s << u"$uuid"_s;
    QTest::newRow("a dynamic one without its sign") << u"{{uui"_s << u"$uuid"_s;
    QTest::newRow("a secret") << u"{{api"_s << u"$secret api-token"_s;
}

void VariableAidTest::whatIsTypedFilters()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, first);
    Aided composer;
    composer.url().setFocus();
    QTest::keyClicks(&composer.url(), typed);
    QVERIFY(composer.hasPopup());
    QCOMPARE(composer.aid().popup()->current(), first);
}

void VariableAidTest::keysOfTheList_data()
{
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<QString>("text");
    QTest::newRow("Enter takes the first") << QList<int>{Qt::Key_Return} << u"{{base}}"_s;
    QTest::newRow("Tab takes it, too") << QList<int>{Qt::Key_Tab} << u"{{base}}"_s;
    QTest::newRow("Down and Enter takes the second")
        << QList<int>{Qt::Key_Down, Qt::Key_Return} << u"{{host}}"_s;
    QTest::newRow("Escape leaves what was typed") << QList<int>{Qt::Key_Escape} << u"{{"_s;
}

void VariableAidTest::keysOfTheList()
{
    QFETCH(const QList<int>, keys);
    QFETCH(const QString, text);
    Aided composer;
    composer.url().setFocus();
    QTest::keyClicks(&composer.url(), u"{{"_s);
    QVERIFY(composer.hasPopup());
    for (const int key : keys)
        QTest::keyClick(&composer.url(), Qt::Key(key));
    QVERIFY(!composer.hasPopup());
    QCOMPARE(composer.url().text(), text);
    QCOMPARE(composer.document.spec().url, text);
    QVERIFY(composer.url().hasFocus());
}

void VariableAidTest::enterCompletesAndDoesNotSend()
{
    Aided composer;
    QSignalSpy sent(composer.editor.get(), &RequestEditor::sendRequested);
    composer.url().setFocus();
    QTest::keyClicks(&composer.url(), u"{{ba"_s);
    QTest::keyClick(&composer.url(), Qt::Key_Return);
    QCOMPARE(sent.count(), 0);
    QTest::keyClick(&composer.url(), Qt::Key_Return);
    QCOMPARE(sent.count(), 1);
}

void VariableAidTest::aCompletedNameIsUndone()
{
    Aided composer(specOf(u"http://a/"_s));
    composer.url().setFocus();
    composer.url().end(false);
    QTest::keyClicks(&composer.url(), u"{{pa"_s);
    QTest::keyClick(&composer.url(), Qt::Key_Tab);
    QCOMPARE(composer.document.spec().url, u"http://a/{{path}}"_s);
    QTest::keyClick(&composer.url(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(composer.document.spec().url, u"http://a/"_s);
    QVERIFY(!composer.hasPopup());
    QTest::keyClick(&composer.url(), Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(composer.document.spec().url, u"http://a/{{path}}"_s);
}

void VariableAidTest::everyFieldIsHelped_data()
{
    QTest::addColumn<Auth::Kind>("kind");
    QTest::addColumn<QString>("field");
    QTest::newRow("user") << Auth::Kind::Basic << u"User"_s;
    QTest::newRow("password") << Auth::Kind::Basic << u"Password"_s;
    QTest::newRow("token") << Auth::Kind::Bearer << u"Token"_s;
    QTest::newRow("name of an API key") << Auth::Kind::ApiKey << u"Name"_s;
    QTest::newRow("value of an API key") << Auth::Kind::ApiKey << u"Value"_s;
}

void VariableAidTest::everyFieldIsHelped()
{
    QFETCH(const Auth::Kind, kind);
    QFETCH(const QString, field);
    RequestSpec spec = specOf(u"http://a/"_s);
    spec.auth.kind = kind;
    Aided composer(spec);
    composer.editor->setPage(Page::Auth);
    const QList<QLineEdit *> fields = composer.editor->findChildren<QLineEdit *>();
    for (QLineEdit *line : fields) {
        if (line->accessibleName() != field || !line->isVisible())
            continue;
        line->setFocus();
        QTest::keyClicks(line, u"{{tok"_s);
        QVERIFY(composer.hasPopup());
        QTest::keyClick(line, Qt::Key_Tab);
        QCOMPARE(line->text(), u"{{token}}"_s);
        return;
    }
    QFAIL("there is no such field");
}

void VariableAidTest::tabInACellCompletes()
{
    Aided composer(specOf(u"http://a/"_s));
    composer.editor->setPage(Page::Headers);
    FieldTable *table = composer.editor->findChild<HeadersPage *>()->findChild<FieldTable *>();
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 2));
    table->edit(table->currentIndex());
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    QTest::keyClicks(cell, u"Bearer {{to"_s);
    QVERIFY(composer.hasPopup());
    QTest::keyClick(cell, Qt::Key_Tab);
    QVERIFY(cell->hasFocus());
    QCOMPARE(composer.document.spec().headers.first().value, u"Bearer {{token}}"_s);
}

void VariableAidTest::aBodyIsHelped()
{
    RequestSpec spec = specOf(u"http://a/"_s);
    spec.body.kind = Body::Kind::Json;
    spec.body.text = u"{\n    \"at\": \n}"_s;
    Aided composer(spec);
    composer.editor->setPage(Page::Body);
    auto *editor = composer.editor->findChild<CodeEditor *>();
    editor->setFocus();
    QTextCursor cursor(editor->document()->findBlockByNumber(1));
    cursor.movePosition(QTextCursor::EndOfBlock);
    editor->setTextCursor(cursor);
    QTest::keyClicks(editor, u"\"{{ho"_s);
    QVERIFY(composer.hasPopup());
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(composer.document.spec().body.text, u"{\n    \"at\": \"{{host}}\n}"_s);
    QTest::keyClicks(editor, u"\""_s);
    QVERIFY(!composer.hasPopup());
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(editor->blockCount(), 4);
}

void VariableAidTest::ctrlSpaceOffersAnywhere()
{
    Aided composer(specOf(u"http://a/"_s));
    composer.url().setFocus();
    composer.url().end(false);
    QTest::keyClick(&composer.url(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(composer.hasPopup());
    QTest::keyClick(&composer.url(), Qt::Key_Return);
    QCOMPARE(composer.url().text(), u"http://a/{{base}}"_s);
}

void VariableAidTest::secretsAreMasked()
{
    Aided composer;
    composer.url().setFocus();
    QTest::keyClicks(&composer.url(), u"{{tok"_s);
    const VariableSuggestion token = composer.aid().popup()->model().suggestion(0);
    QVERIFY(token.isSecret);
    QVERIFY(!token.value.contains("PLANTED"_L1));
    QTest::keyClick(&composer.url(), Qt::Key_Return);
    composer.aid().explainAtCaret(composer.url());
    QVERIFY(composer.aid().card()->isVisible());
    QVERIFY(!composer.aid().card()->text().contains("PLANTED"_L1));
}

void VariableAidTest::theCardExplains_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("value, place and chain")
        << u"{{base}}"_s
        << QStringList{u"http://www.store1.com:8001"_s, u"environment staging"_s,
                       u"http-client.env.json, line 4"_s, u"{{host}} = www.store1.com"_s};
    QTest::newRow("what it hides")
        << u"{{host}}"_s << QStringList{u"hides localhost"_s, u"line 2"_s};
    QTest::newRow("a dynamic one") << u"{{$uuid}}"_s << QStringList{u"Drawn anew"_s};
    QTest::newRow("a missing one") << u"{{hosst}}"_s << QStringList{u"No value"_s, u"{{host}}?"_s};
    QTest::newRow("a secret") << u"{{$secret api-token}}"_s << QStringList{u"secret store"_s};
}

void VariableAidTest::theCardExplains()
{
    QFETCH(const QString, url);
    QFETCH(const QStringList, parts);
    Aided composer(specOf(url));
    composer.url().setFocus();
    composer.url().setCursorPosition(4);
    QTest::keyClick(&composer.url(), Qt::Key_I, Qt::ControlModifier);
    QVERIFY(composer.aid().card());
    QVERIFY(composer.aid().card()->isVisible());
    const QString text = composer.aid().card()->text();
    for (const QString &part : parts)
        QVERIFY2(text.contains(part), qPrintable(text));
    QTest::keyClick(&composer.url(), Qt::Key_Escape);
    QVERIFY(!composer.aid().card()->isVisible());
}

void VariableAidTest::theCardOverTheMouse()
{
    Aided composer(specOf(u"{{base}}/some/path"_s));
    UrlLine &url = composer.url();
    const auto hover = [&url](int x) {
        const QPoint at(x, url.height() / 2);
        QHelpEvent event(QEvent::ToolTip, at, url.mapToGlobal(at));
        QCoreApplication::sendEvent(&url, &event);
    };
    const int letter = QFontMetrics(url.font()).horizontalAdvance(u'0');
    hover(letter * 15);
    QVERIFY(!composer.aid().card());
    hover(letter * 4);
    QVERIFY(composer.aid().card());
    QVERIFY(composer.aid().card()->isVisible());
    QVERIFY(composer.aid().card()->text().contains("http://www.store1.com:8001"_L1));
}

void VariableAidTest::f12GoesToTheValue()
{
    Aided composer(specOf(u"{{base}}/{{$uuid}}"_s));
    composer.url().setFocus();
    composer.url().setCursorPosition(4);
    QTest::keyClick(&composer.url(), Qt::Key_F12);
    QCOMPARE(composer.edited, QStringList{u"base"_s});
    // Nothing is written anywhere of a dynamic one.
    composer.url().setCursorPosition(14);
    QTest::keyClick(&composer.url(), Qt::Key_F12);
    QCOMPARE(composer.edited, QStringList{u"base"_s});
}

void VariableAidTest::aMissingNameCanBeMade()
{
    Aided composer(specOf(u"{{nowhere-to-be-seen}}"_s));
    composer.url().setFocus();
    composer.url().setCursorPosition(4);
    QTest::keyClick(&composer.url(), Qt::Key_I, Qt::ControlModifier);
    auto *label = composer.aid().card()->findChild<QLabel *>();
    QVERIFY(label->text().contains("staging"_L1));
    Q_EMIT label->linkActivated(u"create"_s);
    QCOMPARE(composer.created, QStringList{u"nowhere-to-be-seen"_s});
}

void VariableAidTest::theNearestSpellingIsTaken()
{
    Aided composer(specOf(u"http://{{hosst}}/a"_s));
    composer.url().setFocus();
    composer.url().setCursorPosition(10);
    QTest::keyClick(&composer.url(), Qt::Key_I, Qt::ControlModifier);
    Q_EMIT composer.aid().card()->findChild<QLabel *>()->linkActivated(u"nearest"_s);
    QCOMPARE(composer.document.spec().url, u"http://{{host}}/a"_s);
}

void VariableAidTest::marksFollowTheVariables()
{
    Aided composer(specOf(u"{{later}}"_s));
    QVERIFY(!composer.aid().isResolved(u"later"_s));
    const QImage before = composer.url().grab().toImage();
    composer.scope.layers.last().values.insert(u"later"_s, u"now"_s);
    composer.editor->refresh();
    QVERIFY(composer.aid().isResolved(u"later"_s));
    QVERIFY(before != composer.url().grab().toImage());
}

void VariableAidTest::marksInTheBody()
{
    RequestSpec spec = specOf(u"http://a/"_s);
    spec.body.kind = Body::Kind::Text;
    spec.body.text = u"{{host}} and {{missing}}"_s;
    Aided composer(spec);
    composer.editor->setPage(Page::Body);
    auto *editor = composer.editor->findChild<CodeEditor *>();
    editor->refreshMarks();
    QStringList waved;
    const QList<QTextEdit::ExtraSelection> marks = editor->extraSelections();
    for (const QTextEdit::ExtraSelection &mark : marks) {
        if (mark.format.underlineStyle() == QTextCharFormat::WaveUnderline)
            waved.append(mark.cursor.selectedText());
    }
    QCOMPARE(waved, QStringList{u"{{missing}}"_s});
}

void VariableAidTest::placeholdersInMaskedFieldsAreShown()
{
    RequestSpec spec = specOf(u"http://a/"_s);
    spec.auth.kind = Auth::Kind::Bearer;
    Aided composer(spec);
    composer.editor->setPage(Page::Auth);
    const QList<QLineEdit *> fields = composer.editor->findChildren<QLineEdit *>();
    for (QLineEdit *line : fields) {
        if (line->accessibleName() != "Token"_L1)
            continue;
        line->setFocus();
        QTest::keyClicks(line, u"abc"_s);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        line->selectAll();
        QTest::keyClicks(line, u"{{tok"_s);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        QTest::keyClick(line, Qt::Key_Tab);
        QCOMPARE(line->echoMode(), QLineEdit::Normal);
        QTest::keyClicks(line, u"x"_s);
        QCOMPARE(line->echoMode(), QLineEdit::Password);
        return;
    }
    QFAIL("there is no such field");
}

QTEST_MAIN(VariableAidTest)
#include "tst_variableaid.moc"
