// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historyrecords.h"
#include "core/store/searchedtext.h"
#include "core/store/searchmatcher.h"

#include <algorithm>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What a row of `exchanges e` has to fulfil beside what the index tells.
struct RowCondition
{
    QString text;
    QVariantList values;

    void add(const QString &condition, const QVariant &value)
    {
        text += u" AND "_s + condition;
        values.append(value);
    }
};

RowCondition rowCondition(const SearchCondition &condition)
{
    RowCondition result;
    if (condition.from)
        result.add(u"e.started_at >= ?"_s, *condition.from);
    if (condition.until)
        result.add(u"e.started_at < ?"_s, *condition.until);
    if (condition.isKept)
        result.text += u" AND e.kept = 1"_s;
    if (condition.isStatusless)
        result.text += u" AND e.status = 0"_s;
    return result;
}

} // namespace

std::expected<HistoryPage, StoreError> HistoryRecords::search(const HistoryQuery &query,
                                                              std::stop_token stop)
{
    // One state of the database for all of it: another process may index what was not yet found in
    // the index, or add to it.
    if (const auto begun = m_database->execute(u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    auto page = searchAll(query, stop);
    (void)m_database->execute(u"ROLLBACK"_s);
    return page;
}

std::expected<HistoryPage, StoreError> HistoryRecords::searchAll(const HistoryQuery &query,
                                                                 const std::stop_token &stop)
{
    const qint64 before = query.before > 0 ? query.before : std::numeric_limits<qint64>::max();
    const int limit = std::clamp(query.limit, 0, 100'000);
    Search search{.condition = searchCondition(query.text),
                  .limit = limit + 1,
                  .stop = stop,
                  .deadline = query.patience.count() > 0 ? QDeadlineTimer(query.patience)
                                                         : QDeadlineTimer::Forever};
    const auto ranges = idRanges(search.condition, before);
    if (!ranges)
        return std::unexpected(ranges.error());
    for (const IdRange &range : *ranges) {
        if (const auto done = searchRange(search, range); !done)
            return std::unexpected(done.error());
        if (search.left() <= 0 || search.next > 0)
            break;
    }
    HistoryPage page{.rows = std::move(search.rows), .problems = search.condition.problems};
    page.hasMore = page.rows.size() > limit || search.next > 0;
    page.next = search.next;
    if (page.rows.size() > limit) {
        page.rows.resize(limit);
        page.next = page.rows.isEmpty() ? query.before : page.rows.last().id;
    }
    const auto total = m_database->valueOf(u"SELECT exchanges FROM totals"_s);
    if (!total)
        return std::unexpected(total.error());
    page.total = total->toLongLong();
    return page;
}

std::expected<QList<HistoryRecords::IdRange>, StoreError>
HistoryRecords::idRanges(const SearchCondition &condition, qint64 before)
{
    if (!condition.hasTimes())
        return QList<IdRange>{{0, before}};
    auto statement
        = m_database->prepare(u"SELECT block FROM blocks WHERE latest >= ? AND earliest < ? AND "
                              "block <= ? ORDER BY block DESC"_s);
    if (!statement)
        return std::unexpected(statement.error());
    if (const auto done = statement->run(
            {condition.from.value_or(std::numeric_limits<qint64>::min()),
             condition.until.value_or(std::numeric_limits<qint64>::max()), before / rowsOfABlock});
        !done)
        return std::unexpected(done.error());
    QList<IdRange> ranges;
    while (statement->next()) {
        const qint64 first = statement->value(0).toLongLong() * rowsOfABlock;
        const qint64 end = std::min(first + rowsOfABlock, before);
        if (!ranges.isEmpty() && ranges.last().first == end)
            ranges.last().first = first;
        else
            ranges.append({first, end});
    }
    if (const auto done = statement->finish(); !done)
        return std::unexpected(done.error());
    return ranges;
}

std::expected<void, StoreError> HistoryRecords::searchRange(Search &search, const IdRange &range)
{
    if (search.condition.terms.isEmpty())
        return searchPart(search, nullptr, range);
    // All that wait for the index are newer than all in it.
    if (const auto done = searchUnindexed(search, range); !done)
        return done;
    const auto parts = indexParts();
    if (!parts)
        return std::unexpected(parts.error());
    const auto waiting = m_database->valueOf(u"SELECT min(exchange_id) FROM unindexed"_s);
    if (!waiting)
        return std::unexpected(waiting.error());
    qint64 end = waiting->isNull() ? range.end : std::min(range.end, waiting->toLongLong());
    for (const IndexPart &part : *parts) {
        if (search.left() <= 0 || end <= range.first)
            break;
        if (search.stop.stop_requested())
            return std::unexpected(
                StoreError{StoreError::Kind::Unavailable, {}, u"another search follows"_s});
        const IdRange inside{std::max(range.first, part.firstId), end};
        if (inside.first < inside.end) {
            if (const auto done = searchPart(search, &part, inside); !done)
                return done;
            end = inside.first;
            if (end > 0 && search.left() > 0 && search.deadline.hasExpired()) {
                search.next = end;
                break;
            }
        }
    }
    return {};
}

std::expected<void, StoreError> HistoryRecords::searchPart(Search &search, const IndexPart *part,
                                                           const IdRange &range)
{
    const SearchCondition &condition = search.condition;
    RowCondition onRow = rowCondition(condition);
    QList<SearchTerm> terms;
    for (const SearchTerm &term : condition.terms) {
        const bool isSigns = term.where == SearchTerm::Where::Signs;
        const bool isExact
            = !isSigns || (part->hasSigns && term.words.first().size() <= longestSigns);
        if (isExact || (part->hasSigns && !term.isExcluded))
            terms.append(term);
        if (!isExact)
            onRow.add(term.isExcluded ? u"NOT instr(e.url, ?)"_s : u"instr(e.url, ?)"_s,
                      term.words.first());
    }
    QString text = u"SELECT "_s + historyRowColumns + u" FROM "_s;
    QVariantList values;
    QString id = u"e.id"_s;
    // CROSS JOIN keeps the order: the index delivers newest first and stops after a page. Those
    // kept for ever are few, so they are asked for one by one.
    const QString table = part ? indexPartTable(part->firstId) : QString();
    const QString kept = u"exchanges e INDEXED BY exchanges_kept"_s;
    if (terms.isEmpty())
        text += condition.isKept ? kept : u"exchanges e"_s;
    else if (condition.isKept)
        text += u"%2 CROSS JOIN %1 w ON w.rowid = e.id"_s.arg(table, kept);
    else {
        text += u"%1 w CROSS JOIN exchanges e ON e.id = w.rowid"_s.arg(table);
        id = u"w.rowid"_s;
    }
    text += u" WHERE %1 >= ? AND %1 < ?"_s.arg(id);
    values << range.first << range.end;
    if (!terms.isEmpty()) {
        text += u" AND %1 MATCH ?"_s.arg(table);
        values << indexQuery(terms);
    }
    text += onRow.text + u" ORDER BY %1 DESC LIMIT ?"_s.arg(id);
    values << onRow.values << search.left();
    auto statement = m_database->prepare(text);
    if (!statement)
        return std::unexpected(statement.error());
    if (const auto done = statement->run(values); !done)
        return done;
    while (statement->next())
        search.rows.append(historyRowFrom(*statement));
    return statement->finish();
}

std::expected<void, StoreError> HistoryRecords::searchUnindexed(Search &search,
                                                                const IdRange &range)
{
    SqlStatement &waiting = m_statements->unindexedRows;
    if (const auto done = waiting.run({range.first, range.end}); !done)
        return done;
    const SearchMatcher matcher(search.condition);
    while (search.left() > 0 && waiting.next()) {
        HistoryRow row = historyRowFrom(waiting);
        const SearchedTexts texts{waiting.value(historyRowWidth).toByteArray(),
                                  waiting.value(historyRowWidth + 1).toByteArray()};
        if (matcher.matches(row, texts))
            search.rows.append(std::move(row));
    }
    return waiting.finish();
}

} // namespace Recloser
