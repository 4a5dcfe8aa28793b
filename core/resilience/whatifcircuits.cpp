// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifcircuits.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr qsizetype mostRegroupings = 100;

/// What is worth telling of a circuit, and the more so the larger.
qint64 weightOf(const WhatIfCircuit &circuit)
{
    const WhatIfCounts &counts = circuit.counts;
    return counts.blocked + counts.openings + circuit.recordedBlocked + circuit.recordedOpenings;
}

bool isWorse(const WhatIfCircuit &a, const WhatIfCircuit &b)
{
    const auto order = [](const WhatIfCircuit &circuit) {
        return std::tuple(circuit.counts.blocked, circuit.counts.openings, weightOf(circuit));
    };
    return order(a) != order(b) ? order(a) > order(b) : a.key < b.key;
}

} // namespace

WhatIfCircuits::Entry &WhatIfCircuits::at(const QString &key, microseconds now)
{
    const auto known = m_entries.find(key);
    if (known != m_entries.end()) {
        known->second.touchedAt = now;
        return known->second;
    }
    if (m_entries.size() >= m_sweepAt)
        forgetQuiet(now);
    m_keys.insert(fingerprint(key));
    Entry &entry = m_entries[key];
    entry.told.key = key;
    entry.touchedAt = now;
    return entry;
}

void WhatIfCircuits::noteRecordedKey(Entry &entry, const QString &recordedKey)
{
    if (recordedKey.isNull() || entry.recordedKey == recordedKey)
        return;
    entry.recordedKey = recordedKey;
    m_splits.note(recordedKey, entry.told.key);
    m_merges.note(entry.told.key, recordedKey);
}

void WhatIfCircuits::noteOpening(Entry &entry, WhatIfOpening opening)
{
    count(&entry, &WhatIfCounts::openings);
    m_openedKeys.insert(fingerprint(entry.told.key));
    QList<WhatIfOpening> &openings = entry.told.openings;
    count(&entry, &WhatIfCounts::openTime, opening.until - opening.from);
    // Opened anew while it was open: from then on it is the new one's time that counts.
    if (!openings.isEmpty() && openings.last().until > opening.from
        && entry.told.counts.openings - 1 == openings.size()) {
        WhatIfOpening &last = openings.last();
        count(&entry, &WhatIfCounts::openTime, opening.from - last.until);
        last.until = opening.from;
    }
    if (openings.size() < m_settings.mostOpenings)
        openings.append(std::move(opening));
}

bool WhatIfCircuits::isQuiet(const Entry &entry, microseconds now) const
{
    const CircuitFacts &facts = entry.facts;
    if (entry.running > 0 || facts.generation > 0 || weightOf(entry.told) > 0)
        return false;
    if (!m_rules.needsMemory())
        return true;
    return facts.failuresInARow == 0
        && (facts.window.isEmpty() || now - entry.touchedAt > m_rules.rateWindow);
}

void WhatIfCircuits::forgetQuiet(microseconds now)
{
    constexpr size_t most = 200'000;
    std::erase_if(m_entries, [&](const auto &item) { return isQuiet(item.second, now); });
    if (m_entries.size() > most) {
        std::vector<qint64> weights;
        weights.reserve(m_entries.size());
        for (const auto &[key, entry] : m_entries)
            weights.push_back(weightOf(entry.told));
        const auto middle = weights.begin() + qsizetype(weights.size() / 2);
        std::ranges::nth_element(weights, middle);
        const auto time = std::chrono::floor<milliseconds>(now);
        std::erase_if(m_entries, [&](const auto &item) {
            const Entry &entry = item.second;
            return entry.running == 0 && weightOf(entry.told) <= *middle
                && stateAt(entry.facts, time) == BreakerState::Closed
                && now - entry.touchedAt > std::chrono::minutes(1);
        });
    }
    m_sweepAt = std::max<size_t>(16'384, 2 * m_entries.size());
}

WhatIfSide WhatIfCircuits::side() const
{
    WhatIfSide side{
        .totals = m_totals, .circuitCount = m_keys.size(), .openedCount = m_openedKeys.size()};
    std::vector<const WhatIfCircuit *> told;
    for (const auto &[key, entry] : m_entries) {
        if (weightOf(entry.told) > 0)
            told.push_back(&entry.told);
    }
    std::ranges::sort(told, [](const auto *a, const auto *b) { return isWorse(*a, *b); });
    told.resize(std::min(told.size(), size_t(std::max(0, m_settings.mostCircuits))));
    for (const WhatIfCircuit *circuit : told)
        side.circuits.append(*circuit);
    side.splits = m_splits.largest(mostRegroupings);
    side.merges = m_merges.largest(mostRegroupings);
    side.splitCount = m_splits.count();
    side.mergeCount = m_merges.count();
    return side;
}

} // namespace Recloser
