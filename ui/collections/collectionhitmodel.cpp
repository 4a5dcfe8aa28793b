// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionhitmodel.h"

#include <QSet>

namespace Recloser {

namespace {

/// A word that stands there is worth this or more to search(), its scattered letters less.
constexpr int wordWorth = 100;

} // namespace

CollectionHitModel::CollectionHitModel(const CollectionShelf &shelf, QObject *parent)
    : CollectionItemModel(shelf, parent)
{
}

void CollectionHitModel::search(const QString &query)
{
    beginResetModel();
    m_rows.clear();
    m_top.clear();
    m_places.clear();
    m_best = -1;
    m_bestScore = 0;
    m_hits = 0;
    m_isCut = false;
    QList<std::pair<Collection *, QList<CollectionHit>>> found;
    int best = 0;
    for (Collection *collection : m_shelf.collections()) {
        QList<CollectionHit> hits
            = Recloser::search(*collection, query, mostHits + 1, SearchedNodes::Everything);
        best = std::max(best, hits.isEmpty() ? 0 : hits.first().score);
        found.append({collection, std::move(hits)});
    }
    // In a tree all hits look alike: where something has the words, what merely has their letters
    // would hide it.
    const int enough = wordWorth * int(query.split(u' ', Qt::SkipEmptyParts).size());
    for (auto &[collection, hits] : found) {
        if (best >= enough)
            hits.removeIf([&](const CollectionHit &hit) { return hit.score < enough; });
        m_isCut = m_isCut || hits.size() > mostHits;
        take(collection, hits.first(std::min(mostHits, hits.size())));
    }
    endResetModel();
}

void CollectionHitModel::clear()
{
    if (m_rows.isEmpty())
        return;
    beginResetModel();
    m_rows.clear();
    m_top.clear();
    m_places.clear();
    m_best = -1;
    m_hits = 0;
    endResetModel();
}

void CollectionHitModel::take(Collection *collection, const QList<CollectionHit> &hits)
{
    if (hits.isEmpty())
        return;
    // Rows stand as in the tree, not by how well they fit: so people find them again.
    QHash<CollectionNodeId, int> scores;
    QSet<CollectionNodeId> shown;
    for (const CollectionHit &hit : hits) {
        scores.insert(hit.node, hit.score);
        for (CollectionNodeId id = hit.node; id != noCollectionNode && !shown.contains(id);) {
            shown.insert(id);
            const CollectionNode *node = collection->node(id);
            id = node ? node->parent : noCollectionNode;
        }
    }
    m_hits += hits.size();
    const auto walk = [&](const auto &self, CollectionNodeId id, int parent) -> void {
        const int row = add({collection, id}, parent);
        if (const auto score = scores.constFind(id);
            score != scores.cend() && (m_best < 0 || *score > m_bestScore)) {
            m_best = row;
            m_bestScore = *score;
        }
        const CollectionNode *node = collection->node(id);
        if (!node)
            return;
        for (const CollectionNodeId child : node->children) {
            if (shown.contains(child))
                self(self, child, row);
        }
    };
    walk(walk, collection->root(), -1);
}

int CollectionHitModel::add(const CollectionItem &item, int parent)
{
    const int row = int(m_rows.size());
    QList<int> &siblings = parent < 0 ? m_top : m_rows[parent].children;
    const int place = int(siblings.size());
    siblings.append(row);
    m_rows.append({item, parent, place, {}});
    m_places.insert({quintptr(item.collection), item.node}, row);
    return row;
}

QModelIndex CollectionHitModel::best() const
{
    return m_best < 0 ? QModelIndex() : indexOf(m_rows[m_best].item);
}

CollectionItem CollectionHitModel::item(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this)
        return {};
    const CollectionItem found = m_rows[qsizetype(index.internalId())].item;
    return m_shelf.contains(found) ? found : CollectionItem();
}

QModelIndex CollectionHitModel::indexOf(const CollectionItem &item) const
{
    const int row = m_places.value({quintptr(item.collection), item.node}, -1);
    return row < 0 ? QModelIndex() : createIndex(m_rows[row].place, 0, quintptr(row));
}

QModelIndex CollectionHitModel::index(int row, int column, const QModelIndex &parent) const
{
    const QList<int> &siblings
        = parent.isValid() ? m_rows[qsizetype(parent.internalId())].children : m_top;
    if (row < 0 || column != 0 || row >= siblings.size())
        return {};
    return createIndex(row, 0, quintptr(siblings[row]));
}

QModelIndex CollectionHitModel::parent(const QModelIndex &child) const
{
    const int above = child.isValid() ? m_rows[qsizetype(child.internalId())].parent : -1;
    return above < 0 ? QModelIndex() : createIndex(m_rows[above].place, 0, quintptr(above));
}

int CollectionHitModel::rowCount(const QModelIndex &parent) const
{
    return int(parent.isValid() ? m_rows[qsizetype(parent.internalId())].children.size()
                                : m_top.size());
}

} // namespace Recloser
