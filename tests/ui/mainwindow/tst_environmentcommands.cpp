// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/mainwindow/environmentcommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/variables/promptbar.h"
#include "ui/widgets/noticebar.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
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

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

const QByteArray environments = json("{\n"
                                     "  'staging': { 'host': '127.0.0.1:1', 'who': 'stage' },\n"
                                     "  'production': { 'host': '127.0.0.1:2', 'who': 'prod' }\n"
                                     "}\n");

} // namespace

/// Environments in the window: choosing, remembering, questions before sending.
class EnvironmentCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_folder = std::make_unique<TemporaryFolder>();
        QDir(m_folder->path()).mkpath(u"shop/.git"_s);
        write(path(u"shop/http-client.env.json"_s), environments);
        write(path(u"shop/store.http"_s), "GET http://{{host}}/{{who}}\n");
    }
    void theChoiceIsOfTheCollectionAndKept();
    void theMenuByKeyboard();
    void outsideChangesAppear();
    void aValueIsFoundFromTheUrl();
    void aMissingVariableIsMadeFromTheUrl();
    void anUnsavedRequestIsSavedFirst();
    void questionsAreAskedBeforeSending();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void open(MainWindow &window, const QString &name)
    {
        const int before = window.tabs().count();
        window.openFiles({path(name)});
        QTRY_VERIFY(window.tabs().count() > before);
    }

    std::unique_ptr<TemporaryFolder> m_folder;
};

void EnvironmentCommandsTest::theChoiceIsOfTheCollectionAndKept()
{
    {
        WindowFixture fixture(path(u"profile"_s));
        MainWindow window(fixture.services);
        window.show();
        EnvironmentButton &button = *window.environments().button();
        QVERIFY(button.chosen().isEmpty());
        open(window, u"shop/store.http"_s);
        QTRY_COMPARE(button.choices().size(), 2);
        QCOMPARE(button.choices().last().tone, ChipTone::Bad);
        Q_EMIT button.environmentChosen(u"production"_s);
        QCOMPARE(button.chosen(), u"production"_s);
        QCOMPARE(window.tabs().current()->scope().environment, u"production"_s);
        // A request of no file has none.
        window.newTab();
        QVERIFY(button.chosen().isEmpty());
    }
    WindowFixture fixture(path(u"profile"_s));
    QVERIFY(fixture.settings.load());
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/store.http"_s);
    QTRY_COMPARE(window.environments().button()->chosen(), u"production"_s);
    QTRY_COMPARE(window.environments().button()->choices().size(), 2);
    // Nothing of it is in the collection.
    const QStringList files = QDir(path(u"shop"_s)).entryList(QDir::Files);
    QCOMPARE(files, (QStringList{u"http-client.env.json"_s, u"store.http"_s}));
}

