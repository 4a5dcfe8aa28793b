// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How long the panel holds the event loop up with 30 000 requests in 300 files.

#include "tests/ui/collections/collectionfixture.h"
#include "tests/ui/keylab/lagprobe.h"
#include "ui/collections/collectionhitmodel.h"

#include <QAction>
#include <QMimeData>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

constexpr int files = 300;
constexpr int requestsEach = 100;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double longestTurn = 400;
#elif defined(__OPTIMIZE__)
constexpr double longestTurn = 16;
#else
constexpr double longestTurn = 50; // not optimised
#endif

} // namespace

class TestCollectionsLag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void thirtyThousandRequestsStayUsable()
    {
        CollectionFixture fixture;
        const QString folder = fixture.folder.filePath(u"large"_s);
        for (int file = 0; file < files; ++file) {
            QByteArray content;
            for (int i = 0; i < requestsEach; ++i)
                content += "### Request " + QByteArray::number(i) + "\nGET http://host/"
                    + QByteArray::number(file) + "/" + QByteArray::number(i) + "\n\n";
            writeFile(folder + u"/group %1/file %2.http"_s.arg(file / 30).arg(file), content);
        }
        CollectionsPanel panel(fixture.theme, fixture.shelf);
        panel.resize(280, 600);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        LagProbe probe;
        QTest::qWait(50);
        QElapsedTimer time;
        const auto measure = [&](const char *what, auto act, auto isDone) {
            probe.reset();
            time.start();
            act();
            // Looked for often, or its steps would be counted as one.
            QVERIFY2(QTest::qWaitFor(isDone, 3 * patience), what);
            const qint64 elapsed = time.elapsed();
            QTest::qWait(30); // what it leaves to be laid out and painted
            qInfo("%s: longest turn %.1f ms of work, all of it after %lld ms", what,
                  probe.longestWorkMs(), elapsed);
            QVERIFY2(probe.longestWorkMs() < longestTurn, what);
        };
        CollectionView *view = panel.view();
        measure(
            "opening", [&] { panel.openFolder(folder); },
            [&] {
                return fixture.shelf.requestCount() == files * requestsEach && fixture.isRead();
            });
        measure(
            "expanding all", [&] { view->expandBelow(); }, [&] { return !view->isExpanding(); });
        const auto *hits = panel.findChild<CollectionHitModel *>();
        QVERIFY(hits);
        for (const QString &typed : {u"2"_s, u"29"_s, u"299"_s, u"req 7"_s})
            measure(
                qPrintable(u"filtering "_s + typed), [&] { panel.setFilter(typed); },
                [&] {
                    return hits->query() == typed && !hits->isSearching() && hits->hitCount() > 0
                        && panel.shownView()->currentItem() && !panel.shownView()->isExpanding();
                });
        measure(
            "unfiltering", [&] { panel.setFilter({}); }, [&] { return panel.shownView() == view; });
        measure(
            "scrolling",
            [&] {
                for (int i = 0; i < 20; ++i) {
                    QTest::keyClick(view, i % 2 ? Qt::Key_Home : Qt::Key_End);
                    QTest::qWait(2);
                }
            },
            [] { return true; });

        // Dragging what a file holds over the tree, row by row.
        const auto *model = static_cast<CollectionItemModel *>(view->model());
        const QModelIndex first = model->indexOf(fixture.item(u"large/group 0/file 0.http"_s));
        QModelIndexList dragged;
        for (int row = 0; row < requestsEach; ++row)
            dragged.append(model->index(row, 0, first));
        const std::unique_ptr<QMimeData> mime(model->mimeData(dragged));
        measure(
            "dragging over the tree",
            [&] {
                for (int file = 1; file < files; ++file) {
                    const QModelIndex target = model->indexOf(
                        fixture.item(u"large/group %1/file %2.http"_s.arg(file / 30).arg(file)));
                    QVERIFY(model->canDropMimeData(mime.get(), Qt::MoveAction, 0, 0, target));
                    QTest::qWait(0);
                }
            },
            [] { return true; });
        measure(
            "dropping a file's requests into another",
            [&] {
                const QModelIndex target
                    = model->indexOf(fixture.item(u"large/group 9/file 299.http"_s));
                QVERIFY(view->model()->dropMimeData(mime.get(), Qt::MoveAction, 0, 0, target));
            },
            [&] {
                return fixture.item(u"large/group 9/file 299.http#%1"_s.arg(2 * requestsEach - 1))
                           .get()
                    != nullptr;
            });
    }
};

QTEST_MAIN(TestCollectionsLag)
#include "tst_collectionslag.moc"
