// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/environments/collectionfolder.h"
#include "tests/ui/environments/environmenttyping.h"
#include "ui/environments/environmentmodel.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Editing variables through the window; what the files hold afterwards.
class EnvironmentValuesTest : public QObject
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
    void globalVariablesAreKept();
    void theNextNameOfTheEditorIsEdited();
    void whatIsTypedStaysInItsEnvironment();
};

void EnvironmentValuesTest::aValueIsTyped()
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

void EnvironmentValuesTest::aVariableIsAdded()
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

void EnvironmentValuesTest::linesArePasted()
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

void EnvironmentValuesTest::aVariableIsRemovedAndBroughtBack()
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

void EnvironmentValuesTest::anInheritedOneIsOverridden()
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

void EnvironmentValuesTest::aValueMovesToThePrivateFile()
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

void EnvironmentValuesTest::aValueBecomesASecret()
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

void EnvironmentValuesTest::aSecretIsShownOnDemand()
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

void EnvironmentValuesTest::globalVariablesAreKept()
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

void EnvironmentValuesTest::theNextNameOfTheEditorIsEdited()
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

void EnvironmentValuesTest::whatIsTypedStaysInItsEnvironment()
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

QTEST_MAIN(EnvironmentValuesTest)
#include "tst_environmentvalues.moc"
