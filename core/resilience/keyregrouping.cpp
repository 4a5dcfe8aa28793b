// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/keyregrouping.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Beyond these only their number is known.
constexpr qsizetype mostGroups = 10'000;
constexpr qsizetype mostNames = 8;

} // namespace

quint64 fingerprint(QStringView text)
{
    return qHash(text, size_t(0x9e3779b97f4a7c15));
}

void KeyRegrouping::note(const QString &key, const QString &other)
{
    const quint64 mark = fingerprint(key);
    const auto known = m_known.find(mark);
    if (known == m_known.end()) {
        m_known.insert(mark, {key == other ? QString() : other, false});
        return;
    }
    const QString &first = known->first.isNull() ? key : known->first;
    if (first == other)
        return;
    const quint64 pair = mark ^ (fingerprint(other) * 0x2545f4914f6cdd1d);
    const qsizetype before = m_pairs.size();
    m_pairs.insert(pair);
    if (m_pairs.size() == before)
        return;
    if (!known->isGroup) {
        known->isGroup = true;
        ++m_count;
        if (m_groups.size() < mostGroups)
            m_groups.insert(key, {key, {first}, 1});
    }
    const auto group = m_groups.find(key);
    if (group == m_groups.end())
        return;
    ++group->count;
    if (group->others.size() < mostNames)
        group->others.append(other);
}

QList<WhatIfRegrouping> KeyRegrouping::largest(qsizetype most) const
{
    QList<WhatIfRegrouping> groups = m_groups.values();
    std::ranges::sort(groups, [](const WhatIfRegrouping &a, const WhatIfRegrouping &b) {
        return a.count != b.count ? a.count > b.count : a.key < b.key;
    });
    groups.resize(std::min(groups.size(), most));
    return groups;
}

} // namespace Recloser
