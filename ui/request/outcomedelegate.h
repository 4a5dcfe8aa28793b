// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// Paints and edits the cells of an OutcomeTable: a list to choose from in every column, and in the
/// first one also what is typed.
class OutcomeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit OutcomeDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;

private:
    /// The cross that removes an own row.
    void paintCross(QPainter &painter, const QRect &cell, bool lit) const;

    const Theme &m_theme;
};

} // namespace Recloser
