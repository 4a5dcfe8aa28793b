// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/models/fieldtablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Column = FieldTableModel::Column;
using RowKind = FieldTableModel::RowKind;

class FieldTableModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void keepsTheRulesOfModels_data();
    void keepsTheRulesOfModels();
    void typingInTheEmptyRowMakesARowWhereItStands();
    void typingNothingInTheEmptyRowMakesNone();
    void setRowsChangesAsLittleAsPossible_data();
    void setRowsChangesAsLittleAsPossible();
    void setRowsIsSilent();
    void parametersAreEncodedForTheUrl();
    void headerValuesHaveNoLineBreaks();
    void aHeaderNameThatIsNoTokenIsAProblem_data();
    void aHeaderNameThatIsNoTokenIsAProblem();
    void rowsMoveWithinTheFilledOnes();
    void tickingIsAnEdit();
    void changingToAFileClearsTheValue();
    void addedRowsComeLastAndCannotBeEdited();

private:
    static QList<FieldRow> named(const QStringList &names)
    {
        QList<FieldRow> rows;
        for (const QString &name : names)
            rows.append({.name = name, .value = name + u"1"_s});
        return rows;
    }
};

void FieldTableModelTest::keepsTheRulesOfModels_data()
{
    QTest::addColumn<int>("style");
    QTest::newRow("parameters") << int(FieldStyle::Parameters);
    QTest::newRow("headers") << int(FieldStyle::Headers);
    QTest::newRow("form") << int(FieldStyle::Form);
    QTest::newRow("multipart") << int(FieldStyle::Multipart);
}

void FieldTableModelTest::keepsTheRulesOfModels()
{
    QFETCH(const int, style);
    FieldTableModel model{FieldStyle(style)};
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(named({u"a"_s, u"b"_s, u"c"_s}));
    model.setAdded(u"Added"_s, named({u"Host"_s, u"Accept"_s}));
    model.insertFields(1, named({u"x"_s, u"y"_s}));
    QVERIFY(model.moveField(0, 1));
    QVERIFY(model.moveField(2, -1));
    model.removeFields(1, 2);
    model.toggle(0);
    QVERIFY(model.setData(model.index(model.filledRows(), model.sectionOf(Column::Name)), u"new"_s,
                          Qt::EditRole));
    model.setAdded(u"Added"_s, {});
    model.setAdded({}, {});
    model.setRows({});
    QCOMPARE(model.rowCount(), 1);
}

void FieldTableModelTest::typingInTheEmptyRowMakesARowWhereItStands()
{
    FieldTableModel model(FieldStyle::Headers);
    model.setRows(named({u"a"_s}));
    const QPersistentModelIndex edited = model.index(1, model.sectionOf(Column::Name));
    QSignalSpy typed(&model, &FieldTableModel::typed);
    QVERIFY(model.setData(edited, u"A"_s, Qt::EditRole));
    QVERIFY(model.setData(edited, u"Ac"_s, Qt::EditRole));
    QCOMPARE(edited.row(), 1); // an open editor stays on its row
    QCOMPARE(model.filledRows(), 2);
    QCOMPARE(model.rows().at(1).name, u"Ac"_s);
    QCOMPARE(model.kindOf(2), RowKind::Empty);
    QCOMPARE(typed.count(), 2);
}

void FieldTableModelTest::typingNothingInTheEmptyRowMakesNone()
{
    FieldTableModel model(FieldStyle::Headers);
    QSignalSpy typed(&model, &FieldTableModel::typed);
    QVERIFY(model.setData(model.index(0, 1), QString(), Qt::EditRole));
    QCOMPARE(model.filledRows(), 0);
    QCOMPARE(typed.count(), 0);
}

void FieldTableModelTest::setRowsChangesAsLittleAsPossible_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<int>("inserted");
    QTest::addColumn<int>("removed");
    QTest::addColumn<int>("changed");
    const QStringList abc{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("the same") << abc << abc << 0 << 0 << 0;
    QTest::newRow("one more at the end")
        << abc << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s} << 1 << 0 << 0;
    QTest::newRow("one more in front")
        << abc << QStringList{u"x"_s, u"a"_s, u"b"_s, u"c"_s} << 1 << 0 << 0;
    QTest::newRow("one less in the middle") << abc << QStringList{u"a"_s, u"c"_s} << 0 << 1 << 0;
    QTest::newRow("another in the middle")
        << abc << QStringList{u"a"_s, u"x"_s, u"c"_s} << 0 << 0 << 1;
    QTest::newRow("all gone") << abc << QStringList() << 0 << 1 << 0;
    QTest::newRow("all others and more")
        << abc << QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s} << 1 << 0 << 1;
}

