// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitmodel.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// Paints one circuit as a card: state as a shape, key, time left, bar, state and cause, who and
/// where, and a link. All cards are equally high.
class CircuitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CircuitDelegate(const Theme &theme, const CircuitModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The parts of an item that time alone changes.
    QRegion countdownRegion(const QRect &item) const;
    /// Where the link can be clicked; empty without one.
    QRect linkRect(const QRect &item, const QModelIndex &index) const;

Q_SIGNALS:
    void linkClicked(const QModelIndex &index);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

private:
    struct Layout
    {
        QRect frame;
        QRect top;
        QRect bar;
        QRect middle;
        QRect bottom;
    };

    Layout layoutOf(const QRect &item) const;
    QFont keyFont() const;
    QFont timeFont() const;
    void paintBar(QPainter &painter, const QRect &bar, const CircuitWords &words) const;

    const Theme &m_theme;
    const CircuitModel &m_model;
};

} // namespace Recloser
