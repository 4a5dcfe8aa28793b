// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"

#include "core/store/recordedcodec.h"

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Rows that a page joins, one an attempt: one call has fewer (RetryPolicy::maxAttempts).
constexpr int fewestRows = 256;
constexpr int mostRows = 100'000;

struct CallCondition
{
    QString text;
    QVariantList values;
};

/// Of the time and the host, over exchanges as `e`.
CallCondition conditionOf(const RecordedCallQuery &query)
{
    constexpr auto end = std::numeric_limits<qint64>::max();
    // The one bound that the index is searched with: without the page before in it each page would
    // pass over all those before.
    const milliseconds from = std::max(query.since.value_or(milliseconds(0)), query.afterStart);
    CallCondition condition{
        u" WHERE e.started_at >= ? AND e.started_at < ?"_s,
        {qint64(from.count()), query.until ? qint64(query.until->count()) : end}};
    if (!query.host.isEmpty()) {
        condition.text += u" AND e.host = ?"_s;
        condition.values.append(query.host);
    }
    return condition;
}

RecordedCall callFrom(const SqlStatement &row)
{
    RecordedCall call;
    call.id = row.value(0).toLongLong();
    call.startedAt = milliseconds(row.value(1).toLongLong());
    call.outcome = Outcome(row.value(2).toInt());
    call.elapsed = microseconds(row.value(3).toLongLong());
    // An empty key is a key; NULL is none.
    if (const QVariant key = row.value(4); !key.isNull())
        call.key = key.toString().isNull() ? u""_s : key.toString();
    decodeDetails(row.value(5).toByteArray(), call);
    return call;
}

} // namespace

std::expected<RecordedCallPage, StoreError>
HistoryRecords::recordedCalls(const RecordedCallQuery &query)
{
    RecordedCallPage page;
    if (query.afterStart < milliseconds(0)) {
        const auto total = countCalls(query);
        if (!total)
            return std::unexpected(total.error());
        page.total = *total;
    }
    CallCondition condition = conditionOf(query);
    if (query.afterStart >= milliseconds(0)) {
        condition.text += u" AND (e.started_at, e.id) > (?, ?)"_s;
        condition.values << qint64(query.afterStart.count()) << query.afterId;
    }
    // The index delivers exchanges in this order, and attempts are stored in theirs: nothing is
    // sorted.
    auto statement = m_database->prepare(
        u"SELECT e.id, e.started_at, e.outcome, e.elapsed_us, e.key, d.details, a.number, "
        u"a.details "
        "FROM exchanges e CROSS JOIN documents d ON d.exchange_id = e.id "
        "LEFT JOIN attempts a ON a.exchange_id = e.id"_s
        + condition.text + u" ORDER BY e.started_at, e.id, a.number LIMIT ?"_s);
    if (!statement)
        return std::unexpected(statement.error());
    const int limit = std::clamp(query.limit, fewestRows, mostRows);
    condition.values.append(limit);
    if (const auto done = statement->run(condition.values); !done)
        return std::unexpected(done.error());
    page.calls.reserve(limit);
    int rows = 0;
    for (; statement->next(); ++rows) {
        if (page.calls.isEmpty() || page.calls.constLast().id != statement->value(0).toLongLong())
            page.calls.append(callFrom(*statement));
        if (!statement->value(6).isNull())
            page.calls.last().attempts.append(
                decodedRecordedAttempt(statement->value(7).toByteArray()));
    }
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    // The last one may go on in the next page.
    page.hasMore = rows == limit;
    if (page.hasMore)
        page.calls.removeLast();
    return page;
}

std::expected<qint64, StoreError> HistoryRecords::countCalls(const RecordedCallQuery &query)
{
    const CallCondition condition = conditionOf(query);
    auto statement = m_database->prepare(u"SELECT count(*) FROM exchanges e"_s + condition.text);
    if (!statement)
        return std::unexpected(statement.error());
    if (const auto done = statement->run(condition.values); !done)
        return std::unexpected(done.error());
    const qint64 count = statement->next() ? statement->value(0).toLongLong() : 0;
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    return count;
}

} // namespace Recloser
