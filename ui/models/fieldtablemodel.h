// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/pastedrows.h"

#include <QAbstractTableModel>

namespace Recloser {

/// Named values with a tick each (parameters, headers, form fields, parts), and an empty last row
/// to type a new one into. Edits by people are told by edited(); setRows() is silent about them.
/// GUI thread.
class FieldTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Kind and MediaType are there for Multipart only, see columnOf().
    enum class Column { Tick, Name, Kind, Value, MediaType, Remove };
    enum Role {
        PlaceholderRole = Qt::UserRole, ///< what to show, muted, while the cell is empty
        EnabledRole, ///< the row is ticked
        ProblemRole, ///< why the text cannot be sent; empty when it can
        IsFileRole,
        RowKindRole, ///< a RowKind
    };
    enum class RowKind {
        Field,
        Empty, ///< where a new one is typed
        Caption, ///< heads the added ones
        Added, ///< will be there without having been written; not editable
    };
    Q_ENUM(RowKind)

    explicit FieldTableModel(FieldStyle style, QObject *parent = nullptr);

    FieldStyle style() const { return m_style; }
    Column columnAt(int section) const { return m_columns.at(section); }
    /// -1 where the style has no such column.
    int sectionOf(Column column) const { return int(m_columns.indexOf(column)); }

    const QList<FieldRow> &rows() const { return m_rows; }
    /// Shows `rows`, changing as little as possible, so that selection, scroll position and open
    /// editors stay.
    void setRows(const QList<FieldRow> &rows);
    /// Shows what is added by itself below the empty row, under a caption; nothing of it can be
    /// edited. Nothing at all without a caption.
    void setAdded(const QString &caption, const QList<FieldRow> &added);
    RowKind kindOf(int row) const;

    /// Rows that hold a field.
    int filledRows() const { return int(m_rows.size()); }
    int enabledRows() const;

    // What people do with rows; each is one edit.
    void insertFields(int row, const QList<FieldRow> &rows);
    void removeFields(int row, int count);
    /// Moves one row up (-1) or down (+1); false at the ends.
    bool moveField(int row, int by);
    void toggle(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// A cell was typed in; `row` and `column` (a section) name it, so that keystrokes can be told
    /// from each other.
    void typed(int row, int column);
    /// Rows were ticked, added, removed or moved; `what` is for the undo menu.
    void restructured(const QString &what);

private:
    QVariant text(const FieldRow &row, Column column) const;
    QVariant placeholder(int row, Column column) const;
    QString problem(const FieldRow &row, Column column) const;
    QVariant addedData(int row, Column column, int role) const;
    bool setText(FieldRow &row, Column column, const QString &text) const;

    FieldStyle m_style;
    QList<Column> m_columns;
    QList<FieldRow> m_rows;
    QString m_caption;
    QList<FieldRow> m_added;
};

} // namespace Recloser
