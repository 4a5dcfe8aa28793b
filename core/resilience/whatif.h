// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/breakerkey.h"
#include "core/resilience/whatifreplay.h"

#include <deque>

namespace Recloser {

/// Runs recorded calls by other rules: which circuits would have opened, what would have been
/// blocked, beside what did happen. Several plans run over the same calls in one go. Calls are
/// given one by one in the order of their starts; each begins when those of the window after it are
/// known, so that answers near in time can stand in for those that nobody asked for (at most
/// 100 000 calls wait so; where more come in a window, it is shorter). Deterministic. One thread at
/// a time.
class WhatIf
{
public:
    WhatIf(const QList<WhatIfPlan> &plans, const WhatIfSettings &settings);
    /// For tests: `chance` instead of a seeded one.
    WhatIf(const QList<WhatIfPlan> &plans, const WhatIfSettings &settings, const Jitter &chance);
    WhatIf(const WhatIf &) = delete;
    WhatIf &operator=(const WhatIf &) = delete;

    /// Does nothing more once `stop` is requested; then the result means nothing.
    void add(RecordedCall call, const std::stop_token &stop = {});
    /// Brings everything to its end.
    WhatIfResult finish(const std::stop_token &stop = {});

private:
    /// Patterns that several plans share are searched once.
    struct KeyRule
    {
        BreakerPolicy policy;
        PythonVersion version;
        KeyReader reader;
        KeyResult found;
    };
    size_t ruleOf(const WhatIfPlan &plan);
    void beginFirst(const std::stop_token &stop);
    /// Counts what did happen to the call.
    void record(const RecordedCall &call);

    WhatIfSettings m_settings;
    PeerAnswers m_answers;
    std::deque<std::shared_ptr<const ReplayedCall>> m_ahead;
    WhatIfCircuits m_recorded;
    WhatIfAssumptions m_recordedAssumptions;
    std::vector<KeyRule> m_rules;
    struct Side
    {
        std::unique_ptr<WhatIfReplay> replay;
        size_t rule;
    };
    std::vector<Side> m_sides;
    WhatIfResult m_result;
};

/// Uniform in [0, 1) and the same for the same seed, everywhere.
Jitter seededJitter(quint64 seed);

} // namespace Recloser
