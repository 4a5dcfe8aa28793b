// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/outcomes.h"

#include <QString>

#include <chrono>
#include <optional>

namespace Recloser {

using std::chrono::milliseconds;

/// A named set of policy values; a preset is nothing but values.
enum class Preset {
    /// The rules of the Fynd library: admission once, plain retries, open for 10 s.
    Fynd,
    /// What the best systems together would do: admission for each attempt, one probe before
    /// closing,
    /// growing waits with full jitter, a retry budget.
    Guarded,
};

/// How a wait is spread, so that clients that failed together do not come back together. Full:
/// anywhere from nothing to the whole wait; Equal: its second half; Decorrelated: from the first
/// wait to three times the one before.
enum class JitterKind { None, Full, Equal, Decorrelated };

/// Whether a response's Retry-After (RFC 9110 section 10.2.3) sets the wait.
enum class RetryAfterUse { Ignored, Honoured };

/// Whether a request whose bytes may have been received is sent again whatever its method, or only
/// where that does no harm.
enum class ResendRule { Always, IfIdempotent };

/// When and how often an attempt is repeated.
struct RetryPolicy
{
    /// Counts the first try; [1, 101].
    int maxAttempts = 4;
    milliseconds initialDelay{0};
    /// Each wait is the one before it times this; 1 is a constant wait.
    double factor = 1.0;
    /// Upper bound of one wait, applied after the factor and the jitter.
    milliseconds maxDelay{std::chrono::minutes(5)};
    JitterKind jitter = JitterKind::None;
    RetryAfterUse retryAfter = RetryAfterUse::Ignored;
    ResendRule resend = ResendRule::Always;
    /// Retries of a circuit's calls are at most this share of its calls of the last 10 s; [0, 1], 0
    /// is no such limit.
    double budgetShare = 0;
    /// Retries that are allowed in these 10 s however few the calls are.
    int budgetLeast = 3;

