// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitrows.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

constexpr std::chrono::milliseconds sameDeadline{100};

bool isSameDeadline(const Circuit &a, const Circuit &b)
{
    return a.ttl == b.ttl
        && (a.ttl != TimeToLive::Finite
            || std::chrono::abs(a.closesAt - b.closesAt) <= sameDeadline);
}

bool comesBefore(const CircuitRow &a, const CircuitRow &b)
{
    if (a.justClosed != b.justClosed)
        return b.justClosed;
    if (a.justClosed && a.closedAt != b.closedAt)
        return a.closedAt > b.closedAt;
    if (a.countsDown() != b.countsDown())
        return a.countsDown();
    if (a.countsDown() && a.circuit.closesAt != b.circuit.closesAt)
        return a.circuit.closesAt < b.circuit.closesAt;
    return a.circuit.key < b.circuit.key;
}

} // namespace

bool looksSame(const CircuitRow &a, const CircuitRow &b)
{
    if (a.justClosed != b.justClosed || !isSameDeadline(a.circuit, b.circuit))
        return false;
    Circuit other = b.circuit;
    other.closesAt = a.circuit.closesAt;
    return a.circuit == other;
}

bool isOlderThanExpiry(const CircuitRow &row, const Circuit &circuit)
{
    return row.justClosed && circuit.ttl == TimeToLive::Finite
        && isSameDeadline(row.circuit, circuit) && row.closedAt + sameDeadline >= circuit.closesAt;
}

void sortRows(QList<CircuitRow> &rows)
{
    std::ranges::stable_sort(rows, comesBefore);
}

QList<CircuitRow> mergedRows(const QList<CircuitRow> &before, const QList<Circuit> &listed,
                             std::chrono::steady_clock::time_point now)
{
    QHash<QString, CircuitRow> old;
    old.reserve(before.size());
    for (const CircuitRow &row : before)
        old.insert(row.circuit.key, row);

    QList<CircuitRow> rows;
    rows.reserve(listed.size());
    for (const Circuit &circuit : listed) {
        if (circuit.state == BreakerState::Closed)
            continue;
        const auto known = old.constFind(circuit.key);
        if (known != old.constEnd() && isOlderThanExpiry(*known, circuit))
            continue;
        const bool isOver = circuit.state == BreakerState::Open && circuit.ttl == TimeToLive::Finite
            && circuit.closesAt <= now;
        // Never seen open, so there is nothing to tell about its closing.
        if (isOver && known == old.constEnd())
            continue;
        if (!isOver) {
            old.remove(circuit.key);
            rows.append({.circuit = circuit});
        }
    }
    for (CircuitRow &row : old) {
        if (!row.justClosed) {
            row.justClosed = true;
            row.closedAt = now;
        }
        if (now - row.closedAt < circuitFadeTime)
            rows.append(std::move(row));
    }
    sortRows(rows);
    return rows;
}

QStringList expireRows(QList<CircuitRow> &rows, std::chrono::steady_clock::time_point now)
{
    rows.removeIf([now](const CircuitRow &row) {
        return row.justClosed && now - row.closedAt >= circuitFadeTime;
    });
    QStringList expired;
    for (CircuitRow &row : rows) {
        if (!row.countsDown() || row.circuit.closesAt > now)
            continue;
        expired.append(row.circuit.key);
        if (row.circuit.state == BreakerState::HalfOpen) {
            row.circuit.ttl = TimeToLive::Unknown;
        } else {
            row.justClosed = true;
            row.closedAt = now;
        }
    }
    sortRows(rows);
    return expired;
}

} // namespace Recloser
