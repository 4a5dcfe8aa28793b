// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of DiffCanvas that paints.

#include "ui/compare/diffcanvas.h"

#include "ui/compare/diffcolors.h"

#include <QLocale>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace Recloser {

namespace {

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

} // namespace

void DiffCanvas::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setFont(m_font);
    const ThemeColors &colors = m_theme.colors();
    painter.fillRect(event->rect(), colors.pane);
    if (!m_rows)
        return;
    // First, so that the words of a fold stand over it.
    painter.fillRect(paneWidth(), 0, 1, viewport()->height(), colors.line);
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype last
        = std::min(m_folds.lineCount(), first + viewport()->height() / m_lineHeight + 2);
    for (qsizetype line = first; line < last; ++line)
        paintLine(painter, line, int(line - first) * m_lineHeight);
}

void DiffCanvas::paintLine(QPainter &painter, qsizetype line, int top)
{
    const DiffFolds::Line shown = m_folds.at(line);
    if (shown.folded > 0)
        return paintFold(painter, shown, top);
    const AlignedRow at = m_rows->at(shown.row);
    paintSide(painter, Side::Left, shown.row, at, top);
    paintSide(painter, Side::Right, shown.row, at, top);
    if (m_current < 0)
        return;
    const Difference &current = m_rows->differences()[size_t(m_current)];
    if (shown.row >= current.begin && shown.row < current.end) {
        const QColor bar = m_theme.colors().accent.strong;
        painter.fillRect(0, top, 3, m_lineHeight, bar);
        painter.fillRect(paneWidth() + 1, top, 3, m_lineHeight, bar);
    }
}

void DiffCanvas::paintFold(QPainter &painter, const DiffFolds::Line &line, int top)
{
    const ThemeColors &colors = m_theme.colors();
    const QRect rect(0, top, viewport()->width(), m_lineHeight);
    painter.fillRect(rect, colors.background);
    painter.setPen(colors.muted);
    painter.drawText(rect, Qt::AlignCenter,
                     line.folded == 1
                         ? tr("⋯  1 equal line  ⋯")
                         : tr("⋯  %1 equal lines  ⋯").arg(QLocale().toString(line.folded)));
}

void DiffCanvas::paintFiller(QPainter &painter, const QRect &rect) const
{
    painter.fillRect(rect, m_theme.colors().background);
    painter.fillRect(rect, QBrush(withAlpha(m_theme.colors().line, 170), Qt::BDiagPattern));
}

void DiffCanvas::paintSide(QPainter &painter, Side side, qsizetype row, const AlignedRow &at,
                           int top)
{
    const PaneGeometry geometry = pane(side);
    const ThemeColors &colors = m_theme.colors();
    const qsizetype sideRow = side == Side::Left ? at.left : at.right;
    const QRect rect(geometry.left, top, geometry.width, m_lineHeight);
    if (sideRow < 0) {
        painter.save();
        paintFiller(painter, rect);
        painter.restore();
        return;
    }
    const DiffLook look = lookOf(at.kind, colors);
    if (look.isTinted)
        painter.fillRect(rect, look.tone.soft);
    painter.save();
    painter.setClipRect(QRect(geometry.textLeft - 2, top,
                              geometry.left + geometry.width - geometry.textLeft + 2,
                              m_lineHeight));
    paintText(painter, side, row, at, top, geometry);
    painter.restore();

    // Room on the right of the numbers is for the sign.
    const TextRows &text = m_rows->side(side);
    const int signWidth = int(2 * m_columnWidth);
    const QRect numberRect(geometry.left + 4, top, m_gutter - signWidth - 10, m_lineHeight);
    if (!text.isContinuation(sideRow)) {
        painter.setPen(look.isTinted ? colors.text : colors.muted);
        painter.drawText(numberRect, Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(text.lineNumber(sideRow)));
    }
    painter.setPen(look.tone.strong);
    painter.drawText(QRect(numberRect.right() + 1, top, signWidth, m_lineHeight), Qt::AlignCenter,
                     QString(look.sign));
}

