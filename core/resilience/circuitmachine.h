// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/resilience/circuitrules.h"
#include "core/resilience/settlement.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace Recloser {

/// Calls within one tenth of the window. `slot` is the store's time divided by that length.
struct CallCounts
{
    qint64 slot = 0;
    int calls = 0;
    int failures = 0;
    int slow = 0;

    bool operator==(const CallCounts &) const = default;
};

/// Everything a store keeps of one circuit, in memory as in Redis. Times are milliseconds on the
/// store's clock, 0 for never. Plain value.
struct CircuitFacts
{
    /// The circuit is open before this.
    milliseconds openUntil{0};
    milliseconds openedAt{0};
    milliseconds openedFor{0};
    /// Counts openings and closings: what a call of an older one ends with changes nothing.
    qint64 generation = 0;
    /// Openings, less those that healthy periods made forgotten.
    int trips = 0;
    /// When it closed last.
    milliseconds closedAt{0};
    /// Opened under rules that want a probe, and none has succeeded yet.
    bool awaitsProbe = false;
    /// The token of the probe that holds the lease.
    QByteArray probe;
    milliseconds probeUntil{0};
    int failuresInARow = 0;
    /// Oldest first, at most ten.
    QList<CallCounts> window;
    CircuitOverride forced;
    /// When the override ends; 0: by hand alone.
    milliseconds forcedUntil{0};
    OpeningCause cause = OpeningCause::Failures;
    QString reason;
    QString error;
    std::optional<int> status;
    QString openedBy;

    bool operator==(const CircuitFacts &) const = default;
};

/// What a circuit says to a call that asks.
struct AdmissionDecision
{
    enum class Answer {
        Admitted,
        AdmittedAsProbe,
        AdmittedUncounted, ///< forced closed: nothing of it counts
        Refused,
    };
    Answer answer = Answer::Admitted;
    /// As it is for others: Open, HalfOpen or Closed.
    BreakerState state = BreakerState::Closed;
    /// Until the circuit is worth asking again, when refused and known.
    std::optional<milliseconds> remaining;

    bool operator==(const AdmissionDecision &) const = default;
};

/// Whether a call may go ahead at `now`, without taking a lease. An AdmittedAsProbe holds only
/// after takeLease(). Calls under rules without probes are admitted as soon as the open time is
/// over.
AdmissionDecision decideAdmission(const CircuitFacts &facts, const CircuitRules &rules,
                                  milliseconds now);
/// Gives the probe's lease to `token`.
void takeLease(CircuitFacts &facts, const CircuitRules &rules, const QByteArray &token,
               milliseconds now);

/// How long the opening with this number of trips lasts: min(longest, first x factor^(trips - 1)),
/// spread by `chance` in [0, 1), and at least what the peer asked for; [1 ms, 24 d].
milliseconds openingTime(const CircuitRules &rules, int trips, double chance,
                         std::optional<milliseconds> asked);

/// Takes what became of a call into account (BREAKER.md section 2). `ticket` is what the call got
/// at its admission; `chance` in [0, 1) spreads the open time.
CircuitChange settleCall(CircuitFacts &facts, const CircuitRules &rules, const CallTicket &ticket,
                         const Settlement &settlement, double chance, milliseconds now);
/// A call that ended without a word: its lease is free again.
void releaseLease(CircuitFacts &facts, const QByteArray &token);

/// Opens by hand for `duration`.
void openByHand(CircuitFacts &facts, milliseconds duration, const QString &reason,
                const QString &by, milliseconds now);
/// Closes by hand; an override stays.
void closeByHand(CircuitFacts &facts, milliseconds now);
/// Trips that still count at `now`.
int tripsAt(const CircuitFacts &facts, const CircuitRules &rules, milliseconds now);
/// Nothing is worth keeping: as if it had never been.
bool isForgettable(const CircuitFacts &facts, milliseconds now);

/// Closed, open or half-open at `now`, whatever an override says.
BreakerState stateAt(const CircuitFacts &facts, milliseconds now);
/// What is shown of the circuit at `now`, without what only a store knows (layout, key bytes, wall
/// clock); nothing when it is closed and not held by hand. `timePoint` turns the store's time into
/// the monotonic clock's.
std::optional<Circuit>
circuitOf(const CircuitFacts &facts, const QString &key, milliseconds now,
          const std::function<std::chrono::steady_clock::time_point(milliseconds)> &timePoint);
/// Whether the override counts at `now`.
bool isForced(const CircuitFacts &facts, milliseconds now);

} // namespace Recloser
