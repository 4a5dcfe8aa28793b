// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/lineindex.h"

#include "core/text/bytescan.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

namespace {

constexpr qsizetype longestRow = LineScanner::longestRow;
/// A long line is cut behind a delimiter among so many bytes, if there is one.
constexpr qsizetype cutRoom = 160;

bool isDelimiter(char c)
{
    return c == ',' || c == ' ' || c == ';' || c == '>' || c == '}' || c == '&';
}

/// Bytes of the first row of a line that is too long for one.
qsizetype cut(const char *line)
{
    for (qsizetype at = longestRow; at > longestRow - cutRoom; --at) {
        if (isDelimiter(line[at - 1]))
            return at;
    }
    qsizetype end = longestRow;
    // Between characters, not within one.
    while (end > longestRow - 4 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
        --end;
    return end;
}

/// Where the row that begins at `begin` has its line feed; null if it has none.
const char *lineFeed(QByteArrayView text, qint64 begin)
{
    const auto length = size_t(std::min<qint64>(longestRow + 1, text.size() - begin));
    return length == 0 ? nullptr
                       : static_cast<const char *>(std::memchr(text.data() + begin, '\n', length));
}

TextRow rowFrom(QByteArrayView text, const LineMark &mark)
{
    TextRow row{mark.begin, text.size(), text.size(), mark.row, mark.line, true};
    row.startsLine = mark.begin == 0 || text[mark.begin - 1] == '\n';
    if (const char *feed = lineFeed(text, mark.begin)) {
        row.end = feed - text.data();
        row.next = row.end + 1;
    } else if (text.size() - mark.begin > longestRow) {
        row.next = row.end = mark.begin + cut(text.data() + mark.begin);
    }
    return row;
}

} // namespace

LineScan LineScanner::scan(QByteArrayView text, qint64 until, bool isWhole)
{
    LineScan found;
    const auto mark = [&] {
        if (m_next < m_nextMark)
            return;
        found.marks.push_back({m_next, m_row, m_line});
        m_nextMark = (m_next / markStep + 1) * markStep;
    };
    until = std::min<qint64>(until, text.size());
    LineFeeds feeds(text.data() + m_next, text.data() + text.size());
    while (m_next < until && !m_isComplete) {
        mark();
        const qint64 reach = std::min<qint64>(text.size(), m_next + longestRow + 1);
        if (const char *feed = feeds.next(text.data() + m_next, text.data() + reach)) {
            m_next = feed - text.data() + 1;
            ++m_line;
        } else if (text.size() - m_next > longestRow) {
            m_next += cut(text.data() + m_next);
        } else if (isWhole) {
            m_next = text.size();
            m_isComplete = true;
        } else {
            break;
        }
        ++m_row;
    }
    // Behind the last line feed there is a line, if only an empty one.
    if (isWhole && !m_isComplete && m_next == text.size()) {
        mark();
        ++m_row;
        m_isComplete = true;
    }
    found.rows = m_row;
    found.lines = m_isComplete ? m_line : m_line - 1;
    found.bytes = m_next;
    found.isComplete = m_isComplete;
    return found;
}

void LineIndex::add(LineScan &&scan)
{
    m_marks.insert(m_marks.end(), scan.marks.begin(), scan.marks.end());
    m_rows = scan.rows;
    m_lines = scan.lines;
    m_bytes = scan.bytes;
    m_isComplete = scan.isComplete;
}

TextRow LineIndex::row(QByteArrayView text, qint64 number) const
{
    const auto behind = std::ranges::upper_bound(m_marks, number, {}, &LineMark::row);
    TextRow row = rowFrom(text, *std::prev(behind));
    while (row.number < number)
        row = following(text, row);
    return row;
}

TextRow LineIndex::following(QByteArrayView text, const TextRow &row)
{
    return rowFrom(text, {row.next, row.number + 1, row.next > row.end ? row.line + 1 : row.line});
}

TextRow LineIndex::rowAt(QByteArrayView text, qint64 byte) const
{
    const auto behind = std::ranges::upper_bound(m_marks, byte, {}, &LineMark::begin);
    TextRow row = rowFrom(text, *std::prev(behind));
    while (row.next <= byte && row.number + 1 < m_rows)
        row = following(text, row);
    return row;
}

TextRow LineIndex::rowOfLine(QByteArrayView text, qint64 line) const
{
    // Several marks may lie in one long line: the last one of a line before it leads there.
    const auto behind = std::ranges::lower_bound(m_marks, line, {}, &LineMark::line);
    TextRow row = rowFrom(text, behind == m_marks.begin() ? *behind : *std::prev(behind));
    while (row.line < line && row.number + 1 < m_rows)
        row = following(text, row);
    return row;
}

} // namespace Recloser
