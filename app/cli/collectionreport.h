// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"

#include <QJsonObject>

namespace Recloser {

/// A node as the command line names it: its path in the collection, of a request with "#" and its
/// number from 1.
QString itemWords(const Collection &collection, CollectionNodeId id);
/// The node such words name; a request also by "#NAME".
CollectionNodeId itemOf(const Collection &collection, const QString &words);

QJsonObject nodeJson(const Collection &collection, CollectionNodeId id);
/// The tree, two blanks a level.
QStringList treeLines(const Collection &collection);

QJsonObject changeJson(const Collection &collection, const CollectionChange &change);
QString noteWords(const CollectionNote &note);

QJsonObject failureJson(const CollectionFailure &failure);
struct FailureWords
{
    QString what;
    QString why;
    QString remedy;
};
FailureWords failureWords(const CollectionFailure &failure);

} // namespace Recloser
