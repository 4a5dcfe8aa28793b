// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/drawnrow.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <limits>

namespace Recloser {

DrawnRow::DrawnRow(const TextRow &row, ShownRow shown, const RowMetrics &metrics)
    : m_row(row)
    , m_shown(std::move(shown))
    , m_metrics(metrics)
    , m_wrap(metrics.wrapColumns)
{
    if (m_shown.isPlain)
        return;
    m_layout = std::make_unique<QTextLayout>(m_shown.text, metrics.font);
    QTextOption option;
    option.setWrapMode(m_wrap > 0 ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    // Order on the screen is the order of the bytes, whatever the script.
    option.setTextDirection(Qt::LeftToRight);
    option.setUseDesignMetrics(true);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    m_layout->beginLayout();
    const double width = m_wrap > 0 ? double(m_wrap) * metrics.columnWidth
                                    : double(std::numeric_limits<int>::max());
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, (m_layout->lineCount() - 1) * metrics.lineHeight));
    }
    m_layout->endLayout();
}

DrawnRow::~DrawnRow() = default;

int DrawnRow::lineCount() const
{
    if (m_layout)
        return std::max(1, m_layout->lineCount());
    return m_wrap == 0 ? 1
                       : int(std::max<qsizetype>(1, (m_shown.text.size() + m_wrap - 1) / m_wrap));
}

int DrawnRow::lineOf(qsizetype column) const
{
    if (m_layout) {
        const QTextLine line = m_layout->lineForTextPosition(int(column));
        return line.isValid() ? line.lineNumber() : lineCount() - 1;
    }
    return m_wrap == 0 ? 0 : std::min(lineCount() - 1, int(column / m_wrap));
}

ColumnSpan DrawnRow::lineSpan(int line) const
{
    if (m_layout && line < m_layout->lineCount()) {
        const QTextLine laid = m_layout->lineAt(line);
        return {laid.textStart(), laid.textStart() + laid.textLength()};
    }
    const qsizetype size = m_shown.text.size();
    return m_wrap == 0 ? ColumnSpan{0, size}
                       : ColumnSpan{line * m_wrap, std::min(size, (line + 1) * m_wrap)};
}

double DrawnRow::xOf(int line, qsizetype column) const
{
    if (m_layout && line < m_layout->lineCount())
        return m_layout->lineAt(line).cursorToX(int(column));
    return double(column - lineSpan(line).begin) * m_metrics.columnWidth;
}

qsizetype DrawnRow::columnAt(int line, double x) const
{
    const ColumnSpan span = lineSpan(line);
    if (m_layout && line < m_layout->lineCount())
        return m_layout->lineAt(line).xToCursor(x);
    return std::clamp<qsizetype>(span.begin + qsizetype(x / m_metrics.columnWidth + 0.5),
                                 span.begin, span.end);
}

double DrawnRow::width() const
{
    if (!m_layout)
        return double(m_shown.text.size()) * m_metrics.columnWidth;
    return m_layout->lineCount() == 0 ? 0 : m_layout->lineAt(0).naturalTextWidth();
}

void DrawnRow::forRects(const ColumnSpan &span, QPointF origin,
                        const std::function<void(const QRectF &)> &act) const
{
    const qsizetype size = m_shown.text.size();
    for (int line = lineOf(std::min(span.begin, size)); line < lineCount(); ++line) {
        const ColumnSpan columns = lineSpan(line);
        if (columns.begin >= span.end && line > 0)
            return;
        const bool isLast = line + 1 == lineCount();
        double from = xOf(line, std::max(columns.begin, std::min(span.begin, size)));
        double to = xOf(line, std::min(columns.end, std::min(span.end, size)));
        if (from > to)
            std::swap(from, to);
        // The end of a line, selected with it.
        if (isLast && span.end > size)
            to += m_metrics.columnWidth;
        if (to > from)
            act(QRectF(origin.x() + from, origin.y() + line * m_metrics.lineHeight, to - from,
                       m_metrics.lineHeight));
    }
}

void DrawnRow::paint(QPainter &painter, GlyphBatch &batch, QPointF origin,
                     const CodeFormats &formats, const QColor &text, const ColumnSpan &seen) const
{
    if (!m_layout)
        return addPlain(batch, origin, formats, text, seen);
    QList<QTextLayout::FormatRange> ranges;
    if (m_colors) {
        for (const RowColor &color : *m_colors)
            ranges.append({int(color.begin), int(color.end - color.begin),
                           formats[size_t(color.style) % formats.size()]});
    }
    painter.setPen(text);
    m_layout->draw(&painter, origin + QPointF(0, 1), ranges);
}

void DrawnRow::addPlain(GlyphBatch &batch, QPointF origin, const CodeFormats &formats,
                        const QColor &text, const ColumnSpan &seen) const
{
    const auto put = [&](qsizetype begin, qsizetype end, int line, const QColor &color) {
        const ColumnSpan columns = lineSpan(line);
        begin = std::max({begin, columns.begin, m_wrap == 0 ? seen.begin : 0});
        end = std::min(end, m_wrap == 0 ? std::min(columns.end, seen.end) : columns.end);
        if (begin >= end)
            return;
        batch.add(QStringView(m_shown.text).sliced(begin, end - begin),
                  origin
                      + QPointF(xOf(line, begin), line * m_metrics.lineHeight + m_metrics.ascent),
                  m_metrics.columnWidth, color);
    };
    const int lines = lineCount();
    for (int line = 0; line < lines; ++line) {
        const ColumnSpan columns = lineSpan(line);
        qsizetype at = columns.begin;
        if (m_colors) {
            const auto first = std::ranges::lower_bound(
                *m_colors, columns.begin,
                [](qsizetype end, qsizetype begin) { return end <= begin; }, &RowColor::end);
            for (auto color = first; color != m_colors->end() && color->begin < columns.end;
                 ++color) {
                put(at, color->begin, line, text);
                put(color->begin, color->end, line,
                    formats[size_t(color->style) % formats.size()].foreground().color());
                at = std::max(at, color->end);
            }
        }
        put(at, columns.end, line, text);
    }
}

} // namespace Recloser
