// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retry.h"

#include "core/resilience/judgement.h"
#include "core/resilience/retryafter.h"

#include <QRandomGenerator>

#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// The peer's own wish, where the policies honour it.
std::optional<milliseconds> askedWait(const RetryPolicy &policy, const Attempt &attempt,
                                      const QDateTime &now)
{
    if (policy.retryAfter == RetryAfterUse::Ignored || !attempt.result)
        return std::nullopt;
    return retryAfter(attempt.result->headers, now);
}

/// "4 time-outs", "1 x connection reset, 2 x 503", in the order of their first occurrence.
QString reasonOf(const QList<Attempt> &attempts)
{
    QList<std::pair<QString, int>> counts;
    for (const Attempt &attempt : attempts) {
        QString name;
        if (attempt.result)
            name = QString::number(attempt.result->status);
        else if (isTimeout(attempt.result.error().kind))
            name = u"time-out"_s;
        else
            name = kindName(attempt.result.error().kind).replace(u'-', u' ');
        const auto known = std::ranges::find(counts, name, &std::pair<QString, int>::first);
        if (known != counts.end())
            ++known->second;
        else
            counts.append({name, 1});
    }
    QStringList parts;
    for (const auto &[name, count] : std::as_const(counts)) {
        if (name == "time-out"_L1)
            parts.append(count == 1 ? u"1 time-out"_s : u"%1 time-outs"_s.arg(count));
        else
            parts.append(u"%1 x %2"_s.arg(count).arg(name));
    }
    return parts.join(u", "_s);
}

} // namespace

milliseconds backoff(const RetryPolicy &policy, int number, milliseconds before,
                     const Jitter &jitter)
{
    const double longest = double(policy.maxDelay.count());
    const double first = double(policy.initialDelay.count());
    const double full = first * std::pow(std::max(1.0, policy.factor), number - 1);
    double wait = std::min(longest, full);
    switch (policy.jitter) {
    case JitterKind::None:
        break;
    case JitterKind::Full:
        wait *= jitter();
        break;
    case JitterKind::Equal:
        wait = wait / 2 + wait / 2 * jitter();
        break;
    case JitterKind::Decorrelated: {
        const double most = std::max(first, 3 * double(before.count()));
        wait = first + (most - first) * jitter();
        break;
    }
    }
    return milliseconds(std::llround(std::min(longest, wait)));
}

NextStep nextStep(const Policies &policies, const ResolvedRequest &request,
                  const QList<Attempt> &attempts, const Jitter &jitter, const QDateTime &now)
{
    const RetryPolicy &policy = policies.retry;
    const Attempt &last = attempts.constLast();
    const RetryEffect effect = judge(policies.outcomes, last).retry;
    if (effect == RetryEffect::No)
        return {.ending = last.result ? Ending::Answered : Ending::NotRetried};
    if (effect == RetryEffect::IfIdempotent && policy.resend == ResendRule::IfIdempotent
        && !isIdempotent(request))
        return {.ending = Ending::NotIdempotent};
    if (last.number >= policy.maxAttempts)
        return {.ending = Ending::AttemptsExhausted};
    if (const auto asked = askedWait(policy, last, now))
        return {.wait = *asked, .reason = WaitReason::RetryAfter};
    const milliseconds wait = backoff(policy, last.number, last.wait, jitter);
    return {.wait = wait,
            .reason = wait > milliseconds(0) ? WaitReason::Backoff : WaitReason::None};
}

Settlement settlementOf(const Policies &policies, const QList<Attempt> &attempts,
                        const QString &url, const QDateTime &now)
{
    Settlement settlement;
    settlement.url = url;
    if (attempts.isEmpty())
        return settlement;
    const Attempt &last = attempts.constLast();
    settlement.effect = judge(policies.outcomes, last).breaker;
    if (const auto limit = policies.breaker.slowerThan;
        limit && last.timings.total > std::chrono::duration_cast<microseconds>(*limit))
        settlement.speed = Settlement::Speed::Slow;
    // What follows is for those who will ask why it opened; most calls open nothing.
    if (settlement.effect == BreakerEffect::Ignored
        || (settlement.effect == BreakerEffect::Success
            && settlement.speed == Settlement::Speed::Normal))
        return settlement;
    if (last.result)
        settlement.status = last.result->status;
    else
        settlement.error = kindName(last.result.error().kind);
    const bool isMere = settlement.effect == BreakerEffect::Throttled
        && policies.breaker.throttling == ThrottleUse::Ignored;
    settlement.retryAfter = isMere ? std::nullopt : askedWait(policies.retry, last, now);
    settlement.reason
        = settlement.effect == BreakerEffect::Success ? u"slow calls"_s : reasonOf(attempts);
    // A status among them, or attempts left over, and the call as such has not failed (BREAKER.md
    // section 1).
    const bool allFailed = std::ranges::all_of(attempts, [&policies](const Attempt &attempt) {
        return judge(policies.outcomes, attempt).breaker == BreakerEffect::Failure;
    });
    if (allFailed && attempts.size() >= policies.retry.maxAttempts)
        settlement.attempts = Settlement::Attempts::UsedUp;
    return settlement;
}

Jitter systemJitter()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace Recloser
