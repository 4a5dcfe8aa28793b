// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of BodyView that decides what is on the screen.

#include "ui/bodyview/bodyview.h"

#include "ui/bodyview/bodyfindbar.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace Recloser {

namespace {

/// A scroll bar adds to its values, so that they stay well below the largest integer.
constexpr qint64 mostSteps = 500'000'000;

} // namespace

int BodyView::visibleLines() const
{
    return std::max(1, viewport()->height() / m_metrics.lineHeight);
}

void BodyView::updateGeometries()
{
    const bool finding = m_findBar && !m_findBar->isHidden();
    const int find = finding ? m_findBar->sizeHint().height() : 0;
    setViewportMargins(0, 0, 0, find);
    if (finding) {
        const QRect area = contentsRect();
        m_findBar->setGeometry(area.x(), area.bottom() + 1 - find, area.width(), find);
        m_findBar->raise();
    }
    qint64 digits = 0;
    if (m_rows.kind() == BodyRows::Kind::Text)
        digits = std::max<qint64>(2, QString::number(m_rows.lineCount()).size());
    m_gutter = digits > 0 ? int(double(digits) * m_metrics.columnWidth) + 24 : 12;
    if (m_structure)
        m_gutter += foldWidth;
    const int room = viewport()->width() - m_gutter - 8;
    const qsizetype wrap = m_wrap == Wrap::None || m_rows.kind() == BodyRows::Kind::Hex
        ? 0
        : std::max<qsizetype>(20, qsizetype(room / m_metrics.columnWidth));
    if (wrap != m_metrics.wrapColumns) {
        m_metrics.wrapColumns = wrap;
        m_drawn.clear();
        m_top.line = 0;
    }
    updateBars();
}

void BodyView::updateBars()
{
    const qint64 rows = m_folds.shownCount(m_rows.rowCount());
    const qint64 page = visibleLines();
    const bool wraps = m_metrics.wrapColumns > 0;
    m_rowsPerStep = rows / mostSteps + 1;
    // How many rows fit at the end is not known before they are laid out.
    const qint64 last = std::max<qint64>(0, wraps ? rows - 1 : rows - page);
    m_isSettingTop = true;
    verticalScrollBar()->setRange(0, int(last / m_rowsPerStep));
    verticalScrollBar()->setPageStep(int(std::max<qint64>(1, page / m_rowsPerStep)));
    const int room = viewport()->width() - m_gutter;
    const double beyond = wraps ? 0 : m_textWidth + 24 - room;
    horizontalScrollBar()->setRange(0, int(std::max(0.0, beyond)));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(int(m_metrics.columnWidth * 4));
    m_isSettingTop = false;
    m_top.row = m_folds.rowOf(
        std::clamp<qint64>(m_folds.indexOf(m_top.row), 0, std::max<qint64>(0, last)));
}

void BodyView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateGeometries();
}

void BodyView::scrollContentsBy(int, int dy)
{
    if (!m_isSettingTop && dy != 0)
        m_top = {m_folds.rowOf(verticalScrollBar()->value() * m_rowsPerStep), 0};
    viewport()->update();
}

void BodyView::setTop(Place top)
{
    m_top = top;
    m_isSettingTop = true;
    verticalScrollBar()->setValue(int(m_folds.indexOf(top.row) / m_rowsPerStep));
    m_isSettingTop = false;
    viewport()->update();
}

/// So many lines of the screen on, or back; the first or the last one where there are not as many.
BodyView::Place BodyView::moved(Place place, qint64 lines)
{
    const qint64 rows = m_rows.rowCount();
    if (rows == 0)
        return {};
    if (m_metrics.wrapColumns == 0) {
        const qint64 last = m_folds.shownCount(rows) - 1;
        return {m_folds.rowOf(std::clamp<qint64>(m_folds.indexOf(place.row) + lines, 0, last)), 0};
    }
    for (; lines > 0; --lines) {
        if (place.line + 1 < drawn(place.row).lineCount())
            ++place.line;
        else if (m_folds.next(place.row) < rows)
            place = {m_folds.next(place.row), 0};
        else
            break;
    }
    for (; lines < 0; ++lines) {
        if (place.line > 0)
            --place.line;
        else if (const qint64 before = m_folds.previous(place.row); before >= 0)
            place = {before, drawn(before).lineCount() - 1};
        else
            break;
    }
    return place;
}

void BodyView::scrollLines(qint64 lines)
{
    if (m_rows.rowCount() == 0)
        return;
    const Place last = moved({m_rows.rowCount() - 1, 1'000'000}, 0);
    const Place end{last.row, drawn(last.row).lineCount() - 1};
    setTop(std::min(moved(m_top, lines), moved(end, 1 - visibleLines())));
}

void BodyView::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    // With Shift or a wheel of its own: sideways.
    if (angle.x() != 0 || (event->modifiers() & Qt::ShiftModifier)) {
        const int delta = angle.x() != 0 ? angle.x() : angle.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value()
                                        - int(delta * m_metrics.columnWidth * 6 / 120));
        event->accept();
        return;
    }
    // Touch pads tell of parts of a line.
    m_wheelRest += angle.y() * 3;
    const int lines = m_wheelRest / 120;
    m_wheelRest -= lines * 120;
    const Place before = m_top;
    if (lines != 0)
        scrollLines(-lines);
    // At its end the wheel is for whoever is around.
    event->setAccepted(lines == 0 || m_top != before);
}

/// Scrolls as little as shows the cursor; to the middle where it is far.
void BodyView::showCursor()
{
    if (m_rows.rowCount() == 0)
        return;
    const TextRow row = m_rows.rowAt(m_cursor);
    if (const RowFold *fold = m_folds.hiding(row.number)) {
        m_folds.unfold(fold->row);
        foldsChanged();
    }
    DrawnRow &at = drawn(row.number);
    const qsizetype column = m_rows.columnOf(row, at.shown(), m_cursor);
    const int line = at.lineOf(column);
    const double x = at.xOf(line, column);
    const Place place{row.number, line};
    const int page = visibleLines();
    if (place < m_top) {
        const bool isFar = place < moved(m_top, -page);
        setTop(isFar ? moved(place, -page / 2) : place);
    } else if (place > moved(m_top, page - 1)) {
        const bool isFar = place > moved(m_top, 2 * page);
        setTop(moved(place, isFar ? -page / 2 : 1 - page));
    }
    if (m_metrics.wrapColumns > 0)
        return;
    updateBars();
    QScrollBar *bar = horizontalScrollBar();
    const double room = viewport()->width() - m_gutter - 2 * m_metrics.columnWidth;
    if (x < bar->value())
        bar->setValue(int(x - std::min(x, room / 4)));
    else if (x > bar->value() + room)
        bar->setValue(int(x - room * 3 / 4));
}

} // namespace Recloser
