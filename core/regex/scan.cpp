// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/scan.h"

#include <algorithm>

namespace Recloser::Scan {

namespace {

/// As many characters as are compared in one go: the compiler makes vector instructions of it.
constexpr std::uint32_t block = 16;

bool holds(char32_t c, const char32_t *text)
{
    unsigned found = 0;
    for (std::uint32_t i = 0; i < block; ++i)
        found |= static_cast<unsigned>(text[i] == c);
    return found != 0;
}

} // namespace

std::uint32_t find(char32_t c, const char32_t *text, std::uint32_t at, std::uint32_t end)
{
    while (end - at >= block && !holds(c, text + at))
        at += block;
    while (at < end && text[at] != c)
        ++at;
    return at;
}

std::uint32_t findText(std::u32string_view wanted, const char32_t *text, std::uint32_t at,
                       std::uint32_t size)
{
    if (wanted.size() > size)
        return nothing;
    const auto end = static_cast<std::uint32_t>(size - wanted.size() + 1);
    for (; at < end; ++at) {
        at = find(wanted.front(), text, at, end);
        if (at < end && std::equal(wanted.begin() + 1, wanted.end(), text + at + 1))
            return at;
    }
    return nothing;
}

std::uint32_t findAllowed(const Hint &hint, const char32_t *text, std::uint32_t at,
                          std::uint32_t size)
{
    if (hint.only != 0)
        at = find(hint.only, text, at, size);
    else
        while (at < size && !hint.allows(text[at]))
            ++at;
    return at < size || hint.atEnd ? at : nothing;
}

std::uint32_t findLastAllowed(const Hint &hint, const char32_t *text, std::uint32_t least,
                              std::uint32_t at, std::uint32_t size)
{
    if (at == size) {
        if (hint.atEnd)
            return at;
        if (at == least)
            return nothing;
        --at;
    }
    // Within [least, at], from behind.
    if (hint.only != 0) {
        while (at - least >= block && !holds(hint.only, text + at + 1 - block))
            at -= block;
    }
    for (;; --at) {
        if (hint.allows(text[at]))
            return at;
        if (at == least)
            return nothing;
    }
}

std::uint32_t runEnd(const CharacterSet &set, const char32_t *text, std::uint32_t at,
                     std::uint32_t end)
{
    switch (set.shape()) {
    case CharacterSet::Shape::Everything:
        return end;
    case CharacterSet::Shape::NotLineFeed:
        return find(U'\n', text, at, end);
    case CharacterSet::Shape::One:
        while (at < end && text[at] == set.only())
            ++at;
        return at;
    case CharacterSet::Shape::General:
        break;
    }
    while (at < end && set.contains(text[at]))
        ++at;
    return at;
}

} // namespace Recloser::Scan
