// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/recordedcall.h"
#include "core/store/bodyfiles.h"
#include "core/store/historydatabase.h"
#include "core/store/historyretention.h"
#include "core/store/historysearch.h"
#include "core/store/historystore.h"

#include <QDeadlineTimer>

#include <optional>
#include <stop_token>

namespace Recloser {

/// Values of bodies.attempt that are no attempt.
inline constexpr int requestBody = 0;
inline constexpr int writtenRequest = -1;

/// The columns of a HistoryRow, from exchanges as `e`.
inline constexpr QStringView historyRowColumns
    = u"e.id, e.started_at, e.method, e.url, e.host, e.key, e.outcome, e.status, e.error_kind, "
      u"e.attempts, "
      "e.elapsed_us, e.body_size, e.ending, e.circuit_note, e.kept";
inline constexpr int historyRowWidth = 15;

/// Ids that stand in one row of `blocks`.
inline constexpr qint64 rowsOfABlock = 1024;

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
    /// To look at only: whatever writes fails.
    static std::expected<std::unique_ptr<HistoryRecords>, StoreError>
    openForReading(const QString &folder);

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
    /// Once `stop` is requested it ends soon, with Unavailable.
    std::expected<HistoryPage, StoreError> search(const HistoryQuery &query,
                                                  std::stop_token stop = {});
    std::expected<HistoryUrls, StoreError> urls(qint64 before, int rows);
    /// Equal to what was inserted, with its id set and large bodies by path.
    std::expected<ExchangePtr, StoreError> load(qint64 id);
    /// Without bodies, in the order of their starts. Exchanges without a start are left out. A call
    /// of the query's limit stands for each of its attempts.
    std::expected<RecordedCallPage, StoreError> recordedCalls(const RecordedCallQuery &query);
    enum class Removal { ByUser, ByRetention };
    /// How many of them there were.
    std::expected<qint64, StoreError> remove(const QList<qint64> &ids,
                                             Removal removal = Removal::ByUser);
    /// Marks them as kept for ever, or takes that back.
    std::expected<void, StoreError> setKept(const QList<qint64> &ids, Keeping keeping);

    struct Cleaned
    {
        QList<qint64> ids;
        HistoryCleaning cleaning;
    };
    /// Removes at most so many of what retention gives up; nothing when there is nothing more.
    std::expected<Cleaned, StoreError> clean(const HistoryRetention &retention,
                                             const QDateTime &now, int most);
    /// Drops a part of the index that has no rows any more. Whether there was one.
    std::expected<bool, StoreError> dropEmptyPart();
    enum class Shrinking { New, Begun };
    /// Gives some of the free pages back to the disk; New: if there are so many that it is worth
    /// it. Whether there is more to give.
    std::expected<bool, StoreError> shrink(Shrinking shrinking);
    /// Takes a time that grows with the number of body files and, with an age, with the rows.
    std::expected<HistoryUsage, StoreError> usage(const HistoryRetention &retention,
                                                  const QDateTime &now);
    /// Removes files of bodies that no row names, and counts the others.
    std::expected<void, StoreError> tidyBodies();
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
                                               const ResponseBody &body);
    std::expected<bool, StoreError> indexAll(qint64 size);
    std::expected<bool, StoreError> mergeIndex(const QString &part, qint64 size);
    struct IndexPart
    {
        qint64 firstId = 0;
        qint64 rows = 0;
        /// Has signFacts().
        bool hasSigns = false;
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
        qint64 fileBytes = 0;
    };
    std::expected<Removed, StoreError> removeAll(const QList<qint64> &ids, Removal removal);
    std::expected<qint64, StoreError> number(const QString &statement);
    struct Sizes
    {
        qint64 exchanges = 0;
        qint64 kept = 0;
        qint64 pageSize = 0;
        qint64 pages = 0;
        qint64 freePages = 0;
        qint64 fileBytes = 0;

        qint64 usedBytes() const { return (pages - freePages) * pageSize + fileBytes; }
    };
    std::expected<Sizes, StoreError> sizes();
    std::expected<void, StoreError> giveBack(int pages);
    /// Ids of rows that are not kept for ever, in the condition's order.
    std::expected<QList<qint64>, StoreError> oldest(const QString &condition,
                                                    const QVariantList &values);
    std::expected<void, StoreError> clearAll();
    /// Counts what has been added (or, negative, removed) and commits.
    std::expected<void, StoreError> finish(qint64 exchanges, qint64 unindexed, qint64 fileBytes);
    /// Notes when these rows began, see the table `blocks`.
    std::expected<void, StoreError> widenBlocks(const QList<HistoryRow> &rows);
    std::expected<HistoryPage, StoreError> searchAll(const HistoryQuery &query,
                                                     const std::stop_token &stop);
    /// Ids in [first, end).
    struct IdRange
    {
        qint64 first = 0;
        qint64 end = 0;
    };
    /// Where all exchanges are that began in the condition's time, the newest first.
    std::expected<QList<IdRange>, StoreError> idRanges(const SearchCondition &condition,
                                                       qint64 before);
    /// A search while it goes on.
    struct Search
    {
        SearchCondition condition;
        int limit = 0;
        std::stop_token stop;
        QDeadlineTimer deadline;
        QList<HistoryRow> rows;
        /// Set when the time was over: where it has to go on.
        qint64 next = 0;

        int left() const { return limit - int(rows.size()); }
    };
    std::expected<void, StoreError> searchRange(Search &search, const IdRange &range);
    std::expected<void, StoreError> searchUnindexed(Search &search, const IdRange &range);
    /// In one part of the index, or without one in all rows.
    std::expected<void, StoreError> searchPart(Search &search, const IndexPart *part,
                                               const IdRange &range);
    std::expected<qint64, StoreError> countCalls(const RecordedCallQuery &query);
    std::expected<void, StoreError> loadAttempts(Exchange &exchange);
    std::expected<void, StoreError> loadBodies(Exchange &exchange);

    BodyFiles m_bodies;
    qint64 m_rowsOfAPart;
    /// Names given to files in the transaction under way; removed if it fails.
    QStringList m_newFiles;
    qint64 m_newFileBytes = 0;
    std::unique_ptr<HistoryDatabase> m_database;

    struct Statements
    {
        SqlStatement exchange, document, attempt, body, unindexed, unindexedSize, count, block,
            unindexedRows, toIndex, indexed, loadExchange, loadAttempts, loadBodies;
    };
    std::optional<Statements> m_statements;
};

} // namespace Recloser
