// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace Recloser {

using std::chrono::milliseconds;

/// A named set of policy values; a preset is nothing but values.
enum class Preset {
    /// The rules of the Fynd library: admission once, plain retries, open for 10 s.
    Fynd,
};

enum class JitterKind { None, Full, Equal };

/// When and how often an attempt is repeated.
struct RetryPolicy
{
    /// Counts the first try; [1, 101].
    int maxAttempts = 4;
    milliseconds initialDelay{0};
    /// Each wait is the one before it times this; 1 is a constant wait.
    double factor = 1.0;
    /// Upper bound of one wait, applied after the factor.
    milliseconds maxDelay{std::chrono::minutes(5)};
    JitterKind jitter = JitterKind::None;
    /// Statuses that are tried again; the Fynd library's table.
    QList<int> statuses{503, 504, 509, 429};

    bool operator==(const RetryPolicy &) const = default;
};

enum class BreakerSwitch { On, Off };

/// What serves as the key when the pattern is missing, empty, invalid or does not match.
enum class KeyFallback { WholeUrl, PathOnly, Error, NoBreaker };

/// What an empty match gives: the whole URL with a warning, or, as strict Python would, the empty
/// key.
enum class EmptyMatch { WholeUrl, Strict };

/// Which circuit a request belongs to and how long it opens.
struct BreakerPolicy
{
    BreakerSwitch breaker = BreakerSwitch::On;
    /// Python `re` pattern searched in the URL as sent (core/regex).
    QString keyPattern;
    KeyFallback fallback = KeyFallback::WholeUrl;
    EmptyMatch emptyMatch = EmptyMatch::WholeUrl;
    /// How long an opened circuit blocks; [1 ms, 24 d].
    milliseconds openFor{10'000};

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

/// The values one send runs with.
struct Policies
{
    RetryPolicy retry;
    BreakerPolicy breaker;
    TimeoutPolicy timeouts;

    bool operator==(const Policies &) const = default;
};

/// What a request, a file, a folder or the settings say differently from what lies under them;
/// an empty optional takes the value from below.
struct PolicyOverrides
{
    std::optional<Preset> preset;
    std::optional<BreakerSwitch> breaker;
    std::optional<QString> keyPattern;
    std::optional<KeyFallback> fallback;
    std::optional<EmptyMatch> emptyMatch;
    std::optional<milliseconds> openFor;
    /// Automatic retries after the first try; [0, 100].
    std::optional<int> maxRetries;
    std::optional<milliseconds> retryDelay;
    std::optional<double> retryFactor;
    std::optional<milliseconds> retryMaxDelay;
    std::optional<JitterKind> jitter;
    std::optional<milliseconds> connectTimeout;
    std::optional<milliseconds> firstByteTimeout;
    std::optional<milliseconds> idleTimeout;
    std::optional<milliseconds> attemptTimeout;
    std::optional<milliseconds> deadline;

    bool operator==(const PolicyOverrides &) const = default;
};

/// The values of a preset.
Policies presetPolicies(Preset preset);

/// `overrides` laid over `base`. A time-out of zero means "no such limit". A preset in `overrides`
/// replaces `base` first.
Policies effectivePolicies(const Policies &base, const PolicyOverrides &overrides);

/// Values of `over` where set, else those of `under`.
PolicyOverrides layered(const PolicyOverrides &under, const PolicyOverrides &over);

} // namespace Recloser
