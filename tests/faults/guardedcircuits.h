// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/faults/redisfaults.h"

namespace Recloser {

/// What the guarded preset asks of a store, with openings short or long enough for a test: one
/// failure opens.
inline CircuitRules guardedRules(milliseconds openFor)
{
    Policies policies = presetPolicies(Preset::Guarded);
    policies.breaker.openFor = openFor;
    policies.breaker.maxOpenFor = std::max(openFor, policies.breaker.maxOpenFor);
    policies.breaker.openSpread = 0;
    policies.breaker.failuresInARow = 1;
    return circuitRules(policies);
}

/// One attempt that failed, with others left.
inline Settlement oneFailure()
{
    Settlement settlement = failure();
    settlement.attempts = Settlement::Attempts::Left;
    return settlement;
}

inline Settlement success()
{
    return {.effect = BreakerEffect::Success};
}

/// One call that fails; opens.
inline Settled failedCall(BreakerStore &store, const QString &key, milliseconds openFor)
{
    return answer(acquired(store, key, guardedRules(openFor)).settle(oneFailure()));
}

inline QString redisKeyOf(const QString &key, const QString &companion = {})
{
    return QStringLiteral("recloser:{%1}%2").arg(key, companion);
}

/// Opens for a moment and waits until a probe is due.
inline void makeHalfOpen(BreakerStore &store, const RedisServer &server, const QString &key)
{
    const Settled settled = failedCall(store, key, milliseconds(20));
    QVERIFY(settled.opened);
    QCOMPARE(settled.verification, Verification::Verified);
    EVENTUALLY_COMPARE(server.ask({QStringLiteral("EXISTS"), redisKeyOf(key)}), QByteArray("0"));
    QCOMPARE(server.ask({QStringLiteral("HGET"), redisKeyOf(key, QStringLiteral(":meta")),
                         QStringLiteral("half")}),
             QByteArray("1"));
}

} // namespace Recloser
