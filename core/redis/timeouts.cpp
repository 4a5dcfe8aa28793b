// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/timeouts.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Recloser {

RedisJitter randomJitter()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

std::chrono::milliseconds backoffDelay(const RedisTimeouts &timeouts, int failures,
                                       const RedisJitter &jitter)
{
    std::chrono::milliseconds ceiling = timeouts.backoffBase;
    for (int n = 0; n < failures && ceiling < timeouts.backoffCap; ++n)
        ceiling *= 2;
    ceiling = std::min(ceiling, timeouts.backoffCap);
    const auto half = ceiling / 2;
    return half
        + std::chrono::duration_cast<std::chrono::milliseconds>((ceiling - half) * jitter());
}

} // namespace Recloser
