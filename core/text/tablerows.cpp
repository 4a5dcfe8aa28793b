// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/tablerows.h"

#include "core/text/csvfields.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace Recloser {

namespace {

qint64 behindLine(QByteArrayView text, qint64 begin)
{
    const qsizetype feed = text.indexOf('\n', begin);
    return feed < 0 ? text.size() : feed;
}

} // namespace

void TableIndex::add(TableScan &&scan)
{
    std::ranges::move(scan.marks, std::back_inserter(m_marks));
    std::ranges::move(scan.faults, std::back_inserter(m_faults));
    m_rows = scan.rows;
    m_bytes = scan.bytes;
    m_faultCount = scan.faultCount;
    m_mostFields = scan.mostFields;
    m_isComplete = scan.isComplete;
}

TableRow TableIndex::row(QByteArrayView text, qint64 number) const
{
    const auto behind = std::ranges::upper_bound(m_marks, number, {}, &TableMark::row);
    const TableMark &mark = *std::prev(behind);
    TableRow row = tableRowAt(text, mark.begin, m_format);
    for (qint64 at = mark.row; at < number; ++at)
        row = tableRowAt(text, row.end, m_format);
    return row;
}

TableRow tableRowAt(QByteArrayView text, qint64 begin, const TableFormat &format)
{
    const bool isCsv = format.kind == TableFormat::Kind::Csv;
    const auto isBetween = [isCsv](char c) {
        return c == '\n' || c == '\r' || (!isCsv && (c == ' ' || c == '\t' || c == '\x1e'));
    };
    while (begin < text.size() && isBetween(text[begin]))
        ++begin;
    if (isCsv)
        return {begin, csvRowEnd(text, begin, format.delimiter)};
    qint64 end = behindLine(text, begin);
    while (end > begin && isBetween(text[end - 1]))
        --end;
    return {begin, end};
}

TableFormat sniffCsv(QByteArrayView head, bool isTabbed)
{
    constexpr qsizetype mostRows = 50;
    if (head.startsWith("\xef\xbb\xbf"))
        head = head.sliced(3);
    TableFormat best{.delimiter = isTabbed ? '\t' : ','};
    qint64 bestScore = 0;
    for (const char delimiter : {best.delimiter, ',', ';', '\t', '|'}) {
        const TableFormat format{.delimiter = delimiter};
        std::vector<size_t> counts;
        for (qint64 at = 0; at < head.size() && qsizetype(counts.size()) < mostRows;) {
            const TableRow row = tableRowAt(head, at, format);
            // The last one may be cut off.
            if (row.begin == row.end || (row.end == head.size() && !counts.empty()))
                break;
            counts.push_back(
                csvFields(head.sliced(row.begin, row.end - row.begin), delimiter, 1'000).size());
            at = row.end;
        }
        if (counts.empty() || counts.front() < 2)
            continue;
        // Rows with as many fields as the first one speak for a delimiter, others against it.
        const auto same = std::ranges::count(counts, counts.front());
        const qint64 others = std::ssize(counts) - same;
        const qint64 score
            = (same - others) * 1'000 + qint64(std::min<size_t>(counts.front(), 999));
        if (score > bestScore) {
            bestScore = score;
            best = format;
        }
    }
    return best;
}

} // namespace Recloser
