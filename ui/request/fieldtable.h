// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/fielddelegate.h"

#include <QTableView>

namespace Recloser {

/// The table of a FieldTableModel, by mouse and by keyboard: click or type to edit, Tab to the next
/// cell, Space ticks, Del removes, Alt+Up/Down moves, rows are copied and pasted as text.
class FieldTable : public QTableView
{
    Q_OBJECT

public:
    FieldTable(const Theme &theme, FieldTableModel &model, FieldDelegate::Prepare prepare,
               QWidget *parent = nullptr);

    /// Marks and explains placeholders in the cells; null: colours them only.
    void setAid(VariableAid *aid);

Q_SIGNALS:
    /// A file is to be chosen for this row.
    void fileWanted(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void closeEditor(QWidget *editor, QAbstractItemDelegate::EndEditHint hint) override;

private:
    QList<int> selectedRows() const;
    void removeSelected();
    void moveCurrent(int by);
    void copySelected();
    void pasteRows();
    void insertPasted(const QList<FieldRow> &rows);
    void toggleSelected();
    QModelIndex nextEditable(const QModelIndex &from, int step) const;

    FieldTableModel &m_model;
    bool m_widthsChosen = false;
};

} // namespace Recloser
