// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/model/requestjson.h"
#include "core/store/exchangecodec.h"
#include "core/store/historysearch.h"

#include <QFile>
#include <QJsonDocument>
#include <QTimeZone>

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

HistoryRow rowFrom(const SqlStatement &statement)
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

RequestSpec specFrom(const QByteArray &json)
{
    return requestFromJson(QJsonDocument::fromJson(json).object()).value_or(RequestSpec{});
}

} // namespace

std::expected<HistoryPage, StoreError> HistoryRecords::search(const HistoryQuery &query)
{
    const qint64 before = query.before > 0 ? query.before : std::numeric_limits<qint64>::max();
    const int limit = std::clamp(query.limit, 0, 100'000);
    const SearchCondition condition = searchCondition(query.text);

    std::expected<void, StoreError> done;
    std::expected<SqlStatement, StoreError> scan = std::unexpected(StoreError{});
    SqlStatement *rows = &m_statements->page;
    if (!condition.urlContains.isEmpty()) {
        QString text = u"SELECT "_s + historyRowColumns + u" FROM exchanges e WHERE e.id < ?"_s;
        QVariantList values{before};
        for (const QString &part : condition.urlContains) {
            text += u" AND instr(e.url, ?)"_s;
            values.append(part);
        }
        if (!condition.match.isEmpty()) {
            text += u" AND e.id IN (SELECT rowid FROM words WHERE words MATCH ?)"_s;
            values.append(condition.match);
        }
        values.append(limit + 1);
        scan = m_database->prepare(text + u" ORDER BY e.id DESC LIMIT ?"_s);
        if (!scan)
            return std::unexpected(scan.error());
        rows = &*scan;
        done = rows->run(values);
    } else if (!condition.match.isEmpty()) {
        rows = &m_statements->found;
        done = rows->run({before, condition.match, limit + 1});
    } else {
        done = rows->run({before, limit + 1});
    }
    if (!done)
        return std::unexpected(done.error());

    HistoryPage page;
    while (rows->next())
        page.rows.append(rowFrom(*rows));
    if (done = rows->finish(); !done)
        return std::unexpected(done.error());
    page.hasMore = page.rows.size() > limit;
    page.rows.resize(std::min<qsizetype>(page.rows.size(), limit));
    const auto total = m_database->valueOf(u"SELECT exchanges FROM totals"_s);
    if (!total)
        return std::unexpected(total.error());
    page.total = total->toLongLong();
    return page;
}

std::expected<ExchangePtr, StoreError> HistoryRecords::load(qint64 id)
{
    SqlStatement &statement = m_statements->loadExchange;
    if (const auto done = statement.run({id}); !done)
        return std::unexpected(done.error());
    auto exchange = std::make_shared<Exchange>();
    if (statement.next()) {
        const HistoryRow row = rowFrom(statement);
        exchange->id = id;
        exchange->startedAt = row.startedAt;
        exchange->outcome = row.outcome;
        exchange->elapsed = row.elapsed;
        exchange->spec = specFrom(statement.value(historyRowColumnCount).toByteArray());
        decodeDetails(statement.value(historyRowColumnCount + 1).toByteArray(), *exchange);
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
