// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/model/requestjson.h"
#include "core/store/exchangecodec.h"
#include "core/store/historysearch.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

RequestSpec specFrom(const QByteArray &json)
{
    return requestFromJson(QJsonDocument::fromJson(json).object()).value_or(RequestSpec{});
}

} // namespace

HistoryRow historyRowFrom(const SqlStatement &statement)
{
    HistoryRow row;
    row.id = statement.value(0).toLongLong();
    if (const QVariant started = statement.value(1); !started.isNull())
        row.startedAt = QDateTime::fromMSecsSinceEpoch(started.toLongLong(), QTimeZone::UTC);
    row.method = statement.value(2).toByteArray();
    row.url = statement.value(3).toString();
    row.host = statement.value(4).toString();
    row.key = statement.value(5).toString();
    row.outcome = Outcome(statement.value(6).toInt());
    row.status = statement.value(7).toInt();
    row.errorKind = statement.value(8).toString();
    row.attempts = statement.value(9).toInt();
    row.elapsed = microseconds(statement.value(10).toLongLong());
    row.bodySize = statement.value(11).toLongLong();
    row.ending = Ending(statement.value(12).toInt());
    row.circuitNote = HistoryRow::CircuitNote(statement.value(13).toInt());
    return row;
}

std::expected<HistoryPage, StoreError> HistoryRecords::search(const HistoryQuery &query)
{
    // One state of the database for all of it: another process may index what was not yet found in
    // the index, or add to it.
    if (const auto begun = m_database->execute(u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    auto page = searchAll(query);
    (void)m_database->execute(u"ROLLBACK"_s);
    return page;
}

std::expected<HistoryPage, StoreError> HistoryRecords::searchAll(const HistoryQuery &query)
{
    const qint64 before = query.before > 0 ? query.before : std::numeric_limits<qint64>::max();
    const int limit = std::clamp(query.limit, 0, 100'000);
    const SearchCondition condition = searchCondition(query.text);

    HistoryPage page;
    if (!condition.terms.isEmpty()) {
        auto newest = searchUnindexed(condition, before, limit + 1);
        if (!newest)
            return std::unexpected(newest.error());
        page.rows = *std::move(newest);
    }
    if (page.rows.size() <= limit) {
        const auto older = searchIndexed(condition, before, limit + 1 - int(page.rows.size()));
        if (!older)
            return std::unexpected(older.error());
        page.rows += *older;
    }
    page.hasMore = page.rows.size() > limit;
    page.rows.resize(std::min<qsizetype>(page.rows.size(), limit));
    const auto total = m_database->valueOf(u"SELECT exchanges FROM totals"_s);
    if (!total)
        return std::unexpected(total.error());
    page.total = total->toLongLong();
    return page;
}

namespace {

std::expected<QList<HistoryRow>, StoreError> rowsOf(SqlStatement &statement,
                                                    const QVariantList &values)
{
    if (const auto done = statement.run(values); !done)
        return std::unexpected(done.error());
    QList<HistoryRow> rows;
    while (statement.next())
        rows.append(historyRowFrom(statement));
    if (const auto done = statement.finish(); !done)
        return std::unexpected(done.error());
    return rows;
}

} // namespace

std::expected<QList<HistoryRow>, StoreError>
HistoryRecords::searchIndexed(const SearchCondition &condition, qint64 before, int limit)
{
    if (condition.terms.isEmpty())
        return condition.urlContains.isEmpty() ? rowsOf(m_statements->page, {before, limit})
                                               : searchUrls(condition, before, limit);
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    QList<HistoryRow> rows;
    for (const IndexPart &part : *parts) {
        if (part.firstId >= before)
            continue;
        const auto found = searchPart(part, condition, before, limit - int(rows.size()));
        if (!found)
            return std::unexpected(found.error());
        rows += *found;
        if (rows.size() >= limit)
            break;
    }
    return rows;
}

std::expected<QList<HistoryRow>, StoreError>
HistoryRecords::searchPart(const IndexPart &part, const SearchCondition &condition, qint64 before,
                           int limit)
{
    QVariantList values{before, indexQuery(condition.terms)};
    QString text = u"SELECT "_s + historyRowColumns;
    QString order = u"w.rowid"_s;
    if (condition.urlContains.isEmpty()) {
        // CROSS JOIN keeps the order: the index delivers newest first and stops after a page.
        text += u" FROM %1 w CROSS JOIN exchanges e ON e.id = w.rowid WHERE w.rowid < ? AND %1 "
                "MATCH ?"_s;
    } else {
        text += u" FROM exchanges e WHERE e.id < ? AND e.id IN (SELECT rowid FROM %1 WHERE %1 "
                "MATCH ?) AND e.id >= ?"_s;
        order = u"e.id"_s;
        values.append(part.firstId);
        for (const QString &contained : condition.urlContains) {
            text += u" AND instr(e.url, ?)"_s;
            values.append(contained);
        }
    }
    text += u" ORDER BY %2 DESC LIMIT ?"_s;
    values.append(limit);
    auto statement = m_database->prepare(text.arg(indexPartTable(part.firstId), order));
    if (!statement)
        return std::unexpected(statement.error());
    return rowsOf(*statement, values);
}

std::expected<QList<HistoryRow>, StoreError>
HistoryRecords::searchUrls(const SearchCondition &condition, qint64 before, int limit)
{
    QString text = u"SELECT "_s + historyRowColumns + u" FROM exchanges e WHERE e.id < ?"_s;
    QVariantList values{before};
    for (const QString &part : condition.urlContains) {
        text += u" AND instr(e.url, ?)"_s;
        values.append(part);
    }
    values.append(limit);
    auto statement = m_database->prepare(text + u" ORDER BY e.id DESC LIMIT ?"_s);
    if (!statement)
        return std::unexpected(statement.error());
    return rowsOf(*statement, values);
}

std::expected<HistoryUrls, StoreError> HistoryRecords::urls(qint64 before, int rows)
{
    auto statement = m_database->prepare(
        u"SELECT id, url FROM exchanges WHERE id < ? ORDER BY id DESC LIMIT ?"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const qint64 from = before > 0 ? before : std::numeric_limits<qint64>::max();
    if (const auto done = statement->run({from, rows}); !done)
        return std::unexpected(done.error());
    HistoryUrls page;
    QSet<QString> seen;
    qint64 last = 0;
    int count = 0;
    for (; statement->next(); ++count) {
        last = statement->value(0).toLongLong();
        const QString url = statement->value(1).toString();
        if (const qsizetype known = seen.size(); seen.insert(url), seen.size() > known)
            page.urls.append(url);
    }
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    page.before = count == rows ? last : 0;
    return page;
}

std::expected<ExchangePtr, StoreError> HistoryRecords::load(qint64 id)
{
    SqlStatement &statement = m_statements->loadExchange;
    if (const auto done = statement.run({id}); !done)
        return std::unexpected(done.error());
    auto exchange = std::make_shared<Exchange>();
    if (statement.next()) {
        const HistoryRow row = historyRowFrom(statement);
        exchange->id = id;
        exchange->startedAt = row.startedAt;
        exchange->outcome = row.outcome;
        exchange->elapsed = row.elapsed;
        exchange->spec = specFrom(statement.value(historyRowWidth).toByteArray());
        decodeDetails(statement.value(historyRowWidth + 1).toByteArray(), *exchange);
    }
    if (const auto done = statement.finish(); !done)
        return std::unexpected(done.error());
    if (exchange->id == 0)
        return std::unexpected(StoreError{StoreError::Kind::NotFound, QString::number(id), {}});
    if (const auto done = loadAttempts(*exchange); !done)
        return std::unexpected(done.error());
    if (const auto done = loadBodies(*exchange); !done)
        return std::unexpected(done.error());
    return exchange;
}

std::expected<void, StoreError> HistoryRecords::loadAttempts(Exchange &exchange)
{
    SqlStatement &statement = m_statements->loadAttempts;
    if (const auto done = statement.run({exchange.id}); !done)
        return done;
    while (statement.next()) {
        Attempt attempt = decodedAttempt(statement.value(1).toByteArray());
        attempt.number = statement.value(0).toInt();
        exchange.attempts.append(attempt);
    }
    return statement.finish();
}

std::expected<void, StoreError> HistoryRecords::loadBodies(Exchange &exchange)
{
    SqlStatement &statement = m_statements->loadBodies;
    if (const auto done = statement.run({exchange.id}); !done)
        return done;
    while (statement.next()) {
        const int number = statement.value(0).toInt();
        const qsizetype part = statement.value(1).toLongLong();
        const QByteArray bytes = statement.value(2).toByteArray();
        const QString name = statement.value(3).toString();
        const QString path = name.isEmpty() ? QString() : m_bodies.pathOf(name);
        if (number == writtenRequest) {
            if (QFile file(path); file.open(QIODevice::ReadOnly))
                exchange.spec = specFrom(file.readAll());
        } else if (number == requestBody && part < exchange.request.body.size()) {
            exchange.request.body[part].bytes = bytes;
            if (!path.isEmpty())
                exchange.request.body[part].filePath = path;
        } else {
            const auto attempt = std::ranges::find(exchange.attempts, number, &Attempt::number);
            if (attempt != exchange.attempts.end() && attempt->result) {
                attempt->result->body.bytes = bytes;
                attempt->result->body.path = path;
            }
        }
    }
    return statement.finish();
}

} // namespace Recloser
