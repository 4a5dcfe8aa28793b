// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/textcompare.h"
#include "ui/compare/diffcanvas.h"
#include "ui/compare/difffindbar.h"
#include "ui/compare/difffolds.h"
#include "ui/compare/diffview.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QString numbered(int count, const QList<int> &changed = {})
{
    QStringList lines;
    for (int i = 1; i <= count; ++i)
        lines.append(changed.contains(i) ? u"line %1 is another"_s.arg(i) : u"line %1"_s.arg(i));
    return lines.join(u'\n');
}

void show(DiffView &view, const QString &left, const QString &right)
{
    QSignalSpy settled(&view, &DiffView::settled);
    view.setTexts(u"before"_s, left, u"after"_s, right);
    QVERIFY(settled.wait(30'000));
}

std::shared_ptr<const AlignedRows> aligned(const QByteArray &left, const QByteArray &right)
{
    return std::make_shared<const AlignedRows>(
        *compareTexts(TextRows(HeldBytes(left)), TextRows(HeldBytes(right))));
}

} // namespace

class TestDiffView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void twoTextsAreComparedAndCounted()
    {
        DiffView view(m_theme);
        show(view, numbered(500), numbered(500, {100, 300}));
        QCOMPARE(view.differenceCount(), 2);
        QCOMPARE(view.countText(), u"2 differences"_s);
        view.clear();
        QCOMPARE(view.differenceCount(), 0);
        show(view, u"same"_s, u"same"_s);
        QCOMPARE(view.countText(), u"No difference"_s);
    }

    void keysStepThroughTheDifferences()
    {
        DiffView view(m_theme);
        view.resize(900, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        show(view, numbered(500), numbered(500, {100, 300, 450}));
        view.setFocus();
        QTest::keyClick(view.canvas(), Qt::Key_F7);
        QCOMPARE(view.currentDifference(), 0);
        QTest::keyClick(view.canvas(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(view.currentDifference(), 1);
        QCOMPARE(view.countText(), u"2 of 3 differences"_s);
        QTest::keyClick(view.canvas(), Qt::Key_F7, Qt::ShiftModifier);
        QCOMPARE(view.currentDifference(), 0);
        QTest::keyClick(view.canvas(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(view.currentDifference(), 2);
        QTest::keyClick(view.canvas(), Qt::Key_F7);
        QCOMPARE(view.currentDifference(), 0);
    }

    void equalStretchesAreFolded()
    {
        DiffView view(m_theme);
        show(view, numbered(500), numbered(500, {100}));
        const DiffFolds &folds = view.canvas()->folds();
        // A fold, three lines, the difference, three lines, a fold.
        QCOMPARE(folds.lineCount(), 9);
        QCOMPARE(folds.at(0), (DiffFolds::Line{0, 96}));
        QCOMPARE(folds.at(4), (DiffFolds::Line{99, 0}));
        QCOMPARE(folds.at(8), (DiffFolds::Line{103, 397}));
        QCOMPARE(folds.lineOf(99), 4);
        QCOMPARE(folds.lineOf(450), 8);
        view.setFolded(false);
        QCOMPARE(view.canvas()->folds().lineCount(), 500);
        view.setFolded(true);
        view.canvas()->showRow(50);
        QCOMPARE(view.canvas()->folds().lineCount(), 9 + 95);
    }

    void bothSidesAreSearched()
    {
        DiffView view(m_theme);
        view.resize(900, 400);
        view.show();
        show(view, u"one Two three\nétwo"_s, u"one four three"_s);
        view.openFind();
        auto *field = view.findBar()->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"two"_s);
        QTRY_COMPARE(view.canvas()->matches().all.size(), 2);
        QCOMPARE(view.findBar()->countText(), u"1 of 2"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(view.findBar()->countText(), u"2 of 2"_s);
        field->setText(u"three"_s);
        QTRY_COMPARE(view.findBar()->countText(), u"1 of 2"_s);
        QCOMPARE(view.canvas()->matches().all[0].side, AlignedRows::Side::Left);
        QCOMPARE(view.canvas()->matches().all[1].side, AlignedRows::Side::Right);
        field->setText(u"nowhere"_s);
        QTRY_COMPARE(view.findBar()->countText(), u"not found"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(view.findBar()->isHidden());
    }

    void textOfOneSideIsCopiedAsItWas()
    {
        DiffView view(m_theme);
        const QString left = u"a\tb\r\nc\nd"_s;
        show(view, left, u"a b\nc\nx"_s);
        view.canvas()->selectAll();
        QCOMPARE(view.canvas()->selectedText(), left);
        view.canvas()->copySelection();
        QCOMPARE(QGuiApplication::clipboard()->text(), left);
    }

    void theMouseSelectsOneSide()
    {
        DiffView view(m_theme);
        view.resize(900, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        show(view, u"left one\nleft two"_s, u"right one\nright two"_s);
        QWidget *pane = view.canvas()->viewport();
        const int right = view.canvas()->paneWidth() + 2;
        QTest::mouseDClick(pane, Qt::LeftButton, {}, {right + 75, 8});
        const QString word = view.canvas()->selectedText();
        QVERIFY2(word == u"right"_s || word == u"one"_s, qPrintable(word));
        QTest::mousePress(pane, Qt::LeftButton, {}, {right + 20, 4});
        QTest::mouseMove(pane, {pane->width() - 2, 200});
        QTest::mouseRelease(pane, Qt::LeftButton, {}, {pane->width() - 2, 200});
        QCOMPARE(view.canvas()->selectedText(), u"right one\nright two"_s);
    }

    void whatHasNoWidthIsShown_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<bool>("isChanged");
        QTest::addColumn<QString>("shown");
        QTest::newRow("a tab is as wide as it is") << "a\tb"_ba << false << u"a   b"_s;
        QTest::newRow("a tab that may be the difference is seen")
            << "a\tb"_ba << true << u"a→  b"_s;
        QTest::newRow("a carriage return at the end is nothing") << "a\r"_ba << false << u"a"_s;
        QTest::newRow("one that may be the difference is seen") << "a\r"_ba << true << u"a␍"_s;
        QTest::newRow("a zero byte is a sign") << "a\0b"_ba << false << u"a␀b"_s;
        QTest::newRow("what turns the order of text is a sign")
            << QString(u"a\u202Eb"_s).toUtf8() << false << u"a·b"_s;
    }
    void whatHasNoWidthIsShown()
    {
        QFETCH(const QByteArray, row);
        QFETCH(const bool, isChanged);
        QFETCH(const QString, shown);
        const DiffRowText text = diffRowText(
            row, isChanged ? DiffRowText::Blanks::Marked : DiffRowText::Blanks::AsTheyAre);
        QCOMPARE(text.shown, shown);
        QCOMPARE(text.between(0, text.shown.size()), QString::fromUtf8(row));
    }

    void manyRowsAreShownAsFastAsAFew()
    {
        QByteArray left;
        for (int i = 0; i < 400'000; ++i)
            left += "row " + QByteArray::number(i) + '\n';
        QByteArray right = left;
        right.replace("row 300000\n", "row three hundred thousand\n");
        DiffView view(m_theme);
        view.resize(1200, 800);
        view.setFolded(false);
        view.setRows(u"a"_s, u"b"_s, aligned(left, right));
        QCOMPARE(view.differenceCount(), 1);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i) {
            view.canvas()->verticalScrollBar()->setValue(i * 7'999);
            view.grab();
        }
        // Generous: a machine at work elsewhere, and checks of every access.
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aLineOfManyMegabytesIsShown()
    {
        QByteArray left = "{\"a\":[";
        while (left.size() < 8'000'000)
            left += "{\"id\":" + QByteArray::number(left.size()) + ",\"t\":\"text\"},";
        QByteArray right = left;
        right.insert(4'000'000, "#");
        DiffView view(m_theme);
        view.resize(1200, 800);
        view.setRows(u"a"_s, u"b"_s, aligned(left, right));
        QCOMPARE(view.differenceCount(), 1);
        view.nextDifference();
        QElapsedTimer timer;
        timer.start();
        view.grab();
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    Theme m_theme{*qApp};
};

QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
