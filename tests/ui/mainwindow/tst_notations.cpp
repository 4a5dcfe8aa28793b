// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Requests in other notations, pasted into the window and copied from it.
class TestNotations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void aPastedCommandIsOneStep();
    void whatIsNotUnderstoodIsNamed();
    void severalRequestsGetTabs();
    void aCommandWithoutUrlChangesNothing();
    void requestsAreCopied();
    void copiesSayWhatTheyCannotHold();

private:
    static void open(MainWindow &window)
    {
        window.show();
        QSignalSpy opened(&window, &MainWindow::opened);
        window.restore();
        QTRY_COMPARE(opened.size(), 1);
    }
    static bool shows(const MainWindow &window, QLatin1StringView text)
    {
        const auto labels = window.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [text](const QLabel *label) { return label->text().contains(text); });
    }
    static void trigger(const MainWindow &window, const QString &text)
    {
        const auto actions = window.actions();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        QVERIFY(found != actions.end());
        (*found)->trigger();
    }
};

void TestNotations::aPastedCommandIsOneStep()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestTab *tab = window.tabs().open({});
    const RequestSpec before = tab->document().spec();
    const int tabs = window.tabs().count();
    window.files().paste(tab, u"curl 'http://store/x' \\\n -H 'X-A: 1' --json '{\"a\": 1}' -L"_s);
    const RequestSpec &spec = tab->document().spec();
    QCOMPARE(spec.url, u"http://store/x"_s);
    QCOMPARE(spec.method, u"POST"_s);
    QCOMPARE(spec.body.kind, Body::Kind::Json);
    QCOMPARE(spec.headers.size(), 3);
    QCOMPARE(window.tabs().count(), tabs);
    QVERIFY(!shows(window, "has a meaning here"_L1));
    tab->document().undo();
    QCOMPARE(tab->document().spec(), before);
}

void TestNotations::whatIsNotUnderstoodIsNamed()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestTab *tab = window.tabs().open({});
    window.files().paste(tab, u"curl http://store/ --frobnicate -k"_s);
    QCOMPARE(tab->document().spec().url, u"http://store/"_s);
    QVERIFY(shows(window, "curl has no option --frobnicate"_L1));
    QVERIFY(shows(window, "certificates are verified in spite of -k"_L1));
}

void TestNotations::severalRequestsGetTabs()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestTab *tab = window.tabs().open({});
    const int tabs = window.tabs().count();
    window.files().paste(tab, u"curl http://a/ --next -X PUT http://b/"_s);
    QCOMPARE(tab->document().spec().url, u"http://a/"_s);
    QCOMPARE(window.tabs().count(), tabs + 1);
    QGuiApplication::clipboard()->setText(u"curl.exe ^\"http://c/^\""_s);
    window.files().pasteClipboard();
    QCOMPARE(window.tabs().count(), tabs + 2);
    QCOMPARE(window.tabs().current()->document().spec().url, u"http://c/"_s);
}

void TestNotations::aCommandWithoutUrlChangesNothing()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestTab *tab = window.tabs().open({});
    const RequestSpec before = tab->document().spec();
    window.files().paste(tab, u"curl -s"_s);
    QCOMPARE(tab->document().spec(), before);
    QVERIFY(shows(window, "a curl command has no URL"_L1));
}

void TestNotations::requestsAreCopied()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestSpec spec;
    spec.url = u"http://store/"_s;
    spec.auth = {.kind = Auth::Kind::Basic, .user = u"me"_s, .password = u"sesame"_s};
    window.tabs().setCurrent(window.tabs().open(spec));
    trigger(window, u"Copy as cURL (bash)"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"curl http://store/ \\\n  --user 'me:***' \\\n  --location\n"_s);
    trigger(window, u"Copy with values and secrets as cURL (bash)"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"curl http://store/ \\\n  --user me:sesame \\\n  --location\n"_s);
    QVERIFY(shows(window, "Copied as cURL (bash)"_L1));
}

void TestNotations::copiesSayWhatTheyCannotHold()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestSpec spec;
    spec.url = u"http://store/"_s;
    spec.policy.failureRate = 0.5;
    window.tabs().setCurrent(window.tabs().open(spec));
    trigger(window, u"Copy as Fynd JSON"_s);
    QVERIFY(QGuiApplication::clipboard()->text().contains("\"verb\": \"GET\""_L1));
    QVERIFY(shows(window, "failureRate"_L1));
    QGuiApplication::clipboard()->setText(u"before"_s);
    spec.url = u"http://"_s;
    window.tabs().setCurrent(window.tabs().open(spec));
    trigger(window, u"Copy as HTTPie"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(shows(window, "Not a URL that can be sent"_L1));
}

QTEST_MAIN(TestNotations)
#include "tst_notations.moc"
