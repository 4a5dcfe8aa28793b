// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/environments/collectionfolder.h"
#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// Quotes are written ' here: raw strings with the other ones are too much for moc.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray twoEnvironments = json("{\n"
                                        "  '$shared': {\n"
                                        "    'path': '/m_search'\n"
                                        "  },\n"
                                        "  'staging': {\n"
                                        "    'host': 'staging.example.com',\n"
                                        "    'url': 'https://{{host}}{{path}}'\n"
                                        "  },\n"
                                        "  'production': {\n"
                                        "    'host': 'example.com'\n"
                                        "  }\n"
                                        "}\n");

/// Types into the cell, which need not be seen.
void type(QTableView &table, int row, int column, const QString &text)
{
    table.setFocus();
    table.setCurrentIndex(table.model()->index(row, column));
    table.edit(table.currentIndex());
    const QPointer cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->selectAll();
    QTest::keyClicks(cell, text);
    QTest::keyClick(cell, Qt::Key_Return);
    // What was typed is taken by the loop of events.
    QTRY_VERIFY(!cell || QApplication::focusWidget() != cell);
}

QLabel *problemsOf(EnvironmentsDialog &dialog)
{
    const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
    for (QLabel *label : labels) {
        if (label->text().contains(".json"_L1))
            return label;
    }
    return nullptr;
}

} // namespace

/// Editing environments through the window; what the files hold afterwards.
class EnvironmentsDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void aValueIsTyped();
    void aVariableIsAdded();
    void linesArePasted();
    void aVariableIsRemovedAndBroughtBack();
    void anInheritedOneIsOverridden();
    void aValueMovesToThePrivateFile();
    void aValueBecomesASecret();
    void aSecretIsShownOnDemand();
    void environmentsAreAddedRenamedDuplicatedDeleted();
    void outsideChangesAreNotOverwritten();
    void theMatrixResolves();
    void aValueIsTypedIntoTheMatrix();
    void theFilterHidesRows();
    void problemsAreNamed();
    void thePrivateFileIsIgnoredWithOneClick();
    void globalVariablesAreKept();
    void theNextNameOfTheEditorIsEdited();
    void withoutAFolderNothingIsWritten();
    void whatIsTypedStaysInItsEnvironment();
};

void EnvironmentsDialogTest::aValueIsTyped()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    EnvironmentModel &model = collection.dialog->model();
    QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rows().size(), 3);
    type(collection.dialog->table(), 0, EnvironmentModel::Value, u"127.0.0.1"_s);
    QByteArray expected = twoEnvironments;
    expected.replace("staging.example.com", "127.0.0.1");
    QTRY_COMPARE(collection.read(collection.publicFile()), expected);
    QTRY_COMPARE(model.rows().first().written, u"127.0.0.1"_s);
}

void EnvironmentsDialogTest::aVariableIsAdded()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"production"_s);
    EnvironmentModel &model = collection.dialog->model();
    type(collection.dialog->table(), model.rowCount() - 1, EnvironmentModel::Name, u"port"_s);
    // Its value is typed next.
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"8443"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(EnvironmentFile::parse(collection.read(collection.publicFile()))
                     .value(u"production"_s, u"port"_s),
                 std::optional(u"8443"_s));
}

void EnvironmentsDialogTest::linesArePasted()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    QGuiApplication::clipboard()->setText(u"host=other\nextra=1\n"_s);
    collection.dialog->table().setFocus();
    QTest::keyClick(&collection.dialog->table(), Qt::Key_V, Qt::ControlModifier);
    const auto value = [&](const QString &name) {
        return EnvironmentFile::parse(collection.read(collection.publicFile()))
            .value(u"staging"_s, name);
    };
    QTRY_COMPARE(value(u"extra"_s), std::optional(u"1"_s));
    QCOMPARE(value(u"host"_s), std::optional(u"other"_s));
    QTRY_VERIFY(!collection.dialog->writer().isBusy());
    QTest::keyClick(collection.dialog.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(collection.read(collection.publicFile()), twoEnvironments);
}

