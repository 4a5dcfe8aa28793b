// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace Recloser {

/// What stands for a name in Unicode.
struct NamedCharacter
{
    char32_t character = 0;
    std::size_t length = 0; ///< 0 for an unknown name, over 1 for one of a sequence of characters
};

/// What unicodedata.lookup(name) finds: the names, aliases and named sequences of Unicode. The
/// first look-up unpacks the names, which takes some milliseconds and megabytes. Any thread may
/// call.
NamedCharacter namedCharacter(std::u32string_view name, PythonVersion version);

namespace CharacterNames {

// The tables behind it. characternamedata.cpp is written by generate/characternames.py.

/// Characters one after the other that have names in the versions whose bit is set. From
/// 0x110000 on it is the length of a named sequence instead.
struct Run
{
    char32_t first;
    std::uint16_t count;
    std::uint8_t versions;
};

extern const std::span<const Run> runs; ///< of `names`
extern const std::span<const Run> ideographs; ///< whose name is their number
extern const std::span<const std::string_view> words; ///< one text in parts, a blank after each
extern const std::span<const std::string_view> names; ///< one text in parts, packed

} // namespace CharacterNames

} // namespace Recloser