void DiffCanvas::paintText(QPainter &painter, Side side, qsizetype row, const AlignedRow &at,
                           int top, const PaneGeometry &geometry)
{
    const ThemeColors &colors = m_theme.colors();
    const DiffLook look = lookOf(at.kind, colors);
    Drawn &drawnRow = drawn(row);
    const QString &text = drawnRow.texts[int(side)].shown;
    const qsizetype sideRow = side == Side::Left ? at.left : at.right;

    const QList<WordRange> &words = side == Side::Left ? drawnRow.words.left : drawnRow.words.right;
    for (const WordRange &word : words)
        paintSpan(painter, drawnRow, side, word.begin, word.end, top, geometry,
                  withAlpha(look.tone.strong, 50), look.tone.strong);
    if (const auto selected = selectedIn(side, sideRow, text.size()))
        paintSpan(painter, drawnRow, side, selected->begin, selected->end, top, geometry,
                  colors.selection, {});
    const auto firstMatch = std::ranges::lower_bound(
        m_matches.all, row, {}, [](const DiffMatch &match) { return match.row; });
    for (auto match = firstMatch; match != m_matches.all.end() && match->row == row; ++match) {
        if (match->side != side)
            continue;
        const QByteArrayView bytes = m_rows->side(side).row(sideRow);
        const auto columnOf = [&](qsizetype byte) {
            const qsizetype at16 = QString::fromUtf8(bytes.first(byte)).size();
            const QList<qsizetype> &origins = drawnRow.texts[int(side)].origins;
            return origins.isEmpty()
                ? at16
                : qsizetype(std::ranges::lower_bound(origins, at16) - origins.begin());
        };
        const bool isCurrent
            = m_currentMatch && *m_currentMatch == size_t(match - m_matches.all.begin());
        paintSpan(painter, drawnRow, side, columnOf(match->begin),
                  columnOf(match->begin + match->length), top, geometry,
                  withAlpha(colors.warning.strong, isCurrent ? 150 : 70),
                  isCurrent ? colors.warning.strong : QColor());
    }

    painter.setPen(look.isTinted || at.kind == RowKind::Equal ? colors.text : colors.muted);
    const int scrolled = horizontalScrollBar()->value();
    if (const QTextLayout *layout = drawnRow.layouts[int(side)].get()) {
        layout->draw(&painter, QPointF(geometry.textLeft - scrolled, top + 1));
        return;
    }
    // Only the columns that are seen.
    const auto first = std::min<qsizetype>(text.size(), qsizetype(scrolled / m_columnWidth));
    const auto room
        = qsizetype((geometry.left + geometry.width - geometry.textLeft) / m_columnWidth);
    const qsizetype count = std::min<qsizetype>(text.size() - first, room + 2);
    painter.drawText(
        QPointF(geometry.textLeft - scrolled + double(first) * m_columnWidth, top + m_ascent),
        text.sliced(first, count));
}

void DiffCanvas::paintSpan(QPainter &painter, Drawn &row, Side side, qsizetype begin, qsizetype end,
                           int top, const PaneGeometry &geometry, const QColor &fill,
                           const QColor &underline)
{
    const qsizetype length = row.texts[int(side)].shown.size();
    const double origin = geometry.textLeft - horizontalScrollBar()->value();
    double from = origin + xOf(row, side, std::min(begin, length));
    double to = origin + xOf(row, side, std::min(end, length));
    if (from > to)
        std::swap(from, to);
    if (end > length)
        to += m_columnWidth;
    painter.fillRect(QRectF(from, top, to - from, m_lineHeight), fill);
    if (underline.isValid())
        painter.fillRect(QRectF(from, top + m_lineHeight - 2, to - from, 2), underline);
}

} // namespace Recloser
