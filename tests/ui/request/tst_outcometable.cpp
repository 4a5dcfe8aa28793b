// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/manualclock.h"
#include "ui/request/outcomeview.h"
#include "ui/request/outcomewords.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using RowKind = OutcomeModel::RowKind;
using Of = OutcomeMatch::Of;
using Column = OutcomeModel::Column;

namespace {

struct Stage
{
    explicit Stage(const QString &own = {})
    {
        RequestSpec spec;
        if (!own.isEmpty())
            spec.policy.outcomes = outcomesFromText(own).value();
        document.load(spec);
        QObject::connect(&document, &RequestDocument::changed, &view, [this] { view.take({}); });
        view.take({});
        view.resize(700, view.height());
        view.show();
        view.activateWindow();
    }
    QString own() const
    {
        const auto &outcomes = document.spec().policy.outcomes;
        return outcomes ? outcomesText(*outcomes) : u"unset"_s;
    }
    /// The row about `what`, -1 without one.
    int rowOf(const QString &what, RowKind kind)
    {
        OutcomeModel &model = view.outcomes();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.kindOf(row) == kind && model.index(row, 0).data().toString() == what)
                return row;
        }
        return -1;
    }
    QComboBox *edit(int row, int column)
    {
        view.setFocus();
        view.setCurrentIndex(view.outcomes().index(row, column));
        QTest::keyClick(&view, Qt::Key_Return);
        return view.findChild<QComboBox *>();
    }

    ManualClock clock;
    RequestDocument document{clock};
    Theme theme{*qApp};
    OutcomeView view{document, theme};
    QAbstractItemModelTester tester{&view.outcomes(),
                                    QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class OutcomesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void words_data();
    void words();
    void everyCommonOutcomeIsReadBack();
    void inheritedRowsStandBelow();
    void aRowIsTypedIn();
    void whatIsNotUnderstoodChangesNothing();
    void effectsAreChosen();
    void anInheritedRowBecomesOnesOwn();
    void coveredRowsAreMarked();
    void rowsAreMovedAndRemovedByKeyboard();
    void theMouseRemoves();
    void undoBringsRowsBack();
};

void OutcomesTest::words_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name"); // empty: not understood
    QTest::newRow("a status") << u" 503 "_s << u"503"_s;
    QTest::newRow("a class") << u"5xx"_s << u"5xx"_s;
    QTest::newRow("a class in words") << u"any 5XX"_s << u"5xx"_s;
    QTest::newRow("an error in words") << u"Time-out: connecting"_s << u"connect-timeout"_s;
    QTest::newRow("an error as files write it") << u"connect-timeout"_s << u"connect-timeout"_s;
    QTest::newRow("a group in words") << u"failed before anything was sent"_s << u"not-sent"_s;
    QTest::newRow("a group as files write it") << u"certificate"_s << u"certificate"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("no such status") << u"0xx"_s << QString();
    QTest::newRow("no such error") << u"tired"_s << QString();
}

void OutcomesTest::words()
{
    QFETCH(const QString, typed);
    const auto match = outcomeFromText(typed);
    QTEST(match ? outcomeName(*match) : QString(), "name");
}

void OutcomesTest::everyCommonOutcomeIsReadBack()
{
    QStringList texts;
    const auto matches = commonOutcomes();
    for (const OutcomeMatch &match : matches) {
        QCOMPARE(outcomeFromText(outcomeText(match)), std::optional(match));
        QVERIFY(!texts.contains(outcomeText(match)));
        texts.append(outcomeText(match));
        QCOMPARE(suggestedRule(match).match, match);
    }
}

void OutcomesTest::inheritedRowsStandBelow()
{
    Stage stage(u"500:failure/retry"_s);
    OutcomeModel &model = stage.view.outcomes();
    QCOMPARE(model.rowCount(), 1 + 1 + 5);
    QCOMPARE(model.kindOf(0), RowKind::Own);
    QCOMPARE(model.kindOf(1), RowKind::Empty);
    QCOMPARE(model.kindOf(2), RowKind::Inherited);
    QCOMPARE(model.index(0, Column::Retry).data().toString(), u"yes, always"_s);
    QCOMPARE(model.index(2, Column::Whose).data().toString(), u"fynd preset"_s);
    QVERIFY(!model.flags(model.index(2, 0)).testFlag(Qt::ItemIsEditable));
    // All of it is seen: the page scrolls, not the table.
    QVERIFY(stage.view.visualRect(model.index(6, 0)).bottom() <= stage.view.viewport()->height());
}

void OutcomesTest::aRowIsTypedIn()
{
    Stage stage;
    QComboBox *box = stage.edit(0, Column::What);
    QVERIFY(box);
    QTest::keyClicks(box, u"502"_s);
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(stage.own(), u"502:failure/if-idempotent"_s);
    QCOMPARE(stage.document.undoStack().count(), 1);
    QTest::keySequence(&stage.view, QKeySequence::Undo);
    QCOMPARE(stage.own(), u"unset"_s);
}

