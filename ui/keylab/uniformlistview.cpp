// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/uniformlistview.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

UniformListView::UniformListView(QWidget *parent) : QAbstractItemView(parent)
{
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setMouseTracking(true);
}

void UniformListView::setLineHeight(int height)
{
    m_lineHeight = std::max(1, height);
    updateGeometries();
    viewport()->update();
}

QRect UniformListView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    // Beyond what an int holds nothing is visible anyway; scroll bars end there, too.
    const qint64 top = qint64(index.row()) * m_lineHeight - verticalOffset();
    const auto y = int(std::clamp<qint64>(top, -(1 << 28), 1 << 28));
    return {0, y, viewport()->width(), m_lineHeight};
}

void UniformListView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const QRect rect = visualRect(index);
    const int room = viewport()->height();
    int offset = verticalOffset();
    if (hint == PositionAtTop || (hint == EnsureVisible && rect.top() < 0))
        offset += rect.top();
    else if (hint == PositionAtBottom || (hint == EnsureVisible && rect.bottom() >= room))
        offset += rect.bottom() - room + 1;
    else if (hint == PositionAtCenter)
        offset += rect.center().y() - room / 2;
    verticalScrollBar()->setValue(offset);
}

QModelIndex UniformListView::indexAt(const QPoint &point) const
{
    const int row = (point.y() + verticalOffset()) / m_lineHeight;
    return point.y() + verticalOffset() >= 0 && row < rowCount()
        ? model()->index(row, 0, rootIndex())
        : QModelIndex();
}

QModelIndex UniformListView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (rowCount() == 0)
        return {};
    const int page = std::max(1, viewport()->height() / m_lineHeight - 1);
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= 1;
        break;
    case MoveDown:
    case MoveNext:
        row += 1;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rowCount() - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return model()->index(std::clamp(row, 0, rowCount() - 1), 0, rootIndex());
}

int UniformListView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

void UniformListView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex first = indexAt(rect.topLeft());
    const QModelIndex last = indexAt(rect.bottomRight());
    QItemSelection selection;
    if (first.isValid())
        selection.select(first, last.isValid() ? last : first);
    selectionModel()->select(selection, command);
}

QRegion UniformListView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += visualRect(range.topLeft()).united(visualRect(range.bottomRight()));
    return region.intersected(viewport()->rect());
}

void UniformListView::paintEvent(QPaintEvent *event)
{
    if (rowCount() == 0)
        return;
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QPoint cursor = viewport()->mapFromGlobal(QCursor::pos());
    const bool isUnderMouse = viewport()->underMouse();
    const int first = std::max(0, (event->rect().top() + verticalOffset()) / m_lineHeight);
    const int last
        = std::min(rowCount() - 1, (event->rect().bottom() + verticalOffset()) / m_lineHeight);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        option.rect = visualRect(index);
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_MouseOver, isUnderMouse && option.rect.contains(cursor));
        itemDelegateForIndex(index)->paint(&painter, option, index);
    }
}

void UniformListView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    const int room = viewport()->height();
    const qint64 height = qint64(rowCount()) * m_lineHeight;
    verticalScrollBar()->setSingleStep(m_lineHeight);
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setRange(0, int(std::clamp<qint64>(height - room, 0, 1 << 30)));
}

void UniformListView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QAbstractItemView::rowsInserted(parent, first, last);
    scheduleDelayedItemsLayout();
}

} // namespace Recloser
