// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/circuits/circuitrows.h"

namespace Recloser {

/// Something this program did to a circuit, kept until the change that it made is seen: a list of
/// circuits alone does not say who changed them. Plain value.
struct OwnDeed
{
    enum class Kind { Opened, ClosedByProbe, ClosedByHand, OpenedByHand, Forced, TakenBack, Reset };
    Kind kind = Kind::Opened;
    /// identityOf() the circuit.
    QString identity;
    std::chrono::steady_clock::time_point at{};
};

/// How long a deed waits for its change to be seen.
inline constexpr std::chrono::milliseconds deedLifetime{10'000};

/// One change of a circuit's standing, as the board saw it. Plain value.
struct CircuitTransition
{
    enum class Cause {
        Failures, ///< opened, or opened again
        Throttled,
        ByHand, ///< opened or closed
        TimeOver,
        Probe, ///< it closed after a probe
        ProbeBegan,
        LeaseOver, ///< a probe's lease ended, nothing came of it
        Forced,
        TakenBack,
        ForcingOver, ///< the override's own time
        Reset,
        Gone, ///< somebody else closed it, or its key vanished
        Extended, ///< the same standing for longer
        Other,
    };

    QString identity;
    QString key;
    /// Closed where it was not among the rows.
    Standing from = Standing::Closed;
    Standing to = Standing::Closed;
    /// Wall clock.
    QDateTime at;
    Cause cause = Cause::Other;
    /// Why it opened, or the note of who forced it.
    QString reason;
    QString by;
    /// This program did it.
    bool isOurs = false;

    bool operator==(const CircuitTransition &) const = default;
};

/// What changed from `before` to `after`, in the order of `after`, then what is gone; `now` and
/// `wallTime` are the moment of `after`. Takes time for the rows that differ in place or content.
QList<CircuitTransition> transitionsBetween(const QList<CircuitRow> &before,
                                            const QList<CircuitRow> &after,
                                            const QList<OwnDeed> &deeds,
                                            std::chrono::steady_clock::time_point now,
                                            const QDateTime &wallTime);

} // namespace Recloser
