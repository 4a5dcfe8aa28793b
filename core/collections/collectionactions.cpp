// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collection.h"
#include "core/collections/collectionoperations.h"

#include <algorithm>

namespace Recloser {

using Kind = CollectionNode::Kind;
using Failure = CollectionFailure::Kind;

// The part of Collection that turns nodes into plans.

namespace {

using Plan = CollectionOperations::Plan;
using Prepared = std::expected<Plan, CollectionFailure>;

std::unexpected<CollectionFailure> gone()
{
    return std::unexpected(
        CollectionFailure{.kind = Failure::Gone, .error = {StoreError::Kind::NotFound, {}, {}}});
}

/// What is meant by a selection: nodes that are there, without those in others of them, in the
/// order of the tree.
struct Chosen
{
    QStringList paths;
    QList<RequestPlace> requests;
};

/// Rows from the root down.
QList<int> rowsOf(const Collection &collection, CollectionNodeId id)
{
    QList<int> rows;
    for (const CollectionNode *at = collection.node(id); at; at = collection.node(at->parent))
        rows.prepend(at->row);
    return rows;
}

RequestPlace placeOf(const Collection &collection, const CollectionNode &request)
{
    RequestPlace place{collection.pathOf(request.parent), {}, request.row};
    for (CollectionNodeId id : collection.node(request.parent)->children) {
        const CollectionNode *other = collection.node(id);
        place.marks.append({other->name, other->method + u' ' + other->target, other->content});
    }
    return place;
}

std::expected<Chosen, CollectionFailure> chosen(const Collection &collection,
                                                QList<CollectionNodeId> nodes)
{
    QList<std::pair<QList<int>, CollectionNodeId>> rows;
    for (CollectionNodeId id : std::as_const(nodes)) {
        if (!collection.node(id) || id == collection.root())
            return gone();
        const CollectionNode *outer = collection.node(collection.node(id)->parent);
        while (outer && !nodes.contains(outer->id))
            outer = collection.node(outer->parent);
        if (!outer)
            rows.append({rowsOf(collection, id), id});
    }
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    Chosen chosen;
    for (const auto &[place, id] : std::as_const(rows)) {
        const CollectionNode *node = collection.node(id);
        if (node->kind == Kind::Request)
            chosen.requests.append(placeOf(collection, *node));
        else
            chosen.paths.append(collection.pathOf(id));
    }
    if (rows.isEmpty())
        return gone();
    return chosen;
}

/// One step from two plans.
PlanResult joined(const PlanResult &first, const PlanResult &second)
{
    if (!first || !second)
        return first ? second : first;
    CollectionPlan plan = *first;
    plan.step.text.name.clear();
    plan.step.text.count += second->step.text.count;
    plan.step.effects += second->step.effects;
    plan.places += second->places;
    plan.notes += second->notes;
    return plan;
}

/// Where rows go: a folder as it is, a file's folder for files.
QString folderFor(const Collection &collection, CollectionNodeId id)
{
    const CollectionNode *node = collection.node(id);
    while (node && node->kind != Kind::Folder)
        node = collection.node(node->parent);
    return node ? collection.pathOf(node->id) : QString();
}

template<typename Requests, typename Paths>
PlanResult planBoth(const Chosen &chosen, Requests requests, Paths paths)
{
    if (chosen.paths.isEmpty())
        return requests(chosen.requests);
    if (chosen.requests.isEmpty())
        return paths(chosen.paths);
    // Requests first: their file may not be where it was afterwards.
    return joined(requests(chosen.requests), paths(chosen.paths));
}

Prepared planTransfer(const Collection &collection, const QList<CollectionNodeId> &nodes,
                      CollectionNodeId target, int row, RequestTransfer transfer)
{
    const auto what = chosen(collection, nodes);
    const CollectionNode *place = collection.node(target);
    if (!what || !place)
        return what ? Prepared(gone()) : std::unexpected(what.error());
    const auto refused = [&] {
        return std::unexpected(
            CollectionFailure{.kind = Failure::Unwritable,
                              .error = {StoreError::Kind::Refused, collection.pathOf(target), {}}});
    };
    if (!what->requests.isEmpty()) {
        if (!what->paths.isEmpty() || place->kind == Kind::Folder)
            return refused();
        const QString file = collection.pathOf(target);
        const qsizetype at = place->kind == Kind::Request ? place->row : row;
        return [requests = what->requests, file, at, transfer] {
            return planTransferRequests(requests, file, at, transfer);
        };
    }
    const QString folder = folderFor(collection, target);
    return [paths = what->paths, folder, transfer] {
        return transfer == RequestTransfer::Move ? planMovePaths(paths, folder)
                                                 : planCopyPaths(paths, folder);
    };
}

} // namespace

Collection::Result Collection::addFolder(CollectionNodeId folder, const QString &name)
{
    return m_operations->run([this, folder, name]() -> Prepared {
        const QString path = folderFor(*this, folder);
        if (path.isEmpty())
            return gone();
        return [path, name] { return planAddFolder(path, name); };
    });
}

Collection::Result Collection::addFile(CollectionNodeId folder, const QString &name)
{
    return m_operations->run([this, folder, name]() -> Prepared {
        const QString path = folderFor(*this, folder);
        if (path.isEmpty())
            return gone();
        return [path, name] { return planAddFile(path, name); };
    });
}

Collection::Result Collection::addRequest(CollectionNodeId place, int row, const RequestSpec &spec)
{
    return m_operations->run([this, place, row, spec]() -> Prepared {
        const CollectionNode *target = node(place);
        if (!target)
            return gone();
        const QString path = pathOf(place);
        if (target->kind == Kind::Folder)
            return [path, spec] { return planAddRequestFile(path, spec); };
        const int at = target->kind == Kind::Request ? target->row + 1 : row;
        return [path, at, spec] { return planAddRequest(path, at, spec); };
    });
}

Collection::Result Collection::rename(CollectionNodeId id, const QString &name)
{
    return m_operations->run([this, id, name]() -> Prepared {
        const auto what = chosen(*this, {id});
        if (!what)
            return std::unexpected(what.error());
        if (!what->requests.isEmpty())
            return
                [place = what->requests.first(), name] { return planRenameRequest(place, name); };
        return [path = what->paths.first(), name] { return planRenamePath(path, name); };
    });
}

Collection::Result Collection::move(const QList<CollectionNodeId> &nodes, CollectionNodeId target,
                                    int row)
{
    return m_operations->run([this, nodes, target, row] {
        return planTransfer(*this, nodes, target, row, RequestTransfer::Move);
    });
}

Collection::Result Collection::copy(const QList<CollectionNodeId> &nodes, CollectionNodeId target,
                                    int row)
{
    return m_operations->run([this, nodes, target, row] {
        return planTransfer(*this, nodes, target, row, RequestTransfer::Copy);
    });
}

Collection::Result Collection::duplicate(const QList<CollectionNodeId> &nodes)
{
    return m_operations->run([this, nodes]() -> Prepared {
        const auto what = chosen(*this, nodes);
        if (!what)
            return std::unexpected(what.error());
        return [what = *what] {
            return planBoth(what, planDuplicateRequests,
                            [](const QStringList &paths) { return planCopyPaths(paths, {}); });
        };
    });
}

Collection::Result Collection::remove(const QList<CollectionNodeId> &nodes)
{
    return m_operations->run([this, nodes]() -> Prepared {
        const auto what = chosen(*this, nodes);
        if (!what)
            return std::unexpected(what.error());
        return [what = *what] { return planBoth(what, planRemoveRequests, planRemovePaths); };
    });
}

Collection::Result Collection::bringIn(const QStringList &paths, CollectionNodeId folder)
{
    return m_operations->run([this, paths, folder]() -> Prepared {
        const QString target = folderFor(*this, folder);
        if (target.isEmpty() || paths.isEmpty())
            return gone();
        return [paths, target] { return planCopyPaths(paths, target); };
    });
}

std::optional<Collection::StepText> Collection::undoable() const
{
    const CollectionStep *step = m_operations->journal().undoable();
    return step ? std::optional(step->text) : std::nullopt;
}

std::optional<Collection::StepText> Collection::redoable() const
{
    const CollectionStep *step = m_operations->journal().redoable();
    return step ? std::optional(step->text) : std::nullopt;
}

Collection::Result Collection::undo()
{
    return m_operations->undo();
}

Collection::Result Collection::redo()
{
    return m_operations->redo();
}

} // namespace Recloser
