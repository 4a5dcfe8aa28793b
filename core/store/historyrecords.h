// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/bodyfiles.h"
#include "core/store/historydatabase.h"
#include "core/store/historystore.h"

#include <optional>

namespace Recloser {

/// Values of bodies.attempt that are no attempt.
inline constexpr int requestBody = 0;
inline constexpr int writtenRequest = -1;

/// The columns of a HistoryRow, from exchanges as `e`.
inline constexpr QStringView historyRowColumns
    = u"e.id, e.started_at, e.method, e.url, e.host, e.key, e.outcome, e.status, e.error_kind, "
      u"e.attempts, "
      "e.elapsed_us, e.body_size, e.ending, e.circuit_note";
inline constexpr int historyRowColumnCount = 14;

/// The exchanges in a history folder: rows in the database, large bodies in files. Blocks; lives in
/// the one thread that opens it.
class HistoryRecords
{
public:
    /// Errors as of HistoryDatabase::open().
    static std::expected<std::unique_ptr<HistoryRecords>, StoreError> open(const QString &folder);

    /// All of them or, on an error, none. Durable when it returns; the files of large bodies
    /// against a kill, not a loss of power. Refused: one of them can never be stored.
    std::expected<QList<HistoryRow>, StoreError> insert(const QList<ExchangePtr> &exchanges);
    std::expected<HistoryPage, StoreError> search(const HistoryQuery &query);
    /// Equal to what was inserted, with its id set and large bodies by path.
    std::expected<ExchangePtr, StoreError> load(qint64 id);
    std::expected<void, StoreError> remove(const QList<qint64> &ids);
    std::expected<void, StoreError> clear();

private:
    HistoryRecords(const QString &folder, std::unique_ptr<HistoryDatabase> database);

    std::expected<void, StoreError> prepareStatements();
    QSet<QString> namedFiles();
    std::expected<QList<HistoryRow>, StoreError> insertAll(const QList<ExchangePtr> &exchanges);
    std::expected<HistoryRow, StoreError> insertOne(const Exchange &exchange);
    std::expected<void, StoreError> insertBodies(qint64 id, const Exchange &exchange);
    std::expected<void, StoreError> insertBody(qint64 id, int attempt, qsizetype part,
                                               const QByteArray &bytes, const QString &file);
    std::expected<void, StoreError> loadAttempts(Exchange &exchange);
    std::expected<void, StoreError> loadBodies(Exchange &exchange);
    std::expected<QStringList, StoreError> removeAll(const QList<qint64> &ids);

    BodyFiles m_bodies;
    /// Names given to files in the transaction under way; removed if it fails.
    QStringList m_newFiles;
    std::unique_ptr<HistoryDatabase> m_database;

    struct Statements
    {
        SqlStatement exchange, document, attempt, body, words, page, found, loadExchange,
            loadAttempts, loadBodies;
    };
    std::optional<Statements> m_statements;
};

} // namespace Recloser
