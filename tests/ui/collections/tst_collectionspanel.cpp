// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/collections/collectionfixture.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCollectionsPanel : public QObject
{
    Q_OBJECT

private:
    /// A shown panel with the shop open and read, both its models watched.
    struct Shown : CollectionFixture
    {
        Shown() : panel(theme, shelf)
        {
            for (CollectionView *view : panel.findChildren<CollectionView *>())
                testers.push_back(std::make_unique<QAbstractItemModelTester>(
                    view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest));
            panel.resize(260, 500);
            panel.show();
            panel.openFolder(shop);
            QTRY_VERIFY_WITH_TIMEOUT(isRead() && item(u"shop/store.http#2"_s), patience);
        }
        void select(const QStringList &paths)
        {
            QList<CollectionItem> items;
            for (const QString &path : paths)
                items.append(item(path));
            panel.view()->select(items);
            panel.view()->setFocus();
        }
        QStringList names(const QString &file) const
        {
            QStringList names;
            const CollectionItem above = item(file);
            if (const CollectionNode *node = above.get()) {
                for (const CollectionNodeId child : node->children)
                    names.append(above.collection->node(child)->name);
            }
            return names;
        }
        QAction *action(const QString &text) const
        {
            const QList<QAction *> actions = panel.view()->actions();
            const auto action = std::ranges::find_if(
                actions, [&](const QAction *one) { return one->text().startsWith(text); });
            return action == actions.cend() ? nullptr : *action;
        }
        void trigger(const QString &text)
        {
            QVERIFY2(action(text), qPrintable(text));
            action(text)->trigger();
        }

        CollectionsPanel panel;
        std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    };

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void theEmptyPanelTeachesAndOpensWhatIsDropped()
    {
        CollectionFixture fixture;
        CollectionsPanel panel(fixture.theme, fixture.shelf);
        panel.show();
        const QList<QPushButton *> buttons = panel.findChildren<QPushButton *>();
        QVERIFY(std::ranges::any_of(buttons, [](const QPushButton *button) {
            return button->isVisible() && button->text() == u"Open folder…"_s;
        }));
        QSignalSpy sample(&panel, &CollectionsPanel::sampleRequested);
        const auto button = std::ranges::find_if(
            buttons, [](const QPushButton *one) { return one->text() == "Sample requests"_L1; });
        (*button)->click();
        QCOMPARE(sample.size(), 1);

        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(fixture.shop)});
        QVERIFY(panel.view()->model()->dropMimeData(&mime, Qt::CopyAction, -1, -1, {}));
        QTRY_COMPARE(fixture.shelf.requestCount(), 4);
        QVERIFY(panel.view()->isVisible());
        // The same folder again is the same collection.
        panel.openFolder(fixture.shop + u"/"_s);
        QCOMPARE(fixture.shelf.collections().size(), 1);
    }

    void enterOpensARequestAndFoldsAFile()
    {
        Shown shown;
        QSignalSpy opened(&shown.panel, &CollectionsPanel::openRequested);
        shown.select({u"shop/store.http#1"_s});
        QTest::keyClick(shown.panel.view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<FileOrigin>(), (FileOrigin{shown.shop + u"/store.http"_s, 1}));
        shown.select({u"shop/store.http"_s});
        const QModelIndex file = shown.panel.view()->currentIndex();
        QVERIFY(shown.panel.view()->isExpanded(file));
        QTest::keyClick(shown.panel.view(), Qt::Key_Return);
        QVERIFY(!shown.panel.view()->isExpanded(file));
        QCOMPARE(opened.size(), 1);
    }

    void aNameIsEditedInPlace()
    {
        Shown shown;
        shown.select({u"shop/store.http#0"_s});
        QTest::keyClick(shown.panel.view(), Qt::Key_F2);
        auto *edit = shown.panel.view()->viewport()->findChild<QLineEdit *>();
        QVERIFY(edit);
        QCOMPARE(edit->text(), u"Search"_s);
        edit->setText(u"Look up"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s).value(0), u"Look up"_s);
        QVERIFY(readAll(shown.shop + u"/store.http"_s).contains("### Look up\n"));
    }

    void whatIsDeletedComesBackByTheNotice()
    {
        Shown shown;
        const QByteArray before = readAll(shown.shop + u"/store.http"_s);
        shown.select({u"shop/store.http#0"_s, u"shop/store.http#2"_s});
        QTest::keyClick(shown.panel.view(), Qt::Key_Delete);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s), QStringList{u"Add"_s});
        auto *notice = shown.panel.findChild<NoticeBar *>();
        QTRY_VERIFY(notice->isVisible());
        // In one line, however narrow: the tree is what people look at.
        QVERIFY(notice->height() < 3 * notice->fontMetrics().height());
        QTest::mouseClick(notice->findChildren<QPushButton *>().first(), Qt::LeftButton);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s).size(), 3);
        QCOMPARE(readAll(shown.shop + u"/store.http"_s), before);
        QVERIFY(!notice->isVisible());
    }

    void undoAndRedoAreTheTreesWhileItHasTheFocus()
    {
        Shown shown;
        shown.select({u"shop/store.http#1"_s});
        QTest::keyClick(shown.panel.view(), Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s).size(), 4);
        QTest::keyClick(shown.panel.view(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s).size(), 3);
        shown.trigger(u"Redo"_s);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s).size(), 4);
    }

    void requestsAreDraggedBetweenAndWithinFiles()
    {
        Shown shown;
        QAbstractItemModel *model = shown.panel.view()->model();
        const auto *items = static_cast<CollectionItemModel *>(model);
        const QModelIndex store = items->indexOf(shown.item(u"shop/store.http"_s));
        std::unique_ptr<QMimeData> last(
            model->mimeData({items->indexOf(shown.item(u"shop/store.http#2"_s))}));
        QVERIFY(model->dropMimeData(last.get(), Qt::MoveAction, 0, 0, store));
        QTRY_COMPARE(shown.names(u"shop/store.http"_s),
                     (QStringList{u"Change"_s, u"Search"_s, u"Add"_s}));

        std::unique_ptr<QMimeData> two(
            model->mimeData({items->indexOf(shown.item(u"shop/store.http#0"_s)),
                             items->indexOf(shown.item(u"shop/store.http#2"_s))}));
        const QModelIndex users = items->indexOf(shown.item(u"shop/admin/users.http"_s));
        QVERIFY(model->dropMimeData(two.get(), Qt::MoveAction, -1, -1, users));
        QTRY_COMPARE(shown.names(u"shop/store.http"_s), QStringList{u"Search"_s});
        QTRY_COMPARE(shown.names(u"shop/admin/users.http"_s),
                     (QStringList{QString(), u"Change"_s, u"Add"_s}));
    }

    void aFolderDoesNotGoIntoItselfNorARequestIntoARequest()
    {
        Shown shown;
        QAbstractItemModel *model = shown.panel.view()->model();
        const auto *items = static_cast<CollectionItemModel *>(model);
        const QModelIndex admin = items->indexOf(shown.item(u"shop/admin"_s));
        std::unique_ptr<QMimeData> folder(model->mimeData({admin}));
        QVERIFY(!model->canDropMimeData(folder.get(), Qt::MoveAction, -1, -1, admin));
        const QModelIndex request = items->indexOf(shown.item(u"shop/store.http#0"_s));
        std::unique_ptr<QMimeData> one(model->mimeData({request}));
        QVERIFY(!model->canDropMimeData(one.get(), Qt::MoveAction, -1, -1, request));
        QVERIFY(!model->canDropMimeData(folder.get(), Qt::MoveAction, 0, 0, request.parent()));
    }

    void aFilterKeepsWhatItsHitsAreIn()
    {
        Shown shown;
        shown.panel.setFilter(u"add"_s);
        QTRY_VERIFY(shown.panel.shownView() != shown.panel.view());
        QTRY_VERIFY(shown.panel.shownView()->currentItem().get());
        CollectionView *hits = shown.panel.shownView();
        QTRY_COMPARE(hits->currentItem(), shown.item(u"shop/store.http#1"_s));
        const QModelIndex file = hits->currentIndex().parent();
        QCOMPARE(file.data().toString(), u"store.http"_s);
        QVERIFY(hits->isExpanded(file));
        QCOMPARE(hits->model()->rowCount(file), 1);
        // What happens meanwhile is in it at once.
        writeFile(shown.shop + u"/more.http"_s, "### Add more\nGET http://more/\n");
        QTRY_COMPARE_WITH_TIMEOUT(hits->model()->rowCount(hits->model()->index(0, 0)), 2, patience);
        shown.panel.setFilter({});
        QCOMPARE(shown.panel.shownView(), shown.panel.view());
        QCOMPARE(shown.panel.view()->currentItem(), shown.item(u"shop/store.http#1"_s));
    }

    void requestsArePastedAsTextOfAFile()
    {
        Shown shown;
        QGuiApplication::clipboard()->setText(
            u"### One\nGET http://one/\n### Two\nGET http://two/\n"_s);
        shown.select({u"shop/store.http#0"_s});
        shown.trigger(u"Paste"_s);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s),
                     (QStringList{u"Search"_s, u"One"_s, u"Two"_s, u"Add"_s, u"Change"_s}));
    }

    void whatWasCutGoesToAnotherCollection()
    {
        Shown shown;
        writeFile(shown.folder.filePath(u"pay/pay.http"_s), "### Pay\nGET http://pay/\n");
        shown.panel.openFolder(shown.folder.filePath(u"pay"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shown.item(u"pay/pay.http#0"_s), patience);
        shown.select({u"shop/store.http#0"_s});
        shown.trigger(u"Cut"_s);
        shown.select({u"pay/pay.http#0"_s});
        shown.trigger(u"Paste"_s);
        QTRY_COMPARE(shown.names(u"pay/pay.http"_s), (QStringList{u"Pay"_s, u"Search"_s}));
        QTRY_COMPARE(shown.names(u"shop/store.http"_s), (QStringList{u"Add"_s, u"Change"_s}));
    }

    void aMoveBetweenCollectionsIsTakenBackAtOnce()
    {
        Shown shown;
        writeFile(shown.folder.filePath(u"pay/pay.http"_s), "### Pay\nGET http://pay/\n");
        shown.panel.openFolder(shown.folder.filePath(u"pay"_s));
        QTRY_VERIFY_WITH_TIMEOUT(shown.item(u"pay/pay.http#0"_s), patience);
        const QByteArray shop = readAll(shown.shop + u"/store.http"_s);
        const QByteArray pay = readAll(shown.folder.filePath(u"pay/pay.http"_s));
        const QStringList all{u"Search"_s, u"Add"_s, u"Change"_s};
        shown.select({u"shop/store.http#0"_s, u"shop/store.http#1"_s});
        shown.trigger(u"Cut"_s);
        shown.select({u"pay/pay.http#0"_s});
        shown.trigger(u"Paste"_s);
        QTRY_COMPARE(shown.names(u"shop/store.http"_s), QStringList{u"Change"_s});
        QCOMPARE(shown.names(u"pay/pay.http"_s), (QStringList{u"Pay"_s, u"Search"_s, u"Add"_s}));
        QTRY_VERIFY(shown.action(u"Undo"_s)->text().contains(u"Moved 2 items"_s));
        for (int time = 0; time < 2; ++time) {
            shown.trigger(u"Undo"_s);
            QTRY_COMPARE(shown.names(u"shop/store.http"_s), all);
            QTRY_COMPARE(shown.names(u"pay/pay.http"_s), QStringList{u"Pay"_s});
            QCOMPARE(readAll(shown.shop + u"/store.http"_s), shop);
            QCOMPARE(readAll(shown.folder.filePath(u"pay/pay.http"_s)), pay);
            shown.trigger(u"Redo"_s);
            QTRY_COMPARE(shown.names(u"shop/store.http"_s), QStringList{u"Change"_s});
            QCOMPARE(shown.names(u"pay/pay.http"_s),
                     (QStringList{u"Pay"_s, u"Search"_s, u"Add"_s}));
        }
    }

    void aNewRequestIsOpenedAndAsksForItsName()
    {
        Shown shown;
        QSignalSpy opened(&shown.panel, &CollectionsPanel::openRequested);
        shown.select({u"shop/store.http#0"_s});
        QTest::keyClick(shown.panel.view(), Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<FileOrigin>(), (FileOrigin{shown.shop + u"/store.http"_s, 1}));
        QVERIFY(shown.panel.view()->viewport()->findChild<QLineEdit *>());
    }

    void manyAreSentInTheOrderOfTheTree()
    {
        Shown shown;
        QSignalSpy sent(&shown.panel, &CollectionsPanel::sendManyRequested);
        shown.select({u"shop"_s});
        shown.trigger(u"Send all in order"_s);
        QCOMPARE(sent.size(), 1);
        const auto requests = sent[0][0].value<QList<FileOrigin>>();
        QCOMPARE(requests.size(), 4);
        QCOMPARE(requests.first(), (FileOrigin{shown.shop + u"/admin/users.http"_s, 0}));
        QCOMPARE(requests.last(), (FileOrigin{shown.shop + u"/store.http"_s, 2}));
    }

    void howItWasComesBack()
    {
        OpenCollections kept;
        {
            Shown shown;
            shown.select({u"shop/admin/users.http#0"_s});
            kept = shown.panel.snapshot();
            QCOMPARE(kept.collections.size(), 1);
            CollectionShelf shelf(shown.places());
            CollectionsPanel panel(shown.theme, shelf);
            panel.show();
            panel.restore(OpenCollections::fromJson(kept.toJson()));
            QTRY_COMPARE_WITH_TIMEOUT(shelf.requestCount(), 4, patience);
            QTRY_VERIFY(panel.view()->currentItem().get());
            QCOMPARE(panel.snapshot(), kept);
        }
    }
};

QTEST_MAIN(TestCollectionsPanel)
#include "tst_collectionspanel.moc"
