// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/plansummary.h"

#include "ui/request/durationtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PlanSummary", text);
}

} // namespace

PlanCost worstCase(const Policies &policies)
{
    const RetryPolicy &retry = policies.retry;
    PlanCost cost{.attempts = retry.maxAttempts};
    double wait = double(retry.initialDelay.count());
    const auto longest = double(retry.maxDelay.count());
    double waiting = 0;
    for (int i = 1; i < retry.maxAttempts; ++i) {
        waiting += std::min(wait, longest);
        // Stays finite for any factor.
        wait = std::min(wait * retry.factor, longest);
    }
    cost.waiting = milliseconds(std::llround(waiting));
    if (policies.timeouts.attempt)
        cost.total = *policies.timeouts.attempt * retry.maxAttempts + cost.waiting;
    if (const auto deadline = policies.timeouts.deadline) {
        cost.total = std::min(cost.total.value_or(*deadline), *deadline);
        cost.waiting = std::min(cost.waiting, *deadline);
    }
    return cost;
}

QString planSummary(const Policies &policies)
{
    const PlanCost cost = worstCase(policies);
    const QString attempts
        = cost.attempts == 1 ? tr("1 attempt") : tr("%1 attempts").arg(cost.attempts);
    QString text = cost.attempts == 1
        ? tr("At worst %1").arg(attempts)
        : tr("At worst %1, %2 of waiting").arg(attempts, durationText(cost.waiting));
    // Whole seconds up to two minutes read best as seconds: "60 s in all".
    const auto inAll = [](milliseconds total) {
        return total <= std::chrono::minutes(2) && total.count() % 1000 == 0
            ? u"%1 s"_s.arg(total.count() / 1000)
            : durationText(total);
    };
    text += cost.total ? tr(", %1 in all.").arg(inAll(*cost.total))
                       : tr(", and no limit on the time in all.");
    if (policies.breaker.breaker == BreakerSwitch::Off)
        return text + tr(" No circuit opens.");
    const QString openFor = durationText(policies.breaker.openFor);
    return text
        + (cost.attempts == 1
               ? tr(" If it gets no answer, the circuit opens for %1.").arg(openFor)
               : tr(" If none of them gets an answer, the circuit opens for %1.").arg(openFor));
}

} // namespace Recloser
