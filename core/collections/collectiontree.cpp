// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectiontree.h"

#include "core/collections/collection.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNode::Kind;

namespace {

/// Folders keep their inode whatever happens in them; a file that was moved also keeps its size and
/// time.
struct Identity
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    qint64 modified = 0;

    bool operator==(const Identity &) const = default;
};

size_t qHash(const Identity &identity, size_t seed = 0)
{
    return qHashMulti(seed, identity.device, identity.inode, identity.size, identity.modified);
}

Identity identityOf(Kind kind, const FileStamp &stamp)
{
    if (kind == Kind::Folder)
        return {stamp.device, stamp.inode, -1, 0};
    return {stamp.device, stamp.inode, stamp.size, stamp.modified};
}

} // namespace

CollectionTree::CollectionTree(Collection &collection, const QString &folder)
    : m_collection(collection)
    , m_folder(folder)
{
    auto top = std::make_unique<CollectionNode>();
    top->id = root;
    top->name = folder.section(u'/', -1);
    top->isUnread = true;
    m_nodes.resize(root);
    m_nodes.push_back(std::move(top));
}

const CollectionNode *CollectionTree::node(CollectionNodeId id) const
{
    return id < m_nodes.size() ? m_nodes[id].get() : nullptr;
}

CollectionNode *CollectionTree::at(CollectionNodeId id)
{
    return id < m_nodes.size() ? m_nodes[id].get() : nullptr;
}

QString CollectionTree::relativePathOf(CollectionNodeId id) const
{
    QStringList names;
    for (const CollectionNode *at = node(id); at && at->id != root; at = node(at->parent)) {
        if (at->kind != Kind::Request)
            names.prepend(at->name);
    }
    return names.join(u'/');
}

QString CollectionTree::pathOf(CollectionNodeId id) const
{
    const QString relative = relativePathOf(id);
    return relative.isEmpty() ? m_folder : QString(m_folder + u'/' + relative);
}

CollectionNodeId CollectionTree::find(const QString &path) const
{
    if (path == m_folder)
        return root;
    if (!path.startsWith(m_folder + u'/'))
        return noCollectionNode;
    const CollectionNode *at = node(root);
    const QStringList names = path.sliced(m_folder.size() + 1).split(u'/');
    for (const QString &name : names) {
        at = node(m_names.value({at->id, name}));
        if (!at)
            return noCollectionNode;
    }
    return at->id;
}

void CollectionTree::begin(const QList<FolderRows> &folders)
{
    m_folders = folders;
    m_next = 0;
    m_arrivals.clear();
    m_leaving.clear();
    QHash<Identity, CollectionNodeId> gone;
    QList<std::pair<Identity, QString>> come;
    for (const FolderRows &rows : folders) {
        QHash<QString, const DiskEntry *> names;
        for (const DiskEntry &entry : rows.entries)
            names.insert(entry.name, &entry);
        const CollectionNode *folder = node(find(rows.path));
        for (CollectionNodeId id : folder ? folder->children : QList<CollectionNodeId>()) {
            const CollectionNode *child = node(id);
            const DiskEntry *entry = names.take(child->name);
            if (entry && entry->kind == child->kind)
                continue;
            m_leaving.insert(id);
            gone.insert(identityOf(child->kind, m_stamps.value(id)), id);
        }
        for (const DiskEntry *entry : std::as_const(names))
            come.append({identityOf(entry->kind, entry->stamp), rows.path + u'/' + entry->name});
    }
    // Outer ones first: what arrives with them needs no place of its own.
    for (const auto &[identity, path] : std::as_const(come)) {
        const auto from = gone.find(identity);
        if (from == gone.end())
            continue;
        m_arrivals.insert(path, *from);
        m_leaving.remove(*from);
        gone.erase(from);
    }
}

