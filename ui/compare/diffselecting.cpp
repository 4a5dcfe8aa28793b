// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of DiffCanvas that follows the mouse.

#include "ui/compare/diffcanvas.h"

#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

DiffCanvas::Side DiffCanvas::sideAt(const QPoint &point) const
{
    return point.x() <= paneWidth() ? Side::Left : Side::Right;
}

qsizetype DiffCanvas::sideRowFrom(Side side, qsizetype row) const
{
    for (size_t index = m_rows->stretchOf(row); index < m_rows->stretches().size(); ++index) {
        const RowStretch &stretch = m_rows->stretches()[index];
        if (side == Side::Left ? !hasLeft(stretch.kind) : !hasRight(stretch.kind))
            continue;
        const qsizetype offset = std::max<qsizetype>(0, row - m_rows->beginOf(index));
        return (side == Side::Left ? stretch.left : stretch.right) + offset;
    }
    return -1;
}

std::optional<DiffCanvas::Place> DiffCanvas::placeAt(const QPoint &point, Side side)
{
    if (!m_rows || m_folds.lineCount() == 0)
        return {};
    const qsizetype line = std::clamp<qsizetype>(
        verticalScrollBar()->value() + point.y() / m_lineHeight - (point.y() < 0 ? 1 : 0), 0,
        m_folds.lineCount() - 1);
    const DiffFolds::Line at = m_folds.at(line);
    const qsizetype sideRow = sideRowFrom(side, at.row);
    const TextRows &text = m_rows->side(side);
    if (sideRow < 0) {
        if (text.count() == 0)
            return {};
        const qsizetype last = text.count() - 1;
        return Place{last, drawn(m_rows->rowOf(side, last)).texts[int(side)].shown.size()};
    }
    const AlignedRow aligned = m_rows->at(at.row);
    const bool isHere
        = at.folded == 0 && (side == Side::Left ? aligned.left : aligned.right) == sideRow;
    if (!isHere)
        return Place{sideRow, 0};
    const double x = point.x() - pane(side).textLeft + horizontalScrollBar()->value();
    return Place{sideRow, columnAt(drawn(at.row), side, x)};
}

void DiffCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_rows || m_folds.lineCount() == 0)
        return QAbstractScrollArea::mousePressEvent(event);
    const QPoint point = event->position().toPoint();
    const qsizetype line = verticalScrollBar()->value() + point.y() / m_lineHeight;
    if (line < m_folds.lineCount() && m_folds.at(line).folded > 0) {
        m_folds.unfold(line);
        updateBars();
        viewport()->update();
        return;
    }
    const Side side = sideAt(point);
    const auto place = placeAt(point, side);
    if (!place)
        return;
    if ((event->modifiers() & Qt::ShiftModifier) && m_selection && m_selection->side == side)
        m_selection->cursor = *place;
    else
        m_selection = {side, *place, *place};
    viewport()->update();
}

void DiffCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton) || !m_selection)
        return;
    const QPoint point = event->position().toPoint();
    if (point.y() < 0)
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepSub);
    else if (point.y() > viewport()->height())
        verticalScrollBar()->triggerAction(QScrollBar::SliderSingleStepAdd);
    if (const auto place = placeAt(point, m_selection->side)) {
        m_selection->cursor = *place;
        viewport()->update();
    }
}

void DiffCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const Side side = sideAt(point);
    const auto place = placeAt(point, side);
    if (!place || event->button() != Qt::LeftButton)
        return;
    const QString &text = drawn(m_rows->rowOf(side, place->sideRow)).texts[int(side)].shown;
    const auto isWord = [&text](qsizetype at) {
        return text[at].isLetterOrNumber() || text[at] == u'_' || text[at].isSurrogate();
    };
    qsizetype begin = place->column;
    qsizetype end = place->column;
    while (begin > 0 && isWord(begin - 1))
        --begin;
    while (end < text.size() && isWord(end))
        ++end;
    m_selection = {side, {place->sideRow, begin}, {place->sideRow, end}};
    viewport()->update();
}

void DiffCanvas::selectAll()
{
    if (!m_rows)
        return;
    const Side side = m_selection ? m_selection->side : Side::Left;
    const qsizetype last = m_rows->side(side).count() - 1;
    if (last < 0)
        return;
    const qsizetype length = drawn(m_rows->rowOf(side, last)).texts[int(side)].shown.size();
    m_selection = {side, {0, 0}, {last, length}};
    viewport()->update();
}

std::optional<WordRange> DiffCanvas::selectedIn(Side side, qsizetype sideRow,
                                                qsizetype length) const
{
    if (!m_selection || m_selection->side != side || m_selection->anchor == m_selection->cursor)
        return {};
    const auto [first, last] = std::minmax(m_selection->anchor, m_selection->cursor);
    if (sideRow < first.sideRow || sideRow > last.sideRow)
        return {};
    const qsizetype begin = sideRow == first.sideRow ? std::min(first.column, length) : 0;
    // The end of a row is selected with it.
    const qsizetype end = sideRow == last.sideRow ? std::min(last.column, length) : length + 1;
    return begin < end ? std::optional(WordRange{begin, end}) : std::nullopt;
}

QString DiffCanvas::selectedText() const
{
    if (!m_selection || !m_rows || m_selection->anchor == m_selection->cursor)
        return {};
    const Side side = m_selection->side;
    const TextRows &text = m_rows->side(side);
    const auto [first, last] = std::minmax(m_selection->anchor, m_selection->cursor);
    const auto rowText = [&](qsizetype sideRow) {
        const RowKind kind = m_rows->at(m_rows->rowOf(side, sideRow)).kind;
        return diffRowText(text.row(sideRow),
                           kind == RowKind::Equal ? DiffRowText::Blanks::AsTheyAre
                                                  : DiffRowText::Blanks::Marked);
    };
    const DiffRowText head = rowText(first.sideRow);
    if (first.sideRow == last.sideRow)
        return head.between(first.column, last.column);
    QString selected = head.between(first.column, head.shown.size());
    // Rows between are taken as they are, however many.
    const qsizetype begin = text.begin(first.sideRow + 1);
    const qsizetype end = text.begin(last.sideRow);
    if (!text.isContinuation(first.sideRow + 1))
        selected += u'\n';
    selected += QString::fromUtf8(text.bytes().view().sliced(begin, end - begin));
    return selected + rowText(last.sideRow).between(0, last.column);
}

} // namespace Recloser
