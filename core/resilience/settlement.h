// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/outcomes.h"
#include "core/model/policies.h"

#include <QByteArray>

namespace Recloser {

/// What became of a call, or of one attempt, that had a permit. Plain value.
struct Settlement
{
    BreakerEffect effect = BreakerEffect::Ignored;
    /// Every attempt of the call failed and none is left: opens whatever is counted.
    enum class Attempts { Left, UsedUp };
    Attempts attempts = Attempts::Left;
    enum class Speed { Normal, Slow };
    Speed speed = Speed::Normal;
    /// What the peer asked for (Retry-After), as far as the policies honour it.
    std::optional<milliseconds> retryAfter;
    /// Kind name of the failure, such as "attempt-timeout".
    QString error;
    /// HTTP status, where there is one.
    std::optional<int> status;
    /// One short line for people: "4 time-outs".
    QString reason;
    /// The URL as sent; the strict Fynd layout keeps it as the value.
    QString url;

    bool operator==(const Settlement &) const = default;
};

/// What a call got at its admission, to be shown when it ends.
struct CallTicket
{
    /// Of the circuit at admission; unset where nothing is kept (rules of the Fynd library, an
    /// unreachable store): such calls always count.
    std::optional<qint64> generation;
    /// Set for a probe.
    QByteArray lease;
    /// By the override at admission. Watched: counts, but opens nothing.
    enum class Counting { Counted, Watched, Uncounted };
    Counting counting = Counting::Counted;

    bool operator==(const CallTicket &) const = default;
};

/// What the end of a call did to its circuit.
struct CircuitChange
{
    enum class Kind {
        None,
        Opened,
        Closed, ///< the probe succeeded
        Late, ///< the circuit opened or closed since the call was admitted, or its lease was lost
    };
    Kind kind = Kind::None;
    /// Set when Opened.
    milliseconds openFor{0};

    bool operator==(const CircuitChange &) const = default;
};

} // namespace Recloser
