// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/policies.h"

#include <QHash>

#include <deque>

namespace Recloser {

/// Keeps retries from multiplying the load of a peer that is in trouble: those of one circuit are
/// at most a share of its calls of the last 10 s (BREAKER.md section 2). One per sender; plain
/// value, GUI thread.
class RetryBudget
{
public:
    using time_point = Clock::time_point;
    static constexpr milliseconds window{10'000};

    void noteCall(const QString &key, const RetryPolicy &policy, time_point now);
    /// True, and counted, when one more retry fits into the budget; always without a budget.
    bool take(const QString &key, const RetryPolicy &policy, time_point now);
    /// Circuits of which something is kept.
    qsizetype size() const { return m_circuits.size(); }

private:
    struct Circuit
    {
        std::deque<time_point> calls;
        std::deque<time_point> retries;
    };
    Circuit &circuit(const QString &key, time_point now);
    static void forgetOld(Circuit &circuit, time_point now);

    QHash<QString, Circuit> m_circuits;
    time_point m_sweepAt{};
};

} // namespace Recloser
