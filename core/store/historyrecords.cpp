// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/model/requestjson.h"
#include "core/store/exchangecodec.h"
#include "core/store/searchedtext.h"

#include <QJsonDocument>
#include <QMap>

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype inlineBodySize = 1024 * 1024;
/// What a search needs for an unindexed row without texts is like reading so many bytes more.
constexpr qint64 unindexedRowSize = 512;

/// SQLite tells an empty value from NULL, and the columns want the former.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QByteArray notNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

HistoryRecords::HistoryRecords(const QString &folder, std::unique_ptr<HistoryDatabase> database,
                               qint64 rowsOfAPart)
    : m_bodies(folder + u"/bodies"_s)
    , m_rowsOfAPart(rowsOfAPart)
    , m_database(std::move(database))
{
}

std::expected<std::unique_ptr<HistoryRecords>, StoreError>
HistoryRecords::open(const QString &folder, qint64 rowsOfAPart)
{
    auto database = HistoryDatabase::open(folder);
    if (!database)
        return std::unexpected(database.error());
    std::unique_ptr<HistoryRecords> records(
        new HistoryRecords(folder, *std::move(database), rowsOfAPart));
    if (const auto done = records->prepareStatements(); !done)
        return std::unexpected(done.error());
    return records;
}

std::expected<std::unique_ptr<HistoryRecords>, StoreError>
HistoryRecords::openForReading(const QString &folder)
{
    auto database = HistoryDatabase::openForReading(folder);
    if (!database)
        return std::unexpected(database.error());
    std::unique_ptr<HistoryRecords> records(
        new HistoryRecords(folder, *std::move(database), rowsOfAnIndexPart));
    if (const auto done = records->prepareStatements(); !done)
        return std::unexpected(done.error());
    return records;
}

std::expected<void, StoreError> HistoryRecords::prepareStatements()
{
    const QString unindexedSize
        = u"(length(u.headers) + length(u.bodies) + %1)"_s.arg(unindexedRowSize);
    const QString unindexedRows
        = u" FROM unindexed u CROSS JOIN exchanges e ON e.id = u.exchange_id"_s;
    // In the order of the members.
    const QStringList texts{
        u"INSERT INTO exchanges (started_at, method, url, host, key, outcome, status, error_kind, "
        u"attempts, "
        "elapsed_us, body_size, ending, circuit_note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        u"INSERT INTO documents VALUES (?, ?, ?)"_s,
        u"INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?)"_s,
        u"INSERT INTO bodies (exchange_id, attempt, part, bytes, file) VALUES (?, ?, ?, ?, ?)"_s,
        u"INSERT INTO unindexed VALUES (?, ?, ?)"_s,
        u"SELECT "_s + unindexedSize + u" FROM unindexed u WHERE u.exchange_id = ?"_s,
        u"UPDATE totals SET exchanges = exchanges + ?, unindexed = unindexed + ?, file_bytes = "
        u"file_bytes + ?"_s,
        u"INSERT INTO blocks VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET earliest = min(earliest, "
        "excluded.earliest), latest = max(latest, excluded.latest)"_s,
        u"SELECT "_s + historyRowColumns + u", u.headers, u.bodies"_s + unindexedRows
            + u" WHERE u.exchange_id >= ? AND u.exchange_id < ? ORDER BY u.exchange_id DESC"_s,
        u"SELECT "_s + historyRowColumns + u", "_s + unindexedSize + unindexedRows
            + u" ORDER BY u.exchange_id"_s,
        u"DELETE FROM unindexed WHERE exchange_id <= ?"_s,
        u"SELECT "_s + historyRowColumns
            + u", d.spec, d.details FROM exchanges e JOIN documents d ON d.exchange_id = e.id WHERE e.id = ?"_s,
        u"SELECT number, details FROM attempts WHERE exchange_id = ? ORDER BY number"_s,
        u"SELECT attempt, part, bytes, file FROM bodies WHERE exchange_id = ?"_s,
    };
    std::vector<SqlStatement> statements;
    for (const QString &text : texts) {
        auto statement = m_database->prepare(text);
        if (!statement)
            return std::unexpected(statement.error());
        statements.push_back(*std::move(statement));
    }
    auto take = [&statements, i = size_t(0)]() mutable { return std::move(statements[i++]); };
    m_statements.emplace(Statements{take(), take(), take(), take(), take(), take(), take(), take(),
                                    take(), take(), take(), take(), take(), take()});
    return {};
}