void EnvironmentCommandsTest::theMenuByKeyboard()
{
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/store.http"_s);
    EnvironmentButton &button = *window.environments().button();
    QTRY_COMPARE(button.choices().size(), 2);
    window.environments().choose();
    auto *menu = button.findChild<QMenu *>(u"environmentMenu"_s);
    QVERIFY(menu);
    QTRY_VERIFY(menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(button.chosen(), u"staging"_s);
}

void EnvironmentCommandsTest::outsideChangesAppear()
{
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/store.http"_s);
    EnvironmentButton &button = *window.environments().button();
    QTRY_COMPARE(button.choices().size(), 2);
    Q_EMIT button.environmentChosen(u"staging"_s);
    QByteArray changed = environments;
    write(path(u"shop/http-client.env.json"_s), changed.replace("\"stage\"", "\"other\""));
    const auto who = [&] {
        const Scope scope = window.tabs().current()->scope();
        const ScopeLayer *layer = layerOf(scope, u"who"_s);
        return layer ? layer->values.value(u"who"_s) : QString();
    };
    QTRY_COMPARE(who(), u"other"_s);
    write(path(u"shop/http-client.private.env.json"_s), json("{'staging': {'who': 'me'}}"));
    QTRY_COMPARE(who(), u"me"_s);
}

void EnvironmentCommandsTest::aValueIsFoundFromTheUrl()
{
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/store.http"_s);
    QTRY_COMPARE(window.environments().button()->choices().size(), 2);
    Q_EMIT window.environments().button()->environmentChosen(u"staging"_s);
    RequestTab *tab = window.tabs().current();
    window.environments().edit(tab, u"who"_s);
    EnvironmentsDialog *dialog = window.environments().dialog();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    QVERIFY(!dialog->isModal());
    const QModelIndex current = dialog->table().currentIndex();
    QCOMPARE(current.siblingAtColumn(EnvironmentModel::Name).data().toString(), u"who"_s);
}

void EnvironmentCommandsTest::aMissingVariableIsMadeFromTheUrl()
{
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/store.http"_s);
    QTRY_COMPARE(window.environments().button()->choices().size(), 2);
    Q_EMIT window.environments().button()->environmentChosen(u"staging"_s);
    window.environments().create(u"fresh"_s);
    const auto value = [&] {
        QFile file(path(u"shop/http-client.env.json"_s));
        return file.open(QIODevice::ReadOnly)
            ? EnvironmentFile::parse(file.readAll()).value(u"staging"_s, u"fresh"_s)
            : std::nullopt;
    };
    QTRY_COMPARE(value(), std::optional(u""_s));
    QTRY_VERIFY(layerOf(window.tabs().current()->scope(), u"fresh"_s));
}

void EnvironmentCommandsTest::anUnsavedRequestIsSavedFirst()
{
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    window.newTab();
    auto *notice = window.findChild<NoticeBar *>(u"windowNotice"_s);
    QVERIFY(notice);
    const auto ask = [&](const std::function<void()> &act) {
        notice->dismiss();
        act();
        QVERIFY(notice->isVisible());
        QVERIFY(!window.environments().dialog());
    };
    ask([&] { window.environments().newEnvironment(); });
    ask([&] { window.environments().create(u"fresh"_s); });
    Q_EMIT notice->accepted();
    auto *asking = window.findChild<QFileDialog *>();
    QVERIFY(asking);
    Q_EMIT asking->fileSelected(path(u"shop/fresh.http"_s));
    QTRY_COMPARE(window.environments().button()->choices().size(), 2);
    asking->close();
    window.environments().newEnvironment();
    QVERIFY(window.environments().dialog());
    QTRY_VERIFY(window.environments().button()->choices().size() == 3);
}

void EnvironmentCommandsTest::questionsAreAskedBeforeSending()
{
    FaultServer server(sampleScript());
    const auto port = server.listen();
    QVERIFY(port);
    write(path(u"shop/asks.http"_s),
          "# @prompt code What did the telephone show?\nGET http://127.0.0.1:"
              + QByteArray::number(*port) + "/{{code}}\n");
    WindowFixture fixture(path(u"profile"_s));
    MainWindow window(fixture.services);
    window.show();
    open(window, u"shop/asks.http"_s);
    RequestTab *tab = window.tabs().current();
    tab->response();
    window.sendCurrent(SendKind::Normal);
    QVERIFY(!tab->isRunning());
    QTRY_VERIFY(tab->promptBar()->isVisible());
    QCOMPARE(tab->promptBar()->fields().size(), 1);
    QLineEdit *field = tab->promptBar()->fields().first();
    QCOMPARE(field->accessibleName(), u"What did the telephone show?"_s);
    // Left, nothing is sent.
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_VERIFY(!tab->promptBar()->isVisible());
    QVERIFY(!tab->isRunning());
    window.sendCurrent(SendKind::Normal);
    QTRY_VERIFY(tab->promptBar()->isVisible());
    QTest::keyClicks(tab->promptBar()->fields().first(), u"4711"_s);
    QTest::keyClick(tab->promptBar()->fields().first(), Qt::Key_Return);
    QTRY_VERIFY(tab->exchange());
    QVERIFY(tab->exchange()->request.url.toString().endsWith("/4711"_L1));
    // Asked once in a run.
    window.sendCurrent(SendKind::Normal);
    QVERIFY(!tab->promptBar()->isVisible());
    QTRY_VERIFY(!tab->isRunning());
    tab->askValues();
    QVERIFY(tab->promptBar()->isVisible());
    QCOMPARE(tab->promptBar()->fields().first()->text(), u"4711"_s);
}

QTEST_MAIN(EnvironmentCommandsTest)
#include "tst_environmentcommands.moc"
