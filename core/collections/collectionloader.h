// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "core/collections/collectiontree.h"
#include "core/collections/foldernotices.h"

#include <QFutureWatcher>

#include <atomic>
#include <deque>

namespace Recloser {

/// Keeps a CollectionTree as the disk is: looks, reads and watches through workers, and takes what
/// they bring into the tree in short turns. GUI thread.
class CollectionLoader : public QObject
{
    Q_OBJECT

public:
    CollectionLoader(Collection &collection, CollectionTree &tree, const CollectionPlaces &places);
    ~CollectionLoader() override;

    Collection::State state() const { return m_state; }
    Collection::Watching watching() const { return m_watching; }
    const std::optional<StoreError> &error() const { return m_error; }

    void refresh();
    /// Looks at these; `done` is called when the tree shows them.
    void lookAt(const FolderChanges &changes, const std::function<void()> &done = {});
    /// Nothing is looked at until release(): files that are written one after the other are seen
    /// together, so that what went from one to the other is known by its id. `then` is called when
    /// what is being looked at now has been seen.
    void hold(const std::function<void()> &then);
    void release();
    /// Such a content of the file, or its end, is our own doing.
    void expect(const QString &path, const std::optional<QByteArray> &content);
    /// A file, or whatever is in a folder, that goes, or comes, by our own doing; until the next
    /// look is over.
    void expectComing(const QString &path) { m_goingOrComing.append(path); }
    void forgetComing(const QString &path) { m_goingOrComing.removeOne(path); }

private:
    /// What waits for a look to be over, the reading of what it found included.
    struct Look
    {
        int open = 1;
        QList<std::function<void()>> done;
    };
    using LookPtr = std::shared_ptr<Look>;
    struct Chunk
    {
        QStringList files;
        LookPtr look;
    };
    struct Readings
    {
        QList<FileReading> files;
        LookPtr look;
    };

    void look();
    void takeReports();
    void turn();
    bool workOnce();
    void beginReport(const DiskScanReport &report);
    void endReport();
    void readSoon(const QStringList &files, const LookPtr &look);
    void readNext();
    void take(const Readings &readings);
    void close(const LookPtr &look);
    bool isExpected(const QString &path, size_t content);
    bool isOwn(const QString &path) const;
    void setState(Collection::State state, Collection::Watching watching,
                  const std::optional<StoreError> &error);

    Collection &m_collection;
    CollectionTree &m_tree;
    FolderNotices m_notices;
    std::shared_ptr<DiskScan> m_scan;
    std::shared_ptr<std::atomic_bool> m_isStopped = std::make_shared<std::atomic_bool>(false);

    Collection::State m_state = Collection::State::Reading;
    Collection::Watching m_watching = Collection::Watching::Events;
    std::optional<StoreError> m_error;

    FolderChanges m_wanted;
    LookPtr m_wantedLook;
    LookPtr m_currentLook; ///< of the look under way
    QFutureWatcher<DiskScanReport> m_looking;
    int m_taken = 0; ///< reports of it
    std::deque<DiskScanReport> m_reports;
    std::optional<DiskScanReport> m_report; ///< the one that goes into the tree
    QStringList m_fresh;

    std::deque<Chunk> m_toRead;
    int m_reading = 0;
    std::deque<Readings> m_read;
    QHash<QString, QList<size_t>> m_expected;
    bool m_isHeld = false;
    /// Whose readings are not all shown yet.
    int m_openLooks = 0;
    std::function<void()> m_whenQuiet;
    QStringList m_goingOrComing;
    QStringList m_unsettled;

    QTimer m_turn;
    QTimer m_poll;
    QTimer m_again; ///< reads what did not hold still
    std::chrono::milliseconds m_pollEvery;
};

} // namespace Recloser
