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

template<typename T> void layer(std::optional<T> &target, const std::optional<T> &value)
{
    if (value)
        target = value;
}

} // namespace

Policies presetPolicies(Preset preset)
{
    switch (preset) {
    case Preset::Fynd:
        break;
    }
    return {};
}

Policies effectivePolicies(const Policies &base, const PolicyOverrides &overrides)
{
    Policies result = overrides.preset ? presetPolicies(*overrides.preset) : base;
    assign(result.breaker.breaker, overrides.breaker);
    assign(result.breaker.keyPattern, overrides.keyPattern);
    assign(result.breaker.fallback, overrides.fallback);
    assign(result.breaker.emptyMatch, overrides.emptyMatch);
    assign(result.breaker.openFor, overrides.openFor);
    if (overrides.maxRetries)
        result.retry.maxAttempts = 1 + std::clamp(*overrides.maxRetries, 0, 100);
    assign(result.retry.initialDelay, overrides.retryDelay);
    assign(result.retry.factor, overrides.retryFactor);
    assign(result.retry.maxDelay, overrides.retryMaxDelay);
    assign(result.retry.jitter, overrides.jitter);
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
    layer(result.preset, over.preset);
    layer(result.breaker, over.breaker);
    layer(result.keyPattern, over.keyPattern);
    layer(result.fallback, over.fallback);
    layer(result.emptyMatch, over.emptyMatch);
    layer(result.openFor, over.openFor);
    layer(result.maxRetries, over.maxRetries);
    layer(result.retryDelay, over.retryDelay);
    layer(result.retryFactor, over.retryFactor);
    layer(result.retryMaxDelay, over.retryMaxDelay);
    layer(result.jitter, over.jitter);
    layer(result.connectTimeout, over.connectTimeout);
    layer(result.firstByteTimeout, over.firstByteTimeout);
    layer(result.idleTimeout, over.idleTimeout);
    layer(result.attemptTimeout, over.attemptTimeout);
    layer(result.deadline, over.deadline);
    return result;
}

} // namespace Recloser