void OutcomesTest::whatIsNotUnderstoodChangesNothing()
{
    Stage stage(u"500:failure"_s);
    OutcomeModel &model = stage.view.outcomes();
    QVERIFY(!model.setData(model.index(1, Column::What), u"tired"_s, Qt::EditRole));
    QVERIFY(!model.setData(model.index(1, Column::What), u"500"_s, Qt::EditRole)); // there already
    QVERIFY(!model.setData(model.index(2, Column::What), u"501"_s, Qt::EditRole)); // inherited
    QCOMPARE(stage.document.undoStack().count(), 0);
}

void OutcomesTest::effectsAreChosen()
{
    Stage stage(u"500:failure"_s);
    QComboBox *box = stage.edit(0, Column::Breaker);
    QVERIFY(box);
    QCOMPARE(box->currentText(), u"failure"_s);
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(stage.own(), u"500:throttled"_s);
}

void OutcomesTest::anInheritedRowBecomesOnesOwn()
{
    Stage stage;
    const int row = stage.rowOf(u"503"_s, RowKind::Inherited);
    QVERIFY(row > 0);
    QVERIFY(stage.edit(row, Column::Retry));
    QCOMPARE(stage.own(), u"503:ignored/retry"_s);
    QCOMPARE(stage.view.currentIndex().row(), 0);
    QCOMPARE(stage.view.currentIndex().column(), int(Column::Retry));
    // The one below is marked, and cannot be made one's own twice.
    const int below = stage.rowOf(u"503"_s, RowKind::Inherited);
    OutcomeModel &model = stage.view.outcomes();
    QVERIFY(model.index(below, 0).data(OutcomeModel::NeverCountsRole).toBool());
    QCOMPARE(model.overrideRow(below), -1);
}

void OutcomesTest::coveredRowsAreMarked()
{
    Stage stage(u"5xx:failure,500:ignored,failure:ignored"_s);
    OutcomeModel &model = stage.view.outcomes();
    const auto isMarked = [&](const QString &what, RowKind kind) {
        return model.index(stage.rowOf(what, kind), 0).data(OutcomeModel::NeverCountsRole).toBool();
    };
    QVERIFY(!isMarked(u"any 5xx"_s, RowKind::Own));
    QVERIFY(isMarked(u"500"_s, RowKind::Own));
    QVERIFY(isMarked(u"503"_s, RowKind::Inherited));
    QVERIFY(!isMarked(u"429"_s, RowKind::Inherited));
    QVERIFY(isMarked(u"any network failure or time-out"_s, RowKind::Inherited));
}

void OutcomesTest::rowsAreMovedAndRemovedByKeyboard()
{
    Stage stage(u"500:failure,501:ignored"_s);
    stage.view.setFocus();
    stage.view.setCurrentIndex(stage.view.outcomes().index(0, 0));
    QTest::keyClick(&stage.view, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(stage.own(), u"501:ignored,500:failure"_s);
    QCOMPARE(stage.view.currentIndex().row(), 1);
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    QCOMPARE(stage.own(), u"501:ignored"_s);
    // Nothing is left of it: what is inherited counts.
    stage.view.setCurrentIndex(stage.view.outcomes().index(0, 0));
    QTest::keyClick(&stage.view, Qt::Key_Delete);
    QCOMPARE(stage.own(), u"unset"_s);
    QTest::keyClick(&stage.view, Qt::Key_Delete); // on the empty row
    QCOMPARE(stage.document.undoStack().count(), 3);
}

void OutcomesTest::theMouseRemoves()
{
    Stage stage(u"500:failure,501:ignored"_s);
    const QRect cross = stage.view.visualRect(stage.view.outcomes().index(0, Column::Whose));
    QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {},
                      QPoint(cross.left() + 12, cross.center().y()));
    QCOMPARE(stage.own(), u"501:ignored"_s);
}

void OutcomesTest::undoBringsRowsBack()
{
    Stage stage(u"500:failure,501:ignored,502:failure"_s);
    stage.view.outcomes().remove(1);
    stage.view.outcomes().move(0, 1);
    QCOMPARE(stage.own(), u"502:failure,500:failure"_s);
    stage.document.undo();
    stage.document.undo();
    QCOMPARE(stage.own(), u"500:failure,501:ignored,502:failure"_s);
    QCOMPARE(stage.view.outcomes().index(1, 0).data().toString(), u"501"_s);
    stage.document.redo();
    QCOMPARE(stage.own(), u"500:failure,502:failure"_s);
}

QTEST_MAIN(OutcomesTest)
#include "tst_outcometable.moc"
