// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionitemmodel.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QTreeView>

namespace Recloser {

/// A tree of collection items. Its actions (QWidget::actions()) work with their keys while it has
/// the focus, whatever the window does with the same keys. GUI thread.
class CollectionView : public QTreeView
{
    Q_OBJECT

public:
    CollectionView(const Theme &theme, CollectionItemModel &model, QWidget *parent = nullptr);

    CollectionItem currentItem() const;
    /// In the order of the tree.
    QList<CollectionItem> selectedItems() const;
    /// Opens what they are in, selects them and makes the first the current one.
    void select(const QList<CollectionItem> &items);
    /// All below `items`, or all there is; in turns that the eye does not notice, however many.
    void expandBelow(const QList<CollectionItem> &items = {});
    bool isExpanding() const { return !m_toExpand.isEmpty(); }

Q_SIGNALS:
    void openRequested(const Recloser::CollectionItem &item);
    void openInNewTabRequested(const Recloser::CollectionItem &item);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;

private:
    QAction *actionFor(const QKeyEvent *event) const;
    void activate(const QModelIndex &index);
    void expandSome();
    QPixmap dragPicture(const QList<CollectionItem> &items) const;

    const Theme &m_theme;
    CollectionItemModel &m_model;
    /// The next one is at the end.
    QList<CollectionItem> m_toExpand;
    QTimer m_expanding;
};

} // namespace Recloser
