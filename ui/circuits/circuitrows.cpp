// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitrows.h"

#include <QHash>

#include <algorithm>
#include <vector>

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
    // An answer comes sorted, and most changes keep the order.
    if (!std::ranges::is_sorted(std::as_const(rows), comesBefore))
        std::ranges::stable_sort(rows, comesBefore);
}

QList<CircuitRow> mergedRows(const QList<CircuitRow> &before, const QList<Circuit> &listed,
                             std::chrono::steady_clock::time_point now)
{
    QHash<QString, qsizetype> places;
    places.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        places.insert(identityOf(before.at(i).circuit), i);
    std::vector<bool> isListed(size_t(before.size()), false);

    QList<CircuitRow> rows;
    rows.reserve(listed.size());
    for (const Circuit &circuit : listed) {
        if (!isShown(circuit))
            continue;
        const qsizetype place = places.value(identityOf(circuit), -1);
        if (place >= 0 && isOlderThanExpiry(before.at(place), circuit))
            continue;
        const bool isOver = circuit.state != BreakerState::HalfOpen
            && circuit.timeOver == TimeOver::Closes && circuit.ttl == TimeToLive::Finite
            && circuit.closesAt <= now;
        // One that was never seen open has nothing to tell about its closing.
        if (isOver)
            continue;
        if (place >= 0)
            isListed[size_t(place)] = true;
        rows.append({.circuit = circuit});
    }
    for (qsizetype i = 0; i < before.size(); ++i) {
        const CircuitRow &row = before.at(i);
        if (isListed[size_t(i)] || (row.justClosed && now - row.closedAt >= circuitFadeTime))
            continue;
        rows.append(row);
        if (!row.justClosed) {
            rows.last().justClosed = true;
            rows.last().closedAt = now;
        }
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
