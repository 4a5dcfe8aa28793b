// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/fixtures.h"
#include "tests/ui/editor/pulse.h"
#include "ui/bodyview/bodyfindbar.h"
#include "ui/bodyview/bodyview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray numbered(int lines)
{
    QByteArray text;
    for (int i = 1; i <= lines; ++i)
        text += "line " + QByteArray::number(i) + (i < lines ? "\n" : "");
    return text;
}

} // namespace

class TestBodyView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    SyntaxRepository m_syntax;
    std::unique_ptr<BodyView> m_view;

    void show(const QByteArray &text)
    {
        m_view->clear();
        m_view->grow(HeldBytes(text), LineScanner().scan(text, text.size(), true));
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            QTest::keyClick(m_view.get(), Qt::Key(key), modifiers);
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
        QTest::failOnWarning();
        m_view = std::make_unique<BodyView>(*m_theme, m_syntax);
        m_view->resize(600, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setFocus();
    }
    void cleanup() { m_view.reset(); }

    void movesByKeys_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<qint64>("cursor");
        const auto row = [](const char *name, const QByteArray &text, const QList<int> &keys,
                            qint64 cursor) { QTest::newRow(name) << text << keys << cursor; };
        constexpr int control = Qt::CTRL;
        row("right by a character", "aé😀b", {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right}, 7);
        row("left by a character", "aé😀b", {Qt::Key_End, Qt::Key_Left, Qt::Key_Left}, 3);
        row("right into the next line", "a\nb", {Qt::Key_Right, Qt::Key_Right}, 2);
        row("left into the line before", "a\nb", {Qt::Key_Down, Qt::Key_Left}, 1);
        row("over a tab in one step", "a\tb", {Qt::Key_Right, Qt::Key_Right}, 2);
        row("down keeps the column", "abc\na\nabc", {Qt::Key_End, Qt::Key_Down, Qt::Key_Down}, 9);
        row("to the end of all", "abc\nabc", {control | Qt::Key_End}, 7);
        row("and back", "abc\nabc", {control | Qt::Key_End, control | Qt::Key_Home}, 0);
        row("by words", "one two, three", {control | Qt::Key_Right, control | Qt::Key_Right}, 9);
        row("by words back", "one two", {Qt::Key_End, control | Qt::Key_Left}, 4);
        row("not beyond the ends", "a", {Qt::Key_Left, Qt::Key_Right, Qt::Key_Right}, 1);
        row("a page", numbered(500), {Qt::Key_PageDown, Qt::Key_PageUp}, 0);
        row("in parts of a long line", QByteArray(3'000, 'x'), {Qt::Key_Down, Qt::Key_Left}, 1'023);
    }
    void movesByKeys()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QList<int>, keys);
        show(text);
        for (const int key : keys)
            press(key & ~Qt::CTRL, key & Qt::CTRL ? Qt::ControlModifier : Qt::NoModifier);
        QTEST(m_view->cursor(), "cursor");
        QCOMPARE(m_view->anchor(), m_view->cursor());
    }

    void selectsAndCopies()
    {
        show("one\ntwo é\nthree");
        press(Qt::Key_Right, Qt::ShiftModifier, 3);
        QCOMPARE(m_view->selectedText(), u"one"_s);
        press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedText(), u"one\ntwo"_s);
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"one\ntwo"_s);
        press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(m_view->selectedText(), u"one\ntwo é\nthree"_s);
    }

    void theMouseSelects()
    {
        show("first word\nsecond");
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, {60, 5});
        QCOMPARE(m_view->selectedText(), u"first"_s);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {0, 5});
        QMouseEvent move(QEvent::MouseMove, QPointF(500, 30), QPointF(500, 30), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_view->viewport(), &move);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {500, 30});
        QCOMPARE(m_view->selectedText(), u"first word\nsecond"_s);
    }

    void muchIsNotCopiedUnasked()
    {
        QGuiApplication::clipboard()->setText(u"before"_s);
        show(QByteArray(BodyView::bigCopy + 1, 'x'));
        QSignalSpy asked(m_view.get(), &BodyView::bigCopyRequested);
        m_view->copyAll();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    }

    void findsWhileTyping()
    {
        show(numbered(5'000));
        press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_view->findBar() && m_view->findBar()->isVisible());
        auto *field = m_view->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"LINE 4321"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_view->findBar()->countText(), u"1 of 1"_s, 60'000);
        QCOMPARE(m_view->selectedText(), u"line 4321"_s);
        const qint64 top = m_view->firstVisibleRow();
        QVERIFY(top < 4320 && top + m_view->visibleLines() > 4320);
        field->setText(u"line 123"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_view->findBar()->countText(), u"1 of 11"_s, 60'000);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(m_view->findBar()->countText(), u"2 of 11"_s);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_view->findBar()->countText(), u"11 of 11"_s);
        field->setText(u"nowhere"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_view->findBar()->countText(), u"nothing found"_s, 60'000);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!m_view->findBar()->isVisible());
        QVERIFY(m_view->hasFocus());
    }

    void goesToALine()
    {
        show(numbered(10'000));
        m_view->goToLine(7'777);
        QCOMPARE(m_view->cursor(), numbered(7'776).size() + 1);
        QVERIFY(m_view->firstVisibleRow() < 7'776);
        m_view->goToLine(1'000'000);
        press(Qt::Key_End);
        QCOMPARE(m_view->cursor(), numbered(10'000).size());
    }

    void wrapsLongLines()
    {
        show(QByteArray(900, 'x') + "\nnext\n" + QByteArray("é").repeated(400));
        m_view->setWrap(BodyView::Wrap::Anywhere);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        // Down goes to the next line of the screen, not of the text.
        press(Qt::Key_Down);
        QVERIFY(m_view->cursor() > 20 && m_view->cursor() < 200);
        press(Qt::Key_End, Qt::ControlModifier);
        QTest::qWait(0);
        press(Qt::Key_Up);
        QVERIFY(m_view->cursor() > 906 && m_view->cursor() < 1'706);
        m_view->grab();
        m_view->setWrap(BodyView::Wrap::None);
        m_view->grab();
        QVERIFY(m_view->horizontalScrollBar()->maximum() == 0 || m_view->firstVisibleRow() == 0);
    }

    void growsWhereItIs()
    {
        const QByteArray text = numbered(100'000);
        LineScanner scanner;
        m_view->clear();
        const QByteArray some = text.first(200'000);
        m_view->grow(HeldBytes(some), scanner.scan(some, some.size(), false));
        m_view->goToLine(5'000);
        const qint64 top = m_view->firstVisibleRow();
        const qint64 cursor = m_view->cursor();
        QVERIFY(top > 4'000);
        m_view->grow(HeldBytes(text), scanner.scan(text, text.size(), true));
        QCOMPARE(m_view->firstVisibleRow(), top);
        QCOMPARE(m_view->cursor(), cursor);
        QCOMPARE(m_view->rows().rowCount(), 100'000);
    }

    void aScreenReaderReadsTheScreen()
    {
        show(numbered(1'000) + "\né\tx");
        QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(reader && reader->textInterface());
        QVERIFY(reader->state().readOnly);
        QAccessibleTextInterface *text = reader->textInterface();
        QVERIFY(text->text(0, text->characterCount()).startsWith(u"line 1\nline 2\n"_s));
        text->setCursorPosition(9);
        QCOMPARE(m_view->cursor(), 9);
        QCOMPARE(text->cursorPosition(), 9);
        text->setSelection(0, 7, 13);
        QCOMPARE(m_view->selectedText(), u"line 2"_s);
        QCOMPARE(text->selectionCount(), 1);
        const QRect rect = text->characterRect(9);
        QCOMPARE(text->offsetAtPoint(rect.topLeft() + QPoint(1, 3)), 9);
        press(Qt::Key_End, Qt::ControlModifier);
        const QString end = text->text(0, text->characterCount());
        QVERIFY(end.endsWith(u"line 1000\né   x"_s) && !end.contains(u"line 2\n"_s));
        QCOMPARE(text->cursorPosition(), end.size());
        for (int offset = 0; offset < end.size(); ++offset)
            QVERIFY(text->characterRect(offset).isValid());
    }

    void coloursWhatIsSeen()
    {
        const auto paint = [this] {
            QTest::qWait(50);
            return m_view->viewport()->grab().toImage();
        };
        show("{\n    \"key\": \"value\", \"n\": 12.5\n}");
        const QImage without = paint();
        m_view->setMediaType(u"application/json"_s);
        QVERIFY(paint() != without);
    }

    void everyKindOfBodyIsPainted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one line of a megabyte") << QByteArray(1'000'000, '{');
        QTest::newRow("a megabyte of line feeds") << QByteArray(1'000'000, '\n');
        QTest::newRow("bytes of all kinds") << [] {
            QByteArray bytes;
            for (int i = 0; i < 100'000; ++i)
                bytes += char(i * 7 % 256);
            return bytes;
        }();
        QTest::newRow("Arabic, Hebrew, emoji")
            << u"مرحبا שלום 👩‍👩‍👧 \u202Eabc\n"_s.repeated(300).toUtf8();
    }
    void everyKindOfBodyIsPainted()
    {
        QFETCH(const QByteArray, text);
        show(text);
        m_view->setMediaType(u"application/json"_s);
        for (const auto wrap : {BodyView::Wrap::None, BodyView::Wrap::Anywhere}) {
            m_view->setWrap(wrap);
            for (const int key : {Qt::Key_PageDown, Qt::Key_Down, Qt::Key_End, Qt::Key_Right}) {
                press(key, Qt::NoModifier, 3);
                m_view->grab();
            }
            press(Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
            m_view->grab();
            press(Qt::Key_PageUp, Qt::NoModifier, 3);
            m_view->grab();
        }
        m_view->showHex(HeldBytes(text));
        press(Qt::Key_End, Qt::ControlModifier);
        m_view->grab();
    }

    void framesAreShort()
    {
        QByteArray json = "[";
        for (int i = 0; json.size() < 20'000'000; ++i)
            json += R"({"id":)" + QByteArray::number(i) + R"(,"name":"item","list":[1,2.5,null]},)";
        m_view->resize(1'200, 900);
        show(json);
        m_view->setMediaType(u"application/json"_s);
        m_view->grab();
        Pulse pulse;
        for (int i = 0; i < 100; ++i) {
            m_view->verticalScrollBar()->setValue(i * 150);
            QCoreApplication::processEvents();
            m_view->viewport()->repaint();
        }
        qInfo("longest turn %.1f ms of processor time", pulse.longest);
        // An optimised build stays below 8 ms; this one may have sanitizers.
        QVERIFY(pulse.longest < 150);
    }
};

QTEST_MAIN(TestBodyView)
#include "tst_bodyview.moc"
