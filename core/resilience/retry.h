// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/resilience/settlement.h"

#include <functional>

namespace Recloser {

/// Uniform in [0, 1).
using Jitter = std::function<double()>;

/// What follows an attempt: another one after a wait, or the end and its rule.
struct NextStep
{
    /// Unset at the end.
    std::optional<milliseconds> wait;
    WaitReason reason = WaitReason::None;
    Ending ending = Ending::Answered;

    bool operator==(const NextStep &) const = default;
};

/// Decides after the last of `attempts`, which must not be empty (BREAKER.md sections 1 and 2).
/// `now` is the wall clock, for Retry-After dates. Budget and deadline are not its business.
NextStep nextStep(const Policies &policies, const ResolvedRequest &request,
                  const QList<Attempt> &attempts, const Jitter &jitter, const QDateTime &now);

/// The backoff before the attempt after `number` attempts; `before` is the wait before the last
/// one.
milliseconds backoff(const RetryPolicy &policy, int number, milliseconds before,
                     const Jitter &jitter);

/// What the end of the last attempt means for its circuit: its own effect, and whether every one of
/// the call's attempts failed and none is left.
Settlement settlementOf(const Policies &policies, const QList<Attempt> &attempts,
                        const QString &url, const QDateTime &now);

/// The real source of chance.
Jitter systemJitter();

} // namespace Recloser
