// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/syntaxfault.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

/// How the rows of a table stand in a text.
struct TableFormat
{
    enum class Kind {
        Csv, ///< RFC 4180, with line ends of any kind and any of the delimiters
        JsonLines, ///< one JSON value on each line, maybe behind a record separator (RFC 7464)
    };

    Kind kind = Kind::Csv;
    char delimiter = ',';

    bool operator==(const TableFormat &) const = default;
};

/// Which of `,` `;` tab and `|` the rows of a table have in common, judged by its first bytes, some
/// kilobytes of them. Where none stands out it is a comma, or a tab if `isTabbed` (text/tab-
/// separated-values).
TableFormat sniffCsv(QByteArrayView head, bool isTabbed = false);

/// What is wrong with a row.
struct TableFault
{
    enum class Kind {
        QuoteInField, ///< a quote within a field that has none around it; it is taken as it is
        TextAfterQuote, ///< something between a closing quote and the delimiter; taken as it is
        OpenQuote, ///< a quote that is never closed: the rest of the text is one field
        FieldCount, ///< more or fewer fields than the first row
        Json, ///< `fault` says what, its line being the row's line
    };

    Kind kind = Kind::QuoteInField;
    /// From 0, the header's row included.
    qint64 row = 0;
    /// The byte in the text, and its line and column.
    TextPlace place;
    /// Fields of the row.
    qint64 fields = 0;
    std::optional<SyntaxFault> fault;

    bool operator==(const TableFault &) const = default;
};

struct TableMark
{
    qint64 begin = 0;
    qint64 row = 0;
};

/// What a scan came upon.
struct TableScan
{
    /// More faults are counted and not listed.
    static constexpr size_t mostFaults = 1'000;

    std::vector<TableMark> marks;
    /// In the order of the text, those of this scan; at most so many of the whole text.
    std::vector<TableFault> faults;
    /// Of everything scanned so far: faults, rows that are complete, and where the next one begins.
    qint64 faultCount = 0;
    qint64 rows = 0;
    qint64 bytes = 0;
    /// Of the first row (CSV), and the most of any.
    qint64 fields = 0;
    qint64 mostFields = 0;
    bool isComplete = false;
};

/// Finds the rows of a table that may still be growing, each byte once. Empty lines are no rows.
/// Plain value.
class TableScanner
{
public:
    /// One row in so many bytes is remembered.
    static constexpr qint64 markStep = 16'384;

    explicit TableScanner(const TableFormat &format) : m_format(format) { }

    /// Scans on, about as far as byte `until`. `text` (UTF-8) is what there is by now, from its
    /// start; the last row is complete only when it `isWhole`. Earlier once `stop` asks for it.
    TableScan scan(QByteArrayView text, qint64 until, bool isWhole,
                   const std::stop_token &stop = {});

private:
    enum class State : char { RowStart, FieldStart, Plain, Quoted, AfterQuote };

    void take(char c, TableScan &found);
    void takePlain(char c, TableScan &found);
    void endField();
    void endRow(TableScan &found);
    void beginRow(TableScan &found);
    qint64 skipRun(QByteArrayView text, qint64 at, qint64 until);
    void scanCsv(QByteArrayView text, qint64 until, TableScan &found);
    void scanLines(QByteArrayView text, qint64 until, bool isWhole, TableScan &found,
                   const std::stop_token &stop);
    void checkJson(QByteArrayView line, qint64 begin, TableScan &found);
    void note(TableFault::Kind kind, const TextPlace &place, TableScan &found,
              const std::optional<SyntaxFault> &fault = {});

    TableFormat m_format;
    State m_state = State::RowStart;
    PlaceCounter m_place;
    qint64 m_at = 0;
    qint64 m_rowBegin = 0;
    qint64 m_nextMark = 0;
    qint64 m_rows = 0;
    qint64 m_fieldsHere = 0;
    qint64 m_fields = 0;
    qint64 m_mostFields = 0;
    qint64 m_faultCount = 0;
    TextPlace m_rowPlace;
    TextPlace m_quotePlace;
    bool m_isComplete = false;
};

/// A row's bytes [begin, end), without its line end.
struct TableRow
{
    qint64 begin = 0;
    qint64 end = 0;

    bool operator==(const TableRow &) const = default;
};

/// Which row is where: a mark every few kilobytes, and scanning between them. Less than 0.1 % of
/// the text. Plain value; the text is handed to each call.
class TableIndex
{
public:
    explicit TableIndex(const TableFormat &format) : m_format(format) { }

    void add(TableScan &&scan);

    const TableFormat &format() const { return m_format; }
    qint64 rowCount() const { return m_rows; }
    qint64 bytes() const { return m_bytes; }
    bool isComplete() const { return m_isComplete; }
    /// Columns that every row can be shown in.
    qint64 mostFields() const { return m_mostFields; }
    const std::vector<TableFault> &faults() const { return m_faults; }
    qint64 faultCount() const { return m_faultCount; }

    /// `number` in [0, rowCount()).
    TableRow row(QByteArrayView text, qint64 number) const;

private:
    TableFormat m_format;
    std::vector<TableMark> m_marks;
    std::vector<TableFault> m_faults;
    qint64 m_rows = 0;
    qint64 m_bytes = 0;
    qint64 m_faultCount = 0;
    qint64 m_mostFields = 0;
    bool m_isComplete = false;
};

/// The first row that begins at `begin` or behind empty lines there.
TableRow tableRowAt(QByteArrayView text, qint64 begin, const TableFormat &format);

/// A field of a row of CSV as it is written, with its quotes.
std::vector<QByteArrayView> csvFields(QByteArrayView row, char delimiter,
                                      size_t mostFields = 100'000);
/// What a field says: without its quotes, doubled ones once.
QByteArray csvFieldText(QByteArrayView field);

} // namespace Recloser
