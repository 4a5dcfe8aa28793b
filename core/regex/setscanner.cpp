// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/patternscanner.h"

#include <algorithm>
#include <format>

// Escapes and character sets.

namespace Recloser {

namespace {

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

PatternScanner::Escape PatternScanner::readEscape(Token token)
{
    const std::size_t start = tell() - 2;
    const char32_t letter = token[1];
    if (categories.contains(letter))
        return {EscapeKind::Category, letter};
    if (std::u32string_view(U"AbBZ").contains(letter)
        || (letter == U'z' && m_version >= PythonVersion::Py314))
        return {EscapeKind::Position, letter};
    if (const auto control = controlOf(letter))
        return {.character = *control};
    switch (letter) {
    case U'x':
        return readHexadecimal(start, 2);
    case U'u':
        return readHexadecimal(start, 4);
    case U'U':
        return readHexadecimal(start, 8);
    case U'N':
        return readCharacterName(start);
    case U'0':
        return readOctal(start, 2);
    default:
        break;
    }
    if (isAsciiDigit(letter))
        return readNumber(start);
    if (isAsciiLetter(letter))
        fail("bad escape " + utf8(token), start);
    return {.character = letter};
}

PatternScanner::Escape PatternScanner::readSetEscape(Token token)
{
    const std::size_t start = tell() - 2;
    const char32_t letter = token[1];
    if (categories.contains(letter))
        return {EscapeKind::Category, letter};
    if (letter == U'b')
        return {.character = U'\b'};
    if (const auto control = controlOf(letter))
        return {.character = *control};
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
        break;
    }
    if (isOctalDigit(letter))
        return readOctal(start, 2);
    if (isAsciiDigit(letter) || isAsciiLetter(letter))
        fail("bad escape " + utf8(token), start);
    return {.character = letter};
}

PatternScanner::Escape PatternScanner::readHexadecimal(std::size_t start, std::size_t digits)
{
    while (tell() - start < digits + 2 && m_end == tell() + 1 && isHexDigit(m_source[tell()]))
        get();
    if (failed())
        return {};
    const std::u32string_view escape = m_source.substr(start, tell() - start);
    if (escape.size() != digits + 2) {
        fail("incomplete escape " + utf8(escape), start);
        return {};
    }
    const std::uint64_t value = valueOf(escape.substr(2), 16);
    // chr() of what no C int holds was another exception up to 3.12.
    if (value > 0x7fffffff && m_version < PythonVersion::Py313)
        fail("Python int too large to convert to C int", {}, PatternError::Type::OverflowError);
    else if (value > 0x10ffff)
        fail("bad escape " + utf8(escape), start);
    return {.character = static_cast<char32_t>(value)};
}

PatternScanner::Escape PatternScanner::readCharacterName(std::size_t start)
{
    if (!match(U'{')) {
        fail("missing {", tell());
        return {};
    }
    const std::u32string name = getUntil(U'}', "character name");
    // Python knows the name or does not; without its table neither may be claimed.
    if (!failed())
        fail("the character name " + pythonRepr(name, m_version) + " is not known here", start,
             PatternError::Type::NotSupported);
    return {};
}

PatternScanner::Escape PatternScanner::readOctal(std::size_t start, int moreDigits)
{
    for (; moreDigits > 0 && nextIsOctal(); --moreDigits)
        get();
    if (failed())
        return {};
    const std::u32string_view escape = m_source.substr(start, tell() - start);
    const std::uint64_t value = valueOf(escape.substr(1), 8);
    if (value > 0377)
        fail(std::format("octal escape value {} outside of range 0-0o377", utf8(escape)), start);
    return {.character = static_cast<char32_t>(value)};
}

PatternScanner::Escape PatternScanner::readNumber(std::size_t start)
{
    if (nextIsDigit()) {
        const char32_t first = m_source[start + 1];
        const char32_t second = get().front();
        if (isOctalDigit(first) && isOctalDigit(second) && nextIsOctal())
            return readOctal(start, 1);
    }
    if (failed())
        return {};
    const auto group
        = static_cast<std::size_t>(valueOf(m_source.substr(start + 1, tell() - start - 1), 10));
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

void PatternScanner::warnAboutSet(char32_t operation, std::size_t position)
{
    const char *name = operation == U'-' ? "difference"
        : operation == U'&'              ? "intersection"
        : operation == U'~'              ? "symmetric difference"
                                         : "union";
    warn("FutureWarning", std::format("Possible set {}", name), position);
}

void PatternScanner::addToSet(std::u32string &simple, std::u32string &complex,
                              const Escape &escape) const
{
    if (escape.kind == EscapeKind::Literal)
        return appendLiteral(simple, escape.character);
    const CategoryText text = categoryText(escape.character, m_flags);
    if (!text.inside.empty())
        simple += text.inside;
    else
        complex += U'|' + text.set;
}

std::optional<PatternScanner::Escape> PatternScanner::readSetItem(Token token)
{
    const Escape item
        = token.size() == 2 ? readSetEscape(token) : Escape{.character = token.front()};
    return failed() ? std::nullopt : std::optional(item);
}

void PatternScanner::readSet(Sequence &sequence)
{
    const std::size_t start = m_translation.size();
    const std::size_t here = tell() - 1;
    std::u32string simple;
    std::u32string complex; // alternatives that cannot stand within one set
    bool empty = true;
    if (nextIs(U'['))
        warn("FutureWarning", "Possible nested set", tell());
    const bool negated = match(U'^');
    for (;;) {
        const Token token = get();
        if (token.empty())
            return fail("unterminated character set", here);
        if (token == U"]" && !empty)
            break;
        if (!empty && token.size() == 1 && std::u32string_view(U"-&~|").contains(token.front())
            && nextIs(token.front()))
            warnAboutSet(token.front(), tell() - 1);
        const auto from = readSetItem(token);
        if (!from)
            return;
        empty = false;
        if (!match(U'-')) {
            addToSet(simple, complex, *from);
            continue;
        }
        const Token last = get();
        if (last.empty())
            return fail("unterminated character set", here);
        if (last == U"]") {
            addToSet(simple, complex, *from);
            appendLiteral(simple, U'-');
            break;
        }
        if (last == U"-")
            warnAboutSet(U'-', tell() - 2);
        const auto to = readSetItem(last);
        if (!to)
            return;
        if (from->kind != EscapeKind::Literal || to->kind != EscapeKind::Literal
            || to->character < from->character)
            return fail(std::format("bad character range {}-{}", utf8(token), utf8(last)),
                        tell() - token.size() - 1 - last.size());
        appendLiteral(simple, from->character);
        simple += U'-';
        appendLiteral(simple, to->character);
    }
    if (failed())
        return;
    if (complex.empty()) {
        m_translation += (negated ? U"[^" : U"[") + simple + U']';
    } else {
        const std::u32string any
            = simple.empty() ? complex.substr(1) : U'[' + simple + U']' + complex;
        m_translation += negated ? U"(?:(?!" + any + U")(?s:.))" : U"(?:" + any + U')';
    }
    add(sequence, ItemKind::Other, start, {1, 1});
}

} // namespace Recloser
