// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifreplay.h"

#include <QTimeZone>

#include <ranges>
#include <utility>

namespace Recloser {

namespace {

/// As of SendOperation: nobody waits longer for a single send.
constexpr milliseconds longestWait = std::chrono::hours(1);

milliseconds storeTime(microseconds time)
{
    return std::chrono::floor<milliseconds>(time);
}

QDateTime wallTime(microseconds time)
{
    return QDateTime::fromMSecsSinceEpoch(storeTime(time).count(), QTimeZone::UTC);
}

RetryBudget::time_point timePoint(microseconds time)
{
    return RetryBudget::time_point(time);
}

/// The peer answered as one that works does.
bool isAnswer(const RecordedResult &result)
{
    return result.status > 0 && result.status < 500 && result.status != 429;
}

} // namespace

WhatIfReplay::WhatIfReplay(const WhatIfPlan &plan, const WhatIfSettings &settings,
                           const PeerAnswers &answers, Jitter chance)
    : m_plan(plan)
    , m_rules(circuitRules(plan.policies))
    , m_answers(answers)
    , m_chance(std::move(chance))
    , m_circuits(settings, m_rules)
{
}

// ---- the clock ---------------------------------------------------------------------------------

void WhatIfReplay::schedule(microseconds after, size_t slot, Event::Kind kind)
{
    using enum Event::Kind;
    Running &running = m_running[slot];
    const bool isOfCall = kind == Deadline || kind == Cancelled;
    m_events.push({m_now + after, ++m_order, slot, isOfCall ? running.life : ++running.turn, kind});
}

void WhatIfReplay::runUntil(microseconds time, const std::stop_token &stop)
{
    while (!m_events.empty() && m_events.top().at <= time && !stop.stop_requested()) {
        const Event event = m_events.top();
        m_events.pop();
        m_now = std::max(m_now, event.at);
        happen(event);
    }
}

void WhatIfReplay::runOut(const std::stop_token &stop)
{
    runUntil(microseconds::max(), stop);
}

void WhatIfReplay::happen(const Event &event)
{
    using enum Event::Kind;
    const Running &running = m_running[event.slot];
    const bool isOfCall = event.kind == Deadline || event.kind == Cancelled;
    if (event.mark != (isOfCall ? running.life : running.turn))
        return;
    switch (event.kind) {
    case AttemptEnds:
        finishAttempt(event.slot);
        break;
    case WaitIsOver:
        m_circuits.count(running.circuit, &WhatIfCounts::waitTime, m_now - running.waitSince);
        if (asksEachAttempt(running))
            acquire(event.slot);
        else
            startAttempt(event.slot);
        break;
    case Deadline:
        deadlineReached(event.slot);
        break;
    case Cancelled:
        cancel(event.slot);
        break;
    }
}

size_t WhatIfReplay::freeSlot()
{
    if (m_free.empty()) {
        m_running.emplace_back();
        return m_running.size() - 1;
    }
    const size_t slot = m_free.back();
    m_free.pop_back();
    return slot;
}

void WhatIfReplay::end(size_t slot)
{
    Running &running = m_running[slot];
    if (running.circuit)
        --running.circuit->running;
    running = Running{.turn = running.turn + 1, .life = running.life + 1};
    m_free.push_back(slot);
}

// ---- admission ---------------------------------------------------------------------------------

void WhatIfReplay::begin(std::shared_ptr<const ReplayedCall> call, const KeyResult &key,
                         const std::stop_token &stop)
{
    const RecordedCall &recorded = call->recorded;
    runUntil(recorded.startedAt, stop);
    m_now = std::max(m_now, microseconds(recorded.startedAt));
    const BreakerPolicy &policy = m_plan.policies.breaker;
    if (recorded.outcome == Outcome::Exception && recorded.ending == Ending::Invalid) {
        ++m_assumptions.neverSent;
        return;
    }
    m_assumptions.tooSlow += key.source == KeySource::TooSlow ? 1 : 0;
    const bool hasCircuit = policy.breaker == BreakerSwitch::On && !key.key.isNull();
    if (key.key.isNull() && policy.breaker == BreakerSwitch::On
        && policy.fallback == KeyFallback::Error) {
        ++m_assumptions.neverSent;
        return;
    }
    const size_t slot = freeSlot();
    Running &running = m_running[slot];
    running.key = key.key;
    m_budget.noteCall(key.key, m_plan.policies.retry, timePoint(m_now));
    if (hasCircuit) {
        running.circuit = &m_circuits.at(key.key, m_now);
        ++running.circuit->running;
        m_circuits.noteRecordedKey(*running.circuit, recorded.key);
        running.circuit->told.recordedBlocked += recorded.outcome == Outcome::Blocked ? 1 : 0;
        running.circuit->told.recordedOpenings += recorded.hasOpened ? 1 : 0;
    } else {
        ++m_assumptions.withoutCircuit;
    }
    const bool isSentAnyway = recorded.use == CircuitReport::Use::Bypassed;
    m_assumptions.sentAnyway += hasCircuit && isSentAnyway ? 1 : 0;
    running.isGuarded = hasCircuit && !isSentAnyway;
    m_circuits.count(running.circuit, &WhatIfCounts::calls);
    running.call = std::move(call);
    if (const auto deadline = m_plan.policies.timeouts.deadline)
        schedule(*deadline, slot, Event::Kind::Deadline);
    if (recorded.outcome == Outcome::Cancelled)
        schedule(recorded.elapsed, slot, Event::Kind::Cancelled);
    if (running.isGuarded)
        acquire(slot);
    else
        startAttempt(slot);
}

void WhatIfReplay::acquire(size_t slot)
{
    using enum AdmissionDecision::Answer;
    Running &running = m_running[slot];
    CircuitFacts &facts = running.circuit->facts;
    running.ticket = {};
    switch (decideAdmission(facts, m_rules, storeTime(m_now)).answer) {
    case Refused:
        if (running.attempts.isEmpty())
            block(slot);
        else
            concludeWithLast(slot);
        return;
    case AdmittedAsProbe:
        running.ticket.lease = "probe " + QByteArray::number(++m_leases);
        takeLease(facts, m_rules, running.ticket.lease, storeTime(m_now));
        break;
    case AdmittedUncounted: // held by hand, which nobody does here
    case Admitted:
        break;
    }
    if (m_rules.needsMemory())
        running.ticket.generation = facts.generation;
    startAttempt(slot);
}

void WhatIfReplay::block(size_t slot)
{
    Running &running = m_running[slot];
    const RecordedCall &recorded = running.call->recorded;
    m_circuits.count(running.circuit, &WhatIfCounts::blocked);
    if (recorded.attempts.isEmpty() || wasGivenUp(recorded.attempts.constLast().result))
        m_circuits.count(running.circuit, &WhatIfCounts::blockedUnknown);
    else if (isAnswer(recorded.attempts.constLast().result))
        m_circuits.count(running.circuit, &WhatIfCounts::needlesslyBlocked);
    else
        m_circuits.count(running.circuit, &WhatIfCounts::spared);
    end(slot);
}

// ---- attempts ----------------------------------------------------------------------------------

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

// ---- the end -----------------------------------------------------------------------------------

void WhatIfReplay::concludeWithLast(size_t slot)
{
    Running &running = m_running[slot];
    const Attempt &last = running.attempts.constLast();
    const bool isGood = last.result && last.result->status < 400;
    m_circuits.count(running.circuit, isGood ? &WhatIfCounts::succeeded : &WhatIfCounts::failed);
    if (running.isGuarded && !asksEachAttempt(running))
        settle(running);
    else if (running.circuit)
        releaseLease(running.circuit->facts, running.ticket.lease);
    end(slot);
}

void WhatIfReplay::giveUpAttempt(Running &running, SendError::Kind kind)
{
    if (!running.isTransferring) {
        m_circuits.count(running.circuit, &WhatIfCounts::waitTime, m_now - running.waitSince);
        return;
    }
    Attempt &attempt = running.current;
    attempt.timings.total = m_now - running.call->recorded.startedAt - attempt.startedAfter;
    attempt.result = std::unexpected(SendError{.kind = kind, .subject = {}, .detail = {}});
    countAttempt(running, attempt);
    running.attempts.append(std::exchange(attempt, {}));
}

void WhatIfReplay::deadlineReached(size_t slot)
{
    Running &running = m_running[slot];
    giveUpAttempt(running, SendError::Kind::DeadlineExceeded);
    m_circuits.count(running.circuit, &WhatIfCounts::failed);
    if (running.isGuarded && !asksEachAttempt(running))
        settle(running);
    else if (running.circuit)
        releaseLease(running.circuit->facts, running.ticket.lease);
    end(slot);
}

void WhatIfReplay::cancel(size_t slot)
{
    Running &running = m_running[slot];
    giveUpAttempt(running, SendError::Kind::Cancelled);
    m_circuits.count(running.circuit, &WhatIfCounts::cancelled);
    if (running.circuit)
        releaseLease(running.circuit->facts, running.ticket.lease);
    end(slot);
}

bool WhatIfReplay::asksEachAttempt(const Running &running) const
{
    return running.isGuarded && m_plan.policies.breaker.order == AdmissionOrder::EachAttempt;
}

WhatIfSide WhatIfReplay::side() const
{
    WhatIfSide side = m_circuits.side();
    side.assumptions = m_assumptions;
    return side;
}

} // namespace Recloser
