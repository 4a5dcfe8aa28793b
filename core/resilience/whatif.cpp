// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatif.h"

#include <algorithm>
#include <random>

namespace Recloser {

namespace {

constexpr size_t mostAhead = 100'000;

microseconds endOf(const RecordedCall &call)
{
    return call.startedAt + call.elapsed;
}

} // namespace

Jitter seededJitter(quint64 seed)
{
    // The distributions of the standard library differ from one to the next; its engines do not.
    return
        [engine = std::mt19937_64(seed)]() mutable { return double(engine() >> 11) * 0x1.0p-53; };
}

WhatIf::WhatIf(const QList<WhatIfPlan> &plans, const WhatIfSettings &settings)
    : WhatIf(plans, settings, {})
{
}

WhatIf::WhatIf(const QList<WhatIfPlan> &plans, const WhatIfSettings &settings, const Jitter &chance)
    : m_settings(settings)
    , m_answers(settings.window)
    , m_recorded(settings)
{
    for (const WhatIfPlan &plan : plans)
        m_sides.push_back(
            {std::make_unique<WhatIfReplay>(plan, settings, m_answers,
                                            chance ? chance : seededJitter(settings.seed)),
             ruleOf(plan)});
}

size_t WhatIf::ruleOf(const WhatIfPlan &plan)
{
    const BreakerPolicy &policy = plan.policies.breaker;
    const auto known = std::ranges::find_if(m_rules, [&](const KeyRule &rule) {
        return rule.version == plan.version && rule.policy.keyPattern == policy.keyPattern
            && rule.policy.fallback == policy.fallback
            && rule.policy.emptyMatch == policy.emptyMatch;
    });
    const auto index = size_t(known - m_rules.begin());
    if (known == m_rules.end())
        m_rules.push_back({policy, plan.version, KeyReader(plan.version), {}});
    return index;
}

void WhatIf::add(RecordedCall call, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return;
    if (m_result.calls++ == 0)
        m_result.from = call.startedAt;
    m_result.until = std::max(m_result.until, endOf(call));
    auto ahead = std::make_shared<ReplayedCall>(std::move(call), QString());
    ahead->peer = peerOf(ahead->recorded.url);
    m_answers.note(ahead->peer, ahead->recorded);
    const microseconds known = ahead->recorded.startedAt - m_settings.window;
    m_ahead.push_back(std::move(ahead));
    while (!m_ahead.empty()
           && (m_ahead.front()->recorded.startedAt < known || m_ahead.size() > mostAhead)
           && !stop.stop_requested())
        beginFirst(stop);
}

void WhatIf::beginFirst(const std::stop_token &stop)
{
    const auto call = std::move(m_ahead.front());
    m_ahead.pop_front();
    record(call->recorded);
    for (KeyRule &rule : m_rules)
        rule.found = rule.reader.read(rule.policy, call->recorded.url, stop);
    if (stop.stop_requested()) // perhaps in the middle of a search
        return;
    for (const Side &side : m_sides)
        side.replay->begin(call, m_rules[side.rule].found, stop);
}

void WhatIf::record(const RecordedCall &call)
{
    if (call.outcome == Outcome::Exception && call.ending == Ending::Invalid) {
        ++m_recordedAssumptions.neverSent;
        return;
    }
    WhatIfCircuits::Entry *circuit = nullptr;
    if (call.use == CircuitReport::Use::Off || call.key.isNull())
        ++m_recordedAssumptions.withoutCircuit;
    else
        circuit = &m_recorded.at(call.key, call.startedAt);
    m_recordedAssumptions.sentAnyway += isSentAnyway(call) ? 1 : 0;
    const auto count = [&](auto of, auto by) { m_recorded.count(circuit, of, by); };
    count(&WhatIfCounts::calls, qint64(1));
    switch (call.outcome) {
    case Outcome::Success:
        count(&WhatIfCounts::succeeded, qint64(1));
        break;
    case Outcome::Failed:
    case Outcome::Exception:
        count(&WhatIfCounts::failed, qint64(1));
        break;
    case Outcome::Blocked:
        count(&WhatIfCounts::blocked, qint64(1));
        count(&WhatIfCounts::blockedUnknown, qint64(1));
        if (circuit)
            ++circuit->told.recordedBlocked;
        break;
    case Outcome::Cancelled:
        count(&WhatIfCounts::cancelled, qint64(1));
        break;
    }
    microseconds end{0};
    for (const RecordedAttempt &attempt : call.attempts) {
        count(&WhatIfCounts::attempts, qint64(1));
        if (attempt.startedAfter > end && &attempt != &call.attempts.constFirst())
            count(&WhatIfCounts::waitTime, attempt.startedAfter - end);
        end = attempt.startedAfter + attempt.duration;
        const int status = attempt.result.status;
        if (status > 0 && status < 500 && status != 429)
            continue;
        count(&WhatIfCounts::failedAttempts, qint64(1));
        count(&WhatIfCounts::failedTime, attempt.duration);
    }
    // It ended while it waited for another attempt.
    if ((call.outcome == Outcome::Cancelled || call.ending == Ending::CircuitOpened)
        && !call.attempts.isEmpty() && call.elapsed > end)
        count(&WhatIfCounts::waitTime, call.elapsed - end);
    if (!circuit || !call.hasOpened)
        return;
    ++circuit->told.recordedOpenings;
    // Stores count in milliseconds.
    const auto openedAt = std::chrono::floor<milliseconds>(endOf(call));
    const RecordedResult last
        = call.attempts.isEmpty() ? RecordedResult{} : call.attempts.constLast().result;
    m_recorded.noteOpening(
        *circuit,
        {.from = openedAt,
         .until = openedAt + call.openedFor,
         .callId = call.id,
         .cause = last.status == 429 ? OpeningCause::Throttled : OpeningCause::Failures,
         .reason = {},
         .status = last.status > 0 ? std::optional(last.status) : std::nullopt});
}

WhatIfResult WhatIf::finish(const std::stop_token &stop)
{
    while (!m_ahead.empty() && !stop.stop_requested())
        beginFirst(stop);
    for (const Side &side : m_sides)
        side.replay->runOut(stop);
    if (stop.stop_requested())
        return m_result;
    m_result.recorded = m_recorded.side();
    m_result.recorded.assumptions = m_recordedAssumptions;
    m_result.sides.clear();
    for (const Side &side : m_sides)
        m_result.sides.append(side.replay->side());
    return m_result;
}

} // namespace Recloser
