// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/jsonblocks.h"

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Recloser {

/// A key that an object has more than once, at one of its places.
struct DuplicateKey
{
    /// Bytes [begin, end) of the text, with the quotes.
    qint64 begin = 0;
    qint64 end = 0;
    /// Times the object has it.
    qint64 count = 0;

    bool operator==(const DuplicateKey &) const = default;
};

/// Finds the keys that JSON objects have more than once, however they are written. Goes through a
/// text slice by slice; memory is that of the keys of the objects that are open. Plain value.
class DuplicateKeyFinder
{
public:
    /// More are counted, not kept.
    static constexpr size_t mostFound = 10'000;
    /// Of the objects that are open at a time; what goes beyond is not compared.
    static constexpr size_t mostKeys = 500'000;
    static constexpr size_t deepest = 10'000;

    /// Reads on as far as byte `until` of a text, which is sound JSON as far as it goes.
    void read(QByteArrayView text, qint64 until);

    /// No more text: compares the objects that were not closed.
    void finish(QByteArrayView text);
    /// By their place.
    std::vector<DuplicateKey> take();
    qint64 total() const { return m_total; }
    /// There was too much to compare it all.
    bool isPartial() const { return m_isPartial; }

private:
    struct Key
    {
        size_t hash;
        qint64 begin;
    };
    struct Level
    {
        bool isObject;
        bool isCompared;
        size_t firstKey;
    };

    void takeSign(QByteArrayView text, qint64 at, const JsonBlock &block, quint64 bit);
    void addKey(QByteArrayView text, qint64 end);
    void compare(QByteArrayView text, size_t first);

    JsonBlockReader m_reader;
    qint64 m_at = 0;
    std::optional<qint64> m_stringBegin;
    bool m_isKeyNext = false;
    qint64 m_depthBeyond = 0;
    std::vector<Level> m_levels;
    std::vector<Key> m_keys;
    std::vector<DuplicateKey> m_found;
    qint64 m_total = 0;
    bool m_isPartial = false;
};

/// `found` is sorted by place. Null if no key that is doubled begins at `byte`.
const DuplicateKey *duplicateAt(const std::vector<DuplicateKey> &found, qint64 byte);

} // namespace Recloser
