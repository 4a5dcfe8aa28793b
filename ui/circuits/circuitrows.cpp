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
    if (a.circuit.key != b.circuit.key)
        return a.circuit.key < b.circuit.key;
    return a.circuit.layout < b.circuit.layout;
}

/// What is left of a circuit when its deadline is over.
CircuitRow timeIsOver(CircuitRow row, std::chrono::steady_clock::time_point now)
{
    Circuit &circuit = row.circuit;
    const bool isForced = circuit.forced.kind != CircuitOverride::Kind::None;
    if (!isForced && circuit.state == BreakerState::HalfOpen) {
        circuit.ttl = TimeToLive::Unknown;
    } else if (!isForced && circuit.timeOver == TimeOver::HalfOpens) {
        circuit.state = BreakerState::HalfOpen;
        circuit.ttl = TimeToLive::Unknown;
    } else if (!isForced && circuit.timeOver == TimeOver::WaitsForCall) {
        circuit.isElapsed = true;
        circuit.ttl = TimeToLive::Unknown;
    } else {
        row.justClosed = true;
        row.closedAt = now;
    }
    return row;
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
        old.insert(identityOf(row.circuit), row);

    QList<CircuitRow> rows;
    rows.reserve(listed.size());
    for (const Circuit &circuit : listed) {
        if (!isShown(circuit))
            continue;
        const QString identity = identityOf(circuit);
        const auto known = old.constFind(identity);
        if (known != old.constEnd() && isOlderThanExpiry(*known, circuit))
            continue;
        const bool isOver = circuit.state != BreakerState::HalfOpen
            && circuit.timeOver == TimeOver::Closes && circuit.ttl == TimeToLive::Finite
            && circuit.closesAt <= now;
        // Never seen open, so there is nothing to tell about its closing.
        if (isOver && known == old.constEnd())
            continue;
        if (!isOver) {
            old.remove(identity);
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

QList<Circuit> expireRows(QList<CircuitRow> &rows, std::chrono::steady_clock::time_point now)
{
    rows.removeIf([now](const CircuitRow &row) {
        return row.justClosed && now - row.closedAt >= circuitFadeTime;
    });
    // Sorted by deadline, so those whose time is over stand first.
    const auto isRunning
        = [now](const CircuitRow &row) { return !row.countsDown() || row.circuit.closesAt > now; };
    const auto end = std::ranges::find_if(std::as_const(rows), isRunning);
    const qsizetype count = end - rows.cbegin();
    QList<Circuit> expired;
    QList<CircuitRow> left;
    for (qsizetype i = 0; i < count; ++i) {
        expired.append(rows.at(i).circuit);
        left.append(timeIsOver(rows.at(i), now));
    }
    rows.remove(0, count);
    for (const CircuitRow &row : std::as_const(left))
        rows.insert(std::ranges::upper_bound(rows, row, comesBefore) - rows.begin(), row);
    return expired;
}

} // namespace Recloser
