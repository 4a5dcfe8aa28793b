// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionhitmodel.h"

#include <algorithm>

namespace Recloser {

namespace {

/// A word that stands there is worth this or more to search(), its scattered letters less.
constexpr int wordWorth = 100;

} // namespace

CollectionHitModel::CollectionHitModel(const CollectionShelf &shelf, QObject *parent)
    : CollectionItemModel(shelf, parent)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &CollectionHitModel::lookOn);
    // What is searched goes away.
    connect(&shelf, &CollectionShelf::aboutToClose, this, [this] {
        if (isSearching())
            m_isStale = true;
        m_searches.clear();
        m_looking = 0;
    });
}

void CollectionHitModel::search(const QString &query)
{
    if (isSearching() && query == m_query) {
        m_isStale = true;
        return;
    }
    m_query = query;
    start();
    lookOn();
}

void CollectionHitModel::start()
{
    m_isStale = false;
    m_searches.clear();
    m_looking = 0;
    for (const Collection *collection : m_shelf.collections())
        m_searches.push_back(
            std::make_unique<CollectionSearch>(*collection, m_query, SearchedNodes::Everything));
    m_turn.start();
}

void CollectionHitModel::lookOn()
{
    constexpr int longestTurn = 5; // ms
    const QDeadlineTimer until(longestTurn, Qt::PreciseTimer);
    for (; m_looking < m_searches.size(); ++m_looking) {
        if (!m_searches[m_looking]->goOn(until))
            return;
    }
    if (m_isStale && m_searches.empty()) {
        start(); // a collection was closed meanwhile
        return;
    }
    const bool again = m_isStale;
    m_turn.stop();
    show();
    m_searches.clear();
    if (again)
        start();
    Q_EMIT found();
}

void CollectionHitModel::show()
{
    beginResetModel();
    empty();
    std::vector<QList<CollectionHit>> hits;
    int best = 0;
    for (const auto &search : m_searches) {
        hits.push_back(search->hits(mostHits + 1));
        for (const CollectionHit &hit : std::as_const(hits.back()))
            best = std::max(best, hit.score);
    }
    // In a tree all hits look alike: where something has the words, what merely has their letters
    // would hide it.
    const int enough = wordWorth * int(m_query.split(u' ', Qt::SkipEmptyParts).size());
    for (size_t i = 0; i < m_searches.size(); ++i) {
        if (best >= enough)
            hits[i].removeIf([&](const CollectionHit &hit) { return hit.score < enough; });
        if (hits[i].size() > mostHits) {
            m_isCut = true;
            hits[i] = m_searches[i]->hits(mostHits);
        }
        for (Collection *collection : m_shelf.collections()) {
            if (collection == &m_searches[i]->collection())
                take(collection, hits[i]);
        }
    }
    endResetModel();
}

void CollectionHitModel::clear()
{
    m_turn.stop();
    m_searches.clear();
    m_query.clear();
    if (m_rows.isEmpty())
        return;
    beginResetModel();
    empty();
    endResetModel();
}

void CollectionHitModel::empty()
{
    m_rows.clear();
    m_top.clear();
    m_places.clear();
    m_best = -1;
    m_bestScore = 0;
    m_hits = 0;
    m_isCut = false;
}

void CollectionHitModel::take(Collection *collection, const QList<CollectionHit> &hits)
{
    // Rows stand as in the tree, not by how well they fit: so people find them again.
    const auto rowOf = [&](const auto &self, CollectionNodeId id) -> int {
        if (const int known = m_places.value({quintptr(collection), id}, -1); known >= 0)
            return known;
        const CollectionNode *node = collection->node(id);
        if (!node)
            return -1; // gone since it was found
        return add({collection, id},
                   node->parent == noCollectionNode ? -1 : self(self, node->parent));
    };
    for (const CollectionHit &hit : hits) {
        const int row = rowOf(rowOf, hit.node);
        if (row < 0)
            continue;
        ++m_hits;
        if (m_best < 0 || hit.score > m_bestScore) {
            m_best = row;
            m_bestScore = hit.score;
        }
    }
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
