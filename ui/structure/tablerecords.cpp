// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/tablerecords.h"

#include "core/text/jsonprinter.h"
#include "core/text/structurepath.h"
#include "core/text/structurewalk.h"
#include "ui/structure/itemwords.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of a row that is looked through for its values.
constexpr qint64 mostOfRow = 256 * 1024;
constexpr qint64 mostOfCell = 2'000;
/// The column of what is neither an object nor an array.
constexpr auto valueColumn = "value"_L1;

/// Calls `act` with the name and the item of every value of a line of JSON.
template<typename Act> void eachValue(QByteArrayView line, Act act)
{
    StructureWalk values(StructureLanguage::JsonLines, {});
    StructureItem value;
    if (values.next(line, value) != StructureWalk::Step::Item)
        return;
    if (!value.isContainer())
        return act(QString(valueColumn), value);
    StructureWalk walk(StructureLanguage::Json, value);
    StructureItem item;
    for (qsizetype place = 0; walk.next(line, item) == StructureWalk::Step::Item; ++place)
        act(value.kind == ItemKind::Array
                ? QString::number(place)
                : jsonStringValue(line.sliced(item.nameBegin, item.nameEnd - item.nameBegin)),
            item);
}

} // namespace

void TableRecords::add(const HeldBytes &text, TableScan &&scan)
{
    m_text = text;
    m_index.add(std::move(scan));
    if (m_columns.isEmpty() && (m_index.isComplete() || m_index.rowCount() > sampled))
        nameColumns();
}

qint64 TableRecords::rowCount() const
{
    if (m_columns.isEmpty())
        return 0;
    return std::max<qint64>(0, m_index.rowCount() - (isCsv() ? 1 : 0));
}

std::optional<TableFault> TableRecords::faultOf(qint64 row, QByteArrayView bytes) const
{
    const std::vector<TableFault> &faults = m_index.faults();
    const auto at = std::ranges::lower_bound(faults, row, {}, &TableFault::row);
    if (at != faults.end() && at->row == row)
        return *at;
    // Of many faults the later ones are not listed.
    const bool isListed = at != faults.end() || m_index.faultCount() <= qint64(faults.size());
    if (isListed || isCsv())
        return {};
    JsonPrinter printer;
    QByteArray unused;
    printer.print(bytes, unused);
    if (const auto fault = printer.finish())
        return TableFault{TableFault::Kind::Json, row, {}, 0, fault};
    return {};
}

std::vector<RecordRow> TableRecords::rows(qint64 first, qint64 count) const
{
    std::vector<RecordRow> rows;
    const qint64 head = isCsv() ? 1 : 0;
    const qint64 end = std::min(first + count, rowCount());
    if (first >= end)
        return rows;
    const QByteArrayView text = m_text.view();
    TableRow row = m_index.row(text, first + head);
    for (qint64 number = first; number < end; ++number) {
        const QByteArrayView bytes
            = text.sliced(row.begin, std::min(row.end - row.begin, mostOfRow));
        RecordRow record;
        record.begin = row.begin;
        record.end = row.end;
        record.isLong = row.end - row.begin > mostOfRow;
        record.fault = faultOf(number + head, bytes);
        if (record.isBroken())
            record.cells = {onOneLine(bytes.first(std::min<qint64>(bytes.size(), mostOfCell)))};
        else
            record.cells = isCsv() ? csvCells(bytes) : jsonCells(bytes);
        rows.push_back(std::move(record));
        if (number + 1 < end)
            row = tableRowAt(text, row.end, format());
    }
    return rows;
}

QStringList TableRecords::csvCells(QByteArrayView row) const
{
    QStringList cells;
    for (const QByteArrayView field :
         csvFields(row, format().delimiter, size_t(m_columns.size()))) {
        const QByteArray text = csvFieldText(field);
        cells += onOneLine(QByteArrayView(text).first(std::min<qint64>(text.size(), mostOfCell)));
    }
    return cells;
}

QStringList TableRecords::jsonCells(QByteArrayView row) const
{
    QStringList cells(m_columns.size());
    QString others;
    eachValue(row, [&](const QString &name, const StructureItem &item) {
        const QByteArrayView known
            = row.first(std::min<qint64>(row.size(), item.valueBegin + mostOfCell));
        const qint64 end = endOfItem(StructureLanguage::Json, item, known);
        const QString cell = onOneLine(row.sliced(item.valueBegin, end - item.valueBegin));
        const qsizetype at = m_columns.indexOf(name);
        // Of a key that is doubled each value is shown.
        if (at >= 0 && at + 1 < m_columns.size() && cells[at].isNull())
            cells[at] = cell;
        else if (others.size() < mostOfCell)
            others += (others.isEmpty() ? QString() : u", "_s) + name + u": "_s + cell;
    });
    cells.back() = others;
    return cells;
}

void TableRecords::nameColumns()
{
    if (m_index.rowCount() == 0)
        return;
    if (!isCsv())
        return nameJsonColumns();
    const TableRow head = m_index.row(m_text.view(), 0);
    const QByteArrayView bytes
        = m_text.view().sliced(head.begin, std::min(head.end - head.begin, mostOfRow));
    for (const QByteArrayView field : csvFields(bytes, format().delimiter, size_t(mostColumns)))
        m_columns += onOneLine(csvFieldText(field));
    // Rows may have more than the first one.
    while (m_columns.size() < std::min<qint64>(m_index.mostFields(), mostColumns))
        m_columns += QString::number(m_columns.size() + 1);
}

void TableRecords::nameJsonColumns()
{
    // The rows themselves need columns.
    m_columns = {u"…"_s};
    const QByteArrayView text = m_text.view();
    QStringList names;
    for (const RecordRow &row : rows(0, sampled)) {
        if (row.isBroken())
            continue;
        eachValue(text.sliced(row.begin, std::min(row.end - row.begin, mostOfRow)),
                  [&](const QString &name, const StructureItem &) {
                      if (names.size() < mostColumns && !names.contains(name))
                          names += name;
                  });
    }
    m_columns = names + m_columns;
}

} // namespace Recloser