void FieldTableModelTest::setRowsChangesAsLittleAsPossible()
{
    QFETCH(const QStringList, before);
    QFETCH(const QStringList, after);
    QFETCH(const int, inserted);
    QFETCH(const int, removed);
    QFETCH(const int, changed);
    FieldTableModel model(FieldStyle::Form);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(named(before));
    QSignalSpy insertions(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setRows(named(after));
    QCOMPARE(model.rows(), named(after));
    QCOMPARE(insertions.count(), inserted);
    QCOMPARE(removals.count(), removed);
    QCOMPARE(changes.count(), changed);
}

void FieldTableModelTest::setRowsIsSilent()
{
    FieldTableModel model(FieldStyle::Form);
    QSignalSpy typed(&model, &FieldTableModel::typed);
    QSignalSpy restructured(&model, &FieldTableModel::restructured);
    model.setRows(named({u"a"_s}));
    QCOMPARE(typed.count() + restructured.count(), 0);
}

void FieldTableModelTest::parametersAreEncodedForTheUrl()
{
    FieldTableModel model(FieldStyle::Parameters);
    QVERIFY(model.setData(model.index(0, model.sectionOf(Column::Name)), u"a b=c"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(0, model.sectionOf(Column::Value)), u"1&2 %20 {{x y}}"_s,
                          Qt::EditRole));
    QCOMPARE(model.rows().at(0).name, u"a%20b%3Dc"_s);
    QCOMPARE(model.rows().at(0).value, u"1%262%20%20%20{{x y}}"_s);
}

void FieldTableModelTest::headerValuesHaveNoLineBreaks()
{
    FieldTableModel model(FieldStyle::Headers);
    QVERIFY(model.setData(model.index(0, model.sectionOf(Column::Value)), u"a\r\nInjected: b"_s,
                          Qt::EditRole));
    QVERIFY(!model.rows().at(0).value.contains(u'\n'));
    QVERIFY(!model.rows().at(0).value.contains(u'\r'));
}

void FieldTableModelTest::aHeaderNameThatIsNoTokenIsAProblem_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("problem");
    QTest::newRow("an ordinary name") << u"X-Trace_1.a"_s << false;
    QTest::newRow("a blank in it") << u"X Trace"_s << true;
    QTest::newRow("a colon in it") << u"X:"_s << true;
    QTest::newRow("a letter beyond ASCII") << u"Größe"_s << true;
    QTest::newRow("a placeholder may become anything") << u"{{a b}}"_s << false;
    QTest::newRow("a value without a name") << QString() << true;
}

void FieldTableModelTest::aHeaderNameThatIsNoTokenIsAProblem()
{
    QFETCH(const QString, name);
    QFETCH(const bool, problem);
    FieldTableModel model(FieldStyle::Headers);
    model.setRows({{.name = name, .value = u"v"_s}});
    const QModelIndex cell = model.index(0, model.sectionOf(Column::Name));
    QCOMPARE(!cell.data(FieldTableModel::ProblemRole).toString().isEmpty(), problem);
    model.setRows({{.name = name, .value = u"v"_s, .enabled = false}});
    QVERIFY(cell.data(FieldTableModel::ProblemRole).toString().isEmpty()); // not sent, no problem
}

void FieldTableModelTest::rowsMoveWithinTheFilledOnes()
{
    FieldTableModel model(FieldStyle::Form);
    model.setRows(named({u"a"_s, u"b"_s, u"c"_s}));
    QSignalSpy restructured(&model, &FieldTableModel::restructured);
    QVERIFY(!model.moveField(0, -1));
    QVERIFY(!model.moveField(2, 1));
    QVERIFY(!model.moveField(3, -1)); // the empty row
    QCOMPARE(restructured.count(), 0);
    QVERIFY(model.moveField(0, 1));
    QCOMPARE(model.rows(), named({u"b"_s, u"a"_s, u"c"_s}));
    QVERIFY(model.moveField(2, -1));
    QCOMPARE(model.rows(), named({u"b"_s, u"c"_s, u"a"_s}));
}

void FieldTableModelTest::tickingIsAnEdit()
{
    FieldTableModel model(FieldStyle::Form);
    model.setRows(named({u"a"_s, u"b"_s}));
    QSignalSpy restructured(&model, &FieldTableModel::restructured);
    QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(restructured.count(), 1);
    QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(restructured.count(), 1);
    QCOMPARE(model.enabledRows(), 1);
    QVERIFY(!model.setData(model.index(2, 0), Qt::Checked, Qt::CheckStateRole)); // the empty row
}

void FieldTableModelTest::changingToAFileClearsTheValue()
{
    FieldTableModel model(FieldStyle::Multipart);
    model.setRows(named({u"a"_s}));
    QVERIFY(model.setData(model.index(0, model.sectionOf(Column::Kind)), u"File"_s, Qt::EditRole));
    QVERIFY(model.rows().at(0).isFile);
    QCOMPARE(model.rows().at(0).value, QString());
}

void FieldTableModelTest::addedRowsComeLastAndCannotBeEdited()
{
    FieldTableModel model(FieldStyle::Headers);
    model.setRows(named({u"a"_s}));
    model.setAdded(u"Added when sending"_s, named({u"Host"_s}));
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.kindOf(1), RowKind::Empty);
    QCOMPARE(model.kindOf(2), RowKind::Caption);
    QCOMPARE(model.kindOf(3), RowKind::Added);
    const QModelIndex host = model.index(3, model.sectionOf(Column::Name));
    QCOMPARE(host.data().toString(), u"Host"_s);
    QVERIFY(!host.flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.setData(host, u"x"_s, Qt::EditRole));
    model.setRows(named({u"a"_s, u"b"_s}));
    QCOMPARE(model.index(4, model.sectionOf(Column::Name)).data().toString(), u"Host"_s);
}

QTEST_GUILESS_MAIN(FieldTableModelTest)
#include "tst_fieldtablemodel.moc"
