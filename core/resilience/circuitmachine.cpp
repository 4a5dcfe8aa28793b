// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/circuitmachine.h"

#include <algorithm>
#include <cmath>

namespace Recloser {

namespace {

using Forced = CircuitOverride::Kind;

constexpr int slotsInWindow = 10;
constexpr milliseconds shortestOpening{1};
constexpr milliseconds longestOpening = std::chrono::days(24);

std::optional<milliseconds> until(milliseconds end, milliseconds now)
{
    return end > now ? std::optional(end - now) : std::nullopt;
}

void forgetProbe(CircuitFacts &facts)
{
    facts.probe.clear();
    facts.probeUntil = milliseconds(0);
}

void forgetCounts(CircuitFacts &facts)
{
    facts.failuresInARow = 0;
    facts.window.clear();
}

void keepReason(CircuitFacts &facts, const Settlement &settlement)
{
    facts.reason = settlement.reason;
    facts.error = settlement.error;
    facts.status = settlement.status;
}

CircuitChange open(CircuitFacts &facts, const CircuitRules &rules, const Settlement &settlement,
                   double chance, milliseconds now)
{
    facts.trips = tripsAt(facts, rules, now) + 1;
    facts.openedFor = openingTime(rules, facts.trips, chance, settlement.retryAfter);
    facts.openedAt = now;
    facts.openUntil = now + facts.openedFor;
    facts.cause = OpeningCause::Failures;
    facts.awaitsProbe = rules.probeLease.has_value();
    ++facts.generation;
    forgetProbe(facts);
    forgetCounts(facts);
    keepReason(facts, settlement);
    return {CircuitChange::Kind::Opened, facts.openedFor};
}

CircuitChange throttle(CircuitFacts &facts, const Settlement &settlement, milliseconds now)
{
    facts.openedFor = std::clamp(*settlement.retryAfter, shortestOpening, longestOpening);
    facts.openedAt = now;
    facts.openUntil = now + facts.openedFor;
    facts.cause = OpeningCause::Throttled;
    ++facts.generation;
    forgetProbe(facts);
    forgetCounts(facts);
    keepReason(facts, settlement);
    return {CircuitChange::Kind::Opened, facts.openedFor};
}

/// Counts the call; true when the window's shares reach a bound.
bool countCall(CircuitFacts &facts, const CircuitRules &rules, const Settlement &settlement,
               milliseconds now)
{
    if (rules.failureRate <= 0 && rules.slowRate <= 0)
        return false;
    const qint64 length = std::max<qint64>(1, rules.rateWindow.count() / slotsInWindow);
    const qint64 slot = now.count() / length;
    facts.window.removeIf(
        [slot](const CallCounts &counts) { return counts.slot <= slot - slotsInWindow; });
    // Slots from the future are of a window of another length.
    if (facts.window.isEmpty() || facts.window.last().slot != slot) {
        facts.window.removeIf([slot](const CallCounts &counts) { return counts.slot > slot; });
        facts.window.append({.slot = slot});
    }
    CallCounts &last = facts.window.last();
    ++last.calls;
    last.failures += settlement.effect == BreakerEffect::Failure ? 1 : 0;
    last.slow += settlement.speed == Settlement::Speed::Slow ? 1 : 0;
    CallCounts sum;
    for (const CallCounts &counts : std::as_const(facts.window)) {
        sum.calls += counts.calls;
        sum.failures += counts.failures;
        sum.slow += counts.slow;
    }
    if (sum.calls < rules.rateCalls)
        return false;
    return (rules.failureRate > 0 && sum.failures >= rules.failureRate * sum.calls)
        || (rules.slowRate > 0 && sum.slow >= rules.slowRate * sum.calls);
}

CircuitChange closeByProbe(CircuitFacts &facts, milliseconds now)
{
    facts.awaitsProbe = false;
    facts.closedAt = now;
    ++facts.generation;
    forgetProbe(facts);
    forgetCounts(facts);
    return {CircuitChange::Kind::Closed, milliseconds(0)};
}

CircuitChange settleProbe(CircuitFacts &facts, const CircuitRules &rules,
                          const Settlement &settlement, double chance, milliseconds now)
{
    switch (settlement.effect) {
    case BreakerEffect::Failure:
        return open(facts, rules, settlement, chance, now);
    case BreakerEffect::Success:
        return closeByProbe(facts, now);
    case BreakerEffect::Throttled:
        // It lives; it only wants to be asked later.
        return settlement.retryAfter ? throttle(facts, settlement, now) : closeByProbe(facts, now);
    case BreakerEffect::Ignored:
        forgetProbe(facts);
        return {};
    }
    return {};
}

} // namespace

milliseconds openingTime(const CircuitRules &rules, int trips, double chance,
                         std::optional<milliseconds> asked)
{
    double time = double(rules.openFor.count()) * std::pow(rules.openFactor, trips - 1);
    time = std::min(time, double(rules.maxOpenFor.count()));
    time *= 1 + rules.openSpread * (2 * chance - 1);
    if (asked)
        time = std::max(time, double(asked->count()));
    return std::clamp(milliseconds(std::llround(std::min(time, double(longestOpening.count())))),
                      shortestOpening, longestOpening);
}

BreakerState stateAt(const CircuitFacts &facts, milliseconds now)
{
    if (facts.openUntil > now)
        return BreakerState::Open;
    return facts.awaitsProbe ? BreakerState::HalfOpen : BreakerState::Closed;
}

bool isForced(const CircuitFacts &facts, milliseconds now)
{
    return facts.forced.kind != Forced::None
        && (facts.forcedUntil == milliseconds(0) || facts.forcedUntil > now);
}

AdmissionDecision decideAdmission(const CircuitFacts &facts, const CircuitRules &rules,
                                  milliseconds now)
{
    using Answer = AdmissionDecision::Answer;
    const BreakerState state = stateAt(facts, now);
    if (isForced(facts, now)) {
        switch (facts.forced.kind) {
        case Forced::ForcedOpen:
            return {Answer::Refused, BreakerState::Open, until(facts.forcedUntil, now)};
        case Forced::ForcedClosed:
            return {Answer::AdmittedUncounted, BreakerState::Closed, {}};
        case Forced::MetricsOnly:
            return {Answer::Admitted, BreakerState::Closed, {}};
        case Forced::ForcedHalfOpen: // not of ours
        case Forced::None:
            break;
        }
    }
    if (state == BreakerState::Open)
        return {Answer::Refused, state, until(facts.openUntil, now)};
    if (state == BreakerState::Closed || !rules.probeLease)
        return {Answer::Admitted, BreakerState::Closed, {}};
    if (const auto left = until(facts.probeUntil, now))
        return {Answer::Refused, BreakerState::HalfOpen, left};
    return {Answer::AdmittedAsProbe, BreakerState::HalfOpen, {}};
}

void takeLease(CircuitFacts &facts, const CircuitRules &rules, const QByteArray &token,
               milliseconds now)
{
    facts.probe = token;
    facts.probeUntil = now + rules.probeLease.value_or(milliseconds(0));
}

CircuitChange settleCall(CircuitFacts &facts, const CircuitRules &rules, const CallTicket &ticket,
                         const Settlement &settlement, double chance, milliseconds now)
{
    if (ticket.counting == CallTicket::Counting::Uncounted)
        return {};
    if (ticket.generation && *ticket.generation != facts.generation)
        return {CircuitChange::Kind::Late, milliseconds(0)};
    if (!ticket.lease.isEmpty()) {
        // Lost to another probe, or run out: what the late one found out is not worth a decision.
        if (facts.probe != ticket.lease || facts.probeUntil <= now)
            return {CircuitChange::Kind::Late, milliseconds(0)};
        return settleProbe(facts, rules, settlement, chance, now);
    }
    if (settlement.effect == BreakerEffect::Ignored)
        return {};
    const bool isWatchedOnly = ticket.counting == CallTicket::Counting::Watched;
    if (settlement.effect == BreakerEffect::Throttled) {
        if (!settlement.retryAfter || *settlement.retryAfter <= milliseconds(0) || isWatchedOnly)
            return {};
        return throttle(facts, settlement, now);
    }
    const bool isShareReached = countCall(facts, rules, settlement, now);
    const bool hasFailed = settlement.effect == BreakerEffect::Failure;
    facts.failuresInARow = hasFailed ? facts.failuresInARow + 1 : 0;
    const bool isRowReached
        = rules.failuresInARow > 0 && facts.failuresInARow >= rules.failuresInARow;
    const bool isUsedUp = hasFailed && settlement.attempts == Settlement::Attempts::UsedUp;
    if (isWatchedOnly || !(isShareReached || isRowReached || isUsedUp))
        return {};
    return open(facts, rules, settlement, chance, now);
}

void releaseLease(CircuitFacts &facts, const QByteArray &token)
{
    if (!token.isEmpty() && facts.probe == token)
        forgetProbe(facts);
}

void openByHand(CircuitFacts &facts, milliseconds duration, const QString &reason,
                const QString &by, milliseconds now)
{
    facts.openedFor = std::clamp(duration, shortestOpening, longestOpening);
    facts.openedAt = now;
    facts.openUntil = now + facts.openedFor;
    facts.cause = OpeningCause::ByHand;
    facts.reason = reason;
    facts.error.clear();
    facts.status.reset();
    facts.openedBy = by;
    ++facts.generation;
    forgetProbe(facts);
    forgetCounts(facts);
}

void closeByHand(CircuitFacts &facts, milliseconds now)
{
    facts.openUntil = milliseconds(0);
    closeByProbe(facts, now);
}

int tripsAt(const CircuitFacts &facts, const CircuitRules &rules, milliseconds now)
{
    if (stateAt(facts, now) != BreakerState::Closed || facts.trips == 0)
        return facts.trips;
    if (rules.healthyPeriod <= milliseconds(0))
        return 0;
    // Without a probe it closed when its time was over.
    const milliseconds since = std::max(facts.closedAt, facts.openUntil);
    const auto periods = (now - since) / rules.healthyPeriod;
    return int(std::max<qint64>(0, facts.trips - periods));
}

bool isForgettable(const CircuitFacts &facts, milliseconds now)
{
    return stateAt(facts, now) == BreakerState::Closed && !isForced(facts, now) && facts.trips == 0
        && facts.failuresInARow == 0 && facts.window.isEmpty();
}

std::optional<Circuit>
circuitOf(const CircuitFacts &facts, const QString &key, milliseconds now,
          const std::function<std::chrono::steady_clock::time_point(milliseconds)> &timePoint)
{
    Circuit circuit;
    circuit.key = key;
    circuit.state = stateAt(facts, now);
    circuit.ttl = TimeToLive::Unknown;
    circuit.trips = facts.trips;
    circuit.cause = facts.cause;
    circuit.reason = facts.reason;
    circuit.openedBy = facts.openedBy;
    if (isForced(facts, now)) {
        circuit.forced = facts.forced;
        circuit.state
            = facts.forced.kind == Forced::ForcedOpen ? BreakerState::Open : BreakerState::Closed;
        circuit.reason = facts.forced.note;
        circuit.openedBy = facts.forced.author;
        circuit.cause = OpeningCause::ByHand;
        if (facts.forcedUntil > now) {
            circuit.ttl = TimeToLive::Finite;
            circuit.closesAt = timePoint(facts.forcedUntil);
        }
        return circuit;
    }
    switch (circuit.state) {
    case BreakerState::Closed:
        return std::nullopt;
    case BreakerState::Open:
        circuit.ttl = TimeToLive::Finite;
        circuit.closesAt = timePoint(facts.openUntil);
        circuit.openedFor = facts.openedFor;
        break;
    case BreakerState::HalfOpen:
        circuit.probe = QString::fromUtf8(facts.probe);
        if (facts.probeUntil > now) {
            circuit.ttl = TimeToLive::Finite;
            circuit.closesAt = timePoint(facts.probeUntil);
        }
        break;
    }
    return circuit;
}

} // namespace Recloser