    bool operator==(const RetryPolicy &) const = default;
};

enum class BreakerSwitch { On, Off };

/// What serves as the key when the pattern is missing, empty, invalid or does not match.
enum class KeyFallback { WholeUrl, PathOnly, Error, NoBreaker };

/// What an empty match gives: the whole URL with a warning, or, as strict Python would, the empty
/// key.
enum class EmptyMatch { WholeUrl, Strict };

/// When the breaker is asked: once before everything, or before each attempt, so that a circuit
/// that another process opens stops our retries.
enum class AdmissionOrder { OncePerCall, EachAttempt };

/// What follows when an open circuit's time is over: a normal call, or one probe across all
/// processes that decides for all.
enum class HalfOpen { None, Probe };

/// Whether a peer that asks to slow down (429) opens its circuit for as long as it asks.
enum class ThrottleUse { Ignored, Opens };

/// Which circuit a request belongs to, what opens it and for how long.
struct BreakerPolicy
{
    BreakerSwitch breaker = BreakerSwitch::On;
    AdmissionOrder order = AdmissionOrder::OncePerCall;
    /// Python `re` pattern searched in the URL as sent (core/regex).
    QString keyPattern;
    KeyFallback fallback = KeyFallback::WholeUrl;
    EmptyMatch emptyMatch = EmptyMatch::WholeUrl;
    /// How long an opened circuit blocks, the first time; [1 ms, 24 d].
    milliseconds openFor{10'000};
    /// Each opening without a healthy period between lasts the one before times this, up to
    /// `maxOpenFor`; [1, 1000].
    double openFactor = 1;
    milliseconds maxOpenFor{std::chrono::days(24)};
    /// Openings are longer or shorter by up to this share; [0, 1).
    double openSpread = 0;
    /// For each such time that a circuit stayed closed one opening is forgotten; 0 forgets all at
    /// once.
    milliseconds healthyPeriod{0};
    /// Opens after so many failures in a row; 0 does not count them. Failures that use all attempts
    /// of a call up open in any case.
    int failuresInARow = 0;
    /// Opens when at least this share of the calls in `rateWindow` failed, and at least `rateCalls`
    /// were made; [0, 1], 0 does not count them.
    double failureRate = 0;
    milliseconds rateWindow{30'000};
    int rateCalls = 10;
    /// Attempts that take longer count as slow; empty: none do.
    std::optional<milliseconds> slowerThan;
    /// Opens when at least this share of the calls in `rateWindow` was slow; [0, 1], 0 does not
    /// count them.
    double slowRate = 0;
    ThrottleUse throttling = ThrottleUse::Ignored;
    HalfOpen halfOpen = HalfOpen::None;
    /// A probe's lease lasts the attempt's time-out and this.
    milliseconds leaseMargin{2'000};

    bool operator==(const BreakerPolicy &) const = default;
};

/// Limits of one send; an empty optional is no limit of that kind.
struct TimeoutPolicy
{
    std::optional<milliseconds> connect;
    /// From the request having been sent to the first byte of the response.
    std::optional<milliseconds> firstByte;
    /// Longest silence while the response (or a large request) is under way.
    std::optional<milliseconds> idle;
    /// One attempt, all redirects included.
    std::optional<milliseconds> attempt{milliseconds(15'000)};
    /// Everything: all attempts and all waits.
    std::optional<milliseconds> deadline;

    bool operator==(const TimeoutPolicy &) const = default;
};

struct RedirectPolicy
{
    enum class Follow { Yes, No };
    Follow follow = Follow::Yes;
    /// Hops followed before TooManyRedirects; [1, 100].
    int maxHops = 20;

    bool operator==(const RedirectPolicy &) const = default;
};

enum class HttpVersion {
    /// HTTP/2 where TLS negotiates it, else HTTP/1.1.
    Automatic,
    Http1,
    Http2,
    /// HTTP/2 in plain text without upgrade (RFC 9113 section 3.3).
    Http2Direct,
};

/// The outcome table of the Fynd library: failures of the network, and the statuses 503, 504, 509
/// and 429, are tried again; only the failures count.
OutcomeTable fyndOutcomes();

/// The values one send runs with.
struct Policies
{
    RetryPolicy retry;
    BreakerPolicy breaker;
    TimeoutPolicy timeouts;
    OutcomeTable outcomes = fyndOutcomes();

    bool operator==(const Policies &) const = default;
};

/// What a request, a file, a folder or the settings say differently from what lies under them;
/// an empty optional takes the value from below.
struct PolicyOverrides
{
    std::optional<Preset> preset;
    std::optional<BreakerSwitch> breaker;
    std::optional<AdmissionOrder> order;
    std::optional<QString> keyPattern;
    std::optional<KeyFallback> fallback;
    std::optional<EmptyMatch> emptyMatch;
    std::optional<milliseconds> openFor;
    std::optional<double> openFactor;
    std::optional<milliseconds> maxOpenFor;
    std::optional<double> openSpread;
    std::optional<milliseconds> healthyPeriod;
    std::optional<int> failuresInARow;
    std::optional<double> failureRate;
    std::optional<milliseconds> rateWindow;
    std::optional<int> rateCalls;
    /// Zero: none are slow.
    std::optional<milliseconds> slowerThan;
    std::optional<double> slowRate;
    std::optional<ThrottleUse> throttling;
    std::optional<HalfOpen> halfOpen;
    std::optional<milliseconds> leaseMargin;
    /// Automatic retries after the first try; [0, 100].
    std::optional<int> maxRetries;
    std::optional<milliseconds> retryDelay;
    std::optional<double> retryFactor;
    std::optional<milliseconds> retryMaxDelay;
    std::optional<JitterKind> jitter;
    std::optional<RetryAfterUse> retryAfter;
    std::optional<ResendRule> resend;
    std::optional<double> budgetShare;
    std::optional<int> budgetLeast;
    std::optional<milliseconds> connectTimeout;
    std::optional<milliseconds> firstByteTimeout;
    std::optional<milliseconds> idleTimeout;
    std::optional<milliseconds> attemptTimeout;
    std::optional<milliseconds> deadline;
    /// Rows that come before those below.
    std::optional<OutcomeTable> outcomes;

    bool operator==(const PolicyOverrides &) const = default;
};

/// Calls `visit(name, &PolicyOverrides::member)` for each member, in their order; the name is the
/// one of JSON.
template<typename Visit> void visitPolicyOverrides(Visit &&visit)
{
    using P = PolicyOverrides;
    visit(u"preset", &P::preset);
    visit(u"breaker", &P::breaker);
    visit(u"order", &P::order);
    visit(u"keyPattern", &P::keyPattern);
    visit(u"fallback", &P::fallback);
    visit(u"emptyMatch", &P::emptyMatch);
    visit(u"openFor", &P::openFor);
    visit(u"openFactor", &P::openFactor);
    visit(u"maxOpenFor", &P::maxOpenFor);
    visit(u"openSpread", &P::openSpread);
    visit(u"healthyPeriod", &P::healthyPeriod);
    visit(u"failuresInARow", &P::failuresInARow);
    visit(u"failureRate", &P::failureRate);
    visit(u"rateWindow", &P::rateWindow);
    visit(u"rateCalls", &P::rateCalls);
    visit(u"slowerThan", &P::slowerThan);
    visit(u"slowRate", &P::slowRate);
    visit(u"throttling", &P::throttling);
    visit(u"halfOpen", &P::halfOpen);
    visit(u"leaseMargin", &P::leaseMargin);
    visit(u"maxRetries", &P::maxRetries);
    visit(u"retryDelay", &P::retryDelay);
    visit(u"retryFactor", &P::retryFactor);
    visit(u"retryMaxDelay", &P::retryMaxDelay);
    visit(u"jitter", &P::jitter);
    visit(u"retryAfter", &P::retryAfter);
    visit(u"resend", &P::resend);
    visit(u"budgetShare", &P::budgetShare);
    visit(u"budgetLeast", &P::budgetLeast);
    visit(u"connectTimeout", &P::connectTimeout);
    visit(u"firstByteTimeout", &P::firstByteTimeout);
    visit(u"idleTimeout", &P::idleTimeout);
    visit(u"attemptTimeout", &P::attemptTimeout);
    visit(u"deadline", &P::deadline);
    visit(u"outcomes", &P::outcomes);
}

/// The values of a preset.
Policies presetPolicies(Preset preset);

/// `overrides` laid over `base`, numbers brought into their ranges. A time-out of zero means "no
/// such limit". A preset in `overrides` replaces `base` first, but for what names the circuit: key
/// pattern, fallback, empty match.
Policies effectivePolicies(const Policies &base, const PolicyOverrides &overrides);

/// Values of `over` where set, else those of `under`.
PolicyOverrides layered(const PolicyOverrides &under, const PolicyOverrides &over);

} // namespace Recloser
