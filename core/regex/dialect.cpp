// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/dialect.h"

#include "core/regex/unicode.h"

#include <algorithm>
#include <format>

namespace Recloser {

FlagSet flagOf(char32_t letter, PythonVersion version)
{
    switch (letter) {
    case U'i':
        return Flag::IgnoreCase;
    case U'L':
        return Flag::Locale;
    case U'm':
        return Flag::MultiLine;
    case U's':
        return Flag::DotAll;
    case U'u':
        return Flag::Unicode;
    case U'x':
        return Flag::Verbose;
    case U'a':
        return Flag::Ascii;
    case U't':
        return version < PythonVersion::Py313 ? Flag::Template : 0;
    default:
        return 0;
    }
}

bool isAsciiLetter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool isAsciiDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

bool isOctalDigit(char32_t c)
{
    return c >= U'0' && c <= U'7';
}

bool isHexDigit(char32_t c)
{
    return isAsciiDigit(c) || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
}

std::string utf8(std::u32string_view text)
{
    std::string result;
    result.reserve(text.size());
    const auto add = [&result](char32_t byte) { result += static_cast<char>(byte); };
    for (const char32_t c : text) {
        if (c < 0x80) {
            add(c);
        } else if (c < 0x800) {
            add(0xc0U | (c >> 6));
            add(0x80U | (c & 0x3fU));
        } else if (c >= 0xd800 && c < 0xe000) {
            result += std::format("\\u{:04x}", static_cast<unsigned>(c));
        } else if (c < 0x10000) {
            add(0xe0U | (c >> 12));
            add(0x80U | ((c >> 6) & 0x3fU));
            add(0x80U | (c & 0x3fU));
        } else {
            add(0xf0U | (c >> 18));
            add(0x80U | ((c >> 12) & 0x3fU));
            add(0x80U | ((c >> 6) & 0x3fU));
            add(0x80U | (c & 0x3fU));
        }
    }
    return result;
}

std::string pythonRepr(std::u32string_view text, PythonVersion version)
{
    const bool doubled = text.contains(U'\'') && !text.contains(U'"');
    const char quote = doubled ? '"' : '\'';
    std::string result(1, quote);
    for (const char32_t c : text) {
        const auto code = static_cast<unsigned>(c);
        if (c == static_cast<char32_t>(quote) || c == U'\\')
            result.append(1, '\\').append(1, static_cast<char>(c));
        else if (c == U'\n')
            result += "\\n";
        else if (c == U'\r')
            result += "\\r";
        else if (c == U'\t')
            result += "\\t";
        else if (isPrintable(c, version))
            result += utf8(std::u32string_view(&c, 1));
        else if (c < 0x100)
            result += std::format("\\x{:02x}", code);
        else if (c < 0x10000)
            result += std::format("\\u{:04x}", code);
        else
            result += std::format("\\U{:08x}", code);
    }
    return result + quote;
}

bool isIdentifier(std::u32string_view text, PythonVersion version)
{
    return !text.empty() && isIdentifierStart(text.front(), version)
        && std::all_of(text.begin() + 1, text.end(),
                       [version](char32_t c) { return isIdentifierPart(c, version); });
}

} // namespace Recloser
