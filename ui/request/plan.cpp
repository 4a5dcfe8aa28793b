// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/plan.h"

#include "core/resilience/retry.h"

#include <algorithm>

namespace Recloser {

namespace {

using namespace std::chrono_literals;

/// How long an attempt is drawn that has no limit.
constexpr milliseconds endlessLength = 30s;

/// What of the longest wait is there whatever chance says.
milliseconds certainPart(const RetryPolicy &policy, milliseconds longest)
{
    switch (policy.jitter) {
    case JitterKind::None:
        return longest;
    case JitterKind::Full:
        return 0ms;
    case JitterKind::Equal:
        return longest / 2;
    case JitterKind::Decorrelated:
        return std::min(longest, policy.initialDelay);
    }
    return longest;
}

/// Lays attempts and waits after each other until something ends them.
QList<PlanBar> barsOf(const Policies &policies, const QList<milliseconds> &waits)
{
    QList<PlanBar> bars;
    const auto deadline = policies.timeouts.deadline;
    milliseconds at{0};
    for (int number = 1; number <= policies.retry.maxAttempts; ++number) {
        if (number > 1) {
            const milliseconds wait = waits[number - 2];
            // A wait that outlasts the deadline is not begun.
            if (deadline && at + wait >= *deadline)
                break;
            if (wait > 0ms)
                bars.append({.kind = PlanBar::Kind::Wait,
                             .number = number,
                             .begin = at,
                             .end = at + wait,
                             .certain = certainPart(policies.retry, wait)});
            at += wait;
        }
        PlanBar attempt{.number = number, .begin = at};
        const auto limit = policies.timeouts.attempt;
        attempt.end = at + limit.value_or(endlessLength);
        if (!limit)
            attempt.length = PlanBar::Length::Endless;
        if (deadline && attempt.end >= *deadline) {
            attempt.end = *deadline;
            attempt.length = PlanBar::Length::Bounded;
        }
        bars.append(attempt);
        at = attempt.end;
        if (attempt.length == PlanBar::Length::Endless || at == deadline)
            break;
    }
    return bars;
}

} // namespace

milliseconds longestWait(const RetryPolicy &policy, int number, milliseconds before)
{
    return backoff(policy, number, before, [] { return 1.0; });
}

Plan worstPlan(const Policies &policies)
{
    const RetryPolicy &retry = policies.retry;
    Plan plan{.attempts = retry.maxAttempts, .deadline = policies.timeouts.deadline};
    QList<milliseconds> waits;
    milliseconds wait{0};
    for (int number = 1; number < retry.maxAttempts; ++number) {
        wait = longestWait(retry, number, wait);
        waits.append(wait);
        plan.waiting += wait;
    }
    if (policies.timeouts.attempt)
        plan.total = *policies.timeouts.attempt * retry.maxAttempts + plan.waiting;
    if (plan.deadline) {
        plan.total = std::min(plan.total.value_or(*plan.deadline), *plan.deadline);
        plan.waiting = std::min(plan.waiting, *plan.deadline);
    }
    plan.bars = barsOf(policies, waits);
    return plan;
}

bool mayBeAskedToWait(const Policies &policies)
{
    const auto isTriedAgain = [](const OutcomeRule &rule) {
        using Of = OutcomeMatch::Of;
        return rule.retry != RetryEffect::No
            && (rule.match.of == Of::Status || rule.match.of == Of::StatusClass);
    };
    return policies.retry.maxAttempts > 1 && policies.retry.retryAfter == RetryAfterUse::Honoured
        && std::ranges::any_of(policies.outcomes, isTriedAgain);
}

} // namespace Recloser
