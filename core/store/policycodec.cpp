// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/policycodec.h"

#include "core/model/policywords.h"
#include "core/store/cborreading.h"
#include "core/store/cborwriting.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What the Fynd library's rules do without, where it is set: most exchanges need none of it.
void writeBeyondFynd(CborMapWriter &map, const Policies &policies)
{
    static const Policies fynd;
    const auto put = [&map]<typename T>(QLatin1StringView name, const T &value, const T &usual) {
        if (value == usual)
            return;
        if constexpr (std::is_same_v<T, milliseconds>)
            map.putDuration(name, value);
        else
            map.put(name, value);
    };
    const RetryPolicy &retry = policies.retry;
    put("retryAfter"_L1, retry.retryAfter, fynd.retry.retryAfter);
    put("resend"_L1, retry.resend, fynd.retry.resend);
    put("budgetShare"_L1, retry.budgetShare, fynd.retry.budgetShare);
    put("budgetLeast"_L1, retry.budgetLeast, fynd.retry.budgetLeast);
    const BreakerPolicy &breaker = policies.breaker;
    put("order"_L1, breaker.order, fynd.breaker.order);
    put("openFactor"_L1, breaker.openFactor, fynd.breaker.openFactor);
    put("maxOpenFor"_L1, breaker.maxOpenFor, fynd.breaker.maxOpenFor);
    put("openSpread"_L1, breaker.openSpread, fynd.breaker.openSpread);
    put("healthyPeriod"_L1, breaker.healthyPeriod, fynd.breaker.healthyPeriod);
    put("failuresInARow"_L1, breaker.failuresInARow, fynd.breaker.failuresInARow);
    put("failureRate"_L1, breaker.failureRate, fynd.breaker.failureRate);
    put("rateWindow"_L1, breaker.rateWindow, fynd.breaker.rateWindow);
    put("rateCalls"_L1, breaker.rateCalls, fynd.breaker.rateCalls);
    map.putDuration("slowerThan"_L1, breaker.slowerThan);
    put("slowRate"_L1, breaker.slowRate, fynd.breaker.slowRate);
    put("throttling"_L1, breaker.throttling, fynd.breaker.throttling);
    put("halfOpen"_L1, breaker.halfOpen, fynd.breaker.halfOpen);
    put("leaseMargin"_L1, breaker.leaseMargin, fynd.breaker.leaseMargin);
    if (policies.outcomes != fynd.outcomes)
        map.put("outcomes"_L1, outcomesText(policies.outcomes));
}

void readBeyondFynd(const QCborMap &map, Policies &policies)
{
    const auto take = [&map]<typename T>(QLatin1StringView name, T &place) {
        if constexpr (std::is_same_v<T, milliseconds>)
            place = milliseconds(map.value(name).toInteger(place.count()));
        else if constexpr (std::is_same_v<T, double>)
            place = map.value(name).toDouble(place);
        else
            place = numberFrom(map, name, place);
    };
    RetryPolicy &retry = policies.retry;
    take("retryAfter"_L1, retry.retryAfter);
    take("resend"_L1, retry.resend);
    take("budgetShare"_L1, retry.budgetShare);
    take("budgetLeast"_L1, retry.budgetLeast);
    BreakerPolicy &breaker = policies.breaker;
    take("order"_L1, breaker.order);
    take("openFactor"_L1, breaker.openFactor);
    take("maxOpenFor"_L1, breaker.maxOpenFor);
    take("openSpread"_L1, breaker.openSpread);
    take("healthyPeriod"_L1, breaker.healthyPeriod);
    take("failuresInARow"_L1, breaker.failuresInARow);
    take("failureRate"_L1, breaker.failureRate);
    take("rateWindow"_L1, breaker.rateWindow);
    take("rateCalls"_L1, breaker.rateCalls);
    takeDuration(map, "slowerThan"_L1, breaker.slowerThan);
    take("slowRate"_L1, breaker.slowRate);
    take("throttling"_L1, breaker.throttling);
    take("halfOpen"_L1, breaker.halfOpen);
    take("leaseMargin"_L1, breaker.leaseMargin);
    if (map.contains("outcomes"_L1))
        policies.outcomes
            = outcomesFromText(map.value("outcomes"_L1).toString()).value_or(OutcomeTable());
}

} // namespace

void write(QCborStreamWriter &cbor, const Policies &policies)
{
    CborMapWriter map(cbor);
    const RetryPolicy &retry = policies.retry;
    map.put("maxAttempts"_L1, retry.maxAttempts);
    map.putDuration("initialDelay"_L1, retry.initialDelay);
    map.put("factor"_L1, retry.factor);
    map.putDuration("maxDelay"_L1, retry.maxDelay);
    map.put("jitter"_L1, retry.jitter);
    const BreakerPolicy &breaker = policies.breaker;
    map.put("breaker"_L1, breaker.breaker);
    map.putText("keyPattern"_L1, breaker.keyPattern);
    map.put("fallback"_L1, breaker.fallback);
    map.put("emptyMatch"_L1, breaker.emptyMatch);
    map.putDuration("openFor"_L1, breaker.openFor);
    const TimeoutPolicy &timeouts = policies.timeouts;
    map.putDuration("connect"_L1, timeouts.connect);
    map.putDuration("firstByte"_L1, timeouts.firstByte);
    map.putDuration("idle"_L1, timeouts.idle);
    map.putDuration("attempt"_L1, timeouts.attempt);
    map.putDuration("deadline"_L1, timeouts.deadline);
    writeBeyondFynd(map, policies);
}

Policies policiesFrom(const QCborMap &map)
{
    Policies policies;
    RetryPolicy &retry = policies.retry;
    retry.maxAttempts = numberFrom(map, "maxAttempts"_L1, retry.maxAttempts);
    retry.initialDelay = milliseconds(map.value("initialDelay"_L1).toInteger());
    retry.factor = map.value("factor"_L1).toDouble(retry.factor);
    retry.maxDelay = milliseconds(map.value("maxDelay"_L1).toInteger(retry.maxDelay.count()));
    retry.jitter = numberFrom(map, "jitter"_L1, retry.jitter);
    BreakerPolicy &breaker = policies.breaker;
    breaker.breaker = numberFrom(map, "breaker"_L1, breaker.breaker);
    breaker.keyPattern = map.value("keyPattern"_L1).toString();
    breaker.fallback = numberFrom(map, "fallback"_L1, breaker.fallback);
    breaker.emptyMatch = numberFrom(map, "emptyMatch"_L1, breaker.emptyMatch);
    breaker.openFor = milliseconds(map.value("openFor"_L1).toInteger(breaker.openFor.count()));
    TimeoutPolicy &timeouts = policies.timeouts;
    timeouts.attempt.reset();
    takeDuration(map, "connect"_L1, timeouts.connect);
    takeDuration(map, "firstByte"_L1, timeouts.firstByte);
    takeDuration(map, "idle"_L1, timeouts.idle);
    takeDuration(map, "attempt"_L1, timeouts.attempt);
    takeDuration(map, "deadline"_L1, timeouts.deadline);
    readBeyondFynd(map, policies);
    return policies;
}

} // namespace Recloser
