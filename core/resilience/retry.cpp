// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retry.h"

#include <QRandomGenerator>

#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

bool isRetryable(const RetryPolicy &policy, const Attempt &attempt)
{
    if (attempt.result)
        return policy.statuses.contains(attempt.result->status);
    return isPeerFailure(attempt.result.error().kind);
}

std::optional<milliseconds> nextDelay(const RetryPolicy &policy, const Attempt &last,
                                      const Jitter &jitter)
{
    if (last.number >= policy.maxAttempts || !isRetryable(policy, last))
        return std::nullopt;
    const double longest = double(policy.maxDelay.count());
    const double full = std::min(longest,
                                 double(policy.initialDelay.count())
                                     * std::pow(std::max(1.0, policy.factor), last.number - 1));
    switch (policy.jitter) {
    case JitterKind::None:
        return milliseconds(std::llround(full));
    case JitterKind::Full:
        return milliseconds(std::llround(full * jitter()));
    case JitterKind::Equal:
        return milliseconds(std::llround(full / 2 + full / 2 * jitter()));
    }
    return milliseconds(0);
}

namespace {

QString reasonOf(const QList<Attempt> &attempts)
{
    // In the order of their first occurrence.
    QList<std::pair<QString, int>> counts;
    for (const Attempt &attempt : attempts) {
        const SendError::Kind kind = attempt.result.error().kind;
        const QString name = isTimeout(kind) ? u"time-out"_s : kindName(kind).replace(u'-', u' ');
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

Settlement settlementOf(const Policies &policies, const QList<Attempt> &attempts,
                        const QString &url)
{
    using Verdict = Settlement::Verdict;
    Settlement settlement;
    settlement.url = url;
    if (attempts.isEmpty())
        return settlement;
    if (attempts.last().result) {
        settlement.verdict = Verdict::Success;
        return settlement;
    }
    const bool allRaised = std::ranges::all_of(attempts, [](const Attempt &attempt) {
        return !attempt.result && isPeerFailure(attempt.result.error().kind);
    });
    // A status among them, or attempts left over, and nothing opens (BREAKER.md section 1).
    if (!allRaised || attempts.size() < policies.retry.maxAttempts)
        return settlement;
    settlement.verdict = Verdict::Opens;
    settlement.openFor = policies.breaker.openFor;
    settlement.error = kindName(attempts.last().result.error().kind);
    settlement.reason = reasonOf(attempts);
    return settlement;
}

Jitter systemJitter()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

} // namespace Recloser
