// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/circuitmachine.h"
#include "core/resilience/keyregrouping.h"
#include "core/resilience/whatifresult.h"

#include <QSet>

#include <unordered_map>

namespace Recloser {

/// The circuits of one side of a what-if while it runs, and what is counted of them. Those of which
/// there is nothing to tell, and nothing to remember by the rules, are forgotten when they are
/// many. Where more than 200 000 are left, so are the lesser half of those that are closed and were
/// not called for a minute: they begin anew. The totals stay exact.
class WhatIfCircuits
{
public:
    struct Entry
    {
        WhatIfCircuit told;
        CircuitFacts facts;
        /// Calls that hold a reference to it.
        int running = 0;
        microseconds touchedAt{0};
        /// Of its last call, to be quick with the next.
        QString recordedKey;
    };

    explicit WhatIfCircuits(const WhatIfSettings &settings, const CircuitRules &rules = {})
        : m_settings(settings)
        , m_rules(rules)
    {
    }

    /// Stays where it is while `running` is above zero.
    Entry &at(const QString &key, microseconds now);
    /// A call of `entry` belonged to the circuit `recordedKey`.
    void noteRecordedKey(Entry &entry, const QString &recordedKey);
    /// Counts in the totals, and of `entry` where there is one.
    template<typename Number>
    void count(Entry *entry, Number WhatIfCounts::*of, Number by = Number(1))
    {
        m_totals.*of += by;
        if (entry)
            entry->told.counts.*of += by;
    }
    void noteOpening(Entry &entry, WhatIfOpening opening);
    /// What became of it. Assumptions are not its business.
    WhatIfSide side() const;

private:
    bool isQuiet(const Entry &entry, microseconds now) const;
    void forgetQuiet(microseconds now);

    WhatIfSettings m_settings;
    CircuitRules m_rules;
    WhatIfCounts m_totals;
    std::unordered_map<QString, Entry> m_entries;
    QSet<quint64> m_keys;
    QSet<quint64> m_openedKeys;
    KeyRegrouping m_splits;
    KeyRegrouping m_merges;
    size_t m_sweepAt = 16'384;
};

} // namespace Recloser
