// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of BodyView that paints.

#include "ui/bodyview/bodyview.h"

#include <QElapsedTimer>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

namespace {

/// Of a frame, for colours; rows that get none now get them in the next one.
constexpr qint64 colorMs = 2;
/// Of a row; more would be one colour anyway.
constexpr qsizetype mostMarks = 2'000;

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

} // namespace

/// False if the time was over before every row on the screen had its colours.
bool BodyView::colorRows()
{
    if (!m_colors.hasSyntax() || m_rows.kind() == BodyRows::Kind::Hex)
        return true;
    QElapsedTimer timer;
    timer.start();
    const int lines = visibleLines() + 1;
    int line = -m_top.line;
    for (qint64 number = m_top.row; number < m_rows.rowCount() && line < lines;
         number = m_folds.next(number)) {
        DrawnRow &row = drawn(number);
        line += row.lineCount();
        if (row.colors())
            continue;
        if (timer.elapsed() >= colorMs)
            return false;
        row.colors() = m_colors.colorsOf(m_rows, row.row(), row.shown().text);
    }
    return true;
}

void BodyView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setFont(m_metrics.font);
    painter.fillRect(event->rect(), m_theme.colors().pane);
    if (!colorRows())
        m_colorTimer.start();
    const double width = m_textWidth;
    int top = -m_top.line * m_metrics.lineHeight;
    for (qint64 number = m_top.row; number < m_rows.rowCount() && top < viewport()->height();
         number = m_folds.next(number)) {
        DrawnRow &row = drawn(number);
        if (number == m_top.row)
            m_look.at(m_rows.bytes(), row.row().begin);
        const int height = row.lineCount() * m_metrics.lineHeight;
        if (top + height > event->rect().top() && top <= event->rect().bottom())
            paintRow(painter, row, top);
        top += height;
    }
    painter.setClipRect(m_gutter - 2, 0, viewport()->width() - m_gutter + 2, viewport()->height());
    m_glyphs.paint(painter);
    // A wider row came into view.
    if (m_textWidth > width)
        QMetaObject::invokeMethod(this, &BodyView::updateBars, Qt::QueuedConnection);
}

void BodyView::paintRow(QPainter &painter, DrawnRow &row, int top)
{
    const ThemeColors &colors = m_theme.colors();
    const int height = row.lineCount() * m_metrics.lineHeight;
    const bool isCurrent = hasFocus() && m_cursor >= row.row().begin
        && (m_cursor < row.row().next || row.row().number + 1 == m_rows.rowCount());
    if (isCurrent)
        painter.fillRect(0, top, viewport()->width(), height, colors.hover);
    paintNumber(painter, row, top);
    paintFoldMark(painter, row, top);
    const int scrolled = m_metrics.wrapColumns > 0 ? 0 : horizontalScrollBar()->value();
    const QPointF origin(m_gutter - scrolled, top);
    painter.save();
    painter.setClipRect(m_gutter - 2, top, viewport()->width() - m_gutter + 2, height);
    paintMarks(painter, row, origin);
    const auto first = qsizetype(std::max(0.0, scrolled / m_metrics.columnWidth));
    const auto room = qsizetype((viewport()->width() - m_gutter) / m_metrics.columnWidth) + 2;
    row.paint(painter, m_glyphs, origin, m_formats, colors.text, {first, first + room});
    paintFold(painter, row, origin);
    if (isCurrent) {
        const qsizetype column = m_rows.columnOf(row.row(), row.shown(), m_cursor);
        const int line = row.lineOf(column);
        painter.fillRect(QRectF(origin.x() + row.xOf(line, column),
                                top + line * m_metrics.lineHeight + 1, 1.5,
                                m_metrics.lineHeight - 2),
                         colors.text);
    }
    painter.restore();
}

void BodyView::paintMarks(QPainter &painter, const DrawnRow &row, QPointF origin)
{
    const ThemeColors &colors = m_theme.colors();
    const auto fill = [&](qint64 begin, qint64 end, const QColor &color) {
        for (const ColumnSpan &span : m_rows.columns(row.row(), row.shown(), begin, end))
            row.forRects(span, origin, [&](const QRectF &rect) { painter.fillRect(rect, color); });
    };
    for (const ColumnSpan &bad : row.shown().bad)
        row.forRects(bad, origin, [&](const QRectF &rect) {
            painter.fillRect(rect, colors.bad.soft);
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2),
                             colors.bad.strong);
        });
    for (auto key
         = std::ranges::lower_bound(m_duplicates, row.row().begin, {}, &DuplicateKey::begin);
         key != m_duplicates.end() && key->begin < row.row().end; ++key)
        fill(key->begin, key->end, colors.warning.soft);
    const auto [first, last] = std::minmax(m_anchor, m_cursor);
    // The place that stands out is selected too, and its text must stay legible.
    if (first < last && !(m_place && m_place->begin == first))
        fill(first, last, colors.selection);
    const std::vector<FoundPlace> &places = m_search.places();
    // One that begins in an earlier row may reach into this one.
    size_t at = m_search.firstFrom(row.row().begin);
    if (at > 0 && places[at - 1].begin + places[at - 1].length > row.row().begin)
        --at;
    const QColor found = withAlpha(colors.warning.strong, 60);
    qsizetype marks = 0;
    for (; at < places.size() && places[at].begin < row.row().next && marks < mostMarks;
         ++at, ++marks)
        fill(places[at].begin, places[at].begin + places[at].length, found);
    if (!m_place)
        return;
    painter.setPen(QPen(colors.warning.strong, 2));
    for (const ColumnSpan &span :
         m_rows.columns(row.row(), row.shown(), m_place->begin, m_place->begin + m_place->length))
        row.forRects(span, origin,
                     [&](const QRectF &rect) { painter.drawRect(rect.adjusted(0, 1, 0, -1)); });
}

void BodyView::paintNumber(QPainter &painter, const DrawnRow &row, int top)
{
    // The offset of hexadecimal rows is a part of them.
    if (m_rows.kind() == BodyRows::Kind::Hex || !row.row().startsLine)
        return;
    const ThemeColors &colors = m_theme.colors();
    const bool isCurrent = m_cursor >= row.row().begin && m_cursor < row.row().next;
    painter.setPen(isCurrent ? colors.text : colors.muted);
    painter.drawText(
        QRect(0, top, m_gutter - 12 - (m_structure ? foldWidth : 0), m_metrics.lineHeight),
        Qt::AlignRight | Qt::AlignVCenter, QString::number(row.row().line));
}

} // namespace Recloser
