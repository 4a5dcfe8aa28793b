// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/policyfiles.h"
#include "tests/core/store/sampleexchanges.h"
#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/tabarea.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestKeyLabCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void theCollectionHasItsPlaceholdersFilledIn();
    void historyIsReadInPages();
    void aPatternGoesToTheFolder();
    void aPatternGoesToTheRequestsOfAFile();
    void aPatternGoesToAllRequests();
    void theLabComesBackAsItWas();
    void requestsThatDoNotGoTogetherAreNamed();

private:
    static constexpr int patience = 60'000;

    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void open(MainWindow &window)
    {
        window.show();
        QSignalSpy opened(&window, &MainWindow::opened);
        window.restore();
        QTRY_COMPARE(opened.size(), 1);
    }
    /// The open request's pattern, as it would run.
    static QString effectivePattern(MainWindow &window)
    {
        RequestTab *tab = window.tabs().current();
        return tab ? tab->policies().breaker.keyPattern : QString();
    }
    static ApplyTarget targetOf(ApplyTarget::Kind kind, const QString &path = {})
    {
        return {kind, path, u"it"_s};
    }
    static QStringList urlsOf(const KeyLabPanel &lab)
    {
        const KeyGroupsPtr &groups = lab.model().groups();
        return groups ? groups->urls.toStringList() : QStringList();
    }
};

void TestKeyLabCommands::theCollectionHasItsPlaceholdersFilledIn()
{
    TemporaryFolder folder;
    QDir(folder.path()).mkdir(u"shop"_s);
    const QString path = folder.path() + u"/shop/store.http"_s;
    write(path, "@base = http://store.example\n\n### a\nGET {{base}}/a\n\n### b\nGET {{base}}/b\n");
    write(folder.path() + u"/shop/pay.http"_s,
          "@base = http://pay.example\n\n### c\nGET {{base}}/c\n");
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    window.openFiles({path});
    QTRY_COMPARE(window.tabs().count(), 2);
    window.keyLab().setSource(UrlSource::Collection);
    QTRY_COMPARE_WITH_TIMEOUT(urlsOf(window.keyLab()),
                              (QStringList{u"http://store.example/a"_s, u"http://store.example/b"_s,
                                           u"http://pay.example/c"_s}),
                              patience);
    // Edits count before they are saved.
    RequestSpec spec = window.tabs().at(0)->document().spec();
    spec.url = u"{{base}}/edited"_s;
    window.tabs().at(0)->document().edit(u"URL"_s, RequestPart::Url, spec);
    window.tabs().setCurrent(0);
    QTRY_COMPARE_WITH_TIMEOUT(urlsOf(window.keyLab()).value(0), u"http://store.example/edited"_s,
                              patience);
}

void TestKeyLabCommands::historyIsReadInPages()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    for (int i = 0; i < 300; ++i)
        fixture.history.add(std::make_shared<const Exchange>(
            SampleExchanges::answered(u"http://a.example/%1"_s.arg(i / 3))));
    window.keyLab().setSource(UrlSource::History);
    QTRY_COMPARE_WITH_TIMEOUT(urlsOf(window.keyLab()).size(), 100, patience);
    QCOMPARE(urlsOf(window.keyLab()).first(), u"http://a.example/99"_s);
}

void TestKeyLabCommands::aPatternGoesToTheFolder()
{
    TemporaryFolder folder;
    QDir(folder.path()).mkdir(u"shop"_s);
    QDir(folder.path()).mkdir(u"shop/.git"_s);
    const QString path = folder.path() + u"/shop/store.http"_s;
    write(path, "### a\nGET http://store.example/a\n");
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    window.openFiles({path});
    QTRY_COMPARE(window.tabs().count(), 1);
    Q_EMIT window.keyLab().applyRequested(
        u"^http://[^/]+"_s, targetOf(ApplyTarget::Kind::Folder, folder.path() + u"/shop"_s));
    QTRY_COMPARE(contentOf(folder.path() + u"/shop/folder.http"_s),
                 "# @breaker-key ^http://[^/]+\n");
    QTRY_COMPARE(effectivePattern(window), u"^http://[^/]+"_s);
    QVERIFY(!window.tabs().current()->document().spec().policy.keyPattern);
    QCOMPARE(contentOf(path), "### a\nGET http://store.example/a\n");
}

