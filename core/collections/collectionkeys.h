// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "core/model/policylayers.h"
#include "core/model/scope.h"

namespace Recloser {

/// A request as far as its circuit is concerned. Crosses threads.
struct CollectionUrl
{
    CollectionNodeId request = noCollectionNode;
    /// As written.
    QString target;
    std::shared_ptr<const CollectionFileFacts> file;
    /// `folder.http` of the collection's folders and the file, lowest first, then the request's
    /// own; null ones left out.
    QList<std::shared_ptr<const CollectionKeyRule>> rules;
};

/// Of all requests, in the order of the tree.
QList<CollectionUrl> urlsOf(const Collection &collection);

/// Placeholders resolved by the file's variables, then by `scope`; nothing where one has no value.
/// Pure.
std::optional<QString> resolvedUrl(const CollectionUrl &url, const Scope &scope);
/// Different ones, in order. Pure.
QStringList resolvedUrls(const QList<CollectionUrl> &urls, const Scope &scope);

/// How many requests have each circuit key. `layers`: what lies below the collection's own (the
/// settings). On a worker; always delivers.
QFuture<QHash<QString, int>> countKeys(const QList<CollectionUrl> &urls, const Scope &scope,
                                       const QList<PolicyLayer> &layers);

} // namespace Recloser
