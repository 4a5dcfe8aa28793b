// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"
#include "core/text/tablerows.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

TableScan TableScanner::scan(QByteArrayView text, qint64 until, bool isWhole,
                             const std::stop_token &stop)
{
    TableScan found;
    until = std::min<qint64>(until, text.size());
    constexpr qsizetype markSize = 3;
    if (m_at == 0 && text.size() < markSize && !isWhole)
        return found;
    if (m_at == 0 && text.startsWith("\xef\xbb\xbf")) {
        m_place.count(text.first(markSize));
        m_at = m_rowBegin = markSize;
    }
    if (m_format.kind == TableFormat::Kind::Csv)
        scanCsv(text, until, found);
    else
        scanLines(text, until, isWhole, found, stop);
    if (isWhole && m_at >= text.size() && !m_isComplete) {
        if (m_state == State::Quoted)
            note(TableFault::Kind::OpenQuote, m_quotePlace, found);
        if (m_state != State::RowStart)
            endRow(found);
        m_isComplete = true;
    }
    found.faultCount = m_faultCount;
    found.rows = m_rows;
    found.bytes = m_state == State::RowStart ? m_at : m_rowBegin;
    found.fields = m_fields;
    found.mostFields = m_mostFields;
    found.isComplete = m_isComplete;
    return found;
}

void TableScanner::note(TableFault::Kind kind, const TextPlace &place, TableScan &found,
                        const std::optional<SyntaxFault> &fault)
{
    if (size_t(m_faultCount++) < TableScan::mostFaults)
        found.faults.push_back({kind, m_rows, place, m_fieldsHere, fault});
}

void TableScanner::beginRow(TableScan &found)
{
    m_rowBegin = m_at;
    m_rowPlace = m_place.place();
    m_fieldsHere = 0;
    if (m_at >= m_nextMark) {
        found.marks.push_back({m_at, m_rows});
        m_nextMark = (m_at / markStep + 1) * markStep;
    }
}

void TableScanner::endField()
{
    ++m_fieldsHere;
    m_state = State::FieldStart;
}

void TableScanner::endRow(TableScan &found)
{
    if (m_format.kind == TableFormat::Kind::Csv) {
        endField();
        if (m_rows == 0)
            m_fields = m_fieldsHere;
        else if (m_fieldsHere != m_fields)
            note(TableFault::Kind::FieldCount, m_rowPlace, found);
        m_mostFields = std::max(m_mostFields, m_fieldsHere);
    }
    ++m_rows;
    m_state = State::RowStart;
}

/// Behind bytes that change nothing.
qint64 TableScanner::skipRun(QByteArrayView text, qint64 at, qint64 until)
{
    const qint64 begin = at;
    if (m_state == State::Quoted) {
        const auto *quote
            = static_cast<const char *>(std::memchr(text.data() + at, '"', size_t(until - at)));
        at = quote ? quote - text.data() : until;
    } else if (m_state == State::Plain) {
        const char delimiter = m_format.delimiter;
        while (at < until && text[at] != delimiter && text[at] != '\n' && text[at] != '\r'
               && text[at] != '"')
            ++at;
    }
    m_place.count(text.sliced(begin, at - begin));
    return at;
}

void TableScanner::scanCsv(QByteArrayView text, qint64 until, TableScan &found)
{
    while (m_at < until) {
        m_at = skipRun(text, m_at, until);
        if (m_at == until)
            return;
        const char c = text[m_at];
        take(c, found);
        m_place.count(c);
        ++m_at;
    }
}

void TableScanner::take(char c, TableScan &found)
{
    const bool isLineEnd = c == '\n' || c == '\r';
    switch (m_state) {
    case State::RowStart:
        if (isLineEnd)
            return;
        beginRow(found);
        m_state = State::FieldStart;
        [[fallthrough]];
    case State::FieldStart:
        if (c != '"')
            return takePlain(c, found);
        m_quotePlace = m_place.place();
        m_state = State::Quoted;
        return;
    case State::Plain:
        return takePlain(c, found);
    case State::Quoted:
        if (c == '"')
            m_state = State::AfterQuote;
        return;
    case State::AfterQuote:
        if (c == '"') {
            m_state = State::Quoted;
            return;
        }
        if (!isLineEnd && c != m_format.delimiter)
            note(TableFault::Kind::TextAfterQuote, m_place.place(), found);
        return takePlain(c, found);
    }
}

void TableScanner::takePlain(char c, TableScan &found)
{
    if (c == '\n' || c == '\r') {
        endRow(found);
    } else if (c == m_format.delimiter) {
        endField();
    } else {
        if (c == '"' && m_state == State::Plain)
            note(TableFault::Kind::QuoteInField, m_place.place(), found);
        m_state = State::Plain;
    }
}

void TableScanner::scanLines(QByteArrayView text, qint64 until, bool isWhole, TableScan &found,
                             const std::stop_token &stop)
{
    while (m_at < until && !stop.stop_requested()) {
        const qsizetype feed = text.indexOf('\n', m_at);
        if (feed < 0 && !isWhole)
            return;
        const qint64 next = feed < 0 ? text.size() : feed + 1;
        const TableRow row = tableRowAt(text.first(next), m_at, m_format);
        if (row.begin < row.end) {
            m_place.count(text.sliced(m_at, row.begin - m_at));
            m_at = row.begin;
            beginRow(found);
            checkJson(text.sliced(row.begin, row.end - row.begin), row.begin, found);
            endRow(found);
        }
        m_place.count(text.sliced(m_at, next - m_at));
        m_at = next;
    }
}

void TableScanner::checkJson(QByteArrayView line, qint64 begin, TableScan &found)
{
    constexpr qsizetype piece = 65'536;
    JsonPrinter printer;
    QByteArray printed;
    for (qsizetype at = 0; at < line.size() && !printer.fault(); at += piece) {
        printed.resize(0);
        printer.print(line.sliced(at, std::min(piece, line.size() - at)), printed);
    }
    auto fault = printer.finish();
    if (!fault)
        return;
    // The printer counted within the line.
    fault->place.offset += begin;
    fault->place.line += m_rowPlace.line - 1;
    fault->place.column += m_rowPlace.column - 1;
    note(TableFault::Kind::Json, fault->place, found, fault);
}

} // namespace Recloser
