// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"

#include <QAbstractTableModel>

namespace Recloser {

/// An outcome table as people see it: the rows of their own, which can be edited, an empty one to
/// add another, and below it what is inherited; what never counts because a row above is about the
/// same is marked. Edits are told by edited(); take() is silent. GUI thread.
class OutcomeModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { What, Breaker, Retry, Whose, ColumnCount };
    enum Role {
        RowKindRole = Qt::UserRole, ///< a RowKind
        NeverCountsRole, ///< a row above is about all of it
    };
    enum class RowKind { Own, Empty, Inherited };
    Q_ENUM(RowKind)

    using QAbstractTableModel::QAbstractTableModel;

    /// Shows these, changing as little as possible, so that selection and editors stay.
    void take(const OutcomeTable &own, const QList<SourcedOutcome> &inherited);
    const OutcomeTable &own() const { return m_own; }
    RowKind kindOf(int row) const;
    OutcomeRule ruleAt(int row) const;

    // What people do with rows; each is one edit.
    void remove(int row);
    /// Moves an own row up (-1) or down (+1); false at the ends.
    bool move(int row, int by);
    /// A row of one's own about what the inherited `row` is about, to be changed; returns its row,
    /// -1 when there is one already.
    int overrideRow(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// `own` is what people want now; `what` is for the undo menu.
    void edited(const QString &what, const Recloser::OutcomeTable &own);

private:
    bool neverCounts(int row) const;
    QString text(int row, Column column) const;

    OutcomeTable m_own;
    QList<SourcedOutcome> m_inherited;
};

} // namespace Recloser
