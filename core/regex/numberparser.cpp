// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include "core/regex/unicode.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

// Numbers: of repetitions, and of groups that conditions ask for.

namespace Recloser {

namespace {

using Type = PatternError::Type;

/// Digits that Python's int() takes; it refuses longer numbers.
constexpr std::size_t mostDigits = 4300;
/// Groups Python can count.
std::size_t mostGroups(PythonVersion version)
{
    return (std::size_t(1) << (version < PythonVersion::Py311 ? 31 : 30)) - 1;
}

bool isAsciiBlank(char32_t c)
{
    return c == U' ' || (c >= U'\t' && c <= U'\r');
}

/// The digits of what int() takes as a number up to Python 3.11: signs, blanks around it, single
/// underscores between digits, and the digits of all scripts.
std::optional<std::u32string> digitsOf(std::u32string text, PythonVersion version, bool &isNegative)
{
    for (char32_t &c : text) {
        if (const int value = decimalValue(c, version); value >= 0)
            c = U'0' + static_cast<char32_t>(value);
        else if (c >= 0x80 && isSpaceCharacter(c, version))
            c = U' ';
    }
    text.erase(std::find_if_not(text.rbegin(), text.rend(), isAsciiBlank).base(), text.end());
    text.erase(text.begin(), std::ranges::find_if_not(text, isAsciiBlank));
    isNegative = text.starts_with(U'-');
    if (isNegative || text.starts_with(U'+'))
        text.erase(0, 1);
    if (text.starts_with(U'_') || text.ends_with(U'_') || text.contains(U"__"))
        return std::nullopt;
    std::erase(text, U'_');
    return text;
}

} // namespace

void PatternParser::checkDigits(std::size_t count)
{
    if (count > mostDigits)
        fail(std::format("Exceeds the limit ({}{}) for integer string conversion: value has {} "
                         "digits; use sys.set_int_max_str_digits() to increase the limit",
                         mostDigits, version() < PythonVersion::Py311 ? "" : " digits", count),
             {}, Type::ValueError);
}

std::u32string_view PatternParser::readDigits()
{
    const std::size_t begin = tell();
    while (nextIsDigit())
        get();
    return source().substr(begin, tell() - begin);
}

std::uint32_t PatternParser::countOf(std::u32string_view digits)
{
    checkDigits(digits.size());
    std::uint64_t number = 0;
    for (const char32_t digit : digits)
        number = std::min<std::uint64_t>(number * 10 + (digit - U'0'), repeatLimit);
    if (number == repeatLimit)
        fail("the repetition number is too large", {}, Type::OverflowError);
    return static_cast<std::uint32_t>(number);
}

PatternParser::Bounds PatternParser::readBounds()
{
    const std::size_t inside = tell();
    if (nextIs(U'}'))
        return {.isLiteral = true};
    const std::u32string_view least = readDigits();
    const std::u32string_view most = match(U',') ? readDigits() : least;
    if (!match(U'}')) {
        if (!failed())
            seek(inside);
        return {.isLiteral = true};
    }
    if (failed())
        return {};
    Bounds bounds{.most = repeatLimit};
    if (!least.empty())
        bounds.least = countOf(least);
    if (!most.empty() && !failed())
        bounds.most = countOf(most);
    if (bounds.most < bounds.least)
        fail("min repeat greater than max repeat", inside);
    return bounds;
}

std::optional<std::size_t> PatternParser::groupNumberOf(const std::u32string &name,
                                                        std::size_t position)
{
    const bool isStrict = version() >= PythonVersion::Py312;
    bool isNegative = false;
    const auto digits = isStrict ? name : digitsOf(name, version(), isNegative);
    const bool isNumber = digits && !digits->empty() && std::ranges::all_of(*digits, isAsciiDigit);
    const bool isZero = isNumber && digits->find_first_not_of(U'0') == std::u32string::npos;
    if (!isNumber || (isNegative && !isZero) || (!isStrict && digits->size() > mostDigits)) {
        fail("bad character in group name " + pythonRepr(name, version()), position);
        return std::nullopt;
    }
    checkDigits(digits->size());
    if (isZero)
        fail("bad group number", position);
    if (failed())
        return std::nullopt;
    if (version() == PythonVersion::Py311 && !std::ranges::all_of(name, isAsciiDigit))
        warn("DeprecationWarning", "bad character in group name " + pythonRepr(name, version()),
             position);
    const std::size_t most = mostGroups(version());
    std::size_t group = 0;
    for (const char32_t digit : *digits)
        group = std::min(group * 10 + (digit - U'0'), most);
    if (group < most)
        return group;
    fail("invalid group reference " + utf8(digits->substr(digits->find_first_not_of(U'0'))),
         position);
    return std::nullopt;
}

} // namespace Recloser
