// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/circuitrules.h"

namespace Recloser {

namespace {

/// The lease of a probe whose attempt has no time-out: long enough for any that is meant to answer.
constexpr milliseconds endlessAttempt = std::chrono::minutes(1);

} // namespace

CircuitRules circuitRules(const Policies &policies)
{
    const BreakerPolicy &breaker = policies.breaker;
    CircuitRules rules{
        .openFor = breaker.openFor,
        .openFactor = breaker.openFactor,
        .maxOpenFor = breaker.maxOpenFor,
        .openSpread = breaker.openSpread,
        .healthyPeriod = breaker.healthyPeriod,
        .failuresInARow = breaker.failuresInARow,
        .failureRate = breaker.failureRate,
        .rateWindow = breaker.rateWindow,
        .rateCalls = breaker.rateCalls,
        .slowRate = breaker.slowerThan ? breaker.slowRate : 0,
    };
    if (breaker.halfOpen == HalfOpen::Probe)
        rules.probeLease = policies.timeouts.attempt.value_or(endlessAttempt) + breaker.leaseMargin;
    return rules;
}

} // namespace Recloser
