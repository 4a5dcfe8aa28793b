// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionnode.h"
#include "core/collections/collectionresult.h"
#include "core/model/requestspec.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace Recloser {

class CollectionLoader;
class CollectionOperations;
class CollectionTree;

/// Where deleted things and steps of undo go.
struct CollectionPlaces
{
    enum class SystemTrash { Used, Unused };

    /// For what the system's trash does not take.
    QString trashFolder;
    /// Keeps the steps of undo over restarts; empty: they are forgotten.
    QString journalFolder;
    SystemTrash systemTrash = SystemTrash::Used;
    /// More are asked for their times every `pollEvery`, as those of network file systems.
    int mostWatchedFolders = 100'000;
    std::chrono::milliseconds pollEvery{2000};
};

/// A folder of `.http` and `.rest` files as a tree that follows the disk. Folders come first, then
/// files, both by name as people count ("file 2" before "file 10"); requests stand as in their
/// file. Hidden folders, `node_modules` and folders that hold things but no request file are not
/// shown.
///
/// Lives in the GUI thread; disk and parsing are worker threads' work, and what they bring is taken
/// into the tree in turns of a few ms. Deleting it stops everything silently; an operation that
/// began to write is finished first.
class Collection : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Reading, ///< the first time; what is known is in the tree already
        Ready,
        Missing, ///< the folder is not there or cannot be read; it is taken up again when it comes
                 ///< back
    };
    enum class Watching {
        Events, ///< changes are told by the system at once
        Polling, ///< every few seconds files are asked for their times: a network file system, or
                 ///< too many folders for the system
    };

    Collection(const QString &folder, CollectionPlaces places, QObject *parent = nullptr);
    ~Collection() override;

    /// Begins to read and to watch. Once.
    void open();
    /// Looks at every file's time and size at once, as when a window becomes active.
    void refresh();

    /// Absolute, without a slash at its end.
    const QString &folder() const { return m_folder; }
    State state() const;
    Watching watching() const;
    /// Why it is Missing.
    std::optional<StoreError> error() const;

    // The tree

    /// The folder itself; always there.
    CollectionNodeId root() const;
    /// Null when there is no such node any more. Valid until control returns to the event loop or
    /// an operation is asked for.
    const CollectionNode *node(CollectionNodeId id) const;
    /// Absolute, of the file for a request.
    QString pathOf(CollectionNodeId id) const;
    /// Within the collection, with slashes; empty for the root.
    QString relativePathOf(CollectionNodeId id) const;
    /// Of a folder or file, by absolute path.
    CollectionNodeId find(const QString &path) const;
    /// Of a request, by its file and its index there.
    CollectionNodeId find(const QString &path, qsizetype index) const;
    qsizetype requestCount() const;

    // Operations. Each is one step of undo. Futures always deliver, in this thread, when the tree
    // shows what was done. They run one after the other, in the order of the calls.

    using Result = QFuture<CollectionResult>;

    /// In a folder. The name may lack ".http".
    Result addFolder(CollectionNodeId folder, const QString &name);
    Result addFile(CollectionNodeId folder, const QString &name);
    /// `place` is a file (row -1: at its end), or a folder: then a file of its own, called like the
    /// request.
    Result addRequest(CollectionNodeId place, int row, const RequestSpec &spec);
    Result rename(CollectionNodeId node, const QString &name);
    /// Requests go to a file so that the first stands at `row` of it as it is now (-1: the end),
    /// files and folders into a folder. Either all are requests or none is. Their order in the tree
    /// is kept, whatever that of `nodes`.
    Result move(const QList<CollectionNodeId> &nodes, CollectionNodeId target, int row = -1);
    /// Copies of requests, files and folders to another place, or beside themselves ("Search copy",
    /// "shop copy.http").
    Result duplicate(const QList<CollectionNodeId> &nodes);
    Result copy(const QList<CollectionNodeId> &nodes, CollectionNodeId target, int row = -1);
    /// Files and folders go to the trash; a request's lines too, as a file.
    Result remove(const QList<CollectionNodeId> &nodes);
    /// Files and folders from elsewhere, by their paths, copied into a folder.
    Result bringIn(const QStringList &paths, CollectionNodeId folder);

    // Undo

    enum class Step {
        AddFolder,
        AddFile,
        AddRequest,
        Rename,
        Move,
        Duplicate,
        Remove,
        Copy,
    };
    /// What undo() would take back, and to what; nothing: there is nothing.
    struct StepText
    {
        Step step = Step::AddFolder;
        /// The name of the only one; empty where there are several.
        QString name;
        qsizetype count = 1;
    };
    std::optional<StepText> undoable() const;
    std::optional<StepText> redoable() const;
    /// Refuses with Conflict when a file is not as the step left it.
    Result undo();
    Result redo();

    /// A file was, or is about to be, written by a tab: the change that shows is not one from
    /// outside.
    void expect(const QString &path, const QByteArray &content);

Q_SIGNALS:
    // What happens to rows, as QAbstractItemModel has it: the tree is still as it was in the first
    // of each pair. `parent` is a node's id; rows are [first, last].
    void rowsAboutToBeInserted(Recloser::CollectionNodeId parent, int first, int last);
    void rowsInserted(Recloser::CollectionNodeId parent, int first, int last);
    void rowsAboutToBeRemoved(Recloser::CollectionNodeId parent, int first, int last);
    void rowsRemoved(Recloser::CollectionNodeId parent, int first, int last);
    /// `before` as in QAbstractItemModel::beginMoveRows().
    void rowsAboutToBeMoved(Recloser::CollectionNodeId from, int first, int last,
                            Recloser::CollectionNodeId to, int before);
    void rowsMoved(Recloser::CollectionNodeId from, int first, int last,
                   Recloser::CollectionNodeId to, int before);
    /// Anything about one node but its place; its children's rows are told by themselves.
    void nodeChanged(Recloser::CollectionNodeId id);

    void stateChanged();
    void undoChanged();
    /// The tree shows what the file holds now, which somebody else wrote. Tabs read it again.
    void fileChanged(const QString &path);
    /// Also when a file came or went that nobody here wrote.
    void fileAdded(const QString &path);
    void fileRemoved(const QString &path);
    /// A file or folder has another path now, whoever moved it.
    void moved(const QString &from, const QString &to);

private:
    QString m_folder;
    std::unique_ptr<CollectionTree> m_tree;
    std::unique_ptr<CollectionLoader> m_loader;
    std::unique_ptr<CollectionOperations> m_operations;
};

} // namespace Recloser
