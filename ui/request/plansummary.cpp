// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/plansummary.h"

#include "ui/request/durationtext.h"
#include "ui/request/plan.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PlanSummary", text);
}

bool isStatus(const OutcomeRule &rule)
{
    using Of = OutcomeMatch::Of;
    return rule.match.of == Of::Status || rule.match.of == Of::StatusClass;
}

QString costText(const Policies &policies)
{
    const Plan plan = worstPlan(policies);
    QString text = plan.attempts == 1 ? tr("At worst 1 attempt")
                                      : tr("At worst %1 attempts, %2 of waiting")
                                            .arg(plan.attempts)
                                            .arg(durationText(plan.waiting));
    if (mayBeAskedToWait(policies))
        text += tr(" (more where the server asks for it)");
    // Whole seconds up to two minutes read best as seconds: "60 s in all".
    const auto inAll = [](milliseconds total) {
        return total <= std::chrono::minutes(2) && total.count() % 1000 == 0
            ? u"%1 s"_s.arg(total.count() / 1000)
            : durationText(total);
    };
    return text
        + (plan.total ? tr(", %1 in all.").arg(inAll(*plan.total))
                      : tr(", and no limit on the time in all."));
}

QString budgetText(const RetryPolicy &retry)
{
    if (retry.maxAttempts == 1 || retry.budgetShare <= 0)
        return {};
    return tr(" Retries stop at %1 of the circuit's calls of the last 10 s, but %2 are always "
              "free.")
        .arg(shareText(retry.budgetShare))
        .arg(retry.budgetLeast);
}

QString openingText(const Policies &policies)
{
    const BreakerPolicy &breaker = policies.breaker;
    if (breaker.breaker == BreakerSwitch::Off)
        return tr(" No circuit opens.");
    const auto fails
        = [](const OutcomeRule &rule) { return rule.breaker == BreakerEffect::Failure; };
    const bool anyFails = std::ranges::any_of(policies.outcomes, fails);
    const bool slowOpens = breaker.slowerThan && breaker.slowRate > 0;
    if (!anyFails && !slowOpens)
        return tr(" No outcome counts as a failure: no circuit opens.");
    const bool statusFails = std::ranges::any_of(
        policies.outcomes, [&](const OutcomeRule &rule) { return fails(rule) && isStatus(rule); });
    const bool one = policies.retry.maxAttempts == 1;
    const QString times = openingTimes(breaker);
    const QString counts = openingCounts(breaker);
    QString text;
    if (counts.isEmpty() && statusFails)
        text = one ? tr(" If it fails, the circuit opens for %1.").arg(times)
                   : tr(" If all of them fail, the circuit opens for %1.").arg(times);
    else if (counts.isEmpty())
        text = one ? tr(" If it gets no answer, the circuit opens for %1.").arg(times)
                   : tr(" If none of them gets an answer, the circuit opens for %1.").arg(times);
    else
        text = one
            ? tr(" The circuit opens when the attempt fails, %1; for %2.").arg(counts, times)
            : tr(" The circuit opens when all attempts fail, %1; for %2.").arg(counts, times);
    return breaker.halfOpen == HalfOpen::Probe ? text + tr(" Then one probe decides.") : text;
}

} // namespace

QString shareText(double share)
{
    return u"%1 %"_s.arg(QString::number(std::round(share * 10'000) / 100));
}

QString openingTimes(const BreakerPolicy &breaker)
{
    const auto first = double(breaker.openFor.count());
    const double longest = double(breaker.maxOpenFor.count());
    const double second = std::min(first * breaker.openFactor, longest);
    if (second <= first)
        return durationText(breaker.openFor);
    const QString growing
        = tr("%1, then %2")
              .arg(durationText(breaker.openFor), durationText(milliseconds(std::llround(second))));
    return second >= longest ? growing
                             : tr("%1 … up to %2").arg(growing, durationText(breaker.maxOpenFor));
}

QString openingCounts(const BreakerPolicy &breaker)
{
    QStringList counts;
    if (breaker.failuresInARow == 1)
        counts.append(tr("after 1 failure"));
    else if (breaker.failuresInARow > 1)
        counts.append(tr("after %1 failures in a row").arg(breaker.failuresInARow));
    const bool isSlow = breaker.slowerThan && breaker.slowRate > 0;
    const QString calls = tr("at least %1 calls in %2")
                              .arg(breaker.rateCalls)
                              .arg(durationText(breaker.rateWindow));
    const QString share = breaker.failureRate == 0.5 ? tr("half") : shareText(breaker.failureRate);
    if (breaker.failureRate > 0)
        counts.append(tr("when %1 of %2 fail").arg(share, calls));
    if (isSlow)
        counts.append(tr("when %1 of %2 take longer than %3")
                          .arg(shareText(breaker.slowRate),
                               breaker.failureRate > 0 ? tr("them") : calls,
                               durationText(*breaker.slowerThan)));
    if (counts.size() < 2)
        return counts.join(QString());
    const QString last = counts.takeLast();
    return tr("%1 or %2").arg(counts.join(u", "_s), last);
}

QString planSummary(const Policies &policies)
{
    return costText(policies) + budgetText(policies.retry) + openingText(policies);
}

} // namespace Recloser
