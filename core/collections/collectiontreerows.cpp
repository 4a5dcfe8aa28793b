// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collection.h"
#include "core/collections/collectiontree.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNode::Kind;

// The part of CollectionTree that changes rows and takes what files hold.

void CollectionTree::renumber(CollectionNode &parent, int from)
{
    for (qsizetype row = from; row < parent.children.size(); ++row)
        at(parent.children[row])->row = int(row);
}

void CollectionTree::count(CollectionNodeId from, int requests, int problems)
{
    if (requests == 0 && problems == 0)
        return;
    for (CollectionNode *counted = at(from); counted; counted = at(counted->parent)) {
        counted->requests += requests;
        counted->problems += problems;
        m_dirty.insert(counted->id);
    }
}

void CollectionTree::insertRows(CollectionNodeId parent, int first, QList<CollectionNode> nodes)
{
    const int last = first + int(nodes.size()) - 1;
    Q_EMIT m_collection.rowsAboutToBeInserted(parent, first, last);
    QList<CollectionNodeId> ids;
    ids.reserve(nodes.size());
    int requests = 0;
    for (CollectionNode &fresh : nodes) {
        fresh.id = CollectionNodeId(m_nodes.size());
        fresh.parent = parent;
        requests += fresh.requests;
        ids.append(fresh.id);
        m_nodes.push_back(std::make_unique<CollectionNode>(std::move(fresh)));
    }
    CollectionNode *owner = at(parent);
    owner->children.insert(first, ids.size(), noCollectionNode);
    std::ranges::copy(ids, owner->children.begin() + first);
    renumber(*owner, first);
    const QString path = relativePathOf(parent);
    for (CollectionNodeId id : std::as_const(ids)) {
        CollectionNode *fresh = at(id);
        if (fresh->kind == Kind::Request)
            continue;
        m_names.insert({parent, fresh->name}, id);
        fresh->searched
            = searchedText(path.isEmpty() ? fresh->name : QString(path + u'/' + fresh->name));
    }
    count(parent, requests, 0);
    Q_EMIT m_collection.rowsInserted(parent, first, last);
}

void CollectionTree::moveRows(CollectionNodeId first, int rows, CollectionNodeId to, int before)
{
    const CollectionNodeId from = at(first)->parent;
    const int begin = at(first)->row;
    const int last = begin + rows - 1;
    if (from == to && before >= begin && before <= last + 1)
        return;
    Q_EMIT m_collection.rowsAboutToBeMoved(from, begin, last, to, before);
    CollectionNode *source = at(from);
    CollectionNode *target = at(to);
    const QList<CollectionNodeId> moving = source->children.sliced(begin, rows);
    int requests = 0;
    int problems = 0;
    for (CollectionNodeId id : moving) {
        CollectionNode *moved = at(id);
        requests += moved->requests;
        // Of a request the problems are its file's, which is counted as it is read.
        problems += moved->kind == Kind::Request ? 0 : moved->problems;
        if (moved->kind != Kind::Request)
            unname(*moved);
        moved->parent = to;
    }
    source->children.remove(begin, rows);
    const int place = source == target && before > begin ? before - rows : before;
    target->children.insert(place, rows, noCollectionNode);
    std::ranges::copy(moving, target->children.begin() + place);
    renumber(*source, source == target ? std::min(begin, place) : begin);
    renumber(*target, place);
    if (source != target) {
        count(from, -requests, -problems);
        count(to, requests, problems);
    }
    Q_EMIT m_collection.rowsMoved(from, begin, last, to, before);
}

void CollectionTree::drop(CollectionNodeId id, const QString &path)
{
    const std::unique_ptr<CollectionNode> owner = std::move(m_nodes[id]);
    const CollectionNode &gone = *owner;
    m_stamps.remove(id);
    if (gone.kind == Kind::Request)
        return;
    unname(gone);
    if (gone.kind == Kind::File)
        m_removedFiles.append(path);
    for (CollectionNodeId child : gone.children) {
        const CollectionNode *inner = node(child);
        drop(child, inner->kind == Kind::Request ? path : QString(path + u'/' + inner->name));
    }
}

void CollectionTree::removeRows(CollectionNodeId parent, const QSet<CollectionNodeId> &leaving)
{
    for (qsizetype end = at(parent)->children.size(); end > 0;) {
        const QList<CollectionNodeId> children = at(parent)->children;
        qsizetype begin = end;
        while (begin > 0 && leaving.contains(children[begin - 1]))
            --begin;
        if (begin == end) {
            --end;
            continue;
        }
        Q_EMIT m_collection.rowsAboutToBeRemoved(parent, int(begin), int(end) - 1);
        int requests = 0;
        int problems = 0;
        QStringList paths;
        for (qsizetype row = begin; row < end; ++row) {
            const CollectionNode *gone = at(children[row]);
            requests += gone->requests;
            problems += gone->kind == Kind::Request ? 0 : gone->problems;
            paths.append(pathOf(gone->id));
        }
        CollectionNode *owner = at(parent);
        owner->children.remove(begin, end - begin);
        renumber(*owner, int(begin));
        for (qsizetype row = begin; row < end; ++row)
            drop(children[row], paths[row - begin]);
        count(parent, -requests, -problems);
        Q_EMIT m_collection.rowsRemoved(parent, int(begin), int(end) - 1);
        end = begin;
    }
}

