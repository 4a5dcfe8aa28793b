// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/whatifmodel.h"

#include "ui/whatif/whatifwords.h"

#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString pair(qint64 a, qint64 b)
{
    const QLocale locale;
    return u"%1 → %2"_s.arg(locale.toString(a), locale.toString(b));
}

/// Of what was blocked in reality nobody knows.
QString needless(const WhatIfCounts &counts)
{
    if (counts.blocked > 0 && counts.blockedUnknown == counts.blocked)
        return u"?"_s;
    return QLocale().toString(counts.needlesslyBlocked);
}

} // namespace

int WhatIfModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WhatIfModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WhatIfModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WhatIfDifference &row = m_rows[index.row()];
    const WhatIfCounts &a = row.a.counts;
    const WhatIfCounts &b = row.b.counts;
    if (role == Qt::TextAlignmentRole)
        return int(index.column() >= Openings ? Qt::AlignRight | Qt::AlignVCenter
                                              : Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole || (role == Qt::AccessibleTextRole && index.column() == Timeline))
        return tr("%1\nA: %2\nB: %3")
            .arg(row.key, whatIfCircuitWords(row.a), whatIfCircuitWords(row.b));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (Column(index.column())) {
    case Circuit:
        return row.key.isEmpty() ? tr("(empty key)") : row.key;
    case Timeline:
    case ColumnCount:
        return {};
    case Openings:
        return pair(a.openings, b.openings);
    case Blocked:
        return pair(a.blocked, b.blocked);
    case Needless:
        return u"%1 → %2"_s.arg(needless(a), needless(b));
    }
    return {};
}

QVariant WhatIfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section >= Openings ? Qt::AlignRight | Qt::AlignVCenter
                                       : Qt::AlignLeft | Qt::AlignVCenter);
    const bool isWords = role == Qt::DisplayRole;
    if (!isWords && role != Qt::ToolTipRole)
        return {};
    switch (Column(section)) {
    case Circuit:
        return isWords ? tr("Circuit") : tr("Those that differ most come first");
    case Timeline:
        return isWords ? tr("Open in A, above, and in B, below")
                       : tr("When the circuit was open, in the whole time of the calls");
    case Openings:
        return isWords ? tr("Openings") : tr("How often it opened, in A → in B");
    case Blocked:
        return isWords ? tr("Blocked") : tr("Calls it blocked, in A → in B");
    case Needless:
        return isWords ? tr("Needlessly")
                       : tr("Blocked although the server had answered, in A → in B; ?: blocked in "
                            "reality, so nobody knows");
    case ColumnCount:
        break;
    }
    return {};
}

void WhatIfModel::setRows(QList<WhatIfDifference> rows, microseconds from, microseconds until)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_from = from;
    m_until = std::max(until, from + microseconds(1));
    endResetModel();
}

} // namespace Recloser
