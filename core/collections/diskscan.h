// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/foldernotices.h"
#include "core/collections/requestfilereading.h"

#include <atomic>
#include <expected>
#include <functional>

namespace Recloser {

/// A folder or file that the tree shows.
struct DiskEntry
{
    QString name;
    CollectionNode::Kind kind = CollectionNode::Kind::File;
    FileStamp stamp;

    bool operator==(const DiskEntry &) const = default;
};

/// What a folder holds now, in the order of the tree.
struct FolderRows
{
    QString path;
    QList<DiskEntry> entries;
    std::shared_ptr<const StoreError> error;
};

struct DiskScanReport
{
    /// Of the root: nothing else is known then.
    std::optional<StoreError> error;
    /// Those whose rows or error are other ones than last time; outer ones before inner ones.
    QList<FolderRows> folders;
    /// To be read, in the order of the tree.
    QStringList files;
    /// Watches that were added; and those of folders that are gone, told with the last part, when
    /// no number can be given again meanwhile.
    QList<std::pair<int, QString>> watched;
    QList<std::pair<int, QString>> unwatched;
    /// Changes are not told for everything.
    bool needsPolling = false;
    /// More will come of this scan.
    bool isPart = false;
};

/// As people count: "file 2" before "file 10", whatever the case.
bool isBefore(QStringView a, QStringView b);

/// Folders below one, as they were when they were last looked at. It belongs to one worker at a
/// time.
class DiskScan
{
public:
    struct Limits
    {
        /// Of folders that are watched.
        int watches = 0;
    };

    DiskScan(QString root, std::shared_ptr<const FolderWatches> watches, Limits limits);

    /// Looks at what `changes` names. `tell` gets reports: parts about every 100 ms and the last
    /// one.
    void scan(const FolderChanges &changes, const std::atomic_bool &isStopped,
              const std::function<void(DiskScanReport)> &tell);

private:
    struct File
    {
        QString name;
        FileStamp stamp;
        /// Its time is so young that it may change again without showing it.
        bool isUncertain = false;
    };
    struct Folder
    {
        FileStamp stamp;
        QStringList folders;
        QList<File> files;
        bool hasOthers = false;
        bool isLink = false;
        int watch = -1;
        std::shared_ptr<const StoreError> error;
        std::optional<FolderRows> told;
    };

    bool list(const QString &path, bool isEveryFile);
    void forget(const QString &path);
    void untell(const QString &path);
    bool isLoop(const QString &path, const FileStamp &stamp) const;
    void watch(const QString &path, Folder &folder);
    bool isShown(const QString &path) const;
    void tellFolder(const QString &path);
    DiskScanReport report();

    QString m_root;
    std::shared_ptr<const FolderWatches> m_watches;
    Limits m_limits;
    QHash<QString, Folder> m_folders;
    DiskScanReport m_report;
    QSet<QString> m_toRead;
    QSet<QString> m_unfinished;
    /// Files of folders that are no longer where they were, by device and inode: a folder that was
    /// moved is not read again.
    QHash<std::pair<quint64, quint64>, FileStamp> m_left;
    QList<std::pair<int, QString>> m_unwatched;
    int m_watched = 0;
    /// The system has no more watches, or some files cannot be watched.
    bool m_needsPolling = false;
};

/// The request files that a collection of this folder shows, in the order of its tree; the paths
/// begin as `folder` does. Blocks on the disk.
std::expected<QStringList, StoreError> requestFilesIn(const QString &folder);

} // namespace Recloser
