// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitmodel.h"

#include <algorithm>

namespace Recloser {

namespace {

QHash<QString, int> placesOf(const QList<CircuitRow> &rows)
{
    QHash<QString, int> places;
    places.reserve(rows.size());
    for (int i = 0; i < rows.size(); ++i)
        places.insert(identityOf(rows.at(i).circuit), i);
    return places;
}

} // namespace

CircuitModel::CircuitModel(CircuitBoard &board, QObject *parent)
    : QAbstractListModel(parent)
    , m_board(board)
    , m_rows(board.rows())
    , m_knowledge(knowledge())
{
    connect(&board, &CircuitBoard::updated, this, &CircuitModel::follow);
}

int CircuitModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CircuitModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CircuitRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.circuit.key;
    case Qt::ToolTipRole:
        return detailsOf(row, now(), knowledge());
    case Qt::AccessibleTextRole:
        return spokenText(row, now(), knowledge());
    default:
        return {};
    }
}

int CircuitModel::rowOf(const QString &identity) const
{
    const auto row = std::ranges::find(m_rows, identity,
                                       [](const CircuitRow &r) { return identityOf(r.circuit); });
    return row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

Knowledge CircuitModel::knowledge() const
{
    return m_board.error() ? Knowledge::Estimate : Knowledge::Fresh;
}

void CircuitModel::follow()
{
    const QList<CircuitRow> rows = m_board.rows();
    const auto isSame = [](const CircuitRow &a, const CircuitRow &b) {
        return identityOf(a.circuit) == identityOf(b.circuit);
    };
    // Mostly nothing came, went or moved.
    if (!std::ranges::equal(m_rows, rows, isSame)) {
        const QHash<QString, int> wanted = placesOf(rows);
        removeGone(wanted);
        reorder(wanted);
        insertNew(rows);
    }
    const bool allDiffer = std::exchange(m_knowledge, knowledge()) != m_knowledge;
    int first = -1;
    int last = -1;
    for (int i = 0; i < rows.size(); ++i) {
        if (allDiffer || m_rows.at(i) != rows.at(i)) {
            first = first < 0 ? i : first;
            last = i;
        }
    }
    m_rows = rows;
    if (first >= 0)
        Q_EMIT dataChanged(index(first), index(last));
}

void CircuitModel::removeGone(const QHash<QString, int> &wanted)
{
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(identityOf(m_rows.at(last).circuit)))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(identityOf(m_rows.at(first - 1).circuit)))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void CircuitModel::reorder(const QHash<QString, int> &wanted)
{
    const auto place = [&](const CircuitRow &row) { return wanted.value(identityOf(row.circuit)); };
    if (std::ranges::is_sorted(m_rows, {}, place))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &index : before)
        keys.append(identityOf(m_rows.at(index.row()).circuit));
    // Each has a place, with gaps where new ones will be.
    QList<int> order(wanted.size(), -1);
    for (int i = 0; i < m_rows.size(); ++i)
        order[place(m_rows.at(i))] = i;
    QList<CircuitRow> sorted;
    sorted.reserve(m_rows.size());
    for (const int from : std::as_const(order)) {
        if (from >= 0)
            sorted.append(std::move(m_rows[from]));
    }
    m_rows = std::move(sorted);
    const QHash<QString, int> places = placesOf(m_rows);
    QModelIndexList after;
    for (const QString &key : std::as_const(keys))
        after.append(index(places.value(key)));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void CircuitModel::insertNew(const QList<CircuitRow> &rows)
{
    for (int first = 0; first < rows.size(); ++first) {
        const auto isHere = [&](int i) {
            return first < m_rows.size()
                && identityOf(m_rows.at(first).circuit) == identityOf(rows.at(i).circuit);
        };
        if (isHere(first))
            continue;
        int last = first;
        while (last + 1 < rows.size() && !isHere(last + 1))
            ++last;
        beginInsertRows({}, first, last);
        m_rows.insert(first, last - first + 1, {});
        std::copy(rows.begin() + first, rows.begin() + last + 1, m_rows.begin() + first);
        endInsertRows();
        first = last;
    }
}

} // namespace Recloser
