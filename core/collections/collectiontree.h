// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/diskscan.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace Recloser {

class Collection;

/// The nodes of a collection. It turns what the disk holds into changes of rows, each told by the
/// collection's signals, and keeps the ids of what was moved. GUI thread.
class CollectionTree
{
public:
    CollectionTree(Collection &collection, const QString &folder);

    static constexpr CollectionNodeId root = 1;

    const CollectionNode *node(CollectionNodeId id) const;
    QString pathOf(CollectionNodeId id) const;
    QString relativePathOf(CollectionNodeId id) const;
    CollectionNodeId find(const QString &path) const;

    /// Rows of folders, to be taken one folder at a time so that other things get their turn.
    void begin(const QList<FolderRows> &folders);
    /// False: nothing is left to do. Files that are new are added to `fresh`.
    bool takeNext(QStringList &fresh);

    /// Requests of files that were read together; one that went from one of them to another keeps
    /// its id. Adds to `changed` what has another content than before.
    void take(const QList<FileReading> &readings, QStringList &changed);
    /// Files that have left the tree since the last call.
    QStringList takeRemovedFiles() { return std::exchange(m_removedFiles, {}); }
    void setStale(const QString &file);
    /// Of the root.
    void setError(const std::optional<StoreError> &error);
    /// Tells nodeChanged() for what was counted anew.
    void flush();

private:
    struct Wanted
    {
        /// Of one that is there already, maybe somewhere else.
        CollectionNodeId id = noCollectionNode;
        /// Of others.
        CollectionNode fresh;
    };

    CollectionNode *at(CollectionNodeId id);
    void arrange(CollectionNodeId parent, QList<Wanted> wanted,
                 const QSet<CollectionNodeId> &leaving);
    void insertRows(CollectionNodeId parent, int first, QList<CollectionNode> nodes);
    /// As many rows from `first` on as stand together.
    void moveRows(CollectionNodeId first, int rows, CollectionNodeId to, int before);
    void removeRows(CollectionNodeId parent, const QSet<CollectionNodeId> &leaving);
    void drop(CollectionNodeId id, const QString &path);
    void removeLeaving();
    void unname(const CollectionNode &node);
    void renumber(CollectionNode &parent, int from);
    void count(CollectionNodeId from, int requests, int problems);
    void showRow(CollectionNode &node, const RequestRow &row);
    void takeFacts(CollectionNode &file, const FileReading &reading, QStringList &changed);
    void tellMoved(CollectionNodeId id, const QString &from);
    void setSearched(CollectionNodeId id);

    Collection &m_collection;
    QString m_folder;
    /// By id; null where it is no more.
    std::vector<std::unique_ptr<CollectionNode>> m_nodes;

    QList<FolderRows> m_folders;
    qsizetype m_next = 0;
    /// Nodes that come from elsewhere, by their new path.
    QHash<QString, CollectionNodeId> m_arrivals;
    QSet<CollectionNodeId> m_leaving;
    QHash<CollectionNodeId, FileStamp> m_stamps;
    /// Folders and files by what they stand in and their name.
    QHash<std::pair<CollectionNodeId, QString>, CollectionNodeId> m_names;
    QStringList m_removedFiles;
    QSet<CollectionNodeId> m_dirty;
};

} // namespace Recloser