void TestKeyLabCommands::aPatternGoesToTheRequestsOfAFile()
{
    TemporaryFolder folder;
    QDir(folder.path()).mkdir(u".git"_s);
    const QString path = folder.path() + u"/store.http"_s;
    write(path, "# ours\n\n### a\nGET http://store.example/a\n");
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    window.openFiles({path});
    QTRY_COMPARE(window.tabs().count(), 1);
    Q_EMIT window.keyLab().applyRequested(u"a+"_s, targetOf(ApplyTarget::Kind::File, path));
    QTRY_COMPARE(effectivePattern(window), u"a+"_s);
    QVERIFY(contentOf(path).contains("# ours\n"));
    QVERIFY(contentOf(path).contains("# @breaker-key a+\n"));
    // The tab goes on being that request of the file.
    RequestTab *tab = window.tabs().current();
    window.files().save(tab);
    QTRY_VERIFY(!tab->document().isModified());
    QCOMPARE(HttpFile::parse(contentOf(path)).requests().size(), 1);
}

void TestKeyLabCommands::aPatternGoesToAllRequests()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    window.tabs().open({.url = u"http://a/"_s});
    Q_EMIT window.keyLab().applyRequested(u"a+"_s, targetOf(ApplyTarget::Kind::AllRequests));
    QTRY_COMPARE(effectivePattern(window), u"a+"_s);
    QCOMPARE(fixture.settings.values().defaults.keyPattern, u"a+"_s);
    Q_EMIT window.keyLab().applyRequested(u"b+"_s, targetOf(ApplyTarget::Kind::Request));
    QCOMPARE(effectivePattern(window), u"b+"_s);
    window.tabs().current()->document().undo();
    QCOMPARE(effectivePattern(window), u"a+"_s);
}

void TestKeyLabCommands::theLabComesBackAsItWas()
{
    TemporaryFolder folder;
    {
        WindowFixture fixture(folder.path());
        MainWindow window(fixture.services);
        open(window);
        window.keyLab().setVersion(PythonVersion::Py39);
        window.keyLab().setUrls({u"http://a/"_s});
        window.keyLab().setPattern(u"a"_s);
        window.keyLab().setPage(KeyLabPanel::Page::Findings);
        QTRY_VERIFY(contentOf(folder.path() + u"/session.json"_s).contains("\"3.9\""));
        QTest::qWait(600);
    }
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    QCOMPARE(window.keyLab().version(), PythonVersion::Py39);
    QCOMPARE(window.keyLab().urls(), QStringList{u"http://a/"_s});
    QCOMPARE(window.keyLab().pattern(), u"a"_s);
    QCOMPARE(window.keyLab().page(), KeyLabPanel::Page::Findings);
}

void TestKeyLabCommands::requestsThatDoNotGoTogetherAreNamed()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    MainWindow window(fixture.services);
    open(window);
    RequestSpec spec;
    spec.url = u"http://a.example/same"_s;
    spec.policy.keyPattern = u"same"_s;
    window.tabs().open(spec);
    spec.url = u"http://b.example/same"_s;
    window.tabs().open(spec);
    window.keyLab().setUrls({u"http://c.example/x"_s});
    window.keyLab().setPattern(u"x"_s);
    const auto hasRule = [&](const std::string &rule) {
        return std::ranges::contains(window.keyLab().findings(), rule, &Finding::rule);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasRule("W"), patience);
}

QTEST_MAIN(TestKeyLabCommands)
#include "tst_keylabcommands.moc"
