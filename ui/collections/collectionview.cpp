// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectionview.h"

#include "ui/collections/collectionwords.h"

#include <QAction>
#include <QDrag>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace Recloser {

using namespace Qt::StringLiterals;

CollectionView::CollectionView(const Theme &theme, CollectionItemModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(model)
{
    setModel(&model);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(14);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setExpandsOnDoubleClick(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAutoExpandDelay(700);
    setTabKeyNavigation(false);

    connect(this, &QAbstractItemView::activated, this, &CollectionView::activate);
    m_expanding.setInterval(0);
    connect(&m_expanding, &QTimer::timeout, this, &CollectionView::expandSome);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { m_toExpand.clear(); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

CollectionItem CollectionView::currentItem() const
{
    return m_model.item(currentIndex());
}

QList<CollectionItem> CollectionView::selectedItems() const
{
    QModelIndexList indexes = selectionModel()->selectedIndexes();
    if (indexes.size() < 2)
        return m_model.items(indexes);
    // By the rows of what they are in: comparing the ways down would look at each again and again.
    QHash<QModelIndex, QList<int>> ways;
    const auto wayTo = [&](QModelIndex index) {
        QList<int> way;
        for (; index.isValid(); index = index.parent())
            way.prepend(index.row());
        return way;
    };
    QList<std::pair<QList<int>, QModelIndex>> sorted;
    sorted.reserve(indexes.size());
    for (const QModelIndex &index : std::as_const(indexes)) {
        const QModelIndex above = index.parent();
        auto way = ways.constFind(above);
        if (way == ways.cend())
            way = ways.insert(above, wayTo(above));
        sorted.append({*way + QList<int>{index.row()}, index});
    }
    std::ranges::sort(sorted, {}, &std::pair<QList<int>, QModelIndex>::first);
    QList<CollectionItem> items;
    items.reserve(sorted.size());
    for (const auto &[way, index] : std::as_const(sorted)) {
        if (const CollectionItem item = m_model.item(index))
            items.append(item);
    }
    return items;
}

void CollectionView::select(const QList<CollectionItem> &items)
{
    QItemSelection selection;
    QModelIndex first;
    for (const CollectionItem &item : items) {
        const QModelIndex index = m_model.indexOf(item);
        if (!index.isValid())
            continue;
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            expand(above);
        selection.select(index, index);
        if (!first.isValid())
            first = index;
    }
    if (!first.isValid())
        return;
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    scrollTo(first);
}

// ---- expanding ---------------------------------------------------------------------------------

void CollectionView::expandBelow(const QList<CollectionItem> &items)
{
    m_toExpand = items;
    if (items.isEmpty()) {
        for (int row = 0; row < m_model.rowCount(); ++row)
            m_toExpand.append(m_model.item(m_model.index(row, 0)));
    }
    std::ranges::reverse(m_toExpand);
    m_expanding.start();
    expandSome();
}

void CollectionView::expandSome()
{
    constexpr qint64 longestTurn = 5;
    QElapsedTimer time;
    time.start();
    while (!m_toExpand.isEmpty() && time.elapsed() < longestTurn) {
        const QModelIndex index = m_model.indexOf(m_toExpand.takeLast());
        if (!index.isValid())
            continue;
        expand(index);
        const int rows = m_model.rowCount(index);
        for (int row = rows - 1; row >= 0; --row) {
            const QModelIndex child = m_model.index(row, 0, index);
            if (m_model.flags(child).testFlag(Qt::ItemNeverHasChildren))
                break; // a file holds requests alone
            m_toExpand.append(m_model.item(child));
        }
    }
    if (m_toExpand.isEmpty())
        m_expanding.stop();
}

// ---- keys and mouse ----------------------------------------------------------------------------

QAction *CollectionView::actionFor(const QKeyEvent *event) const
{
    const QKeySequence typed(event->keyCombination());
    const QList<QAction *> all = actions();
    for (QAction *action : all) {
        if (action->shortcuts().contains(typed))
            return action;
    }
    return nullptr;
}

bool CollectionView::event(QEvent *event)
{
    // The window knows some of these keys too (undo); here they mean the tree.
    if (event->type() == QEvent::ShortcutOverride && actionFor(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void CollectionView::keyPressEvent(QKeyEvent *event)
{
    if (QAction *action = actionFor(event); action && state() != EditingState) {
        // A key that does nothing now is not the window's either.
        if (action->isEnabled())
            action->trigger();
        return;
    }
    if (event->key() == Qt::Key_Asterisk) {
        expandBelow({currentItem()});
        return;
    }
    QTreeView::keyPressEvent(event);
}

void CollectionView::activate(const QModelIndex &index)
{
    const CollectionItem item = m_model.item(index);
    const CollectionNode *node = item.get();
    if (!node)
        return;
    if (node->kind == CollectionNode::Kind::Request)
        Q_EMIT openRequested(item);
    else
        setExpanded(index, !isExpanded(index));
}

void CollectionView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    if (event->button() != Qt::MiddleButton)
        return;
    const CollectionItem item = m_model.item(indexAt(event->position().toPoint()));
    const CollectionNode *node = item.get();
    if (node && node->kind == CollectionNode::Kind::Request)
        Q_EMIT openInNewTabRequested(item);
}

void CollectionView::startDrag(Qt::DropActions actions)
{
    QModelIndexList indexes = selectedIndexes();
    indexes.removeIf([this](const QModelIndex &index) {
        return !m_model.flags(index).testFlag(Qt::ItemIsDragEnabled);
    });
    if (indexes.isEmpty())
        return;
    QMimeData *dragged = m_model.mimeData(indexes);
    const auto *mime = qobject_cast<const CollectionMime *>(dragged);
    auto *drag = new QDrag(this);
    drag->setPixmap(dragPicture(mime->items()));
    drag->setHotSpot({-10, -6});
    drag->setMimeData(dragged);
    drag->exec(actions, defaultDropAction());
}

QPixmap CollectionView::dragPicture(const QList<CollectionItem> &items) const
{
    // Not the rows themselves: there may be thousands of them.
    const QString text = items.size() == 1
        ? fontMetrics().elidedText(titleOf(items.first()), Qt::ElideRight, 240)
        : tr("%1 items").arg(items.size());
    const QSize size(fontMetrics().horizontalAdvance(text) + 20, fontMetrics().height() + 10);
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colors().accent.strong);
    painter.setBrush(m_theme.colors().accent.soft);
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), size - QSizeF(1, 1)), 5, 5);
    painter.setFont(font());
    painter.setPen(m_theme.colors().text);
    painter.drawText(QRect(QPoint(), size), int(Qt::AlignCenter), text);
    return picture;
}

// ---- painting ----------------------------------------------------------------------------------

void CollectionView::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    const bool isSelected = selectionModel()->isSelected(index);
    const bool isHovered
        = option.rect.contains(option.rect.left(), viewport()->mapFromGlobal(QCursor::pos()).y())
        && viewport()->underMouse();
    QRect row = option.rect;
    row.setLeft(0);
    row.setRight(viewport()->width() - 1);
    if (isSelected)
        painter->fillRect(row, colors.selection);
    else if (isHovered)
        painter->fillRect(row, colors.hover);
    QTreeView::drawRow(painter, option, index);
    if (index == currentIndex() && hasFocus()) {
        painter->setPen(colors.accent.strong);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void CollectionView::drawBranches(QPainter *painter, const QRect &rect,
                                  const QModelIndex &index) const
{
    if (!m_model.hasChildren(index))
        return;
    const QPointF center(rect.right() - indentation() / 2.0 + 3, rect.center().y() + 0.5);
    QPainterPath arrow;
    if (isExpanded(index)) {
        arrow.moveTo(center + QPointF(-4, -2));
        arrow.lineTo(center + QPointF(0, 2));
        arrow.lineTo(center + QPointF(4, -2));
    } else {
        arrow.moveTo(center + QPointF(-2, -4));
        arrow.lineTo(center + QPointF(2, 0));
        arrow.lineTo(center + QPointF(-2, 4));
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(m_theme.colors().muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPath(arrow);
    painter->restore();
}

} // namespace Recloser
