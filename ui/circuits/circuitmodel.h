// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitboard.h"
#include "ui/circuits/circuitwords.h"

#include <QAbstractListModel>
#include <QHash>

namespace Recloser {

/// The board's rows for a list view; selection stays with its key while others come, go and change
/// places. GUI thread.
class CircuitModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit CircuitModel(CircuitBoard &board, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the key; ToolTipRole: all that is known; AccessibleTextRole: one sentence.
    QVariant data(const QModelIndex &index, int role) const override;

    const CircuitRow &row(int number) const { return m_rows.at(number); }
    /// By identityOf(); -1 when there is none.
    int rowOf(const QString &identity) const;
    Clock::time_point now() const { return m_board.clock().now(); }
    Knowledge knowledge() const;

private:
    void follow();
    void removeGone(const QHash<QString, int> &wanted);
    void reorder(const QHash<QString, int> &wanted);
    void insertNew(const QList<CircuitRow> &rows);

    CircuitBoard &m_board;
    QList<CircuitRow> m_rows;
    Knowledge m_knowledge = Knowledge::Fresh;
};

} // namespace Recloser
