// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/model/requestjson.h"
#include "core/store/exchangecodec.h"

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
    row.isKept = statement.value(14).toBool();
    return row;
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
