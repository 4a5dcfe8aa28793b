// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "ui/circuits/circuitstanding.h"

#include <QList>

namespace Recloser {

/// One circuit as the window shows it; one that closed less than 5 s ago fades. Plain value.
struct CircuitRow
{
    Circuit circuit;
    bool justClosed = false;
    std::chrono::steady_clock::time_point closedAt{};

    /// Held back by it: calls are refused.
    bool isOpen() const { return !justClosed && circuit.state != BreakerState::Closed; }
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

/// Closes the open rows whose deadline is over at `now` and takes away those that have faded. One
/// that something else becomes of (a probe's lease that is over, an override, Circuit::timeOver)
/// is that from then on. Returns the circuits whose deadline is over, as they were. Sorted; takes
/// time for those that move alone.
QList<Circuit> expireRows(QList<CircuitRow> &rows, std::chrono::steady_clock::time_point now);

} // namespace Recloser
