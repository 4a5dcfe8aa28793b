// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of BodyView that says what is on the screen, for those who do not see it.

#include "ui/bodyview/bodyview.h"

#include <QAccessible>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

/// The rows on the screen, wholly or in part.
std::vector<qint64> BodyView::screenRows()
{
    std::vector<qint64> numbers;
    int line = -m_top.line;
    for (qint64 number = m_top.row; number < m_rows.rowCount() && line < visibleLines();
         number = m_folds.next(number)) {
        numbers.push_back(number);
        line += drawn(number).lineCount();
    }
    return numbers;
}

QString BodyView::screenText()
{
    QString text;
    for (const qint64 number : screenRows()) {
        const DrawnRow &row = drawn(number);
        text += row.shown().text;
        // A part of a line goes on in the next row.
        if (m_rows.kind() == BodyRows::Kind::Hex || row.row().next > row.row().end)
            text += u'\n';
    }
    return text;
}

int BodyView::screenOffset(qint64 byte)
{
    qsizetype offset = 0;
    for (const qint64 number : screenRows()) {
        const DrawnRow &row = drawn(number);
        if (byte < row.row().begin)
            break;
        const bool isLast = number + 1 == m_rows.rowCount();
        if (byte < row.row().next || isLast)
            return int(offset + m_rows.columnOf(row.row(), row.shown(), byte));
        offset += row.shown().text.size();
        if (m_rows.kind() == BodyRows::Kind::Hex || row.row().next > row.row().end)
            ++offset;
    }
    return int(offset);
}

qint64 BodyView::screenByte(int offset)
{
    qint64 byte = 0;
    qsizetype rest = std::max(0, offset);
    for (const qint64 number : screenRows()) {
        const DrawnRow &row = drawn(number);
        const qsizetype size = row.shown().text.size();
        byte = m_rows.byteAt(row.row(), row.shown(), std::min(rest, size));
        const bool hasEnd = m_rows.kind() == BodyRows::Kind::Hex || row.row().next > row.row().end;
        if (rest < size || (rest == size && hasEnd))
            break;
        rest -= size + (hasEnd ? 1 : 0);
    }
    return byte;
}

QRect BodyView::rectOf(qint64 byte)
{
    int top = -m_top.line * m_metrics.lineHeight;
    for (const qint64 number : screenRows()) {
        const DrawnRow &row = drawn(number);
        const bool isLast = number + 1 == m_rows.rowCount();
        if (byte >= row.row().begin && (byte < row.row().next || isLast)) {
            const qsizetype column = m_rows.columnOf(row.row(), row.shown(), byte);
            const int line = row.lineOf(column);
            const int scrolled = m_metrics.wrapColumns > 0 ? 0 : horizontalScrollBar()->value();
            return {m_gutter - scrolled + int(row.xOf(line, column)),
                    top + line * m_metrics.lineHeight, int(m_metrics.columnWidth),
                    m_metrics.lineHeight};
        }
        top += row.lineCount() * m_metrics.lineHeight;
    }
    return {};
}

void BodyView::tellCursor()
{
    if (!QAccessible::isActive() || m_rows.rowCount() == 0)
        return;
    QAccessibleTextCursorEvent moved(this, screenOffset(m_cursor));
    QAccessible::updateAccessibility(&moved);
}

} // namespace Recloser
