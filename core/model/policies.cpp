// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/policies.h"

#include <algorithm>

namespace Recloser {

namespace {

template<typename T> void assign(T &target, const std::optional<T> &value)
{
    if (value)
        target = *value;
}

void assignLimit(std::optional<milliseconds> &target, const std::optional<milliseconds> &value)
{
    if (value)
        target = value->count() > 0 ? value : std::nullopt;
}

} // namespace

OutcomeTable fyndOutcomes()
{
    using Of = OutcomeMatch::Of;
    // Built once: every send holds a copy, which is shared.
    static const OutcomeTable table = [] {
        OutcomeTable rows{{{Of::Failure, 0}, BreakerEffect::Failure, RetryEffect::Always}};
        for (const int status : {503, 504, 509, 429})
            rows.append({{Of::Status, status}, BreakerEffect::Ignored, RetryEffect::Always});
        return rows;
    }();
    return table;
}

namespace {

OutcomeTable guardedOutcomes()
{
    using Of = OutcomeMatch::Of;
    static const OutcomeTable table = [] {
        OutcomeTable rows{
            {{Of::NotSent, 0}, BreakerEffect::Failure, RetryEffect::Always},
            {{Of::Certificate, 0}, BreakerEffect::Ignored, RetryEffect::No},
            {{Of::Broken, 0}, BreakerEffect::Failure, RetryEffect::IfIdempotent},
        };
        for (const int status : {502, 503, 504, 509})
            rows.append({{Of::Status, status}, BreakerEffect::Failure, RetryEffect::IfIdempotent});
        rows.append({{Of::Status, 429}, BreakerEffect::Throttled, RetryEffect::Always});
        rows.append({{Of::StatusClass, 5}, BreakerEffect::Failure, RetryEffect::No});
        return rows;
    }();
    return table;
}

Policies guardedPolicies()
{
    Policies policies;
    policies.outcomes = guardedOutcomes();
    policies.retry = {.maxAttempts = 4,
                      .initialDelay = milliseconds(200),
                      .factor = 2,
                      .maxDelay = milliseconds(10'000),
                      .jitter = JitterKind::Full,
                      .retryAfter = RetryAfterUse::Honoured,
                      .resend = ResendRule::IfIdempotent,
                      .budgetShare = 0.2,
                      .budgetLeast = 3};
    BreakerPolicy &breaker = policies.breaker;
    breaker.order = AdmissionOrder::EachAttempt;
    breaker.openFactor = 2;
    breaker.maxOpenFor = std::chrono::minutes(5);
    breaker.openSpread = 0.1;
    breaker.healthyPeriod = std::chrono::minutes(1);
    breaker.failuresInARow = 5;
    breaker.failureRate = 0.5;
    breaker.slowerThan = milliseconds(10'000);
    breaker.slowRate = 0.8;
    breaker.throttling = ThrottleUse::Opens;
    breaker.halfOpen = HalfOpen::Probe;
    policies.timeouts.deadline = std::chrono::minutes(1);
    return policies;
}

/// NaN too becomes `least`.
double within(double value, double least, double most)
{
    return value >= least ? std::min(value, most) : least;
}

} // namespace

Policies presetPolicies(Preset preset)
{
    switch (preset) {
    case Preset::Fynd:
        return {};
    case Preset::Guarded: {
        static const Policies guarded = guardedPolicies();
        return guarded;
    }
    }
    return {};
}

Policies effectivePolicies(const Policies &base, const PolicyOverrides &overrides)
{
    Policies result = overrides.preset ? presetPolicies(*overrides.preset) : base;
    // Which circuit a request belongs to is no matter of rules, so no preset unsets it.
    result.breaker.keyPattern = base.breaker.keyPattern;
    result.breaker.fallback = base.breaker.fallback;
    result.breaker.emptyMatch = base.breaker.emptyMatch;
    assign(result.breaker.breaker, overrides.breaker);
    assign(result.breaker.keyPattern, overrides.keyPattern);
    assign(result.breaker.fallback, overrides.fallback);
    assign(result.breaker.emptyMatch, overrides.emptyMatch);
    BreakerPolicy &breaker = result.breaker;
    assign(breaker.order, overrides.order);
    assign(breaker.openFor, overrides.openFor);
    if (overrides.openFactor)
        breaker.openFactor = within(*overrides.openFactor, 1, 1000);
    assign(breaker.maxOpenFor, overrides.maxOpenFor);
    // A longer first opening is meant, whatever the preset's bound is.
    breaker.maxOpenFor = std::max(breaker.maxOpenFor, breaker.openFor);
    if (overrides.openSpread)
        breaker.openSpread = within(*overrides.openSpread, 0, 0.99);
    assign(breaker.healthyPeriod, overrides.healthyPeriod);
    if (overrides.failuresInARow)
        breaker.failuresInARow = std::max(0, *overrides.failuresInARow);
    if (overrides.failureRate)
        breaker.failureRate = within(*overrides.failureRate, 0, 1);
    if (overrides.rateWindow)
        breaker.rateWindow = std::max(milliseconds(10), *overrides.rateWindow);
    if (overrides.rateCalls)
        breaker.rateCalls = std::max(1, *overrides.rateCalls);
    assignLimit(breaker.slowerThan, overrides.slowerThan);
    if (overrides.slowRate)
        breaker.slowRate = within(*overrides.slowRate, 0, 1);
    assign(breaker.throttling, overrides.throttling);
    assign(breaker.halfOpen, overrides.halfOpen);
    assign(breaker.leaseMargin, overrides.leaseMargin);
    RetryPolicy &retry = result.retry;
    if (overrides.maxRetries)
        retry.maxAttempts = 1 + std::clamp(*overrides.maxRetries, 0, 100);
    assign(retry.initialDelay, overrides.retryDelay);
    assign(retry.factor, overrides.retryFactor);
    assign(retry.maxDelay, overrides.retryMaxDelay);
    assign(retry.jitter, overrides.jitter);
    assign(retry.retryAfter, overrides.retryAfter);
    assign(retry.resend, overrides.resend);
    if (overrides.budgetShare)
        retry.budgetShare = within(*overrides.budgetShare, 0, 1);
    if (overrides.budgetLeast)
        retry.budgetLeast = std::max(0, *overrides.budgetLeast);
    if (overrides.outcomes)
        result.outcomes = laidOver(*overrides.outcomes, result.outcomes);
    assignLimit(result.timeouts.connect, overrides.connectTimeout);
    assignLimit(result.timeouts.firstByte, overrides.firstByteTimeout);
    assignLimit(result.timeouts.idle, overrides.idleTimeout);
    assignLimit(result.timeouts.attempt, overrides.attemptTimeout);
    assignLimit(result.timeouts.deadline, overrides.deadline);
    return result;
}

PolicyOverrides layered(const PolicyOverrides &under, const PolicyOverrides &over)
{
    PolicyOverrides result = under;
    visitPolicyOverrides([&](QStringView, auto member) {
        if (over.*member)
            result.*member = over.*member;
    });
    if (under.outcomes && over.outcomes)
        result.outcomes = laidOver(*over.outcomes, *under.outcomes);
    return result;
}

} // namespace Recloser
