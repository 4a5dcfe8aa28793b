// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace Recloser {

/// Python's inline flags as bits.
using FlagSet = unsigned;

namespace Flag {
inline constexpr FlagSet IgnoreCase = 1;
inline constexpr FlagSet Locale = 2;
inline constexpr FlagSet MultiLine = 4;
inline constexpr FlagSet DotAll = 8;
inline constexpr FlagSet Unicode = 16;
inline constexpr FlagSet Verbose = 32;
inline constexpr FlagSet Ascii = 64;
inline constexpr FlagSet Template = 128;
/// Which characters \w and its like match; one of them at a time.
inline constexpr FlagSet Types = Ascii | Locale | Unicode;
} // namespace Flag

/// The flag of a letter, 0 for none. `t` was one up to Python 3.12.
FlagSet flagOf(char32_t letter, PythonVersion version);

bool isAsciiLetter(char32_t c);
bool isAsciiDigit(char32_t c);
bool isOctalDigit(char32_t c);
bool isHexDigit(char32_t c);

/// UTF-8; a lone surrogate is written as \udXXX, which UTF-8 has no way to say.
std::string utf8(std::u32string_view text);

/// As Python's repr() of a string.
std::string pythonRepr(std::u32string_view text, PythonVersion version);

/// str.isidentifier().
bool isIdentifier(std::u32string_view text, PythonVersion version);

} // namespace Recloser
