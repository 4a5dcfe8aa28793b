// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/tablerows.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace Recloser {

/// A record as a row of a table. Plain value.
struct RecordRow
{
    /// One for each column or fewer; JSON values as they are written.
    QStringList cells;
    /// Of the text: the record as it was received.
    qint64 begin = 0;
    qint64 end = 0;
    /// What is wrong with it.
    std::optional<TableFault> fault;
    /// It is looked at in part.
    bool isLong = false;

    /// It has no cells, only the text that is there in place of them.
    bool isBroken() const { return fault && fault->kind == TableFault::Kind::Json; }
};

/// Records of a text of any size, which are made when they are looked at. The columns of CSV are
/// its first row; those of JSON Lines the keys of its first lines in the order they appear, or the
/// places of arrays, and what a line has beside these is in a last column. GUI thread.
class TableRecords
{
public:
    /// Lines of JSON that are looked at for columns.
    static constexpr qint64 sampled = 200;
    static constexpr qsizetype mostColumns = 500;

    explicit TableRecords(const TableFormat &format) : m_index(format) { }

    /// More of the text, which begins as the one before, and what a scan found in that.
    void add(const HeldBytes &text, TableScan &&scan);

    const HeldBytes &text() const { return m_text; }
    const TableFormat &format() const { return m_index.format(); }
    const TableIndex &index() const { return m_index; }
    const QStringList &columns() const { return m_columns; }
    qint64 rowCount() const;
    /// Rows [first, first + count), as many as there are.
    std::vector<RecordRow> rows(qint64 first, qint64 count) const;

private:
    bool isCsv() const { return format().kind == TableFormat::Kind::Csv; }
    std::optional<TableFault> faultOf(qint64 row, QByteArrayView bytes) const;
    QStringList csvCells(QByteArrayView row) const;
    QStringList jsonCells(QByteArrayView row) const;
    void nameColumns();
    void nameJsonColumns();

    HeldBytes m_text;
    TableIndex m_index;
    QStringList m_columns;
};

} // namespace Recloser
