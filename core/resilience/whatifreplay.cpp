// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifreplay.h"

#include "core/resilience/virtualtime.h"

#include <utility>

namespace Recloser {

// The clock, the admission and the end of calls; their attempts are in whatifattempts.cpp.

namespace {

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
    // History keeps starts in whole milliseconds, cut off: what ends within this one comes first.
    constexpr microseconds cutOff{999};
    runUntil(recorded.startedAt + cutOff, stop);
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
    m_assumptions.sentAnyway += hasCircuit && isSentAnyway(recorded) ? 1 : 0;
    running.isGuarded = hasCircuit && !isSentAnyway(recorded);
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
