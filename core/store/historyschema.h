// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// One step of the schema: the statements that lead from the version before it to `version`
/// (SQLite's user_version).
struct Migration
{
    int version = 0;
    QStringList statements;
};

/// Every step there has been, in order; a new database runs them all. Steps are never changed once
/// released.
QList<Migration> historyMigrations();

/// The full-text index is in parts of so many rows: what a search for a common beginning of words
/// costs grows with all that is in a part, even though it is asked for the newest only.
inline constexpr qint64 rowsOfAnIndexPart = 65'536;

/// The table of the part that begins with this id.
QString indexPartTable(qint64 firstId);

/// What makes a further part.
QStringList newIndexPart(qint64 firstId);

} // namespace Recloser
