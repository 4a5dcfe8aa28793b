// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/policylayers.h"

#include <algorithm>

namespace Recloser {

namespace {

/// `over` before `under`, whose rows with the same match are dropped: laidOver() with sources.
QList<SourcedOutcome> laidOver(const OutcomeTable &over, const PolicySource &source,
                               const QList<SourcedOutcome> &under)
{
    QList<SourcedOutcome> rows;
    for (const OutcomeRule &rule : over)
        rows.append({rule, source});
    for (const SourcedOutcome &row : under) {
        if (std::ranges::find(over, row.rule.match, &OutcomeRule::match) == over.end())
            rows.append(row);
    }
    return rows;
}

} // namespace

PolicySource sourceOf(const PolicyLayer &layer)
{
    using Kind = PolicySource::Kind;
    switch (layer.kind) {
    case PolicyLayer::Kind::Settings:
        return {Kind::Settings};
    case PolicyLayer::Kind::Folder:
        return {Kind::Folder, layer.path};
    case PolicyLayer::Kind::File:
        return {Kind::File, layer.path};
    }
    return {};
}

Policies policiesOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own)
{
    Policies policies = presetPolicies(Preset::Fynd);
    for (const PolicyLayer &layer : layers)
        policies = effectivePolicies(policies, layer.overrides);
    return effectivePolicies(policies, own);
}

RedirectPolicy redirectsOf(const QList<PolicyLayer> &layers, const RedirectPolicy &own)
{
    const RedirectPolicy usual;
    RedirectPolicy redirects = own;
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        if (redirects.follow == usual.follow)
            redirects.follow = layer->redirects.follow;
        if (redirects.maxHops == usual.maxHops)
            redirects.maxHops = layer->redirects.maxHops;
    }
    return redirects;
}

Route routeOf(const QList<PolicyLayer> &layers, const Route &own)
{
    Route route;
    for (const PolicyLayer &layer : layers)
        route = layered(route, layer.route);
    return layered(route, own);
}

const PolicyLayer *authLayerOf(const QList<PolicyLayer> &layers)
{
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        if (layer->auth && layer->auth->kind != Auth::Kind::Inherit)
            return &*layer;
    }
    return nullptr;
}

Auth authOf(const QList<PolicyLayer> &layers, const Auth &own)
{
    if (own.kind != Auth::Kind::Inherit)
        return own;
    const PolicyLayer *layer = authLayerOf(layers);
    return layer ? *layer->auth : Auth();
}

Preset presetOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own)
{
    Preset preset = Preset::Fynd;
    for (const PolicyLayer &layer : layers)
        preset = layer.overrides.preset.value_or(preset);
    return own.preset.value_or(preset);
}

PolicyOverrides completed(const Policies &policies, Preset preset)
{
    constexpr milliseconds none{0};
    const BreakerPolicy &breaker = policies.breaker;
    const RetryPolicy &retry = policies.retry;
    const TimeoutPolicy &timeouts = policies.timeouts;
    return {.preset = preset,
            .breaker = breaker.breaker,
            .order = breaker.order,
            .keyPattern = breaker.keyPattern,
            .fallback = breaker.fallback,
            .emptyMatch = breaker.emptyMatch,
            .openFor = breaker.openFor,
            .openFactor = breaker.openFactor,
            .maxOpenFor = breaker.maxOpenFor,
            .openSpread = breaker.openSpread,
            .healthyPeriod = breaker.healthyPeriod,
            .failuresInARow = breaker.failuresInARow,
            .failureRate = breaker.failureRate,
            .rateWindow = breaker.rateWindow,
            .rateCalls = breaker.rateCalls,
            .slowerThan = breaker.slowerThan.value_or(none),
            .slowRate = breaker.slowRate,
            .throttling = breaker.throttling,
            .halfOpen = breaker.halfOpen,
            .leaseMargin = breaker.leaseMargin,
            .maxRetries = retry.maxAttempts - 1,
            .retryDelay = retry.initialDelay,
            .retryFactor = retry.factor,
            .retryMaxDelay = retry.maxDelay,
            .jitter = retry.jitter,
            .retryAfter = retry.retryAfter,
            .resend = retry.resend,
            .budgetShare = retry.budgetShare,
            .budgetLeast = retry.budgetLeast,
            .connectTimeout = timeouts.connect.value_or(none),
            .firstByteTimeout = timeouts.firstByte.value_or(none),
            .idleTimeout = timeouts.idle.value_or(none),
            .attemptTimeout = timeouts.attempt.value_or(none),
            .deadline = timeouts.deadline.value_or(none),
            .outcomes = policies.outcomes};
}

QList<SourcedOutcome> outcomesOf(const QList<PolicyLayer> &layers, const PolicyOverrides &own)
{
    QList<SourcedOutcome> rows;
    const auto add = [&rows](const PolicyOverrides &overrides, const PolicySource &source) {
        if (overrides.preset) {
            rows.clear();
            for (const OutcomeRule &rule : presetPolicies(*overrides.preset).outcomes)
                rows.append({rule, {PolicySource::Kind::Preset, {}, *overrides.preset}});
        }
        if (overrides.outcomes)
            rows = laidOver(*overrides.outcomes, source, rows);
    };
    add({.preset = Preset::Fynd}, {});
    for (const PolicyLayer &layer : layers)
        add(layer.overrides, sourceOf(layer));
    add(own, {PolicySource::Kind::Own});
    return rows;
}

} // namespace Recloser
