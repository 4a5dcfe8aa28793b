// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"

#include <QList>

namespace Recloser {

/// One circuit as the window shows it; one that closed less than 5 s ago fades. Plain value.
struct CircuitRow
{
    Circuit circuit;
    bool justClosed = false;
    std::chrono::steady_clock::time_point closedAt{};

    /// Running towards a deadline that is known.
    bool countsDown() const { return !justClosed && circuit.ttl == TimeToLive::Finite; }
    bool operator==(const CircuitRow &) const = default;
};

/// How long a closed circuit stays among the rows.
inline constexpr std::chrono::milliseconds circuitFadeTime{5000};

/// Equal in all that a view shows, besides the countdown's own running: two answers differ in their
/// deadline by half a round trip and the clocks' grain.
bool looksSame(const CircuitRow &a, const CircuitRow &b);

/// `row` ran out by itself here, and `circuit` is what the store said a moment before that.
bool isOlderThanExpiry(const CircuitRow &row, const Circuit &circuit);

/// Puts not closed ones first, soonest to close first, those without a deadline last; then those
/// just closed, latest first.
void sortRows(QList<CircuitRow> &rows);

/// The rows after the store listed `listed` at `now`: those that are no longer listed have just
/// closed, those that closed longer ago than the fade time are gone. Sorted.
QList<CircuitRow> mergedRows(const QList<CircuitRow> &before, const QList<Circuit> &listed,
                             std::chrono::steady_clock::time_point now);

/// Closes the open rows whose deadline is over at `now` and takes away those that have faded. A
/// half-open one whose probe's lease is over is not closed; its time left is unknown from then on.
/// Returns the keys of the rows whose deadline is over. Sorted.
QStringList expireRows(QList<CircuitRow> &rows, std::chrono::steady_clock::time_point now);

} // namespace Recloser
