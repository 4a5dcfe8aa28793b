// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include "core/regex/charactername.h"

#include <algorithm>
#include <format>

// Escapes.

namespace Recloser {

namespace {

using Type = PatternError::Type;

constexpr std::u32string_view categories = U"dDsSwW";

/// The control character of an escape, or nothing.
std::optional<char32_t> controlOf(char32_t letter)
{
    switch (letter) {
    case U'a':
        return U'\a';
    case U'f':
        return U'\f';
    case U'n':
        return U'\n';
    case U'r':
        return U'\r';
    case U't':
        return U'\t';
    case U'v':
        return U'\v';
    default:
        return std::nullopt;
    }
}

std::uint64_t valueOf(std::u32string_view digits, unsigned base)
{
    std::uint64_t value = 0;
    for (const char32_t c : digits)
        value = value * base + (isAsciiDigit(c) ? c - U'0' : (c | 0x20U) - U'a' + 10);
    return value;
}

} // namespace

PatternParser::Escape PatternParser::readEscape(Token token)
{
    const std::size_t start = tell() - 2;
    const char32_t letter = token[1];
    if (std::u32string_view(U"AbBZ").contains(letter)
        || (letter == U'z' && version() >= PythonVersion::Py314))
        return {EscapeKind::Position, letter};
    if (const auto escape = readCharacterEscape(token))
        return *escape;
    if (letter == U'0')
        return readOctal(start, 2);
    if (isAsciiDigit(letter))
        return readGroupNumber(start);
    if (isAsciiLetter(letter))
        fail("bad escape " + utf8(token), start);
    return {.character = letter};
}

PatternParser::Escape PatternParser::readSetEscape(Token token)
{
    const std::size_t start = tell() - 2;
    const char32_t letter = token[1];
    if (letter == U'b')
        return {.character = U'\b'};
    if (const auto escape = readCharacterEscape(token))
        return *escape;
    if (isOctalDigit(letter))
        return readOctal(start, 2);
    if (isAsciiDigit(letter) || isAsciiLetter(letter))
        fail("bad escape " + utf8(token), start);
    return {.character = letter};
}

std::optional<PatternParser::Escape> PatternParser::readCharacterEscape(Token token)
{
    const std::size_t start = tell() - 2;
    const char32_t letter = token[1];
    if (categories.contains(letter))
        return Escape{EscapeKind::Category, letter};
    if (const auto control = controlOf(letter))
        return Escape{.character = *control};
    switch (letter) {
    case U'x':
        return readHexadecimal(start, 2);
    case U'u':
        return readHexadecimal(start, 4);
    case U'U':
        return readHexadecimal(start, 8);
    case U'N':
        return readCharacterName(start);
    default:
        return std::nullopt;
    }
}

PatternParser::Escape PatternParser::readHexadecimal(std::size_t start, std::size_t digits)
{
    while (tell() - start < digits + 2 && nextIsHexadecimal())
        get();
    if (failed())
        return {};
    const std::u32string_view escape = source().substr(start, tell() - start);
    if (escape.size() != digits + 2) {
        fail("incomplete escape " + utf8(escape), start);
        return {};
    }
    const std::uint64_t value = valueOf(escape.substr(2), 16);
    // chr() of what no C int holds was another exception up to 3.12.
    if (value > 0x7fffffff && version() < PythonVersion::Py313)
        fail("Python int too large to convert to C int", {}, Type::OverflowError);
    else if (value > 0x10ffff)
        fail("bad escape " + utf8(escape), start);
    return {.character = static_cast<char32_t>(value)};
}

PatternParser::Escape PatternParser::readCharacterName(std::size_t start)
{
    if (!match(U'{')) {
        fail("missing {", tell());
        return {};
    }
    const std::u32string name = getUntil(U'}', "character name");
    if (failed())
        return {};
    // Python cannot even ask for a name with a lone surrogate.
    if (std::ranges::any_of(name, [](char32_t c) { return c >= 0xd800 && c < 0xe000; })) {
        fail("bad escape \\N", tell() - 2);
        return {};
    }
    const NamedCharacter named = namedCharacter(name, version());
    if (named.length > 1 && version() == PythonVersion::Py38)
        fail(std::format("ord() expected a character, but string of length {} found", named.length),
             {}, Type::TypeError);
    else if (named.length != 1)
        fail("undefined character name " + pythonRepr(name, version()), start);
    return {.character = named.character};
}

PatternParser::Escape PatternParser::readOctal(std::size_t start, int moreDigits)
{
    for (; moreDigits > 0 && nextIsOctal(); --moreDigits)
        get();
    if (failed())
        return {};
    const std::u32string_view escape = source().substr(start, tell() - start);
    const std::uint64_t value = valueOf(escape.substr(1), 8);
    if (value > 0377)
        fail(std::format("octal escape value {} outside of range 0-0o377", utf8(escape)), start);
    return {.character = static_cast<char32_t>(value)};
}

PatternParser::Escape PatternParser::readGroupNumber(std::size_t start)
{
    if (nextIsDigit()) {
        const char32_t first = source()[start + 1];
        const char32_t second = get().front();
        if (isOctalDigit(first) && isOctalDigit(second) && nextIsOctal())
            return readOctal(start, 1);
    }
    if (failed())
        return {};
    const auto group
        = static_cast<std::size_t>(valueOf(source().substr(start + 1, tell() - start - 1), 10));
    if (group >= m_groups.size()) {
        fail(std::format("invalid group reference {}", group), start + 1);
        return {};
    }
    if (!isClosed(group))
        fail("cannot refer to an open group", start);
    else
        checkLookbehind(group);
    return {EscapeKind::GroupReference, 0, group};
}

} // namespace Recloser
