// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/model/policies.h"
#include "core/model/response.h"
#include "core/regex/pattern.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Recloser {

/// The rules that recorded calls are run with. Plain value.
struct WhatIfPlan
{
    Policies policies;
    PythonVersion version = PythonVersion::Py311;

    bool operator==(const WhatIfPlan &) const = default;
};

/// What a what-if may assume and how much of it is kept. Plain value.
struct WhatIfSettings
{
    /// How far in time, to either side, an answer of the same peer may lie to stand in for one that
    /// nobody asked for.
    milliseconds window{10'000};
    /// Of the chance that spreads waits and open times: the same seed, the same result.
    quint64 seed = 1;
    /// Circuits that are told one by one, the worst ones; totals are of all.
    int mostCircuits = 1000;
    /// Openings that are told of each of them, the first ones.
    int mostOpenings = 500;

    bool operator==(const WhatIfSettings &) const = default;
};

/// One time that a circuit was open: [from, until), since 1970. Plain value.
struct WhatIfOpening
{
    microseconds from{0};
    microseconds until{0};
    /// The call that opened it, in history.
    qint64 callId = 0;
    OpeningCause cause = OpeningCause::Failures;
    /// "4 time-outs"; empty where it is not recorded.
    QString reason;
    std::optional<int> status;

    bool operator==(const WhatIfOpening &) const = default;
};

/// What can be counted of a circuit as of all of them. Plain value.
struct WhatIfCounts
{
    qint64 calls = 0;
    qint64 openings = 0;
    qint64 blocked = 0;
    /// Of the blocked: the peer had answered the call, below 500 and not with 429.
    qint64 needlesslyBlocked = 0;
    /// Of the blocked: the call had failed, or the peer had answered otherwise.
    qint64 spared = 0;
    /// Of the blocked: the call was blocked in reality too, or was given up, so nobody knows.
    qint64 blockedUnknown = 0;
    /// Let through, where in reality it was blocked.
    qint64 letThrough = 0;
    /// Let through, but nothing is known of what its peer would have answered; ignored by its
    /// circuit.
    qint64 unknown = 0;
    qint64 succeeded = 0; ///< ended with an answer below 400
    qint64 failed = 0; ///< ended with another answer or with an error
    qint64 cancelled = 0;
    qint64 attempts = 0;
    /// Ended with an error, with 5xx or with 429.
    qint64 failedAttempts = 0;
    microseconds failedTime{0}; ///< in such attempts
    microseconds waitTime{0}; ///< between attempts
    microseconds openTime{0};

    bool operator==(const WhatIfCounts &) const = default;
};

/// One circuit of one side. Plain value.
struct WhatIfCircuit
{
    QString key;
    WhatIfCounts counts;
    /// What did happen to the calls of this circuit, whichever circuits they belonged to.
    qint64 recordedOpenings = 0;
    qint64 recordedBlocked = 0;
    /// In order; at most WhatIfSettings::mostOpenings, `counts.openings` tells how many there were.
    QList<WhatIfOpening> openings;

    bool operator==(const WhatIfCircuit &) const = default;
};

/// Circuits that another pattern makes of one, or one of several. Plain value.
struct WhatIfRegrouping
{
    /// The circuit that is split, or that others become.
    QString key;
    /// At most eight of them.
    QStringList others;
    qint64 count = 0;

    bool operator==(const WhatIfRegrouping &) const = default;
};

/// Where it was assumed what nobody can know, and how often. Plain value.
struct WhatIfAssumptions
{
    /// Attempts that nobody made end as the same peer's answer nearest in time did.
    qint64 answersNearby = 0;
    /// No such answer within the window: they end as the call's last one did.
    qint64 answersRepeated = 0;
    /// Recorded answers that were taken over a second before or after they were given, because the
    /// waits differ.
    qint64 answersMoved = 0;
    /// An attempt had not ended within the time-out, which is known; it fails with it.
    qint64 cutShort = 0;
    /// An attempt that timed out gets no answer with a longer time-out either.
    qint64 timedOutLater = 0;
    /// An attempt that was given up before it ended would have timed out.
    qint64 givenUpAttempts = 0;
    /// Recorded to be "sent anyway", and so again: past the circuit, not counted by it.
    qint64 sentAnyway = 0;
    /// Wrong in themselves, never sent: left out.
    qint64 neverSent = 0;
    /// Without a circuit by these rules.
    qint64 withoutCircuit = 0;
    /// The pattern was given up over such a URL; its fallback is the key.
    qint64 tooSlow = 0;

    bool operator==(const WhatIfAssumptions &) const = default;
};

/// What happened, or would have happened by a plan. Plain value.
struct WhatIfSide
{
    WhatIfCounts totals;
    /// Distinct ones, and those of them that opened. Exact, however many are told.
    qint64 circuitCount = 0;
    qint64 openedCount = 0;
    /// Those that blocked, opened or did so in reality; the worst first: blocked calls, openings,
    /// then by key.
    QList<WhatIfCircuit> circuits;
    /// Recorded circuits that this side's keys split, and those it makes of several. The largest
    /// first, at most 100 each.
    QList<WhatIfRegrouping> splits;
    QList<WhatIfRegrouping> merges;
    qint64 splitCount = 0;
    qint64 mergeCount = 0;
    WhatIfAssumptions assumptions;

    bool operator==(const WhatIfSide &) const = default;
};

/// What a what-if found out. Plain value.
struct WhatIfResult
{
    /// Of the first call's start and the last one's end, since 1970.
    microseconds from{0};
    microseconds until{0};
    qint64 calls = 0;
    WhatIfSide recorded;
    /// One a plan, in their order.
    QList<WhatIfSide> sides;

    bool operator==(const WhatIfResult &) const = default;
};

} // namespace Recloser