bool CollectionTree::takeNext(QStringList &fresh)
{
    if (m_next >= m_folders.size()) {
        removeLeaving();
        m_folders.clear();
        m_next = 0;
        return false;
    }
    const FolderRows rows = m_folders[m_next++];
    const CollectionNodeId id = find(rows.path);
    CollectionNode *folder = at(id);
    if (!folder || folder->kind != Kind::Folder)
        return true;
    if (folder->error != rows.error || folder->isUnread) {
        folder->error = rows.error;
        folder->isUnread = false;
        m_dirty.insert(id);
    }
    QHash<QString, CollectionNodeId> present;
    for (CollectionNodeId child : std::as_const(folder->children)) {
        if (!m_leaving.contains(child))
            present.insert(node(child)->name, child);
    }
    QList<Wanted> wanted;
    wanted.reserve(rows.entries.size());
    QList<std::pair<CollectionNodeId, QString>> movedFrom;
    QSet<CollectionNodeId> arriving;
    for (const DiskEntry &entry : rows.entries) {
        const QString path = rows.path + u'/' + entry.name;
        Wanted want{.id = m_arrivals.value(path)};
        if (want.id != noCollectionNode && node(want.id)) {
            movedFrom.append({want.id, pathOf(want.id)});
            arriving.insert(want.id);
        } else if (const auto there = present.constFind(entry.name);
                   there != present.cend() && node(*there)->kind == entry.kind) {
            want.id = *there;
        } else {
            want = {};
            want.fresh.kind = entry.kind;
            want.fresh.name = entry.name;
            want.fresh.isUnread = true;
            if (entry.kind == Kind::File)
                fresh.append(path);
        }
        wanted.append(std::move(want));
    }
    // Those that go elsewhere are passed by like those that are gone.
    QSet<CollectionNodeId> leaving = m_leaving;
    QSet<CollectionNodeId> staying;
    for (const Wanted &want : std::as_const(wanted))
        staying.insert(want.id);
    for (CollectionNodeId child : std::as_const(folder->children)) {
        if (!staying.contains(child))
            leaving.insert(child);
    }
    arrange(id, std::move(wanted), leaving);
    folder = at(id);
    qsizetype row = 0;
    for (const DiskEntry &entry : rows.entries) {
        while (row < folder->children.size() && leaving.contains(folder->children[row]))
            ++row;
        if (row >= folder->children.size())
            break;
        const CollectionNodeId child = folder->children[row++];
        m_stamps.insert(child, entry.stamp);
        CollectionNode *placed = at(child);
        if (placed->name != entry.name) {
            unname(*placed);
            placed->name = entry.name;
            m_dirty.insert(child);
        }
        m_names.insert({id, entry.name}, child);
    }
    for (const auto &[child, from] : std::as_const(movedFrom))
        tellMoved(child, from);
    return true;
}

/// Only at the end, for what went elsewhere may have stood in what is gone.
void CollectionTree::removeLeaving()
{
    for (const auto &[path, id] : std::as_const(m_arrivals).asKeyValueRange()) {
        if (node(id) && pathOf(id) != path)
            m_leaving.insert(id);
    }
    const QSet<CollectionNodeId> leaving = std::exchange(m_leaving, {});
    QSet<CollectionNodeId> parents;
    for (CollectionNodeId id : leaving) {
        if (const CollectionNode *gone = node(id))
            parents.insert(gone->parent);
    }
    for (CollectionNodeId parent : std::as_const(parents)) {
        if (node(parent))
            removeRows(parent, leaving);
    }
    m_arrivals.clear();
}

void CollectionTree::unname(const CollectionNode &node)
{
    const auto named = m_names.constFind({node.parent, node.name});
    if (named != m_names.cend() && *named == node.id)
        m_names.erase(named);
}

void CollectionTree::tellMoved(CollectionNodeId id, const QString &from)
{
    setSearched(id);
    const QString to = pathOf(id);
    if (from != to)
        Q_EMIT m_collection.moved(from, to);
}

void CollectionTree::setSearched(CollectionNodeId id)
{
    CollectionNode *named = at(id);
    if (!named || named->kind == Kind::Request)
        return;
    named->searched = searchedText(relativePathOf(id));
    for (CollectionNodeId child : QList<CollectionNodeId>(named->children))
        setSearched(child);
}

void CollectionTree::setStale(const QString &file)
{
    CollectionNode *stale = at(find(file));
    if (!stale || stale->isStale)
        return;
    stale->isStale = true;
    m_dirty.insert(stale->id);
}

void CollectionTree::setError(const std::optional<StoreError> &error)
{
    CollectionNode *top = at(root);
    if (!error && !top->error)
        return;
    top->error = error ? std::make_shared<StoreError>(*error) : nullptr;
    top->isStale = error.has_value();
    m_dirty.insert(root);
}

void CollectionTree::flush()
{
    const QSet<CollectionNodeId> dirty = std::exchange(m_dirty, {});
    for (CollectionNodeId id : dirty) {
        if (node(id))
            Q_EMIT m_collection.nodeChanged(id);
    }
}

} // namespace Recloser
