// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/fieldtablemodel.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

#include <functional>

namespace Recloser {

class VariableAid;

/// Paints and edits the cells of a FieldTable. What is typed is in the model with every keystroke;
/// an editor is only ever set when the model holds something else.
class FieldDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Called for every editor made, to take over its undo keys; may be empty.
    using Prepare = std::function<void(QWidget &editor)>;

    FieldDelegate(const Theme &theme, Prepare prepare, QObject *parent = nullptr);

    /// Pixels from a cell's left to its text.
    static constexpr int textMargin = 8;

    /// Knows which placeholders have a value; null: nobody does. Outlives the delegate.
    void setAid(VariableAid *aid) { m_aid = aid; }
    /// The width at the right of a file's cell that opens the file dialog.
    static int chooseWidth(const QFontMetrics &metrics);

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
    void rowsPasted(const QList<Recloser::FieldRow> &rows) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paintText(QPainter &painter, const QRect &cell, const QModelIndex &index,
                   const QFont &font) const;
    void paintRemove(QPainter &painter, const QRect &cell, bool lit) const;
    void complete(class QLineEdit &editor, const FieldTableModel &model,
                  const QModelIndex &index) const;
    void commitTyped(QWidget *editor) const;

    const Theme &m_theme;
    Prepare m_prepare;
    VariableAid *m_aid = nullptr;
    mutable bool m_committing = false;
};

} // namespace Recloser
