// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"
#include "core/text/structurepath.h"
#include "core/text/structurewalk.h"
#include "ui/structure/itemwords.h"
#include "ui/structure/recordsource.h"

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of a line that is looked through for its values.
constexpr qint64 mostOfLine = 256 * 1024;
constexpr qint64 mostOfCell = 2'000;
/// Columns of what is neither an object nor an array.
constexpr auto valueColumn = "value"_L1;

QString tr(const char *text)
{
    return QCoreApplication::translate("JsonLineRecords", text);
}

std::optional<SyntaxFault> faultOf(QByteArrayView line)
{
    JsonPrinter printer;
    QByteArray unused;
    printer.print(line, unused);
    return printer.finish();
}

} // namespace

void JsonLineRecords::grow(const HeldBytes &text, LineScan &&lines)
{
    m_text = text;
    m_index.add(std::move(lines));
    if (!m_isSampled && (m_index.isComplete() || m_index.lineCount() > sampled))
        sampleColumns();
}

/// The whole line that a row begins.
TextRow JsonLineRecords::lineFrom(TextRow row) const
{
    const qint64 begin = row.begin;
    while (row.next == row.end && row.next < m_text.size())
        row = LineIndex::following(m_text.view(), row);
    row.begin = begin;
    return row;
}

qint64 JsonLineRecords::rowCount() const
{
    if (!m_isSampled)
        return 0;
    const qint64 lines = m_index.lineCount();
    // Behind the last line feed there is nothing.
    const bool endsLine = m_index.isComplete() && m_text.view().endsWith('\n');
    return lines - (endsLine ? 1 : 0);
}

std::vector<RecordRow> JsonLineRecords::rows(qint64 first, qint64 count) const
{
    std::vector<RecordRow> rows;
    const qint64 end = std::min(first + count, rowCount());
    if (first >= end)
        return rows;
    TextRow line = lineFrom(m_index.rowOfLine(m_text.view(), first + 1));
    for (qint64 row = first; row < end; ++row) {
        rows.push_back(recordOf(line));
        if (row + 1 < end)
            line = lineFrom(LineIndex::following(m_text.view(), line));
    }
    return rows;
}

RecordRow JsonLineRecords::recordOf(const TextRow &line) const
{
    RecordRow record;
    record.begin = line.begin;
    record.end = line.end;
    record.line = line.line;
    QByteArrayView text
        = m_text.view().sliced(line.begin, std::min(line.end - line.begin, mostOfLine));
    // Record separators of RFC 7464.
    while (text.startsWith('\x1e'))
        text = text.sliced(1);
    if (text.trimmed().isEmpty())
        return record;
    if (line.end - line.begin > mostOfLine) {
        record.problem = tr("long; its first part is shown");
    } else if (const auto fault = faultOf(text)) {
        record.problem
            = tr("line %L1, column %L2: no JSON").arg(line.line).arg(fault->place.column);
        record.isBroken = true;
        record.cells = {onOneLine(text.first(std::min<qsizetype>(text.size(), mostOfCell)))};
        return record;
    }
    StructureWalk values(StructureLanguage::Json, {});
    StructureItem value;
    if (values.next(text, value) != StructureWalk::Step::Item)
        return record;
    record.cells.resize(columns().size());
    const auto cellOf = [&](const StructureItem &item) {
        const QByteArrayView known
            = text.first(std::min<qint64>(text.size(), item.valueBegin + mostOfCell));
        const qint64 end = endOfItem(StructureLanguage::Json, item, known);
        return onOneLine(text.sliced(item.valueBegin, end - item.valueBegin));
    };
    if (!value.isContainer()) {
        const qsizetype at = m_columns.indexOf(valueColumn);
        record.cells[at < 0 ? record.cells.size() - 1 : at] = cellOf(value);
        return record;
    }
    StructureWalk walk(StructureLanguage::Json, value);
    StructureItem item;
    QString others;
    for (qsizetype place = 0; walk.next(text, item) == StructureWalk::Step::Item; ++place) {
        const QString name = value.kind == ItemKind::Array
            ? QString::number(place)
            : jsonStringValue(text.sliced(item.nameBegin, item.nameEnd - item.nameBegin));
        const qsizetype at = m_columns.indexOf(name);
        // Of a key that is doubled each value is shown.
        if (at >= 0 && record.cells[at].isNull())
            record.cells[at] = cellOf(item);
        else if (others.size() < mostOfCell)
            others += (others.isEmpty() ? QString() : u", "_s) + name + u": "_s + cellOf(item);
    }
    if (!others.isEmpty())
        record.cells.back() = others;
    return record;
}

void JsonLineRecords::sampleColumns()
{
    m_isSampled = true;
    for (const RecordRow &row : rows(0, sampled)) {
        const QByteArrayView text
            = m_text.view().sliced(row.begin, std::min(row.end - row.begin, mostOfLine));
        StructureWalk values(StructureLanguage::JsonLines, {});
        StructureItem value;
        if (row.isBroken)
            continue;
        if (values.next(text, value) != StructureWalk::Step::Item)
            continue;
        const auto add = [this](const QString &name) {
            if (m_columns.size() < mostColumns && !m_columns.contains(name))
                m_columns += name;
        };
        if (!value.isContainer()) {
            add(valueColumn);
            continue;
        }
        StructureWalk walk(StructureLanguage::Json, value);
        StructureItem item;
        for (qsizetype place = 0; walk.next(text, item) == StructureWalk::Step::Item; ++place)
            add(value.kind == ItemKind::Array
                    ? QString::number(place)
                    : jsonStringValue(text.sliced(item.nameBegin, item.nameEnd - item.nameBegin)));
    }
}

QStringList JsonLineRecords::columns() const
{
    return m_columns + QStringList{u"…"_s};
}

} // namespace Recloser
