// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifreplay.h"

#include "core/resilience/virtualtime.h"

#include <ranges>
#include <utility>

namespace Recloser {

// How attempts of a WhatIfReplay begin and end; its other half is whatifreplay.cpp.

namespace {

/// As of SendOperation: nobody waits longer for a single send.
constexpr milliseconds longestWait = std::chrono::hours(1);

} // namespace

void WhatIfReplay::startAttempt(size_t slot)
{
    Running &running = m_running[slot];
    if (running.attempts.isEmpty() && running.call->recorded.outcome == Outcome::Blocked)
        m_circuits.count(running.circuit, &WhatIfCounts::letThrough);
    const auto outcome = outcomeOf(running);
    if (!outcome) {
        m_circuits.count(running.circuit, &WhatIfCounts::unknown);
        if (running.circuit)
            releaseLease(running.circuit->facts, running.ticket.lease);
        end(slot);
        return;
    }
    Attempt &attempt = running.current;
    attempt.number = int(running.attempts.size()) + 1;
    attempt.startedAfter = m_now - running.call->recorded.startedAt;
    const RecordedResult &result = outcome->result;
    if (result.status > 0) {
        Response response{.status = result.status};
        if (!result.retryAfter.isEmpty()) {
            response.headers.append(RawHeader{"Retry-After", result.retryAfter});
            if (!result.date.isEmpty())
                response.headers.append(RawHeader{"Date", result.date});
        }
        attempt.result = std::move(response);
    } else {
        attempt.result = std::unexpected(
            SendError{.kind = result.error, .subject = {}, .detail = {}, .reach = result.reach});
    }
    running.duration = outcome->duration;
    running.isTransferring = true;
    schedule(running.duration, slot, Event::Kind::AttemptEnds);
}

std::optional<RecordedAttempt> WhatIfReplay::outcomeOf(const Running &running)
{
    const RecordedCall &recorded = running.call->recorded;
    const qsizetype number = running.attempts.size();
    if (number < recorded.attempts.size()) {
        const RecordedAttempt &attempt = recorded.attempts[number];
        const microseconds shift = recorded.startedAt + attempt.startedAfter - m_now;
        if (std::chrono::abs(shift) > std::chrono::seconds(1))
            ++m_assumptions.answersMoved;
        return limited(attempt);
    }
    if (const PeerAnswers::Answer *answer = m_answers.nearest(running.call->peer, m_now)) {
        ++m_assumptions.answersNearby;
        return limited({{}, answer->duration, answer->result});
    }
    for (const RecordedAttempt &attempt : recorded.attempts | std::views::reverse) {
        if (wasGivenUp(attempt.result))
            continue;
        ++m_assumptions.answersRepeated;
        return limited(attempt);
    }
    if (number > 0) { // what stood in for an answer before does so again
        const Attempt &last = running.attempts.constLast();
        ++m_assumptions.answersRepeated;
        return limited({{}, last.timings.total, recordedResult(last)});
    }
    return std::nullopt;
}

RecordedAttempt WhatIfReplay::limited(RecordedAttempt attempt)
{
    using enum SendError::Kind;
    const auto limit = m_plan.policies.timeouts.attempt;
    RecordedResult &result = attempt.result;
    if (wasGivenUp(result)) {
        // Counted when it comes to that: most often what gave it up does so again.
        attempt.duration
            = limit ? microseconds(*limit) : std::max(attempt.duration, microseconds(1));
        result = {.error = AttemptTimeout};
        return attempt;
    }
    const bool hasTimedOut = result.status == 0 && result.error == AttemptTimeout;
    if (!limit)
        return attempt;
    // A timer fires a little late.
    constexpr milliseconds late{100};
    if (hasTimedOut) {
        m_assumptions.timedOutLater += *limit > attempt.duration + late ? 1 : 0;
        m_assumptions.cutShort += *limit + late < attempt.duration ? 1 : 0;
        attempt.duration = *limit;
    } else if (attempt.duration > *limit) {
        ++m_assumptions.cutShort;
        attempt.duration = *limit;
        result = {.error = AttemptTimeout};
    }
    return attempt;
}

void WhatIfReplay::finishAttempt(size_t slot)
{
    Running &running = m_running[slot];
    const qsizetype number = running.attempts.size();
    const QList<RecordedAttempt> &known = running.call->recorded.attempts;
    if (number < known.size() && wasGivenUp(known[number].result))
        ++m_assumptions.givenUpAttempts;
    running.isTransferring = false;
    running.current.timings.total = running.duration;
    countAttempt(running, running.current);
    running.attempts.append(std::exchange(running.current, {}));
    if (asksEachAttempt(running))
        settle(running);
    decide(slot);
}

void WhatIfReplay::countAttempt(const Running &running, const Attempt &attempt)
{
    m_circuits.count(running.circuit, &WhatIfCounts::attempts);
    const bool isGood
        = attempt.result && attempt.result->status < 500 && attempt.result->status != 429;
    if (isGood)
        return;
    m_circuits.count(running.circuit, &WhatIfCounts::failedAttempts);
    m_circuits.count(running.circuit, &WhatIfCounts::failedTime, attempt.timings.total);
}

void WhatIfReplay::settle(Running &running)
{
    using Kind = CircuitChange::Kind;
    CircuitFacts &facts = running.circuit->facts;
    const CallTicket ticket = std::exchange(running.ticket, {});
    const Settlement settlement
        = settlementOf(m_plan.policies, running.attempts, {}, wallTime(m_now));
    if (settlement.effect == BreakerEffect::Ignored) {
        releaseLease(facts, ticket.lease);
        return;
    }
    const CircuitChange change
        = settleCall(facts, m_rules, ticket, settlement, m_chance(), storeTime(m_now));
    if (change.kind != Kind::Opened)
        return;
    running.hasOpened = true;
    m_circuits.noteOpening(*running.circuit,
                           {.from = storeTime(m_now),
                            .until = facts.openUntil,
                            .callId = running.call->recorded.id,
                            .cause = facts.cause,
                            .reason = facts.reason,
                            .status = facts.status});
}

void WhatIfReplay::decide(size_t slot)
{
    Running &running = m_running[slot];
    const RecordedCall &recorded = running.call->recorded;
    const Policies &policies = m_plan.policies;
    m_request.method = recorded.method;
    m_request.headers.clear();
    if (recorded.hasIdempotencyKey)
        m_request.headers = {RawHeader{"Idempotency-Key", "1"}};
    const NextStep next
        = nextStep(policies, m_request, running.attempts, m_chance, wallTime(m_now));
    const auto deadline = policies.timeouts.deadline;
    const microseconds sinceStart = m_now - recorded.startedAt;
    if (!next.wait || (running.hasOpened && asksEachAttempt(running))
        || (deadline && sinceStart + *next.wait >= *deadline) || *next.wait > longestWait
        || !m_budget.take(running.key, policies.retry, timePoint(m_now))) {
        concludeWithLast(slot);
        return;
    }
    running.current.wait = *next.wait;
    running.current.waitReason = next.reason;
    running.waitSince = m_now;
    schedule(*next.wait, slot, Event::Kind::WaitIsOver);
}

} // namespace Recloser
