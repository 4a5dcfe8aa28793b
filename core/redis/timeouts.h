// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/respcodec.h"

#include <chrono>
#include <functional>

namespace Recloser {

/// How long a Redis connection waits for what (BREAKER.md section 4). Plain value.
struct RedisTimeouts
{
    /// Name look-up, TCP and TLS together.
    std::chrono::milliseconds connect{3000};
    /// From starting ssh until its tunnel stands: an SSH greeting has many round trips.
    std::chrono::milliseconds tunnel{15'000};
    /// The most of `connect` and `command` that one of several sentinels gets.
    std::chrono::milliseconds sentinel{1000};
    /// The oldest command without an answer; then the connection counts as dead.
    std::chrono::milliseconds headOfLine{2000};
    /// One command from its call to its callback, unless the call says otherwise.
    std::chrono::milliseconds command{2000};
    /// First wait before another connection; doubled each time up to the cap.
    std::chrono::milliseconds backoffBase{200};
    std::chrono::milliseconds backoffCap{8000};
    /// A connection that was ready for this long starts the waits from the base again.
    std::chrono::milliseconds stableAfter{5000};

    bool operator==(const RedisTimeouts &) const = default;
};

/// Bounds of memory.
struct RedisLimits
{
    /// Commands without an answer, and the bytes of their encoded form.
    qsizetype pendingCommands = 10'000;
    qsizetype pendingBytes = 16 * 1024 * 1024;
    RespLimits reply;

    bool operator==(const RedisLimits &) const = default;
};

/// Uniform in [0, 1).
using RedisJitter = std::function<double()>;

/// The global generator.
RedisJitter randomJitter();

/// Equal jitter: half of min(cap, base x 2^failures) for certain, the other half by chance;
/// `failures` counts the failed connections before this one, from 0.
std::chrono::milliseconds backoffDelay(const RedisTimeouts &timeouts, int failures,
                                       const RedisJitter &jitter);

} // namespace Recloser
