// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/storeerror.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace Recloser {

/// Names a folder, file or request of one Collection for as long as that is open: through changes
/// of its name, place and content, made here or outside. Never given twice.
using CollectionNodeId = quint32;
inline constexpr CollectionNodeId noCollectionNode = 0;

/// What says which circuit a request belongs to, as far as one place says it.
struct CollectionKeyRule
{
    std::optional<QString> pattern;
    std::optional<KeyFallback> fallback;
    std::optional<EmptyMatch> emptyMatch;

    bool operator==(const CollectionKeyRule &) const = default;
};

/// What a file gives all its requests.
struct CollectionFileFacts
{
    /// `@name = value`, as written.
    QHash<QString, QString> variables;
    /// Directives before the first `###`; in a `folder.http` they are the folder's.
    CollectionKeyRule keyRule;

    bool operator==(const CollectionFileFacts &) const = default;
};

/// One row of a collection's tree. The collection owns it; read it in its thread and keep the id,
/// not the address.
struct CollectionNode
{
    enum class Kind : quint8 { Folder, File, Request };

    CollectionNodeId id = noCollectionNode;
    CollectionNodeId parent = noCollectionNode;
    /// Among the parent's children; of a request also its index in HttpFile::requests().
    int row = 0;
    Kind kind = Kind::Folder;
    /// The file has changed and what is shown is what it held before; it is being read again, or
    /// somebody is still writing it.
    bool isStale = false;
    /// The file has not been read yet, or the folder not been listed.
    bool isUnread = false;
    /// Of a folder: all there are in and below it; of a request those of its lines.
    int problems = 0;
    /// Requests in and below it; 1 of a request.
    int requests = 0;
    /// Of a folder or file its name on disk; of a request its name, empty where it has none.
    QString name;
    QList<CollectionNodeId> children;

    // Of requests.
    QString method;
    /// As written, placeholders in it.
    QString target;
    /// Of the request line, from 1.
    int line = 0;
    /// Null where the request says nothing itself.
    std::shared_ptr<const CollectionKeyRule> keyRule;

    /// RequestMark::text of a request, contentHash() of a file.
    size_t content = 0;

    /// What search() looks at: folded name, method and target, or the path within the collection.
    QString searched;

    // Of files and folders.
    /// Why it could not be read; what was there before stays, marked isStale. Null: it could.
    std::shared_ptr<const StoreError> error;
    std::shared_ptr<const CollectionFileFacts> facts;
};

} // namespace Recloser