void EnvironmentsDialogTest::aVariableIsRemovedAndBroughtBack()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s, u"host"_s);
    QTest::keyClick(&collection.dialog->table(), Qt::Key_Delete);
    QTRY_VERIFY(!collection.read(collection.publicFile()).contains("staging.example.com"));
    QTRY_VERIFY(collection.dialog->notice().isVisible());
    QPushButton *undo = nullptr;
    const QList<QPushButton *> buttons = collection.dialog->notice().findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == "Undo"_L1)
            undo = button;
    }
    QVERIFY(undo);
    undo->click();
    QTRY_COMPARE(collection.read(collection.publicFile()), twoEnvironments);
}

void EnvironmentsDialogTest::anInheritedOneIsOverridden()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"production"_s);
    QVERIFY(collection.dialog->model().rows()[1].isInherited);
    type(collection.dialog->table(), 1, EnvironmentModel::Value, u"/search"_s);
    const auto value = [&](const QString &environment) {
        return EnvironmentFile::parse(collection.read(collection.publicFile()))
            .value(environment, u"path"_s);
    };
    QTRY_COMPARE(value(u"production"_s), std::optional(u"/search"_s));
    QCOMPARE(value(sharedEnvironment), std::optional(u"/m_search"_s));
    // What is another's is not removed from here.
    collection.dialog->showEnvironment(u"staging"_s, u"path"_s);
    QTest::keyClick(&collection.dialog->table(), Qt::Key_Delete);
    QVERIFY(collection.dialog->notice().isVisible());
    QCOMPARE(value(sharedEnvironment), std::optional(u"/m_search"_s));
}

void EnvironmentsDialogTest::aValueMovesToThePrivateFile()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    EnvironmentModel &model = collection.dialog->model();
    model.setData(model.index(0, EnvironmentModel::Place), placeName(ValuePlace::PrivateFile),
                  Qt::EditRole);
    QTRY_COMPARE(EnvironmentFile::parse(collection.read(collection.privateFile()))
                     .value(u"staging"_s, u"host"_s),
                 std::optional(u"staging.example.com"_s));
    QTRY_VERIFY(!collection.read(collection.publicFile()).contains("staging.example.com"));
    QTRY_COMPARE(model.rows().first().place, ValuePlace::PrivateFile);
}

void EnvironmentsDialogTest::aValueBecomesASecret()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), json("{'staging': {'token': 'PLANTED-4711'}}"));
    // Somebody else's secret of the name that would be taken.
    collection.secrets.write(u"staging-token"_s, u"theirs"_s);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    EnvironmentModel &model = collection.dialog->model();
    model.setData(model.index(0, EnvironmentModel::Place), placeName(ValuePlace::Secret),
                  Qt::EditRole);
    QTRY_COMPARE(collection.read(collection.publicFile()),
                 json("{'staging': {'token': '{{$secret staging-token-2}}'}}"));
    QCOMPARE(collection.secrets.read(u"staging-token-2"_s).result().value(), u"PLANTED-4711"_s);
    QCOMPARE(collection.secrets.read(u"staging-token"_s).result().value(), u"theirs"_s);
    QTRY_COMPARE(model.rows().first().place, ValuePlace::Secret);
    QVERIFY(!model.index(0, EnvironmentModel::Value).data().toString().contains("PLANTED"_L1));
    // And back.
    model.setData(model.index(0, EnvironmentModel::Place), placeName(ValuePlace::SharedFile),
                  Qt::EditRole);
    QTRY_COMPARE(collection.read(collection.publicFile()),
                 json("{'staging': {'token': 'PLANTED-4711'}}"));
}

