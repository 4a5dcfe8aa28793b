// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QList>

namespace Recloser {

/// A stretch of a plan, counted from the start of the send.
struct PlanBar
{
    enum class Kind { Attempt, Wait };
    Kind kind = Kind::Attempt;
    /// From 1; a wait has the number of the attempt it comes before.
    int number = 1;
    milliseconds begin{0};
    milliseconds end{0};
    /// What of a wait is certain; the rest of it is chance (jitter).
    milliseconds certain{0};
    /// An attempt that nothing limits; its end is only where the drawing ends.
    enum class Length { Bounded, Endless };
    Length length = Length::Bounded;

    bool operator==(const PlanBar &) const = default;
};

/// The most a send can cost under its policies, and how that comes about: every attempt takes all
/// the time it has, every wait is as long as chance allows. A Retry-After may stretch waits beyond
/// that; `total` and `waiting` stay within the deadline all the same.
struct Plan
{
    int attempts = 1;
    /// All waits between attempts, at their longest.
    milliseconds waiting{0};
    /// Empty: nothing bounds it.
    std::optional<milliseconds> total;
    /// Up to the deadline, or to the first attempt that has no end.
    QList<PlanBar> bars;
    std::optional<milliseconds> deadline;

    bool operator==(const Plan &) const = default;
};

Plan worstPlan(const Policies &policies);

/// The longest wait before attempt `number + 1`, from the wait before attempt `number`.
milliseconds longestWait(const RetryPolicy &policy, int number, milliseconds before);

/// A response that is tried again and whose Retry-After is honoured: waits may be longer than
/// planned.
bool mayBeAskedToWait(const Policies &policies);

} // namespace Recloser