void CollectionTree::arrange(CollectionNodeId parent, QList<Wanted> wanted,
                             const QSet<CollectionNodeId> &leaving)
{
    int place = 0;
    for (qsizetype i = 0; i < wanted.size();) {
        const QList<CollectionNodeId> &children = at(parent)->children;
        while (place < children.size() && leaving.contains(children[place]))
            ++place;
        const CollectionNodeId id = wanted[i].id;
        if (id == noCollectionNode) {
            QList<CollectionNode> fresh;
            for (; i < wanted.size() && wanted[i].id == noCollectionNode; ++i)
                fresh.append(std::move(wanted[i].fresh));
            const int count = int(fresh.size());
            insertRows(parent, place, std::move(fresh));
            place += count;
            continue;
        }
        int rows = 1;
        if (place >= children.size() || children[place] != id) {
            // What stands together elsewhere comes together: each move is told to every view.
            const CollectionNode *moving = at(id);
            const auto follows = [&](qsizetype next) {
                const CollectionNode *other
                    = next < wanted.size() ? node(wanted[next].id) : nullptr;
                return other && other->parent == moving->parent && other->row == moving->row + rows;
            };
            while (moving->parent != parent && follows(i + rows))
                ++rows;
            moveRows(id, rows, parent, place);
        }
        place += rows;
        i += rows;
    }
}

void CollectionTree::showRow(CollectionNode &node, const RequestRow &row)
{
    const bool isSame = node.name == row.mark.name && node.method == row.method
        && node.target == row.target && node.line == row.line && node.problems == row.problems
        && node.content == row.mark.text
        && (node.keyRule == row.keyRule
            || (node.keyRule && row.keyRule && *node.keyRule == *row.keyRule));
    if (isSame)
        return;
    node.name = row.mark.name;
    node.method = row.method;
    node.target = row.target;
    node.line = row.line;
    node.problems = row.problems;
    node.content = row.mark.text;
    node.keyRule = row.keyRule;
    node.searched = row.searched;
    if (node.id != noCollectionNode)
        m_dirty.insert(node.id);
}

void CollectionTree::takeFacts(CollectionNode &file, const FileReading &reading,
                               QStringList &changed)
{
    const bool hasFailed = reading.error || reading.isUnsettled;
    file.error = reading.error;
    file.isStale = hasFailed && !file.isUnread;
    m_dirty.insert(file.id);
    if (hasFailed) {
        file.isUnread = file.isUnread && !reading.error;
        return;
    }
    if (file.content != reading.content && !file.isUnread)
        changed.append(reading.path);
    file.isUnread = false;
    file.content = reading.content;
    file.facts = reading.facts;
    count(file.id, 0, reading.problems - file.problems);
}

void CollectionTree::take(const QList<FileReading> &readings, QStringList &changed)
{
    struct Part
    {
        CollectionNodeId file = noCollectionNode;
        const FileReading *reading = nullptr;
        QList<CollectionNodeId> ids; ///< of its requests, as they will be
        QList<CollectionNodeId> left; ///< that it has no longer
    };
    QList<Part> parts;
    for (const FileReading &reading : readings) {
        CollectionNode *file = at(find(reading.path));
        if (!file || file->kind != Kind::File)
            continue;
        const bool isSame = !file->isUnread && file->content == reading.content;
        takeFacts(*file, reading, changed);
        if (reading.error || reading.isUnsettled || isSame)
            continue;
        QList<RequestMark> before;
        for (CollectionNodeId id : std::as_const(file->children)) {
            const CollectionNode *request = node(id);
            before.append(
                {request->name, request->method + u' ' + request->target, request->content});
        }
        QList<RequestMark> after;
        for (const RequestRow &row : reading.requests)
            after.append(row.mark);
        Part part{file->id, &reading, QList<CollectionNodeId>(after.size(), noCollectionNode), {}};
        const QList<qsizetype> found = findAgain(before, after);
        for (qsizetype i = 0; i < found.size(); ++i) {
            if (found[i] >= 0)
                part.ids[found[i]] = file->children[i];
            else
                part.left.append(file->children[i]);
        }
        parts.append(std::move(part));
    }
    // What one file has no longer may be what another has got.
    QHash<size_t, QList<CollectionNodeId>> gone;
    QSet<CollectionNodeId> leaving;
    for (const Part &part : std::as_const(parts)) {
        for (CollectionNodeId id : part.left) {
            leaving.insert(id);
            if (parts.size() > 1)
                gone[node(id)->content].append(id);
        }
    }
    for (Part &part : parts) {
        for (qsizetype i = 0; i < part.ids.size(); ++i) {
            const auto come = part.ids[i] != noCollectionNode
                ? gone.end()
                : gone.find(part.reading->requests[i].mark.text);
            if (come == gone.end() || come->isEmpty())
                continue;
            part.ids[i] = come->takeFirst();
        }
    }
    QSet<CollectionNodeId> staying;
    for (const Part &part : std::as_const(parts))
        staying.unite(QSet<CollectionNodeId>(part.ids.begin(), part.ids.end()));
    for (const Part &part : std::as_const(parts)) {
        QList<Wanted> wanted;
        for (qsizetype i = 0; i < part.ids.size(); ++i) {
            Wanted want{.id = part.ids[i]};
            if (want.id == noCollectionNode) {
                want.fresh.kind = Kind::Request;
                want.fresh.requests = 1;
                showRow(want.fresh, part.reading->requests[i]);
            }
            wanted.append(std::move(want));
        }
        arrange(part.file, std::move(wanted), leaving);
        for (qsizetype i = 0; i < part.ids.size(); ++i) {
            if (part.ids[i] != noCollectionNode)
                showRow(*at(part.ids[i]), part.reading->requests[i]);
        }
    }
    leaving.subtract(staying);
    for (const Part &part : std::as_const(parts))
        removeRows(part.file, leaving);
}

} // namespace Recloser