void EnvironmentsDialogTest::aSecretIsShownOnDemand()
{
    CollectionFolder collection;
    const QByteArray before = json("{'staging': {'token': '{{$secret api}}'}}");
    collection.write(collection.publicFile(), before);
    collection.secrets.write(u"api"_s, u"PLANTED-4711"_s);
    collection.secretValues.insert(u"api"_s, u"PLANTED-4711"_s);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    EnvironmentModel &model = collection.dialog->model();
    const QModelIndex value = model.index(0, EnvironmentModel::Value);
    QVERIFY(!value.data().toString().contains("PLANTED"_L1));
    QVERIFY(value.data(Qt::EditRole).toString().isEmpty());
    // Opened and left, it is what it was.
    collection.dialog->table().setCurrentIndex(value);
    collection.dialog->table().edit(value);
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    QCOMPARE(cell->echoMode(), QLineEdit::Password);
    QTest::keyClick(cell, Qt::Key_Return);
    QTRY_VERIFY(QApplication::focusWidget() == &collection.dialog->table());
    QCOMPARE(collection.secrets.read(u"api"_s).result().value(), u"PLANTED-4711"_s);
    type(collection.dialog->table(), 0, EnvironmentModel::Value, u"PLANTED-new"_s);
    QTRY_COMPARE(collection.secrets.read(u"api"_s).result().value(), u"PLANTED-new"_s);
    QCOMPARE(collection.read(collection.publicFile()), before);
    const QList<QToolButton *> buttons = collection.dialog->findChildren<QToolButton *>();
    for (QToolButton *button : buttons) {
        if (button->text() == "Show secrets"_L1)
            button->click();
    }
    QTRY_COMPARE(value.data().toString(), u"PLANTED-new"_s);
    // Looking elsewhere hides it again.
    collection.dialog->list().setCurrentRow(0);
    collection.dialog->showEnvironment(u"staging"_s);
    QVERIFY(!value.data().toString().contains("PLANTED"_L1));
}

void EnvironmentsDialogTest::environmentsAreAddedRenamedDuplicatedDeleted()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.write(collection.privateFile(), json("{'staging': {'token': 't'}}"));
    collection.open();
    EnvironmentsDialog &dialog = *collection.dialog;
    QSignalSpy renamed(&dialog, &EnvironmentsDialog::environmentRenamed);
    dialog.newEnvironment();
    // Its name is typed at once.
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"local"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(collection.set.names(), (QStringList{u"staging"_s, u"production"_s, u"local"_s}));

    dialog.showEnvironment(u"staging"_s);
    dialog.list().currentItem()->setText(u"test"_s);
    QTRY_COMPARE(collection.set.names(), (QStringList{u"test"_s, u"production"_s, u"local"_s}));
    QVERIFY(collection.read(collection.privateFile()).contains("\"test\""));
    QCOMPARE(renamed.last(), (QVariantList{u"staging"_s, u"test"_s}));
    QTRY_VERIFY(!dialog.writer().isBusy());
    dialog.list().currentItem()->setText(u"production"_s);
    QTRY_VERIFY(dialog.notice().isVisible());
    QCOMPARE(collection.set.names(), (QStringList{u"test"_s, u"production"_s, u"local"_s}));

    dialog.showEnvironment(u"test"_s);
    dialog.list().setFocus();
    QTest::keyClick(&dialog.list(), Qt::Key_D, Qt::ControlModifier);
    QTRY_VERIFY(collection.set.names().contains(u"test-copy"_s));
    QTRY_VERIFY(!dialog.writer().isBusy());
    dialog.showEnvironment(u"test-copy"_s);
    dialog.list().setFocus();
    QTest::keyClick(&dialog.list(), Qt::Key_Delete);
    QTRY_VERIFY(!collection.set.names().contains(u"test-copy"_s));
    QTRY_VERIFY(!dialog.writer().isBusy());
    dialog.writer().undo();
    QTRY_VERIFY(collection.set.names().contains(u"test-copy"_s));
}