std::expected<QList<HistoryRow>, StoreError>
HistoryRecords::insert(const QList<ExchangePtr> &exchanges)
{
    // IMMEDIATE: SQLite waits for another writer only before anything was read.
    if (const auto done = m_database->execute(u"BEGIN IMMEDIATE"_s); !done)
        return std::unexpected(done.error());
    auto rows = insertAll(exchanges);
    if (!rows) {
        (void)m_database->execute(u"ROLLBACK"_s);
        for (const QString &name : std::as_const(m_newFiles))
            m_bodies.remove(name);
    }
    m_newFiles.clear();
    m_newFileBytes = 0;
    return rows;
}

std::expected<QList<HistoryRow>, StoreError>
HistoryRecords::insertAll(const QList<ExchangePtr> &exchanges)
{
    QList<HistoryRow> rows;
    qint64 unindexed = 0;
    for (const ExchangePtr &exchange : exchanges) {
        auto row = insertOne(*exchange, unindexed);
        if (!row)
            return std::unexpected(row.error());
        rows.append(*std::move(row));
    }
    if (const auto done = widenBlocks(rows); !done)
        return std::unexpected(done.error());
    if (const auto done = finish(rows.size(), unindexed, m_newFileBytes); !done)
        return std::unexpected(done.error());
    return rows;
}

std::expected<void, StoreError> HistoryRecords::widenBlocks(const QList<HistoryRow> &rows)
{
    struct Times
    {
        qint64 earliest = std::numeric_limits<qint64>::max();
        qint64 latest = std::numeric_limits<qint64>::min();
    };
    QMap<qint64, Times> blocks;
    for (const HistoryRow &row : rows) {
        if (!row.startedAt.isValid())
            continue;
        const qint64 started = row.startedAt.toMSecsSinceEpoch();
        Times &times = blocks[row.id / rowsOfABlock];
        times.earliest = std::min(times.earliest, started);
        times.latest = std::max(times.latest, started);
    }
    for (auto block = blocks.cbegin(); block != blocks.cend(); ++block) {
        if (const auto done
            = m_statements->block.run({block.key(), block->earliest, block->latest});
            !done)
            return done;
    }
    return {};
}

std::expected<void, StoreError> HistoryRecords::finish(qint64 exchanges, qint64 unindexed,
                                                       qint64 fileBytes)
{
    if (const auto done = m_statements->count.run({exchanges, unindexed, fileBytes}); !done)
        return done;
    return m_database->execute(u"COMMIT"_s);
}

