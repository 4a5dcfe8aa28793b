// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/tabfiles.h"

#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectionview.h"
#include "ui/collections/conflictdialog.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/tabarea.h"

#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

const QByteArray shop
    = "### Search\nGET http://store1/search\n\n### Add\nPOST http://store1/add\n\n"
      "### Change\nPUT http://store1/stock\n";

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTabFiles : public QObject
{
    Q_OBJECT

private:
    /// A window with the collection open and read.
    struct Shown
    {
        Shown() : fixture(folder.path()), window(fixture.services)
        {
            QDir(folder.path()).mkdir(u"shop"_s);
            writeFile(path, shop);
            window.show();
            QSignalSpy opened(&window, &MainWindow::opened);
            window.restore();
            QTRY_COMPARE(opened.size(), 1);
            window.openFiles({folder.filePath(u"shop"_s)});
            QTRY_COMPARE_WITH_TIMEOUT(shelf().requestCount(), 3, patience);
        }
        CollectionShelf &shelf() { return window.collections().shelf(); }
        RequestTab *open(int index)
        {
            const int count = window.tabs().count();
            window.collectionCommands().open({path, index});
            [&] { QTRY_COMPARE(window.tabs().count(), count + 1); }();
            return window.tabs().current();
        }
        void edit(RequestTab *tab, const QString &url)
        {
            RequestSpec spec = tab->document().spec();
            spec.url = url;
            tab->document().edit(u"URL"_s, RequestPart::Url, spec);
        }

        TemporaryFolder folder;
        QString path = folder.filePath(u"shop/store.http"_s);
        WindowFixture fixture;
        MainWindow window;
    };

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void aRequestHasOneTab()
    {
        Shown shown;
        RequestTab *tab = shown.open(1);
        QCOMPARE(tab->document().spec().method, u"POST"_s);
        RequestTab *other = shown.open(0);
        QVERIFY(tab != other);
        shown.window.collectionCommands().open({shown.path, 1});
        QCOMPARE(shown.window.tabs().current(), tab);
    }

    void whatAnotherProgramWroteShowsAndUndoKeepsTheOld()
    {
        Shown shown;
        RequestTab *tab = shown.open(0);
        writeFile(shown.path, QByteArray(shop).replace("/search", "/search?new=1"));
        QTRY_COMPARE_WITH_TIMEOUT(tab->document().spec().url, u"http://store1/search?new=1"_s,
                                  patience);
        QVERIFY(!tab->document().isModified());
        tab->document().undo();
        QCOMPARE(tab->document().spec().url, u"http://store1/search"_s);
        QVERIFY(tab->document().isModified());
    }

    void editsAreMergedWhenAnotherRequestChanged()
    {
        Shown shown;
        RequestTab *tab = shown.open(2);
        shown.edit(tab, u"http://store1/stock/7"_s);
        // Another one is changed, and one comes before: this one has another place now.
        writeFile(shown.path,
                  "### New\nGET http://new/\n\n" + QByteArray(shop).replace("/search", "/find"));
        QTRY_COMPARE_WITH_TIMEOUT(tab->document().origin()->index, 3, patience);
        QVERIFY(!tab->notice());
        QCOMPARE(tab->document().spec().url, u"http://store1/stock/7"_s);
        shown.window.files().save(tab);
        QTRY_VERIFY(!tab->document().isModified());
        const QByteArray content = readAll(shown.path);
        QVERIFY(content.startsWith("### New\n"));
        QVERIFY(content.contains("/find"));
        QVERIFY(content.contains("PUT http://store1/stock/7\n"));
    }

    void whatBothChangedIsAQuestion_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("requests");
        QTest::newRow("mine replaces theirs")
            << int(ConflictChoice::KeepMine) << u"http://mine/"_s << 3;
        QTest::newRow("theirs is shown")
            << int(ConflictChoice::TakeTheirs) << u"http://theirs/"_s << 3;
        QTest::newRow("both are kept") << int(ConflictChoice::KeepBoth) << u"http://mine/"_s << 4;
    }
    void whatBothChangedIsAQuestion()
    {
        QFETCH(int, choice);
        QFETCH(QString, url);
        QFETCH(int, requests);
        Shown shown;
        RequestTab *tab = shown.open(1);
        shown.edit(tab, u"http://mine/"_s);
        writeFile(shown.path, QByteArray(shop).replace("http://store1/add", "http://theirs/"));
        QTRY_VERIFY_WITH_TIMEOUT(tab->notice(), patience);
        // Nothing happens by itself, not by saving either: the two are shown.
        shown.window.files().save(tab);
        QTRY_VERIFY(shown.window.findChild<ConflictDialog *>());
        QVERIFY(readAll(shown.path).contains("http://theirs/"));
        QVERIFY(!readAll(shown.path).contains("http://mine/"));
        auto *dialog = shown.window.findChild<ConflictDialog *>();
        const QString words[] = {u"Keep mine"_s, u"Take theirs"_s, u"Keep both"_s};
        const QList<QPushButton *> buttons = dialog->findChildren<QPushButton *>();
        const auto button = std::ranges::find(buttons, words[choice], &QPushButton::text);
        QVERIFY(button != buttons.cend());
        (*button)->click();
        QTRY_VERIFY(!tab->notice());
        QTRY_VERIFY(!tab->document().isModified());
        QCOMPARE(tab->document().spec().url, url);
        QTRY_COMPARE_WITH_TIMEOUT(shown.shelf().requestCount(), requests, patience);
        const HttpFile file = HttpFile::parse(readAll(shown.path));
        QCOMPARE(file.requests()[tab->document().origin()->index].spec, tab->document().spec());
    }

    void tabsFollowTheTree()
    {
        Shown shown;
        RequestTab *tab = shown.open(2);
        shown.edit(tab, u"http://store1/edited"_s);
        const CollectionItem first = shown.shelf().find(shown.path, 0);
        shown.window.collections().actionsOfCollections().remove({first});
        QTRY_COMPARE(tab->document().origin()->index, 1);
        shown.window.collections().actionsOfCollections().rename(shown.shelf().find(shown.path, 1),
                                                                 u"Stock"_s);
        QTRY_COMPARE(tab->document().spec().name, u"Stock"_s);
        QCOMPARE(tab->document().spec().url, u"http://store1/edited"_s);
        const CollectionItem file{first.collection, first.collection->find(shown.path)};
        shown.window.collections().actionsOfCollections().rename(file, u"other.http"_s);
        QTRY_COMPARE(tab->filePath(), shown.folder.filePath(u"shop/other.http"_s));
        QVERIFY(!tab->notice());
        shown.window.files().save(tab);
        QTRY_VERIFY(!tab->document().isModified());
        const QByteArray content = readAll(shown.folder.filePath(u"shop/other.http"_s));
        QVERIFY(content.contains("### Stock\nPUT http://store1/edited\n"));
        QVERIFY(!QFile::exists(shown.path));
    }

    void whatWasDeletedStaysInItsTabAndIsSavedAgain_data()
    {
        QTest::addColumn<bool>("wholeFile");
        QTest::newRow("the request") << false;
        QTest::newRow("its file") << true;
    }
    void whatWasDeletedStaysInItsTabAndIsSavedAgain()
    {
        QFETCH(bool, wholeFile);
        Shown shown;
        RequestTab *tab = shown.open(1);
        if (wholeFile)
            QVERIFY(QFile::remove(shown.path));
        else
            writeFile(
                shown.path,
                "### Search\nGET http://store1/search\n\n### Change\nPUT http://store1/stock\n");
        QTRY_VERIFY_WITH_TIMEOUT(tab->notice(), patience);
        QCOMPARE(tab->document().spec().url, u"http://store1/add"_s);
        shown.window.files().save(tab);
        QTRY_VERIFY(!tab->notice());
        const HttpFile file = HttpFile::parse(readAll(shown.path));
        QCOMPARE(file.requests().size(), wholeFile ? 1 : 3);
        QCOMPARE(file.requests()[tab->document().origin()->index].spec.name, u"Add"_s);
    }

    void aDeletedRequestThatIsBroughtBackIsTheTabsAgain()
    {
        Shown shown;
        RequestTab *tab = shown.open(1);
        shown.window.collections().actionsOfCollections().remove(
            {shown.shelf().find(shown.path, 1)});
        QTRY_VERIFY(tab->notice());
        shown.window.collections().actionsOfCollections().undo(nullptr);
        QTRY_VERIFY(!tab->notice());
        QCOMPARE(tab->document().origin()->index, 1);
    }

    void aNewRequestBelongsWhereItWasSaved()
    {
        Shown shown;
        RequestSpec spec;
        spec.name = u"Mine"_s;
        spec.url = u"http://mine/"_s;
        RequestTab *tab = shown.window.tabs().open(spec);
        shown.window.files().saveAs(tab, shown.path);
        QTRY_VERIFY(tab->document().origin());
        QCOMPARE(tab->document().origin()->index, 3);
        QTRY_VERIFY_WITH_TIMEOUT(shown.shelf().find(shown.path, 3), patience);
        shown.edit(tab, u"http://mine/2"_s);
        shown.window.files().save(tab);
        QTRY_VERIFY(!tab->document().isModified());
        QVERIFY(readAll(shown.path).endsWith("### Mine\nGET http://mine/2\n"));
        QVERIFY(!tab->notice());
    }

    void thePaletteAndTheKeyLineKnowTheCollection()
    {
        Shown shown;
        const QList<PaletteEntry> found
            = shown.window.collectionCommands().find(u"chng"_s).result();
        QVERIFY(!found.isEmpty());
        QCOMPARE(found.first().title, u"PUT Change"_s);
        found.first().run();
        QTRY_VERIFY(shown.window.tabs().current());
        QTRY_COMPARE(shown.window.tabs().current()->document().spec().method, u"PUT"_s);
        RequestTab *tab = shown.window.tabs().current();
        // Without a pattern the whole URL is the key.
        writeFile(shown.folder.filePath(u"shop/more.http"_s),
                  "HEAD http://store1/stock\n\n###\nDELETE http://store1/stock\n");
        const QString key = tab->editor().keyStatus().key;
        QCOMPARE(key, u"http://store1/stock"_s);
        QTRY_COMPARE_WITH_TIMEOUT(shown.window.collectionCommands().sharedCount(tab, key), 3,
                                  patience);
    }

    void collectionsComeBackWithTheSession()
    {
        TemporaryFolder folder;
        QDir(folder.path()).mkdir(u"shop"_s);
        writeFile(folder.filePath(u"shop/store.http"_s), shop);
        {
            WindowFixture fixture(folder.path());
            MainWindow window(fixture.services);
            window.show();
            QSignalSpy opened(&window, &MainWindow::opened);
            window.restore();
            QTRY_COMPARE(opened.size(), 1);
            window.openFiles({folder.filePath(u"shop"_s)});
            QTRY_COMPARE_WITH_TIMEOUT(window.collections().shelf().requestCount(), 3, patience);
            window.collectionCommands().open({folder.filePath(u"shop/store.http"_s), 1});
            QTRY_COMPARE(window.tabs().count(), 1);
            window.close();
        }
        // While nothing runs another program changes the request.
        writeFile(folder.filePath(u"shop/store.http"_s),
                  QByteArray(shop).replace("/add", "/added"));
        WindowFixture fixture(folder.path());
        MainWindow window(fixture.services);
        window.show();
        window.restore();
        QTRY_COMPARE_WITH_TIMEOUT(window.collections().shelf().requestCount(), 3, patience);
        QCOMPARE(window.tabs().count(), 1);
        QTRY_COMPARE(window.tabs().at(0)->document().spec().url, u"http://store1/added"_s);
        QVERIFY(!window.tabs().at(0)->document().isModified());
    }
};

QTEST_MAIN(TestTabFiles)
#include "tst_tabfiles.moc"
