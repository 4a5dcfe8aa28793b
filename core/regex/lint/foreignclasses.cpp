// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/foreignclasses.h"

#include "core/regex/dialect.h"

#include <algorithm>
#include <array>

namespace Recloser {

using std::u32string;
using std::u32string_view;

namespace {

struct Class
{
    u32string_view name;
    u32string_view inside; ///< within a set
};

// POSIX, as ASCII: what a set of [:name:] means to those who write it.
constexpr std::array<Class, 12> posixClasses{{{U"alpha", U"a-zA-Z"},
                                              {U"digit", U"0-9"},
                                              {U"alnum", U"a-zA-Z0-9"},
                                              {U"upper", U"A-Z"},
                                              {U"lower", U"a-z"},
                                              {U"space", U"\\s"},
                                              {U"blank", U" \\t"},
                                              {U"xdigit", U"0-9a-fA-F"},
                                              {U"word", U"\\w"},
                                              {U"punct", U"!-/:-@\\[-`{-~"},
                                              {U"print", U" -~"},
                                              {U"graph", U"!-~"}}};

constexpr std::array<Class, 10> properties{{{U"L", U"^\\W\\d_"},
                                            {U"Letter", U"^\\W\\d_"},
                                            {U"Alpha", U"a-zA-Z"},
                                            {U"Alphabetic", U"^\\W\\d_"},
                                            {U"Lu", U"A-Z"},
                                            {U"Ll", U"a-z"},
                                            {U"Upper", U"A-Z"},
                                            {U"Lower", U"a-z"},
                                            {U"N", U"\\d"},
                                            {U"Nd", U"\\d"}}};

template<std::size_t N>
std::optional<u32string> insideOf(const std::array<Class, N> &classes, u32string_view name)
{
    const auto found = std::ranges::find(classes, name, &Class::name);
    return found == classes.end() ? std::nullopt : std::optional(u32string(found->inside));
}

} // namespace

std::optional<u32string> posixClass(u32string_view name)
{
    return insideOf(posixClasses, name);
}

std::optional<u32string> unicodeProperty(u32string_view name)
{
    return insideOf(properties, name);
}

std::optional<u32string> characterEscape(u32string_view digits)
{
    if (digits.empty() || digits.size() > 6 || !std::ranges::all_of(digits, isHexDigit))
        return std::nullopt;
    const std::size_t width = digits.size() <= 4 ? 4 : 8;
    return (width == 4 ? U"\\u" : U"\\U") + u32string(width - digits.size(), U'0')
        + u32string(digits);
}

} // namespace Recloser
