// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/dialect.h"

#include "core/regex/qtstandin.h"

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

CategoryText categoryText(char32_t letter, FlagSet flags)
{
    // PCRE2's own \w \d \s differ from Python's, and from one version of it to the next.
    const bool ascii = (flags & Flag::Ascii) != 0;
    std::u32string inside;
    switch (letter | 0x20U) {
    case U'd':
        inside = ascii ? U"0-9" : U"\\p{Nd}";
        break;
    case U's':
        inside = ascii ? U"\\x{9}-\\x{d}\\x{20}"
                       : U"\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}"
                         U"\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
        break;
    default:
        inside = ascii ? U"0-9A-Za-z_" : U"\\p{L}\\p{N}_";
        break;
    }
    const bool negated = letter < U'a';
    return {(negated ? U"[^" : U"[") + inside + U']', negated ? std::u32string() : inside};
}

std::u32string positionText(char32_t letter, FlagSet flags, PythonVersion version)
{
    const bool lines = (flags & Flag::MultiLine) != 0;
    switch (letter) {
    case U'^':
        return lines ? U"(?:\\A|(?<=\\n))" : U"\\A";
    case U'$':
        return lines ? U"(?=\\n|\\z)" : U"(?=\\n?\\z)";
    case U'A':
        return U"\\A";
    case U'Z':
    case U'z':
        return U"\\z";
    default:
        break;
    }
    const std::u32string word = categoryText(U'w', flags).set;
    const std::u32string before = U"(?<=" + word + U')';
    const std::u32string after = U"(?=" + word + U')';
    const std::u32string notBefore = U"(?<!" + word + U')';
    const std::u32string notAfter = U"(?!" + word + U')';
    if (letter == U'b')
        return U"(?:" + before + notAfter + U'|' + notBefore + after + U')';
    // Until 3.13 \B does not match the empty subject.
    const std::u32string notEmpty = version < PythonVersion::Py314 ? U"(?!\\A\\z)" : U"";
    return U"(?:" + notEmpty + U"(?:" + before + after + U'|' + notBefore + notAfter + U"))";
}

void appendLiteral(std::u32string &to, char32_t character)
{
    if (character >= 0x80 || isAsciiLetter(character) || isAsciiDigit(character)
        || character == U'_') {
        to += character;
    } else if (character < 0x20 || character == 0x7f || character == U' ') {
        for (const char c : std::format("\\x{{{:x}}}", static_cast<unsigned>(character)))
            to += static_cast<char32_t>(c);
    } else {
        to += U'\\';
        to += character;
    }
}

void appendNumber(std::u32string &to, std::size_t number)
{
    for (const char c : std::to_string(number))
        to += static_cast<char32_t>(c);
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

std::string pythonRepr(std::u32string_view text)
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
        else if (isPrintable(c))
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

bool isLetter(char32_t c)
{
    return isAsciiLetter(c) || c >= 0x80;
}

bool isSpace(char32_t c)
{
    return c == U' ' || (c >= 0x1c && c <= 0x1f) || (c >= U'\t' && c <= U'\r') || c == 0x85
        || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029
        || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool isIdentifier(std::u32string_view text)
{
    return !text.empty() && isIdentifierStart(text.front())
        && std::all_of(text.begin() + 1, text.end(), isIdentifierPart);
}

} // namespace Recloser
