// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectiontreemodel.h"

namespace Recloser {

// An index holds which collection it is of and which node of that.
static_assert(sizeof(quintptr) >= 8);

CollectionTreeModel::CollectionTreeModel(CollectionShelf &shelf, QObject *parent, Depth depth)
    : CollectionItemModel(shelf, parent)
    , m_depth(depth)
{
    connect(&shelf, &CollectionShelf::aboutToOpen, this,
            [this](int row) { beginInsertRows({}, row, row); });
    connect(&shelf, &CollectionShelf::opened, this, [this](Collection *collection) {
        follow(collection);
        endInsertRows();
    });
    connect(&shelf, &CollectionShelf::aboutToClose, this,
            [this](int row) { beginRemoveRows({}, row, row); });
    connect(&shelf, &CollectionShelf::closed, this, [this](Collection *collection) {
        m_lastSerial = 0;
        m_last = nullptr;
        disconnect(collection, nullptr, this, nullptr);
        endRemoveRows();
    });
    connect(&shelf, &CollectionShelf::aboutToMove, this, [this](int from, int to) {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    });
    connect(&shelf, &CollectionShelf::moved, this, [this] { endMoveRows(); });
    for (Collection *collection : shelf.collections())
        follow(collection);
}

void CollectionTreeModel::follow(Collection *collection)
{
    connect(collection, &Collection::rowsAboutToBeInserted, this,
            [this, collection](CollectionNodeId parent, int first, int last) {
                if (hasRowsOf(collection, parent))
                    beginInsertRows(indexOfNode(collection, parent), first, last);
            });
    connect(collection, &Collection::rowsInserted, this,
            [this, collection](CollectionNodeId parent) {
                if (hasRowsOf(collection, parent))
                    endInsertRows();
            });
    connect(collection, &Collection::rowsAboutToBeRemoved, this,
            [this, collection](CollectionNodeId parent, int first, int last) {
                if (hasRowsOf(collection, parent))
                    beginRemoveRows(indexOfNode(collection, parent), first, last);
            });
    connect(collection, &Collection::rowsRemoved, this,
            [this, collection](CollectionNodeId parent) {
                if (hasRowsOf(collection, parent))
                    endRemoveRows();
            });
    // Requests move from file to file, what holds rows from folder to folder.
    connect(collection, &Collection::rowsAboutToBeMoved, this,
            [this, collection](CollectionNodeId from, int first, int last, CollectionNodeId to,
                               int before) {
                if (hasRowsOf(collection, from))
                    beginMoveRows(indexOfNode(collection, from), first, last,
                                  indexOfNode(collection, to), before);
            });
    connect(collection, &Collection::rowsMoved, this, [this, collection](CollectionNodeId from) {
        if (hasRowsOf(collection, from))
            endMoveRows();
    });
    connect(collection, &Collection::nodeChanged, this, [this, collection](CollectionNodeId id) {
        const QModelIndex index = indexOfNode(collection, id);
        if (index.isValid())
            Q_EMIT dataChanged(index, index);
    });
    connect(collection, &Collection::stateChanged, this, [this, collection] {
        const QModelIndex index = indexOfNode(collection, collection->root());
        Q_EMIT dataChanged(index, index);
    });
}

bool CollectionTreeModel::hasRowsOf(const Collection *collection, CollectionNodeId parent) const
{
    const CollectionNode *node = collection->node(parent);
    return m_depth == Depth::Requests || (node && node->kind == CollectionNode::Kind::Folder);
}

quintptr CollectionTreeModel::keyOf(const Collection *collection, CollectionNodeId id) const
{
    return quintptr(m_shelf.serialOf(collection)) << 32 | id;
}

CollectionItem CollectionTreeModel::item(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this)
        return {};
    const auto serial = quint32(index.internalId() >> 32);
    if (serial != m_lastSerial) {
        m_last = m_shelf.withSerial(serial);
        m_lastSerial = serial;
    }
    return {m_last, CollectionNodeId(index.internalId() & 0xffffffff)};
}

QModelIndex CollectionTreeModel::indexOfNode(const Collection *collection,
                                             CollectionNodeId id) const
{
    const CollectionNode *node = collection->node(id);
    if (!node || (m_depth == Depth::Files && node->kind == CollectionNode::Kind::Request))
        return {};
    const qsizetype row
        = id == collection->root() ? m_shelf.collections().indexOf(collection) : node->row;
    return row < 0 ? QModelIndex() : createIndex(int(row), 0, keyOf(collection, id));
}

QModelIndex CollectionTreeModel::indexOf(const CollectionItem &item) const
{
    return m_shelf.contains(item) ? indexOfNode(item.collection, item.node) : QModelIndex();
}

QModelIndex CollectionTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0)
        return {};
    if (!parent.isValid()) {
        if (row >= m_shelf.collections().size())
            return {};
        const Collection *collection = m_shelf.collections()[row];
        return createIndex(row, 0, keyOf(collection, collection->root()));
    }
    const CollectionItem above = item(parent);
    const CollectionNode *node = above.get();
    if (!node || row >= node->children.size() || !hasRowsOf(above.collection, above.node))
        return {};
    // Of the same collection as what it stands in.
    const quintptr collection = parent.internalId() >> 32 << 32;
    return createIndex(row, 0, collection | node->children[row]);
}

QModelIndex CollectionTreeModel::parent(const QModelIndex &child) const
{
    const CollectionItem below = item(child);
    const CollectionNode *node = below.get();
    if (!node || below.node == below.collection->root())
        return {};
    return indexOfNode(below.collection, node->parent);
}

int CollectionTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_shelf.collections().size());
    const CollectionItem above = item(parent);
    const CollectionNode *node = above.get();
    return node && hasRowsOf(above.collection, above.node) ? int(node->children.size()) : 0;
}

bool CollectionTreeModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

} // namespace Recloser