std::expected<HistoryRow, StoreError> HistoryRecords::insertOne(const Exchange &exchange,
                                                                qint64 &unindexed)
{
    HistoryRow row = historyRow(exchange);
    auto done = m_statements->exchange.run(
        {row.startedAt.isValid() ? QVariant(row.startedAt.toMSecsSinceEpoch()) : QVariant(),
         notNull(row.method), notNull(row.url), notNull(row.host),
         row.key.isNull() ? QVariant() : row.key, int(row.outcome), row.status,
         notNull(row.errorKind), row.attempts, qint64(row.elapsed.count()), row.bodySize,
         int(row.ending), int(row.circuitNote)});
    row.id = m_statements->exchange.lastId();

    QByteArray spec = QJsonDocument(toJson(exchange.spec)).toJson(QJsonDocument::Compact);
    if (done && spec.size() > inlineBodySize) {
        done = insertBody(row.id, writtenRequest, 0, {.bytes = spec});
        spec = "{}"_ba;
    }
    if (done)
        done = m_statements->document.run(
            {row.id, QString::fromUtf8(spec), encodedDetails(exchange)});
    for (qsizetype i = 0; done && i < exchange.attempts.size(); ++i) {
        const Attempt &attempt = exchange.attempts[i];
        done = m_statements->attempt.run(
            {row.id, attempt.number, attempt.result ? attempt.result->status : 0,
             attempt.result ? u""_s : kindName(attempt.result.error().kind),
             qint64(attempt.timings.total.count()), encodedAttempt(attempt)});
    }
    if (done)
        done = insertBodies(row.id, exchange);
    if (done) {
        const SearchedTexts texts = searchedTexts(exchange);
        done = m_statements->unindexed.run({row.id, texts.headers, texts.bodies});
        unindexed += texts.headers.size() + texts.bodies.size() + unindexedRowSize;
    }
    if (!done)
        return std::unexpected(done.error());
    return row;
}

std::expected<void, StoreError> HistoryRecords::insertBodies(qint64 id, const Exchange &exchange)
{
    std::expected<void, StoreError> done;
    for (qsizetype i = 0; done && i < exchange.request.body.size(); ++i) {
        const BodySegment &segment = exchange.request.body[i];
        if (!segment.bytes.isEmpty())
            done = insertBody(id, requestBody, i, {.bytes = segment.bytes});
    }
    for (const Attempt &attempt : exchange.attempts) {
        if (!done || !attempt.result)
            continue;
        const ResponseBody &body = attempt.result->body;
        if (body.isInFile() || !body.bytes.isEmpty())
            done = insertBody(id, attempt.number, 0, body);
    }
    return done;
}

std::expected<void, StoreError> HistoryRecords::insertBody(qint64 id, int attempt, qsizetype part,
                                                           const ResponseBody &body)
{
    if (!body.isInFile() && body.bytes.size() <= inlineBodySize)
        return m_statements->body.run({id, attempt, qint64(part), body.bytes, {}});
    using enum BodyFiles::Original;
    const auto name = !body.isInFile()
        ? m_bodies.keepBytes(body.bytes)
        : m_bodies.keepFile(body.filePath(), body.masked, body.file ? Untouched : Somebodys);
    if (name) {
        m_newFiles.append(*name);
        m_newFileBytes += m_bodies.sizeOf(*name);
        return m_statements->body.run({id, attempt, qint64(part), {}, *name});
    }
    // Somebody removed the file meanwhile: everything else is still worth keeping.
    if (name.error().kind == StoreError::Kind::NotFound
        || name.error().kind == StoreError::Kind::Unreadable)
        return {};
    return std::unexpected(name.error());
}

