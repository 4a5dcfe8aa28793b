// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/rowtable.h"

#include <QAccessible>
#include <QHeaderView>
#include <QHoverEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

RowTable::RowTable(QWidget *parent)
    : QAbstractItemView(parent)
    , m_header(new QHeaderView(Qt::Horizontal, this))
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setAttribute(Qt::WA_Hover);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_header->setHighlightSections(false);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setStretchLastSection(true);
    m_header->setMinimumSectionSize(24);
    connect(m_header, &QHeaderView::sectionResized, viewport(), qOverload<>(&QWidget::update));
    measure();
}

void RowTable::measure()
{
    m_rowHeight = fontMetrics().height() + 8;
    scheduleDelayedItemsLayout();
}

void RowTable::setColumnWidth(int column, int width)
{
    m_header->resizeSection(column, width);
}

void RowTable::setModel(QAbstractItemModel *model)
{
    QAbstractItemView::setModel(model);
    m_header->setModel(model);
}

void RowTable::selectRow(int row)
{
    setCurrentIndex(model()->index(row, 0, rootIndex()));
}

int RowTable::rowCount() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

int RowTable::visibleRows() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

int RowTable::top() const
{
    return verticalScrollBar()->value();
}

int RowTable::verticalOffset() const
{
    return top() * m_rowHeight;
}

int RowTable::rowAt(int y) const
{
    const int row = top() + y / m_rowHeight;
    return y < 0 || row >= rowCount() ? -1 : row;
}

QRect RowTable::rectOf(int row) const
{
    const qint64 y = (qint64(row) - top()) * m_rowHeight;
    // Far beside the viewport is far enough.
    return {0, int(std::clamp<qint64>(y, -1'000'000, 1'000'000)), viewport()->width(), m_rowHeight};
}

QRect RowTable::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    QRect rect = rectOf(index.row());
    rect.setLeft(m_header->sectionViewportPosition(index.column()));
    rect.setWidth(m_header->sectionSize(index.column()));
    return rect;
}

QModelIndex RowTable::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    const int column = m_header->logicalIndexAt(point.x());
    return row < 0 || column < 0 ? QModelIndex() : model()->index(row, column, rootIndex());
}

QSize RowTable::minimumSizeHint() const
{
    return {120, m_header->sizeHint().height() + 2 * m_rowHeight};
}

void RowTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int row = index.row();
    if (hint == PositionAtTop || (hint == EnsureVisible && row < top()))
        verticalScrollBar()->setValue(row);
    else if (hint == PositionAtBottom || (hint == EnsureVisible && row >= top() + visibleRows()))
        verticalScrollBar()->setValue(row - visibleRows() + 1);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(row - visibleRows() / 2);
}

QModelIndex RowTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int count = rowCount();
    if (count == 0)
        return {};
    const QModelIndex from = currentIndex();
    int row = from.isValid() ? from.row() : -1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        --row;
        break;
    case MoveDown:
    case MoveNext:
        ++row;
        break;
    case MovePageUp:
        row -= visibleRows();
        break;
    case MovePageDown:
        row += visibleRows();
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = count - 1;
        break;
    case MoveLeft:
    case MoveRight:
        break;
    }
    return model()->index(std::clamp(row, 0, count - 1), from.isValid() ? from.column() : 0,
                          rootIndex());
}

void RowTable::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    const int row = rowAt(rect.center().y());
    if (row < 0 || !selectionModel())
        return;
    selectionModel()->select(model()->index(row, 0, rootIndex()),
                             flags | QItemSelectionModel::Rows);
}

QRegion RowTable::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const int first = std::max(range.top(), top());
        const int last = std::min(range.bottom(), top() + visibleRows());
        for (int row = first; row <= last; ++row)
            region += rectOf(row);
    }
    return region;
}

void RowTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update();
    if (!current.isValid() || !QAccessible::isActive())
        return;
    QStringList words;
    for (int column = 0; column < model()->columnCount(rootIndex()); ++column) {
        const QModelIndex cell = current.siblingAtColumn(column);
        const QVariant said = cell.data(Qt::AccessibleTextRole);
        words += said.isValid() ? said.toString() : cell.data().toString();
    }
    words.removeAll(QString());
    QAccessibleAnnouncementEvent told(this, words.join(u", "_s));
    QAccessible::updateAccessibility(&told);
}

void RowTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    scheduleDelayedItemsLayout();
}

void RowTable::scrollContentsBy(int, int)
{
    setHovered(-1);
    viewport()->update();
}

void RowTable::updateGeometries()
{
    const int headHeight = m_header->isHidden() ? 0 : m_header->sizeHint().height();
    setViewportMargins(0, headHeight, 0, 0);
    const QRect inside = viewport()->geometry();
    m_header->setGeometry(inside.left(), inside.top() - headHeight, inside.width(), headHeight);
    verticalScrollBar()->setRange(0, std::max(0, rowCount() - visibleRows()));
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    QAbstractItemView::updateGeometries();
}

void RowTable::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    if (!model() || !selectionModel())
        return;
    QStyleOptionViewItem usual;
    initViewItemOption(&usual);
    const int columns = m_header->count();
    const int last = std::min(rowCount() - 1, top() + event->rect().bottom() / m_rowHeight);
    for (int row = top() + event->rect().top() / m_rowHeight; row <= last; ++row) {
        const bool isSelected = selectionModel()->isRowSelected(row, rootIndex());
        for (int column = 0; column < columns; ++column) {
            if (m_header->isSectionHidden(column))
                continue;
            const QModelIndex index = model()->index(row, column, rootIndex());
            QStyleOptionViewItem option = usual;
            option.rect = visualRect(index);
            option.state.setFlag(QStyle::State_Selected, isSelected);
            option.state.setFlag(QStyle::State_MouseOver, row == m_hovered);
            itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
}

bool RowTable::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter)
        setHovered(rowAt(static_cast<QHoverEvent *>(event)->position().toPoint().y()));
    else if (event->type() == QEvent::HoverLeave)
        setHovered(-1);
    return QAbstractItemView::viewportEvent(event);
}

void RowTable::setHovered(int row)
{
    if (m_hovered == row)
        return;
    m_hovered = row;
    viewport()->update();
}

void RowTable::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
}

} // namespace Recloser
