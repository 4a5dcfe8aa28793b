// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/retrybudget.h"

namespace Recloser {

void RetryBudget::noteCall(const QString &key, const RetryPolicy &policy, time_point now)
{
    if (policy.budgetShare > 0)
        circuit(key, now).calls.push_back(now);
}

bool RetryBudget::take(const QString &key, const RetryPolicy &policy, time_point now)
{
    if (policy.budgetShare <= 0)
        return true;
    Circuit &known = circuit(key, now);
    const double allowed
        = std::max(double(policy.budgetLeast), policy.budgetShare * double(known.calls.size()));
    if (double(known.retries.size()) + 1 > allowed)
        return false;
    known.retries.push_back(now);
    return true;
}

RetryBudget::Circuit &RetryBudget::circuit(const QString &key, time_point now)
{
    // Circuits that nobody calls any more are forgotten, once a window for all.
    if (now >= m_sweepAt) {
        m_sweepAt = now + window;
        m_circuits.removeIf([now](const auto &item) {
            Circuit &circuit = item.value();
            forgetOld(circuit, now);
            return circuit.calls.empty() && circuit.retries.empty();
        });
    }
    Circuit &known = m_circuits[key];
    forgetOld(known, now);
    return known;
}

void RetryBudget::forgetOld(Circuit &circuit, time_point now)
{
    for (std::deque<time_point> *times : {&circuit.calls, &circuit.retries}) {
        while (!times->empty() && times->front() <= now - window)
            times->pop_front();
    }
}

} // namespace Recloser
