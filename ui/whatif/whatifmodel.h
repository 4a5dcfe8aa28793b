// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifcomparison.h"

#include <QAbstractTableModel>

namespace Recloser {

/// The circuits of two sides, those that differ most first. GUI thread.
class WhatIfModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Circuit, Timeline, Openings, Blocked, Needless, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole, ToolTipRole and AccessibleTextRole.
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// `from` and `until` bound the timelines.
    void setRows(QList<WhatIfDifference> rows, microseconds from, microseconds until);
    const WhatIfDifference &at(int row) const { return m_rows[row]; }
    microseconds from() const { return m_from; }
    microseconds until() const { return m_until; }

private:
    QList<WhatIfDifference> m_rows;
    microseconds m_from{0};
    microseconds m_until{0};
};

} // namespace Recloser
