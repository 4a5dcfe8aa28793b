// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitmodel.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

QHash<QString, int> placesOf(const QList<CircuitRow> &rows)
{
    QHash<QString, int> places;
    places.reserve(rows.size());
    for (int i = 0; i < rows.size(); ++i)
        places.insert(rows.at(i).circuit.key, i);
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

int CircuitModel::rowOf(const QString &key) const
{
    const auto row
        = std::ranges::find(m_rows, key, [](const CircuitRow &r) { return r.circuit.key; });
    return row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

Knowledge CircuitModel::knowledge() const
{
    return m_board.error() ? Knowledge::Estimate : Knowledge::Fresh;
}

void CircuitModel::follow()
{
    const QList<CircuitRow> rows = m_board.rows();
    removeGone(rows);
    reorder(rows);
    insertNew(rows);
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

void CircuitModel::removeGone(const QList<CircuitRow> &rows)
{
    const QHash<QString, int> wanted = placesOf(rows);
    for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(m_rows.at(last).circuit.key))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(m_rows.at(first - 1).circuit.key))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void CircuitModel::reorder(const QList<CircuitRow> &rows)
{
    const QHash<QString, int> wanted = placesOf(rows);
    const auto place = [&](const CircuitRow &row) { return wanted.value(row.circuit.key); };
    if (std::ranges::is_sorted(m_rows, {}, place))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &index : before)
        keys.append(m_rows.at(index.row()).circuit.key);
    std::ranges::sort(m_rows, {}, place);
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
            return first < m_rows.size() && m_rows.at(first).circuit.key == rows.at(i).circuit.key;
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
