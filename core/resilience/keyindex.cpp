// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/keyindex.h"

#include <QHashFunctions>

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

constexpr std::size_t fewest = 2048; // a power of two, as every size is

std::uint32_t hashOf(QStringView key)
{
    return static_cast<std::uint32_t>(qHash(key, QHashSeed::globalSeed()));
}

void fetch(const void *memory)
{
    __builtin_prefetch(memory);
}

} // namespace

KeyIndex::KeyIndex() : m_slots(fewest) { }

std::uint32_t KeyIndex::add(QStringView key)
{
    return add(key, hashOf(key));
}

std::uint32_t KeyIndex::add(QStringView key, std::uint32_t hash)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    for (; m_slots[at].number != 0; at = (at + 1) & mask) {
        if (m_slots[at].hash == hash && m_slots[at].key == key)
            return m_slots[at].number - 1;
    }
    m_slots[at] = {hash, ++m_size, key};
    if (std::size_t(m_size) * 2 > m_slots.size())
        grow();
    return m_size - 1;
}

void KeyIndex::add(std::span<const QStringView> keys, std::span<std::uint32_t> numbers)
{
    constexpr std::size_t atOnce = 32;
    std::array<std::uint32_t, atOnce> hashes{};
    for (std::size_t done = 0; done < keys.size(); done += atOnce) {
        const std::size_t count = std::min(atOnce, keys.size() - done);
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = hashOf(keys[done + i]);
            fetch(&m_slots[hashes[i] & mask]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const Slot &slot = m_slots[hashes[i] & mask];
            if (slot.hash == hashes[i])
                fetch(slot.key.utf16());
        }
        for (std::size_t i = 0; i < count; ++i)
            numbers[done + i] = add(keys[done + i], hashes[i]);
    }
}

void KeyIndex::grow()
{
    std::vector<Slot> slots(m_slots.size() * 4);
    const std::size_t mask = slots.size() - 1;
    for (const Slot &slot : m_slots) {
        if (slot.number == 0)
            continue;
        std::size_t at = slot.hash & mask;
        while (slots[at].number != 0)
            at = (at + 1) & mask;
        slots[at] = slot;
    }
    m_slots = std::move(slots);
}

} // namespace Recloser
