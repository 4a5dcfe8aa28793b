// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/store/searchedtext.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

std::expected<qint64, StoreError> HistoryRecords::unindexedSize()
{
    const auto size = m_database->valueOf(u"SELECT unindexed FROM totals"_s);
    if (!size)
        return std::unexpected(size.error());
    return size->toLongLong();
}

std::expected<bool, StoreError> HistoryRecords::index(qint64 size)
{
    // Rows that lose their place in the index with the power have one here again, so nobody needs
    // to wait for the disk.
    (void)m_database->execute(u"PRAGMA synchronous=NORMAL"_s);
    std::expected<bool, StoreError> more = false;
    if (const auto begun = m_database->execute(u"BEGIN IMMEDIATE"_s); begun) {
        more = indexAll(size);
        if (!more)
            (void)m_database->execute(u"ROLLBACK"_s);
    } else {
        more = std::unexpected(begun.error());
    }
    (void)m_database->execute(u"PRAGMA synchronous=FULL"_s);
    return more;
}

std::expected<bool, StoreError> HistoryRecords::indexAll(qint64 size)
{
    SqlStatement &waiting = m_statements->toIndex;
    if (const auto done = waiting.run({}); !done)
        return std::unexpected(done.error());
    QList<HistoryRow> rows;
    qint64 taken = 0;
    while (taken < size && waiting.next()) {
        taken += waiting.value(historyRowWidth).toLongLong();
        rows.append(historyRowFrom(waiting));
    }
    if (const auto done = waiting.finish(); !done)
        return std::unexpected(done.error());
    const auto part = indexPartFrom(rows.isEmpty() ? 0 : rows.first().id);
    if (!part)
        return std::unexpected(part.error());
    if (!rows.isEmpty()) {
        if (const auto done = putInto(*part, rows); !done)
            return std::unexpected(done.error());
    }
    const auto isMerging = mergeIndex(indexPartTable(part->firstId), std::max(taken, size));
    if (!isMerging)
        return isMerging;
    // Nothing to do shall write nothing.
    const QString total = rows.isEmpty()
        ? u"UPDATE totals SET unindexed = 0 WHERE unindexed <> 0"_s
        : u"UPDATE totals SET unindexed = max(0, unindexed - %1)"_s.arg(taken);
    for (const QString &statement : {total, u"COMMIT"_s}) {
        if (const auto done = m_database->execute(statement); !done)
            return std::unexpected(done.error());
    }
    return !rows.isEmpty() || *isMerging;
}

std::expected<QList<HistoryRecords::IndexPart>, StoreError> HistoryRecords::indexParts()
{
    auto statement = m_database->prepare(
        u"SELECT first_id, rows, has_signs FROM index_parts ORDER BY first_id DESC"_s);
    if (!statement)
        return std::unexpected(statement.error());
    if (const auto done = statement->run({}); !done)
        return std::unexpected(done.error());
    QList<IndexPart> parts;
    while (statement->next())
        parts.append({statement->value(0).toLongLong(), statement->value(1).toLongLong(),
                      statement->value(2).toBool()});
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    return parts;
}

std::expected<HistoryRecords::IndexPart, StoreError> HistoryRecords::indexPartFrom(qint64 id)
{
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    const IndexPart newest = parts->value(0);
    if (id == 0 || (newest.hasSigns && newest.rows < m_rowsOfAPart))
        return newest;
    for (const QString &statement : newIndexPart(id)) {
        if (const auto done = m_database->execute(statement); !done)
            return std::unexpected(done.error());
    }
    return IndexPart{.firstId = id, .hasSigns = true};
}

std::expected<void, StoreError> HistoryRecords::putInto(const IndexPart &part,
                                                        const QList<HistoryRow> &rows)
{
    auto statement = m_database->prepare(
        u"INSERT INTO %1 (rowid, url, parts, host, key, facts, headers, body) SELECT exchange_id, "
        "?, ?, ?, ?, ?, CAST(headers AS TEXT), CAST(bodies AS TEXT) FROM unindexed WHERE "
        "exchange_id = ?"_s.arg(indexPartTable(part.firstId)));
    if (!statement)
        return std::unexpected(statement.error());
    for (const HistoryRow &row : rows) {
        if (const auto done
            = statement->run({row.url, wordEnds(row.url), row.host, row.key,
                              QString(filterFacts(row) + u' ' + signFacts(row.url)), row.id});
            !done)
            return done;
    }
    if (const auto done = m_statements->indexed.run({rows.last().id}); !done)
        return done;
    return m_database->execute(
        u"UPDATE index_parts SET rows = rows + %1 WHERE first_id = %2"_s.arg(rows.size())
            .arg(part.firstId));
}

std::expected<bool, StoreError> HistoryRecords::mergeIndex(const QString &part, qint64 size)
{
    // Keeps step with the rows: a row's 1.5 kB make a third of a page, and are merged some times.
    constexpr qint64 sizeOfAPage = 1600;
    const auto before = m_database->valueOf(u"SELECT total_changes()"_s);
    if (!before)
        return std::unexpected(before.error());
    const qint64 pages = std::max<qint64>(1, size / sizeOfAPage);
    if (const auto done = m_database->execute(
            u"INSERT INTO %1 (%1, rank) VALUES ('merge', %2)"_s.arg(part).arg(pages));
        !done)
        return std::unexpected(done.error());
    const auto after = m_database->valueOf(u"SELECT total_changes()"_s);
    if (!after)
        return std::unexpected(after.error());
    // As FTS5's manual has it: fewer than two changes are no merge.
    return after->toLongLong() - before->toLongLong() >= 2;
}

} // namespace Recloser
