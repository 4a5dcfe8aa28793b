// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/recordedcall.h"
#include "core/store/bodyfiles.h"
#include "core/store/historydatabase.h"
#include "core/store/historysearch.h"
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
inline constexpr int historyRowWidth = 14;

/// From a row that begins with historyRowColumns.
HistoryRow historyRowFrom(const SqlStatement &statement);

/// The exchanges in a history folder: rows in the database, large bodies in files. Blocks; lives in
/// the one thread that opens it.
class HistoryRecords
{
public:
    /// Errors as of HistoryDatabase::open().
    static std::expected<std::unique_ptr<HistoryRecords>, StoreError>
    open(const QString &folder, qint64 rowsOfAPart = rowsOfAnIndexPart);

    /// All of them or, on an error, none. Durable when it returns; the files of large bodies
    /// against a kill, not a loss of power. Refused: one of them can never be stored. Leaves it to
    /// index() to make them part of the full-text index; a search finds them at once.
    std::expected<QList<HistoryRow>, StoreError> insert(const QList<ExchangePtr> &exchanges);
    /// Indexes the oldest rows that wait for it, `size` bytes or a little more; then, or where none
    /// wait, does as much of the index's upkeep. All of it or, on an error, nothing; what a kill or
    /// a loss of power takes back waits again. Whether there may be more to do.
    std::expected<bool, StoreError> index(qint64 size);
    /// Bytes that wait for index(): all their searched texts, and a fixed number for each row. What
    /// a search has to read beside the index.
    std::expected<qint64, StoreError> unindexedSize();
    std::expected<HistoryPage, StoreError> search(const HistoryQuery &query);
    std::expected<HistoryUrls, StoreError> urls(qint64 before, int rows);
    /// Equal to what was inserted, with its id set and large bodies by path.
    std::expected<ExchangePtr, StoreError> load(qint64 id);
    /// Without bodies, in the order of their starts. Exchanges without a start are left out. A call
    /// of the query's limit stands for each of its attempts.
    std::expected<RecordedCallPage, StoreError> recordedCalls(const RecordedCallQuery &query);
    /// How many of them there were.
    std::expected<qint64, StoreError> remove(const QList<qint64> &ids);
    std::expected<void, StoreError> clear();

private:
    HistoryRecords(const QString &folder, std::unique_ptr<HistoryDatabase> database,
                   qint64 rowsOfAPart);

    std::expected<void, StoreError> prepareStatements();
    QSet<QString> namedFiles();
    std::expected<QList<HistoryRow>, StoreError> insertAll(const QList<ExchangePtr> &exchanges);
    /// Adds what waits for the index to `unindexed`.
    std::expected<HistoryRow, StoreError> insertOne(const Exchange &exchange, qint64 &unindexed);
    std::expected<void, StoreError> insertBodies(qint64 id, const Exchange &exchange);
    std::expected<void, StoreError> insertBody(qint64 id, int attempt, qsizetype part,
                                               const QByteArray &bytes, const QString &file);
    std::expected<bool, StoreError> indexAll(qint64 size);
    std::expected<bool, StoreError> mergeIndex(const QString &part, qint64 size);
    struct IndexPart
    {
        qint64 firstId = 0;
        qint64 rows = 0;
    };
    /// The newest first; at least one.
    std::expected<QList<IndexPart>, StoreError> indexParts();
    /// Where rows from `id` on are indexed.
    std::expected<IndexPart, StoreError> indexPartFrom(qint64 id);
    std::expected<void, StoreError> putInto(const IndexPart &part, const QList<HistoryRow> &rows);
    struct Removed
    {
        qint64 exchanges = 0;
        QStringList files;
    };
    std::expected<Removed, StoreError> removeAll(const QList<qint64> &ids);
    std::expected<void, StoreError> clearAll();
    /// Counts what has been added (or, negative, removed) and commits.
    std::expected<void, StoreError> finish(qint64 exchanges, qint64 unindexed);
    std::expected<HistoryPage, StoreError> searchAll(const HistoryQuery &query);
    using Rows = QList<HistoryRow>;
    std::expected<Rows, StoreError> searchUnindexed(const SearchCondition &condition, qint64 before,
                                                    int limit);
    std::expected<Rows, StoreError> searchIndexed(const SearchCondition &condition, qint64 before,
                                                  int limit);
    std::expected<Rows, StoreError>
    searchPart(const IndexPart &part, const SearchCondition &condition, qint64 before, int limit);
    std::expected<Rows, StoreError> searchUrls(const SearchCondition &condition, qint64 before,
                                               int limit);
    std::expected<qint64, StoreError> countCalls(const RecordedCallQuery &query);
    std::expected<void, StoreError> loadAttempts(Exchange &exchange);
    std::expected<void, StoreError> loadBodies(Exchange &exchange);

    BodyFiles m_bodies;
    qint64 m_rowsOfAPart;
    /// Names given to files in the transaction under way; removed if it fails.
    QStringList m_newFiles;
    std::unique_ptr<HistoryDatabase> m_database;

    struct Statements
    {
        SqlStatement exchange, document, attempt, body, unindexed, unindexedSize, count, page,
            unindexedRows, toIndex, indexed, loadExchange, loadAttempts, loadBodies;
    };
    std::optional<Statements> m_statements;
};

} // namespace Recloser
