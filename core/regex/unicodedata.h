// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace Recloser::UnicodeData {

// The tables behind unicode.h. unicodedata.cpp is written by generate/unicodetables.py.

enum Property : std::uint8_t {
    Word = 1,
    Decimal = 2,
    Space = 4,
    Printable = 8,
    IdentifierStart = 16,
    IdentifierPart = 32,
    Letter = 64,
};

/// Unicode 12.1, 13.0, 14.0, 15.0, 15.1 and 16.0.
inline constexpr std::size_t versionCount = 6;

/// Properties by version. One table row serves all the characters that have had the same ones.
using History = std::array<std::uint8_t, versionCount>;

/// Characters [first, last] in steps of `step` whose lower case is `delta` away, in the versions
/// whose bit is set.
struct CaseRange
{
    char32_t first;
    char32_t last;
    std::int32_t delta;
    std::uint8_t step;
    std::uint8_t versions;
};

/// Further characters that `lower` stands for, in the versions whose bit is set.
struct ExtraCases
{
    char32_t lower;
    std::uint8_t versions;
    std::uint8_t count;
    std::array<char32_t, 3> characters;
};

/// Properties and lower case of the first 256 characters, which no version changed.
extern const std::array<std::uint8_t, 256> latin1;
extern const std::array<std::uint16_t, 256> lowerLatin1;
extern const std::span<const History> histories;
/// From where on which history holds: `first << 8 | history`, sorted.
extern const std::span<const std::uint32_t> runs;
/// Index of the run that the first character of each 256 is in, and one more for what is behind.
inline constexpr std::size_t pageCount = (0x110000 >> 8) + 2;
extern const std::array<std::uint16_t, pageCount> pages;
extern const std::span<const CaseRange> lowerCases;
extern const std::span<const ExtraCases> extraCases;
/// How many of lowerCases a character may be between the ends of, and must be looked for in.
extern const int mostInterlocked;

/// The pages of `table`.
template<std::size_t size>
consteval std::array<std::uint16_t, pageCount> pagesOf(const std::uint32_t (&table)[size])
{
    std::array<std::uint16_t, pageCount> result{};
    std::uint16_t run = 0;
    for (std::size_t page = 0; page < pageCount; ++page) {
        while (run + 1U < size && table[run + 1U] >> 8 <= page << 8)
            ++run;
        result[page] = run;
    }
    return result;
}

std::size_t indexOf(PythonVersion version);
/// The run that `c` is in.
std::uint32_t runOf(char32_t c);
std::uint8_t propertiesBeyond(char32_t c, PythonVersion version);
char32_t loweredBeyond(char32_t c, PythonVersion version);

inline bool has(Property property, char32_t c, PythonVersion version)
{
    return ((c < 0x100 ? latin1[c] : propertiesBeyond(c, version)) & property) != 0;
}

} // namespace Recloser::UnicodeData
