// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionshelf.h"
#include "ui/describe/describecollections.h"

#include <QPointer>

namespace Recloser {

/// What people do to collections, over all that are open: each call is done by the collection it
/// concerns, and told when it is done. The shelf outlives it. GUI thread.
class CollectionActions : public QObject
{
    Q_OBJECT

public:
    explicit CollectionActions(CollectionShelf &shelf, QObject *parent = nullptr);

    enum class New { Request, File, Folder };

    /// At `place`: a request behind a request, at the end of a file, or in a folder in a file of
    /// its own; files and folders into the folder there. created() follows.
    void add(New what, const CollectionItem &place);
    void addRequests(const QList<RequestSpec> &specs, const CollectionItem &place);
    void rename(const CollectionItem &item, const QString &name);
    void remove(const QList<CollectionItem> &items);
    void duplicate(const QList<CollectionItem> &items);
    /// `row` as in Collection::move(). Between collections as well.
    void transfer(const QList<CollectionItem> &items, Qt::DropAction action,
                  const CollectionItem &target, int row);
    /// Where `items` go when they are pasted at `place`.
    void paste(const QList<CollectionItem> &items, Qt::DropAction action,
               const CollectionItem &place);
    void bringIn(const QStringList &paths, const CollectionItem &place);

    /// The last thing done, in all collections that it changed, or else the last step of `usual`.
    /// Where one of them refuses, the rest stays to be undone.
    void undo(Collection *usual);
    void redo(Collection *usual);
    /// What they would take back or do again; nothing: there is nothing.
    std::optional<Collection::StepText> undoText(Collection *usual) const;
    std::optional<Collection::StepText> redoText(Collection *usual) const;

Q_SIGNALS:
    /// It is in the tree; people give it its name now.
    void created(const Recloser::CollectionItem &item);
    /// Moved, copied, brought back: what it is about now.
    void done(const QList<Recloser::CollectionItem> &items);
    /// Can be taken back with undo(). `notes` may be empty.
    void told(const QString &step, const QString &notes);
    void failed(const Recloser::Sentence &why);
    void secretsExtracted(const QList<Recloser::ExtractedSecret> &secrets);

private:
    enum class Tell { Nothing, Step };
    using Then = std::function<void(const CollectionChange &)>;
    /// Steps of collections that people did as one; 0: such a step by itself.
    using Group = qint64;
    struct Work
    {
        Group group = 0;
        /// Whose steps they are, in the order in which they were done.
        QList<QPointer<Collection>> steps;
    };
    enum class Direction { Undo, Redo };

    void follow(Collection *collection, Collection::Result result, Tell tell, const Then &then = {},
                Group group = 0);
    void removeAs(Group step, const QList<CollectionItem> &items);
    void takeOver(const QList<CollectionItem> &items, Qt::DropAction action,
                  const CollectionItem &target, int row);
    void takeOverRequests(Collection *from, const QList<CollectionNodeId> &nodes,
                          Qt::DropAction action, const CollectionItem &target, int row);
    void note(Collection *collection, Group group);
    /// Whether every collection is open and has a step for it.
    bool canGo(Direction direction, const Work &work) const;
    std::optional<Work> nextWork(Direction direction, Collection *usual) const;
    std::optional<Collection::StepText> textOf(Direction direction, Collection *usual) const;
    void ask(Direction direction, Collection *usual);
    void begin(Direction direction, Collection *usual);
    void go(Direction direction, Work left, Work gone);
    /// What was asked for while steps were on their way.
    void goOn();

    CollectionShelf &m_shelf;
    /// What undo takes back and what redo does again, the next one at the end.
    QList<Work> m_done;
    QList<Work> m_undone;
    /// Whose step is on its way; what is asked meanwhile waits, since it builds on what comes of
    /// it.
    QPointer<Collection> m_going;
    QList<std::pair<Direction, QPointer<Collection>>> m_wanted;
    Group m_lastGroup = 0;
};

} // namespace Recloser
