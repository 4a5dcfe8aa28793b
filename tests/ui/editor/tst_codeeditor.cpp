// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/editor/pulse.h"
#include "ui/editor/codeeditor.h"
#include "ui/editor/codehighlighter.h"
#include "ui/editor/findbar.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Colours of a line by their first character.
QList<QColor> colorsIn(const CodeEditor &editor, int line)
{
    QList<QColor> colors;
    const QTextBlock block = editor.document()->findBlockByNumber(line);
    for (const auto &range : block.layout()->formats())
        colors.append(range.format.foreground().color());
    return colors;
}

bool isColored(const CodeEditor &editor, int line)
{
    return !colorsIn(editor, line).isEmpty();
}

QString prettyLines(int count)
{
    QString text;
    for (int i = 0; i < count; ++i)
        text += u"    \"key %1\": [true, null, %1.5, \"text of some length\"],\n"_s.arg(i);
    return text;
}

} // namespace

class TestCodeEditor : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;

    void find(CodeEditor &editor, const QString &text)
    {
        editor.openFind();
        auto *field = editor.findBar()->findChild<QLineEdit *>();
        field->setText(text);
        QTRY_VERIFY_WITH_TIMEOUT(!editor.findBar()->search().isRunning(), 60'000);
    }
    static void key(const CodeEditor &editor, Qt::Key code, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(editor.findBar()->findChild<QLineEdit *>(), code, modifiers);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme
            = std::make_unique<Theme>(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        m_theme->setScheme(Theme::Scheme::Light);
    }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(); }
    void cleanup() { m_theme->setScheme(Theme::Scheme::Light); }

    void mediaTypeChoosesTheColours_data()
    {
        QTest::addColumn<QString>("mediaType");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("colored");
        QTest::newRow("JSON") << u"application/json"_s << u"{\"a\": 1}"_s << true;
        QTest::newRow("a +json suffix") << u"application/hal+json"_s << u"{\"a\": 1}"_s << true;
        QTest::newRow("XML") << u"text/xml"_s << u"<a b='c'/>"_s << true;
        QTest::newRow("HTML") << u"text/html; charset=utf-8"_s << u"<p class=x>y</p>"_s << true;
        QTest::newRow("JavaScript") << u"application/javascript"_s << u"var x = 1"_s << true;
        QTest::newRow("CSS") << u"text/css"_s << u"p { color: red }"_s << true;
        QTest::newRow("YAML") << u"application/yaml"_s << u"a: 1"_s << true;
        QTest::newRow("plain text") << u"text/plain"_s << u"{\"a\": 1}"_s << false;
        QTest::newRow("no type") << QString() << u"{\"a\": 1}"_s << false;
    }
    void mediaTypeChoosesTheColours()
    {
        QFETCH(QString, mediaType);
        QFETCH(QString, text);
        QFETCH(bool, colored);
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(text);
        editor.setMediaType(mediaType);
        if (colored) {
            QTRY_VERIFY(isColored(editor, 0));
            editor.setMediaType(u"text/plain"_s);
            QTRY_VERIFY(!isColored(editor, 0));
        } else {
            QTest::qWait(20);
            QVERIFY(!isColored(editor, 0));
        }
    }

    void coloursFollowTheThemeAndAreLegible()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setMediaType(u"application/json"_s);
        editor.setPlainText(u"{\"a\": [1, true, \"x\\n\"], bad}"_s);
        QTRY_VERIFY(isColored(editor, 0));
        const QList<QColor> light = colorsIn(editor, 0);
        m_theme->setScheme(Theme::Scheme::Dark);
        QTRY_VERIFY(isColored(editor, 0) && colorsIn(editor, 0) != light);
        for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            const QList<QColor> before = colorsIn(editor, 0);
            m_theme->setScheme(scheme);
            QTRY_VERIFY(isColored(editor, 0) && colorsIn(editor, 0) != before);
            for (const QColor &color : colorsIn(editor, 0)) {
                QVERIFY(contrast(color, m_theme->colors().pane) >= 4.5);
                QVERIFY(contrast(color, m_theme->colors().hover) >= 4.5);
            }
        }
    }

    void stateGoesOnOverLines()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setMediaType(u"application/xml"_s);
        editor.setPlainText(u"<a>\n<b/>\n</a>"_s);
        QTRY_VERIFY(isColored(editor, 1));
        const QList<QColor> tag = colorsIn(editor, 1);
        QTextCursor cursor(editor.document());
        cursor.movePosition(QTextCursor::EndOfLine);
        cursor.insertText(u"<!--"_s);
        QTRY_VERIFY(isColored(editor, 1) && colorsIn(editor, 1) != tag);
        editor.undo();
        QTRY_COMPARE(colorsIn(editor, 1), tag);
    }

    void longLinesAndBigDocumentsAreNotHighlighted()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setMediaType(u"application/json"_s);
        editor.setPlainText(u"[1,\n\""_s + QString(CodeEditor::highlightLineLimit, u'x')
                            + u"\",\n2]"_s);
        QTRY_VERIFY(isColored(editor, 2));
        QVERIFY(!isColored(editor, 1));
        QVERIFY(!editor.highlightNote().isEmpty());
        editor.setReadOnly(true);
        editor.loadText(prettyLines(50'000));
        QTRY_VERIFY_WITH_TIMEOUT(!editor.isLoading(), 60'000);
        QVERIFY(editor.document()->characterCount() > CodeEditor::highlightLimit);
        QTRY_VERIFY_WITH_TIMEOUT(!isColored(editor, 0), 60'000);
        QVERIFY(editor.highlightNote().contains(u"2 MiB"_s));
        editor.loadText(u"[1]"_s);
        QTRY_VERIFY(isColored(editor, 0));
        QVERIFY(editor.highlightNote().isEmpty());
    }

    void loadingKeepsTheEventLoopTurning()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setReadOnly(true);
        editor.resize(900, 600);
        editor.ensurePolished();
        editor.setMediaType(u"application/json"_s);
        const QString text = prettyLines(10'000);
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        editor.loadText(text);
        const qint64 first = clock.elapsed();
        QVERIFY(editor.document()->characterCount() > 1'000);
        QTRY_VERIFY_WITH_TIMEOUT(!editor.isLoading(), 60'000);
        const qint64 loaded = clock.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(isColored(editor, 9'999), 60'000);
        qInfo("%lld characters: first slice %lld ms, loaded %lld ms, coloured %lld ms, longest "
              "turn %.1f ms",
              qlonglong(text.size()), first, loaded, clock.elapsed(), pulse.longest);
        QCOMPARE(editor.shownText(), text);
        QVERIFY(editor.isReadOnly() && !editor.document()->isUndoRedoEnabled());
        QCOMPARE(editor.textCursor().position(), 0);
        // Generous: machines under sanitizers and load are slow. A setPlainText of this takes
        // seconds there.
        QVERIFY(pulse.longest < 200);
    }

    void setPlainTextIsColouredInSlices()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setMediaType(u"application/json"_s);
        editor.setPlainText(prettyLines(8'000));
        QVERIFY(!isColored(editor, 7'999));
        QTRY_VERIFY_WITH_TIMEOUT(isColored(editor, 7'999), 60'000);
    }

    void foldedLinesCopyAndCountAsOne()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setReadOnly(true);
        editor.setLongLines(CodeEditor::LongLines::Folded);
        const QString text
            = u"first\n"_s + QString(CodeEditor::foldedLineLength * 2 + 10, u'x') + u"\nlast 😀"_s;
        editor.loadText(text);
        QTRY_VERIFY(!editor.isLoading());
        QCOMPARE(editor.blockCount(), 5);
        QCOMPARE(editor.shownText(), text);
        editor.selectAll();
        editor.copy();
        QCOMPARE(QApplication::clipboard()->text(), text);
    }
    void foldingKeepsSurrogatesTogether()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setReadOnly(true);
        editor.setLongLines(CodeEditor::LongLines::Folded);
        QString text = u"a"_s;
        for (int i = 0; i < CodeEditor::foldedLineLength * 2; ++i)
            text += u"😀"_s;
        editor.loadText(text);
        QTRY_VERIFY(!editor.isLoading());
        QCOMPARE(editor.shownText(), text);
        for (QTextBlock block = editor.document()->begin(); block.isValid(); block = block.next())
            QVERIFY(!block.text().back().isHighSurrogate());
    }

    void findCountsAndSteps()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"one two\ntwo One\ntwotwo"_s);
        find(editor, u"two"_s);
        QCOMPARE(editor.findBar()->countText(), u"1 of 4"_s);
        QCOMPARE(editor.textCursor().selectedText(), u"two"_s);
        key(editor, Qt::Key_Return);
        QCOMPARE(editor.findBar()->countText(), u"2 of 4"_s);
        key(editor, Qt::Key_Return, Qt::ShiftModifier);
        key(editor, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(editor.findBar()->countText(), u"4 of 4"_s);
        QCOMPARE(editor.textCursor().position(), 22);
        key(editor, Qt::Key_Return);
        QCOMPARE(editor.findBar()->countText(), u"1 of 4"_s);
        key(editor, Qt::Key_Escape);
        QVERIFY(editor.findBar()->isHidden());
    }
    void findSwitches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("switches");
        QTest::addColumn<QString>("count");
        QTest::newRow("case does not matter") << u"ONE"_s << QStringList{} << u"1 of 2"_s;
        QTest::newRow("match case") << u"One"_s << QStringList{u"Match case"_s} << u"1 of 1"_s;
        QTest::newRow("whole words") << u"two"_s << QStringList{u"Whole words"_s} << u"1 of 2"_s;
        QTest::newRow("a regular expression")
            << u"t.o"_s << QStringList{u"Regular expression"_s} << u"1 of 4"_s;
        QTest::newRow("a regular expression that matches nothing between")
            << u"x*"_s << QStringList{u"Regular expression"_s} << u"nothing found"_s;
        QTest::newRow("nothing found") << u"three"_s << QStringList{} << u"nothing found"_s;
        QTest::newRow("dots are dots") << u"t.o"_s << QStringList{} << u"nothing found"_s;
    }
    void findSwitches()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, switches);
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"one two\ntwo One\ntwotwo"_s);
        editor.openFind();
        for (auto *button : editor.findBar()->findChildren<QToolButton *>()) {
            if (switches.contains(button->accessibleName()))
                button->setChecked(true);
        }
        find(editor, text);
        QTEST(editor.findBar()->countText(), "count");
    }
    void brokenRegexSaysSo()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"a(b"_s);
        editor.openFind();
        for (auto *button : editor.findBar()->findChildren<QToolButton *>()) {
            if (button->accessibleName() == u"Regular expression"_s)
                button->setChecked(true);
        }
        find(editor, u"("_s);
        QVERIFY(editor.findBar()->countText().contains(u"at 1"_s));
        QVERIFY(editor.findBar()->search().matches().empty());
    }
    void regexThatExplodesGivesUp()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(QString(40, u'a') + u"!\nab"_s);
        editor.openFind();
        for (auto *button : editor.findBar()->findChildren<QToolButton *>()) {
            if (button->accessibleName() == u"Regular expression"_s)
                button->setChecked(true);
        }
        QElapsedTimer clock;
        clock.start();
        find(editor, u"(a+)+b"_s);
        QVERIFY(clock.elapsed() < 5'000);
        QCOMPARE(editor.findBar()->countText(), u"1 of 1"_s);
    }
    void findFollowsEditsAndGrowingText()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"x x"_s);
        find(editor, u"x"_s);
        QCOMPARE(editor.findBar()->search().matches().size(), size_t(2));
        editor.appendText(u" x x"_s);
        QTRY_COMPARE(editor.findBar()->search().matches().size(), size_t(4));
    }
    void findInBigTextKeepsTheEventLoopTurning()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setReadOnly(true);
        editor.loadText(prettyLines(30'000));
        QTRY_VERIFY_WITH_TIMEOUT(!editor.isLoading(), 60'000);
        Pulse pulse;
        QElapsedTimer clock;
        clock.start();
        find(editor, u"key 29999"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!editor.findBar()->search().isRunning(), 60'000);
        qInfo("search took %lld ms, longest turn %.1f ms of processor time", clock.elapsed(),
              pulse.longest);
        QCOMPARE(editor.findBar()->countText(), u"1 of 1"_s);
        QVERIFY(pulse.longest < 200);
    }

    void tabIndentsWithBlanks()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"ab\n\ncd"_s);
        QTest::keyClick(&editor, Qt::Key_Tab);
        QCOMPARE(editor.toPlainText(), u"    ab\n\ncd"_s);
        editor.selectAll();
        QTest::keyClick(&editor, Qt::Key_Tab);
        QCOMPARE(editor.toPlainText(), u"        ab\n\n    cd"_s);
        QTest::keyClick(&editor, Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(editor.toPlainText(), u"    ab\n\ncd"_s);
        editor.undo();
        QCOMPARE(editor.toPlainText(), u"        ab\n\n    cd"_s);
    }
    void returnKeepsTheIndent()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"  {}"_s);
        editor.moveCursor(QTextCursor::Right);
        editor.moveCursor(QTextCursor::Right);
        editor.moveCursor(QTextCursor::Right);
        QTest::keyClick(&editor, Qt::Key_Return);
        QCOMPARE(editor.toPlainText(), u"  {\n      \n  }"_s);
        QCOMPARE(editor.textCursor().positionInBlock(), 6);
        editor.undo();
        QCOMPARE(editor.toPlainText(), u"  {}"_s);
    }
    void controlReturnIsLeftToTheWindow()
    {
        CodeEditor editor(*m_theme, m_syntax);
        editor.setPlainText(u"ab"_s);
        QKeyEvent event(QEvent::KeyPress, Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::sendEvent(&editor, &event);
        QVERIFY(!event.isAccepted());
        QCOMPARE(editor.toPlainText(), u"ab"_s);
    }
    void destroyedInTheMiddleOfEverything()
    {
        for (int turns = 0; turns < 6; ++turns) {
            auto editor = std::make_unique<CodeEditor>(*m_theme, m_syntax);
            editor->setReadOnly(true);
            editor->setMediaType(u"application/json"_s);
            editor->loadText(prettyLines(3'000));
            editor->openFind();
            editor->findBar()->findChild<QLineEdit *>()->setText(u"key"_s);
            for (int i = 0; i < turns; ++i)
                QCoreApplication::processEvents();
            editor.reset();
            QCoreApplication::processEvents();
        }
    }
};

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
