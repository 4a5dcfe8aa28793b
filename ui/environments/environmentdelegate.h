// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

class VariableAid;

/// Paints and edits the cells of EnvironmentModel and EnvironmentMatrixModel.
class EnvironmentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int textMargin = 8;

    /// `aid` (null: none) helps with placeholders in values. Both outlive it.
    EnvironmentDelegate(const Theme &theme, VariableAid *aid, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

Q_SIGNALS:
    /// Several variables were pasted into the field of a new name.
    void variablesPasted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    VariableAid *m_aid;
};

} // namespace Recloser
