// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"
#include "core/store/historyschema.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <expected>
#include <memory>

namespace Recloser {

/// A prepared statement that is run again and again. Must not outlive its database.
class SqlStatement
{
public:
    SqlStatement(QSqlQuery query, QString database)
        : m_query(std::move(query))
        , m_database(std::move(database))
    {
    }

    /// Runs it with `values` for its question marks. An invalid QVariant is NULL.
    std::expected<void, StoreError> run(const QVariantList &values);
    bool next() { return m_query.next(); }
    QVariant value(int column) const { return m_query.value(column); }
    qint64 lastId() const { return m_query.lastInsertId().toLongLong(); }
    int affectedRows() const { return m_query.numRowsAffected(); }
    /// Ends the read transaction that a half-read result holds; the error is what ended next().
    std::expected<void, StoreError> finish();

private:
    QSqlQuery m_query;
    QString m_database;
};

/// The connection to the history's SQLite file, the only place that includes Qt's SQL. Blocks;
/// lives in the one thread that opens it.
class HistoryDatabase
{
public:
    /// Opens, creates or migrates `folder`/history.sqlite; before an older file is migrated a copy
    /// of it is written beside it ("history.sqlite.v1.bak"). Errors: TooNew, Corrupt,
    /// ReadOnly, DiskFull, Unwritable, Unavailable (locked for long).
    static std::expected<std::unique_ptr<HistoryDatabase>, StoreError>
    open(const QString &folder, const QList<Migration> &migrations = historyMigrations());
    /// Opens it as it is, where nothing can be written: on a read-only file system, for one.
    /// Errors: Unavailable where it is of another version, else as above.
    static std::expected<std::unique_ptr<HistoryDatabase>, StoreError>
    openForReading(const QString &folder, const QList<Migration> &migrations = historyMigrations());
    ~HistoryDatabase();
    HistoryDatabase(const HistoryDatabase &) = delete;
    HistoryDatabase &operator=(const HistoryDatabase &) = delete;

    std::expected<SqlStatement, StoreError> prepare(const QString &statement);
    std::expected<void, StoreError> execute(const QString &statement);
    /// The first column of the first row.
    std::expected<QVariant, StoreError> valueOf(const QString &statement);

    static QString pathIn(const QString &folder);
    /// Renames database and bodies to names of their own ("history.sqlite.corrupt-..."), so that a
    /// fresh one can be made and nothing is lost for good. Returns the new path.
    static QString moveAside(const QString &folder);

private:
    HistoryDatabase(const QString &folder, const QString &connection);

    std::expected<void, StoreError> configure();
    std::expected<void, StoreError> migrate(const QList<Migration> &migrations);
    std::expected<void, StoreError> backUp(int version);
    /// In the transaction under way, which it ends: all steps or none.
    std::expected<void, StoreError> migrateAll(const QList<Migration> &migrations);

    QString m_path;
    QSqlDatabase m_database;
};

} // namespace Recloser
