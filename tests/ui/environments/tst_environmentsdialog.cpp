// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/environments/collectionfolder.h"
#include "tests/ui/environments/environmenttyping.h"
#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

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
    void environmentsAreAddedRenamedDuplicatedDeleted();
    void outsideChangesAreNotOverwritten();
    void theMatrixResolves();
    void aValueIsTypedIntoTheMatrix();
    void theFilterHidesRows();
    void problemsAreNamed();
    void thePrivateFileIsIgnoredWithOneClick();
    void withoutAFolderNothingIsWritten();
    void whereThereAreNoneTheFirstIsMade();
};

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

void EnvironmentsDialogTest::whereThereAreNoneTheFirstIsMade()
{
    CollectionFolder collection;
    collection.open();
    auto *none = collection.dialog->findChild<EmptyState *>();
    QVERIFY(none);
    QVERIFY(none->isVisible());
    QTest::mouseClick(none->findChild<QPushButton *>(), Qt::LeftButton);
    QTRY_VERIFY(
        !EnvironmentFile::parse(collection.read(collection.publicFile())).environments().isEmpty());
    QTRY_VERIFY(!none->isVisible());
}

QTEST_MAIN(EnvironmentsDialogTest)
#include "tst_environmentsdialog.moc"
