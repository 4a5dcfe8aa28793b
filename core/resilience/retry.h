// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/resilience/breakerstore.h"

#include <functional>

namespace Recloser {

/// Uniform in [0, 1).
using Jitter = std::function<double()>;

/// True when the policy's table names what ended this attempt, whether or not an attempt is left.
bool isRetryable(const RetryPolicy &policy, const Attempt &attempt);

/// The wait before the next attempt, or nothing when `last` is final (BREAKER.md section 1).
std::optional<milliseconds> nextDelay(const RetryPolicy &policy, const Attempt &last,
                                      const Jitter &jitter);

/// What the attempts of a finished call mean for its circuit: only when every one of them raised
/// does it open.
Settlement settlementOf(const Policies &policies, const QList<Attempt> &attempts,
                        const QString &url);

/// The real source of chance.
Jitter systemJitter();

} // namespace Recloser
