// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/unicodedata.h"

#include <span>

namespace Recloser {

// What Python's `str` and `re` know of a character, by the Unicode of the Python version: 12.1 for
// 3.8, 13.0 for 3.9 and 3.10, 14.0 for 3.11, 15.0 for 3.12, 15.1 for 3.13, 16.0 for 3.14. Lone
// surrogates and numbers beyond U+10FFFF are characters without properties.

/// `\w`: str.isalnum() or "_".
inline bool isWordCharacter(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::Word, c, version);
}

/// `\d`: str.isdecimal().
inline bool isDecimalDigit(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::Decimal, c, version);
}

/// `\s`: str.isspace().
inline bool isSpaceCharacter(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::Space, c, version);
}

/// str.isprintable(): what repr() does not escape.
inline bool isPrintable(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::Printable, c, version);
}

/// str.isalpha().
inline bool isLetter(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::Letter, c, version);
}

/// str.isidentifier(), of a first character and of one behind it.
inline bool isIdentifierStart(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::IdentifierStart, c, version);
}

inline bool isIdentifierPart(char32_t c, PythonVersion version)
{
    return UnicodeData::has(UnicodeData::IdentifierPart, c, version);
}

/// The value of a decimal digit of any script, or -1.
int decimalValue(char32_t c, PythonVersion version);

/// The one lower-case character that IGNORECASE compares instead of `c`; `c` if it has none.
inline char32_t lowered(char32_t c, PythonVersion version)
{
    return c < 0x100 ? UnicodeData::lowerLatin1[c] : UnicodeData::loweredBeyond(c, version);
}

/// The further lower-case characters that IGNORECASE takes for `lower`, which is lowered() itself:
/// a character `d` matches the literal `c` when lowered(d) is lowered(c) or one of
/// extraCases(lowered(c)). `i` and dotless `ı` are such a pair. Back-references do not heed them.
std::span<const char32_t> extraCases(char32_t lower, PythonVersion version);

} // namespace Recloser
