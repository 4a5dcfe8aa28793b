// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/shadowcircuits.h"

#include <algorithm>
#include <tuple>

namespace Recloser {

namespace {

bool isOver(const Circuit &circuit, ShadowCircuits::time_point now)
{
    return circuit.ttl == TimeToLive::Finite && circuit.closesAt <= now;
}

} // namespace

bool closesBefore(const Circuit &a, const Circuit &b)
{
    const auto rank = [](const Circuit &circuit) {
        const bool isFinite = circuit.ttl == TimeToLive::Finite;
        return std::tuple(!isFinite, isFinite ? circuit.closesAt : ShadowCircuits::time_point{});
    };
    return std::tuple(rank(a), a.key) < std::tuple(rank(b), b.key);
}

void ShadowCircuits::see(const Circuit &circuit, time_point now)
{
    const auto known = m_entries.constFind(circuit.key);
    if (known == m_entries.constEnd() || !known->unwritten || isOver(known->circuit, now))
        insert(circuit, std::nullopt, now);
}

void ShadowCircuits::putUnwritten(const Circuit &circuit, const QByteArray &value, time_point now)
{
    insert(circuit, value, now);
}

void ShadowCircuits::insert(const Circuit &circuit, std::optional<QByteArray> unwritten,
                            time_point now)
{
    m_entries.insert(circuit.key, {circuit, std::move(unwritten)});
    if (m_entries.size() < m_sweepAt)
        return;
    m_entries.removeIf([now](const auto &item) { return isOver(item.value().circuit, now); });
    m_sweepAt = std::max<qsizetype>(256, 2 * m_entries.size());
}

void ShadowCircuits::markWritten(const QString &key, const QByteArray &value, time_point now)
{
    const auto entry = m_entries.find(key);
    if (entry == m_entries.end() || entry->unwritten != value)
        return;
    entry->unwritten.reset();
    entry->writtenAt = now;
}

void ShadowCircuits::forgetSeen(const QString &key, time_point askedAt)
{
    const auto entry = m_entries.constFind(key);
    if (entry == m_entries.constEnd() || entry->unwritten)
        return;
    if (!entry->writtenAt || *entry->writtenAt < askedAt)
        m_entries.erase(entry);
}

void ShadowCircuits::forget(const QString &key)
{
    m_entries.remove(key);
}

const ShadowCircuits::Entry *ShadowCircuits::find(const QString &key, time_point now) const
{
    const auto entry = m_entries.constFind(key);
    return entry == m_entries.constEnd() || isOver(entry->circuit, now) ? nullptr : &*entry;
}

QList<Circuit> ShadowCircuits::circuits(time_point now) const
{
    QList<Circuit> circuits;
    for (const Entry &entry : m_entries) {
        if (!isOver(entry.circuit, now))
            circuits.append(entry.circuit);
    }
    std::ranges::sort(circuits, closesBefore);
    return circuits;
}

QList<ShadowCircuits::Entry> ShadowCircuits::unwritten(time_point now) const
{
    QList<Entry> entries;
    for (const Entry &entry : m_entries) {
        if (entry.unwritten && !isOver(entry.circuit, now))
            entries.append(entry);
    }
    return entries;
}

} // namespace Recloser
