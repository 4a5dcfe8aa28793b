// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"

#include <QDeadlineTimer>
#include <QStringList>

namespace Recloser {

struct CollectionHit
{
    CollectionNodeId node = noCollectionNode;
    /// Larger is better.
    int score = 0;

    bool operator==(const CollectionHit &) const = default;
};

enum class SearchedNodes { Requests, Everything };

/// A search in turns, for whoever must not be kept from other things meanwhile. The collection may
/// change between turns; what came or went then is found or not. The collection outlives it.
class CollectionSearch
{
public:
    /// What fits `query`: as search() says.
    CollectionSearch(const Collection &collection, const QString &query, SearchedNodes nodes);

    const Collection &collection() const { return m_collection; }
    /// Looks on, until then at the latest; true: everything was looked at.
    bool goOn(QDeadlineTimer until);
    /// The best of what was found, in the order of the tree. At most `most`.
    QList<CollectionHit> hits(qsizetype most) const;

private:
    /// A folder or file whose children are being looked at.
    struct Place
    {
        CollectionNodeId node = noCollectionNode;
        qsizetype next = 0;
        /// Of each word in the path.
        QList<int> scores;
    };

    void enter(const CollectionNode &node);
    void add(const CollectionNode &node, int score);
    QList<int> pathScores(const CollectionNode &node) const;
    int scoreOf(const CollectionNode &request, const QList<int> &path) const;

    const Collection &m_collection;
    QStringList m_words;
    SearchedNodes m_nodes;
    QList<Place> m_way;
    QList<CollectionHit> m_hits;
};

/// The nodes that fit `query`, best first, equals in the order of the tree: each of its words
/// stands in the request's name, method, target or path, whatever its case; where it does not, its
/// letters stand there in this order. A word at the beginning of a word counts more than one
/// inside, a name more than a target, a target more than a path. An empty query has no hits. At
/// most `most`.
QList<CollectionHit> search(const Collection &collection, const QString &query, qsizetype most,
                            SearchedNodes nodes = SearchedNodes::Requests);

} // namespace Recloser