std::expected<qint64, StoreError> HistoryRecords::remove(const QList<qint64> &ids, Removal removal)
{
    if (const auto begun = m_database->execute(u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    const auto removed = removeAll(ids, removal);
    if (!removed) {
        (void)m_database->execute(u"ROLLBACK"_s);
        return std::unexpected(removed.error());
    }
    for (const QString &name : removed->files)
        m_bodies.remove(name);
    return removed->exchanges;
}

std::expected<HistoryRecords::Removed, StoreError>
HistoryRecords::removeAll(const QList<qint64> &ids, Removal removal)
{
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    Removed removed;
    qint64 unindexed = 0;
    auto names = m_database->prepare(
        u"SELECT file FROM bodies WHERE exchange_id = ? AND file IS NOT NULL"_s);
    if (!names)
        return std::unexpected(names.error());
    std::map<QString, SqlStatement> deletions;
    const auto deleteFrom = [&](const QString &rows, qint64 id) -> std::expected<int, StoreError> {
        auto known = deletions.find(rows);
        if (known == deletions.end()) {
            auto statement = m_database->prepare(u"DELETE FROM "_s + rows + u" = ?"_s);
            if (!statement)
                return std::unexpected(statement.error());
            known = deletions.emplace(rows, *std::move(statement)).first;
        }
        if (const auto done = known->second.run({id}); !done)
            return std::unexpected(done.error());
        return known->second.affectedRows();
    };
    for (const qint64 id : ids) {
        if (const auto done = names->run({id}); !done)
            return std::unexpected(done.error());
        while (names->next()) {
            removed.files.append(names->value(0).toString());
            removed.fileBytes += m_bodies.sizeOf(removed.files.last());
        }
        if (const auto done = names->finish(); !done)
            return std::unexpected(done.error());
        SqlStatement &waiting = m_statements->unindexedSize;
        if (const auto done = waiting.run({id}); !done)
            return std::unexpected(done.error());
        if (waiting.next())
            unindexed += waiting.value(0).toLongLong();
        if (const auto done = waiting.finish(); !done)
            return std::unexpected(done.error());
        const auto part = std::ranges::find_if(
            *parts, [id](const IndexPart &candidate) { return candidate.firstId <= id; });
        const QString words
            = indexPartTable(part == parts->end() ? 0 : part->firstId) + u" WHERE rowid"_s;
        for (const QString &rows :
             {u"bodies WHERE exchange_id"_s, u"attempts WHERE exchange_id"_s,
              u"documents WHERE exchange_id"_s, u"unindexed WHERE exchange_id"_s, words,
              u"exchanges WHERE id"_s}) {
            const auto count = deleteFrom(rows, id);
            if (!count)
                return std::unexpected(count.error());
            removed.exchanges += rows.startsWith("exchanges"_L1) ? *count : 0;
        }
    }
    if (removal == Removal::ByRetention) {
        if (const auto done = m_database->execute(
                u"UPDATE totals SET cleaned = cleaned + %1"_s.arg(removed.exchanges));
            !done)
            return std::unexpected(done.error());
    }
    if (const auto done = finish(-removed.exchanges, -unindexed, -removed.fileBytes); !done)
        return std::unexpected(done.error());
    return removed;
}

std::expected<void, StoreError> HistoryRecords::clear()
{
    if (auto done = m_database->execute(u"BEGIN IMMEDIATE"_s); !done)
        return done;
    const QSet<QString> files = namedFiles();
    if (const auto done = clearAll(); !done) {
        (void)m_database->execute(u"ROLLBACK"_s);
        return done;
    }
    for (const QString &name : files)
        m_bodies.remove(name);
    // Gives the space back; without it everything is cleared all the same.
    (void)m_database->execute(u"VACUUM"_s);
    (void)m_database->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    return {};
}

std::expected<void, StoreError> HistoryRecords::clearAll()
{
    QStringList statements{
        u"DELETE FROM bodies"_s,
        u"DELETE FROM attempts"_s,
        u"DELETE FROM documents"_s,
        u"DELETE FROM exchanges"_s,
        u"DELETE FROM unindexed"_s,
        u"INSERT INTO words (words) VALUES ('delete-all')"_s,
        u"DELETE FROM index_parts WHERE first_id > 0"_s,
        u"UPDATE index_parts SET rows = 0, has_signs = 1"_s,
        u"DELETE FROM blocks"_s,
        u"UPDATE totals SET exchanges = 0, unindexed = 0, file_bytes = 0"_s,
    };
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    for (const IndexPart &part : *parts) {
        if (part.firstId > 0)
            statements.append(u"DROP TABLE "_s + indexPartTable(part.firstId));
    }
    for (const QString &statement : statements + QStringList{u"COMMIT"_s}) {
        if (const auto done = m_database->execute(statement); !done)
            return done;
    }
    return {};
}

QSet<QString> HistoryRecords::namedFiles()
{
    QSet<QString> names;
    auto statement = m_database->prepare(u"SELECT file FROM bodies WHERE file IS NOT NULL"_s);
    if (statement && statement->run({})) {
        while (statement->next())
            names.insert(statement->value(0).toString());
    }
    return names;
}

} // namespace Recloser
