// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <array>
#include <cstdint>
#include <vector>

namespace Recloser {

/// Some of the characters 0 to 255. A plain value.
struct LatinSet
{
    std::array<std::uint64_t, 4> words{};

    static LatinSet everything() { return {{~0ULL, ~0ULL, ~0ULL, ~0ULL}}; }
    bool has(char32_t c) const { return ((words[c >> 6] >> (c & 63U)) & 1U) != 0; }
    void add(char32_t c) { words[c >> 6] |= 1ULL << (c & 63U); }
    int count() const;
    bool meets(const LatinSet &other) const;
    void join(const LatinSet &other);

    bool operator==(const LatinSet &) const = default;
};

/// What one Literal, Any, Category or Set matches: which characters, with the case, the type flags
/// and the Unicode of the Python version already in it. Never changes once it is made.
class CharacterSet
{
public:
    /// What a scan over many characters may make use of.
    enum class Shape { Everything, NotLineFeed, One, General };

    /// @param node a Literal, Any, Category or Set
    CharacterSet(const Node &node, PythonVersion version);

    bool contains(char32_t c) const { return c < 256 ? m_latin.has(c) : containsBeyond(c); }

    Shape shape() const { return m_shape; }
    char32_t only() const { return m_only; } ///< of Shape::One
    const LatinSet &latin() const { return m_latin; }
    /// Whether there may be a character behind 255 in it.
    bool mayReachBeyond() const { return m_reachesBeyond; }

    bool operator==(const CharacterSet &) const = default;

private:
    struct Range
    {
        char32_t first = 0;
        char32_t last = 0;

        bool operator==(const Range &) const = default;
    };

    bool containsBeyond(char32_t c) const;
    bool hasMember(char32_t c) const;
    bool hasCategory(char32_t letter, char32_t c) const;
    void add(char32_t first, char32_t last);
    void addFolded(char32_t first, char32_t last, bool keepsCase);
    /// What has its upper case in [first, last].
    void addLowered(char32_t first, char32_t last);
    void addFolded(char32_t c, bool keepsCase);
    void finish();

    LatinSet m_latin;
    Shape m_shape = Shape::General;
    char32_t m_only = 0;
    bool m_reachesBeyond = true;
    bool m_negated = false;
    bool m_ascii = false;
    bool m_folds = false; ///< lower case is looked for
    PythonVersion m_version;
    std::vector<Range> m_ranges; ///< sorted, apart from each other
    std::vector<char32_t> m_categories; ///< their letters
};

/// Lower case as `re` compares with: of ASCII letters alone under the ASCII flag.
char32_t folded(char32_t c, bool ascii, PythonVersion version);

/// Whether a character of [first, last] differs from another one by case alone.
bool haveCase(char32_t first, char32_t last, bool ascii, PythonVersion version);

} // namespace Recloser
