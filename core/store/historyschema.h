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

} // namespace Recloser
