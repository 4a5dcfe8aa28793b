// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/program.h"

#include <cstdint>
#include <string_view>

/// Loops over a subject that look at many characters at once. Private to core/regex.
namespace Recloser::Scan {

/// Whether `hint` allows what stands at `at`, the end included.
inline bool allows(const Hint &hint, const char32_t *text, std::uint32_t at, std::uint32_t size)
{
    return at < size ? hint.allows(text[at]) : hint.atEnd;
}

/// The first `c` in [at, end), or `end`.
std::uint32_t find(char32_t c, const char32_t *text, std::uint32_t at, std::uint32_t end);

/// The first place of `wanted` in [at, size), or `nothing`.
std::uint32_t findText(std::u32string_view wanted, const char32_t *text, std::uint32_t at,
                       std::uint32_t size);

/// The first position in [at, size] that `hint` allows, or `nothing`.
std::uint32_t findAllowed(const Hint &hint, const char32_t *text, std::uint32_t at,
                          std::uint32_t size);

/// The last position in [least, at] that `hint` allows, or `nothing`.
std::uint32_t findLastAllowed(const Hint &hint, const char32_t *text, std::uint32_t least,
                              std::uint32_t at, std::uint32_t size);

/// The end of the characters of `set` in [at, end).
std::uint32_t runEnd(const CharacterSet &set, const char32_t *text, std::uint32_t at,
                     std::uint32_t end);

} // namespace Recloser::Scan