void EnvironmentsDialogTest::outsideChangesAreNotOverwritten()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    QByteArray theirs = twoEnvironments;
    theirs.replace("example.com\"\n  }\n}", "example.org\",\n    \"theirs\": \"1\"\n  }\n}");
    QVERIFY(theirs != twoEnvironments);
    collection.write(collection.publicFile(), theirs);
    type(collection.dialog->table(), 0, EnvironmentModel::Value, u"mine"_s);
    QTRY_VERIFY(collection.dialog->notice().isVisible());
    QCOMPARE(collection.read(collection.publicFile()), theirs);
    Q_EMIT collection.dialog->notice().accepted();
    theirs.replace("staging.example.com", "mine");
    QTRY_COMPARE(collection.read(collection.publicFile()), theirs);
}

void EnvironmentsDialogTest::theMatrixResolves()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showSideBySide();
    EnvironmentMatrixModel &matrix = collection.dialog->matrix();
    QAbstractItemModelTester tester(&matrix);
    QCOMPARE(matrix.environments(), (QStringList{u"staging"_s, u"production"_s}));
    const auto cell
        = [&](const QString &name, int column) { return matrix.index(matrix.rowOf(name), column); };
    const auto kind = [](const QModelIndex &index) {
        return EnvironmentMatrixModel::Cell(index.data(EnvironmentMatrixModel::CellRole).toInt());
    };
    QCOMPARE(cell(u"url"_s, 1).data().toString(), u"https://staging.example.com/m_search"_s);
    QCOMPARE(kind(cell(u"url"_s, 1)), EnvironmentMatrixModel::Cell::Own);
    QCOMPARE(kind(cell(u"url"_s, 2)), EnvironmentMatrixModel::Cell::Missing);
    QCOMPARE(kind(cell(u"path"_s, 2)), EnvironmentMatrixModel::Cell::Inherited);
    QCOMPARE(cell(u"path"_s, 2).data().toString(), u"/m_search"_s);
}

void EnvironmentsDialogTest::aValueIsTypedIntoTheMatrix()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showSideBySide();
    EnvironmentMatrixModel &matrix = collection.dialog->matrix();
    type(collection.dialog->matrixTable(), matrix.rowOf(u"url"_s), 2, u"https://{{nope}}"_s);
    QTRY_COMPARE(EnvironmentFile::parse(collection.read(collection.publicFile()))
                     .value(u"production"_s, u"url"_s),
                 std::optional(u"https://{{nope}}"_s));
    const auto cell = [&] { return matrix.index(matrix.rowOf(u"url"_s), 2); };
    QTRY_COMPARE(
        EnvironmentMatrixModel::Cell(cell().data(EnvironmentMatrixModel::CellRole).toInt()),
        EnvironmentMatrixModel::Cell::Unresolved);
    QVERIFY(cell().data(Qt::ToolTipRole).toString().contains("nope"_L1));
}

void EnvironmentsDialogTest::theFilterHidesRows()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->showEnvironment(u"staging"_s);
    QTest::keyClick(collection.dialog.get(), Qt::Key_F, Qt::ControlModifier);
    auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(filter);
    QTest::keyClicks(filter, u"staging.ex"_s);
    QTableView &table = collection.dialog->table();
    QVERIFY(!table.isRowHidden(0));
    QVERIFY(table.isRowHidden(1));
    QVERIFY(!table.isRowHidden(3)); // the row for new ones
}

void EnvironmentsDialogTest::problemsAreNamed()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), "{\n  \"staging\": {\"a\": \"1\",\n  \"b\" }\n}\n");
    collection.open();
    QLabel *label = problemsOf(*collection.dialog);
    QVERIFY(label);
    QVERIFY2(label->text().contains("http-client.env.json, line 3"_L1), qPrintable(label->text()));
}

void EnvironmentsDialogTest::thePrivateFileIsIgnoredWithOneClick()
{
    CollectionFolder collection;
    collection.write(collection.privateFile(), json("{'staging': {'token': 't'}}"));
    collection.open();
    QTRY_VERIFY(collection.dialog->ignoreNotice().isVisible());
    Q_EMIT collection.dialog->ignoreNotice().accepted();
    QTRY_VERIFY(collection.read(u".gitignore"_s).contains("http-client.private.env.json"));
    QTRY_VERIFY(!collection.dialog->ignoreNotice().isVisible());
}

