// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodyrows.h"
#include "ui/bodyview/rowcolors.h"
#include "ui/editor/codecolors.h"
#include "ui/editor/glyphbatch.h"

#include <QFont>
#include <QRectF>

#include <functional>
#include <memory>
#include <optional>

class QPainter;
class QTextLayout;

namespace Recloser {

/// Measures of the font and the pane that rows are laid out for.
struct RowMetrics
{
    QFont font;
    double columnWidth = 8;
    int lineHeight = 16;
    int ascent = 12;
    /// Columns that fit, where rows are wrapped; 0 where they are not.
    qsizetype wrapColumns = 0;
};

/// A row that was laid out: one line of the screen or, wrapped, several. What has one column a
/// character needs no text layout.
class DrawnRow
{
public:
    DrawnRow(const TextRow &row, ShownRow shown, const RowMetrics &metrics);
    ~DrawnRow();

    const TextRow &row() const { return m_row; }
    const ShownRow &shown() const { return m_shown; }
    std::optional<std::vector<RowColor>> &colors() { return m_colors; }

    int lineCount() const;
    int lineOf(qsizetype column) const;
    /// Columns that a line has.
    ColumnSpan lineSpan(int line) const;
    /// Pixels from the start of the line, and back.
    double xOf(int line, qsizetype column) const;
    qsizetype columnAt(int line, double x) const;
    double width() const;

    /// The rectangles of a span, one for each line it is on; the row's first one at `origin`.
    void forRects(const ColumnSpan &span, QPointF origin,
                  const std::function<void(const QRectF &)> &act) const;
    /// Paints the row, or adds what of it is in `seen` to the batch where it needs no layout.
    void paint(QPainter &painter, GlyphBatch &batch, QPointF origin, const CodeFormats &formats,
               const QColor &text, const ColumnSpan &seen) const;

private:
    void addPlain(GlyphBatch &batch, QPointF origin, const CodeFormats &formats, const QColor &text,
                  const ColumnSpan &seen) const;

    TextRow m_row;
    ShownRow m_shown;
    const RowMetrics &m_metrics;
    qsizetype m_wrap = 0;
    std::unique_ptr<QTextLayout> m_layout;
    std::optional<std::vector<RowColor>> m_colors;
};

} // namespace Recloser
