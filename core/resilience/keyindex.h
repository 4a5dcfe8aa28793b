// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringView>

#include <cstdint>
#include <span>
#include <vector>

namespace Recloser {

/// Numbers circuit keys from 0, in the order in which they are first met. For lists of a million
/// URLs, most of whose time goes by waiting for memory that is not at hand: keys are taken many at
/// a time, so that it comes for all of them at once. The texts belong to the caller and stay as
/// they are.
class KeyIndex
{
public:
    KeyIndex();

    /// The number of `key`; the next free one when it is new.
    std::uint32_t add(QStringView key);

    /// The same for each of `keys`.
    void add(std::span<const QStringView> keys, std::span<std::uint32_t> numbers);

    qsizetype size() const { return m_size; }

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t number = 0; ///< plus one; 0 where the slot is free
        QStringView key;
    };

    std::uint32_t add(QStringView key, std::uint32_t hash);
    void grow();

    std::vector<Slot> m_slots;
    std::uint32_t m_size = 0;
};

} // namespace Recloser