void EnvironmentsDialogTest::globalVariablesAreKept()
{
    CollectionFolder collection;
    collection.open();
    collection.dialog->showGlobals();
    type(collection.dialog->table(), 0, EnvironmentModel::Name, u"me"_s);
    const auto kept = [&] {
        return EnvironmentFile::parse(collection.read(u"globals/variables.json"_s))
            .value(sharedEnvironment, u"me"_s);
    };
    QTRY_COMPARE(kept(), std::optional(u""_s));
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"kaushil"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(kept(), std::optional(u"kaushil"_s));
}

void EnvironmentsDialogTest::theNextNameOfTheEditorIsEdited()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    collection.dialog->createVariable(u"fresh"_s);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"{{ho"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(EnvironmentFile::parse(collection.read(collection.publicFile()))
                     .value(u"staging"_s, u"fresh"_s),
                 std::optional(u"{{host}}"_s));
}

void EnvironmentsDialogTest::withoutAFolderNothingIsWritten()
{
    CollectionFolder collection;
    collection.load();
    // Where a path without a folder would lead to.
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(collection.folder.path()));
    const auto restore = qScopeGuard([&] { QDir::setCurrent(before); });
    EnvironmentServices services = collection.services();
    services.set = [] { return EnvironmentSet(); };
    services.chosen = {};
    int saves = 0;
    services.saveRequest = [&] { ++saves; };
    EnvironmentsDialog dialog(services);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QVERIFY(EnvironmentSet().editPath(EnvironmentSource::Kind::Public).isEmpty());
    const auto isRefused = [&](const std::function<void()> &act) {
        dialog.notice().dismiss();
        act();
        QVERIFY(dialog.notice().isVisible());
    };
    isRefused([&] { dialog.newEnvironment(); });
    isRefused([&] { dialog.createVariable(u"fresh"_s); });
    isRefused([&] {
        QGuiApplication::clipboard()->setText(u"a=1\nb=2"_s);
        dialog.table().setFocus();
        QTest::keyClick(&dialog.table(), Qt::Key_V, Qt::ControlModifier);
    });
    Q_EMIT dialog.notice().accepted();
    QCOMPARE(saves, 1);
    QTest::qWait(50);
    QVERIFY(collection.read(collection.publicFile()).isEmpty());
    // Global variables have a file of their own.
    dialog.showGlobals();
    type(dialog.table(), 0, EnvironmentModel::Name, u"everywhere"_s);
    QTRY_VERIFY(collection.read(u"globals/variables.json"_s).contains("everywhere"));
}

void EnvironmentsDialogTest::whatIsTypedStaysInItsEnvironment()
{
    CollectionFolder collection;
    collection.write(collection.publicFile(), twoEnvironments);
    collection.open();
    EnvironmentsDialog &dialog = *collection.dialog;
    dialog.showEnvironment(u"staging"_s);
    dialog.table().setFocus();
    dialog.table().setCurrentIndex(dialog.model().index(0, EnvironmentModel::Value));
    dialog.table().edit(dialog.table().currentIndex());
    auto *cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->selectAll();
    QTest::keyClicks(cell, u"typed.example.com"_s);
    // As F12 in the cell and the menu of the window lead elsewhere.
    dialog.showEnvironment(u"production"_s);
    QByteArray expected = twoEnvironments;
    expected.replace("staging.example.com", "typed.example.com");
    QTRY_COMPARE(collection.read(collection.publicFile()), expected);
    QTest::qWait(50);
    QCOMPARE(collection.read(collection.publicFile()), expected);
}

QTEST_MAIN(EnvironmentsDialogTest)
#include "tst_environmentsdialog.moc"
