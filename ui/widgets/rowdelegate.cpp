// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/rowdelegate.h"

#include <QPainter>

namespace Recloser {

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (const QVariant color = index.data(Qt::ForegroundRole); color.isValid())
        option->palette.setColor(QPalette::HighlightedText, color.value<QColor>());
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const QVariant tint = index.data(Qt::BackgroundRole);
    if (tint.isValid() && !isSelected)
        painter->fillRect(option.rect, tint.value<QColor>());
    QStyledItemDelegate::paint(painter, option, index);
    if (isSelected && index.column() == 0)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                          m_theme.colors().accent.strong);
}

} // namespace Recloser
