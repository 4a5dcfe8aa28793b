// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"

namespace Recloser {

struct CollectionHit
{
    CollectionNodeId node = noCollectionNode;
    /// Larger is better.
    int score = 0;

    bool operator==(const CollectionHit &) const = default;
};

enum class SearchedNodes { Requests, Everything };

/// The nodes that fit `query`, best first, equals in the order of the tree: each of its words
/// stands in the request's name, method, target or path, whatever its case; where it does not, its
/// letters stand there in this order. A word at the beginning of a word counts more than one
/// inside, a name more than a target, a target more than a path. An empty query has no hits. At
/// most `most`.
QList<CollectionHit> search(const Collection &collection, const QString &query, qsizetype most,
                            SearchedNodes nodes = SearchedNodes::Requests);

} // namespace Recloser
