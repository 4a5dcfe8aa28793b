// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/patternscanner.h"

#include "core/regex/unicode.h"

#include <algorithm>
#include <format>
#include <utility>

// Everything that starts with a parenthesis.

namespace Recloser {

namespace {

/// Groups Python can count.
constexpr std::size_t mostGroups = (std::size_t(1) << 30) - 1;

bool isLetter(std::u32string_view token)
{
    // str.isalpha(), which a token with a backslash never is. Letters beyond ASCII get the same
    // text.
    return token.size() == 1 && (isAsciiLetter(token.front()) || token.front() >= 0x80);
}

} // namespace

void PatternScanner::readGroup(Sequence &sequence)
{
    const std::size_t start = tell() - 1;
    if (match(U'?'))
        readExtension(sequence, start);
    else
        readCapture(sequence, start, {});
}

void PatternScanner::readExtension(Sequence &sequence, std::size_t start)
{
    const Token token = get();
    if (token.empty())
        return fail("unexpected end of pattern", tell());
    const auto unknown
        = [&] { fail("unknown extension ?" + utf8(token), tell() - token.size() - 1); };
    if (token.size() != 1)
        return unknown();
    switch (token.front()) {
    case U'P':
        return readNamed(sequence, start);
    case U':':
        return readPlainGroup(sequence, start, U"(?:", m_flags);
    case U'#':
        return readComment(start);
    case U'=':
    case U'!':
    case U'<':
        return readLookaround(sequence, start, token.front());
    case U'(':
        return readConditional(sequence, start);
    case U'>':
        if (m_version < PythonVersion::Py311)
            return unknown();
        return readPlainGroup(sequence, start, U"(?>", m_flags);
    default:
        if (token.front() != U'-' && flagOf(token.front(), m_version) == 0)
            return unknown();
        return readFlagGroup(sequence, start, token.front());
    }
}

void PatternScanner::readNamed(Sequence &sequence, std::size_t start)
{
    if (match(U'<')) {
        const std::u32string name = getUntil(U'>', "group name");
        if (failed())
            return;
        checkName(name);
        return readCapture(sequence, start, name);
    }
    if (match(U'='))
        return readNamedReference(sequence);
    const Token token = get();
    if (token.empty())
        return fail("unexpected end of pattern", tell());
    fail("unknown extension ?P" + utf8(token), tell() - token.size() - 2);
}

void PatternScanner::checkName(const std::u32string &name)
{
    if (!isIdentifier(name, m_version))
        fail("bad character in group name " + pythonRepr(name, m_version),
             tell() - name.size() - 1);
}

void PatternScanner::readNamedReference(Sequence &sequence)
{
    const std::u32string name = getUntil(U')', "group name");
    if (failed())
        return;
    const std::size_t position = tell() - name.size() - 1;
    checkName(name);
    const auto group = m_names.find(name);
    if (group == m_names.end())
        return fail("unknown group name " + pythonRepr(name, m_version), position);
    if (!isClosed(group->second))
        return fail("cannot refer to an open group", position);
    checkLookbehind(group->second);
    referTo(sequence, group->second);
}

void PatternScanner::referTo(Sequence &sequence, std::size_t group)
{
    if (failed())
        return;
    const std::size_t at = m_translation.size();
    m_translation += U"\\g{";
    appendNumber(m_translation, group);
    m_translation += U'}';
    add(sequence, ItemKind::Other, at, m_groups[group].value_or(Width()));
}

bool PatternScanner::isClosed(std::size_t group) const
{
    return group < m_groups.size() && m_groups[group].has_value();
}

void PatternScanner::checkLookbehind(std::size_t group)
{
    if (!m_lookbehindGroups || failed())
        return;
    if (!isClosed(group))
        fail("cannot refer to an open group", tell());
    else if (group >= *m_lookbehindGroups)
        fail("cannot refer to group defined in the same lookbehind subpattern", tell());
}

void PatternScanner::readComment(std::size_t start)
{
    for (;;) {
        const Token token = get();
        if (token.empty())
            return fail("missing ), unterminated comment", start);
        if (token == U")")
            return;
    }
}

bool PatternScanner::closes(std::size_t start)
{
    if (failed())
        return false;
    if (!match(U')'))
        fail("missing ), unterminated subpattern", start);
    return !failed();
}

void PatternScanner::readPlainGroup(Sequence &sequence, std::size_t start,
                                    const std::u32string &opening, FlagSet flags)
{
    const std::size_t at = m_translation.size();
    const FlagSet outside = std::exchange(m_flags, flags);
    m_translation += opening;
    const Width width = readAlternatives(false);
    m_flags = outside;
    if (!closes(start))
        return;
    m_translation += U')';
    add(sequence, ItemKind::Other, at, width);
}

void PatternScanner::readCapture(Sequence &sequence, std::size_t start, const std::u32string &name)
{
    if (failed())
        return;
    const std::size_t group = m_groups.size();
    m_groups.emplace_back();
    if (!name.empty()) {
        const auto [entry, isNew] = m_names.emplace(name, group);
        if (!isNew)
            return fail(std::format("redefinition of group name {} as group {}; was group {}",
                                    pythonRepr(name, m_version), group, entry->second),
                        tell() - name.size() - 1);
    }
    readPlainGroup(sequence, start, U"(", m_flags);
    if (!failed())
        m_groups[group] = sequence.last.width;
}

void PatternScanner::readLookaround(Sequence &sequence, std::size_t start, char32_t kind)
{
    std::u32string opening = U"(?";
    const bool behind = kind == U'<';
    const auto groupsOutside = m_lookbehindGroups;
    if (behind) {
        const Token token = get();
        if (token.empty())
            return fail("unexpected end of pattern", tell());
        if (token != U"=" && token != U"!")
            return fail("unknown extension ?<" + utf8(token), tell() - token.size() - 2);
        opening += U'<';
        kind = token.front();
        if (!m_lookbehindGroups)
            m_lookbehindGroups = m_groups.size();
    }
    opening += kind;
    const std::size_t at = m_translation.size();
    m_translation += opening;
    const Width width = readAlternatives(false);
    m_lookbehindGroups = groupsOutside;
    if (!closes(start))
        return;
    m_translation += U')';
    if (behind && width.least != width.most && !m_lateError)
        m_lateError
            = PatternError{.message = "look-behind requires fixed-width pattern", .position = {}};
    add(sequence, ItemKind::Other, at, {});
}

std::optional<std::size_t> PatternScanner::readCondition()
{
    const std::u32string name = getUntil(U')', "group name");
    if (failed())
        return std::nullopt;
    const std::size_t position = tell() - name.size() - 1;
    if (isIdentifier(name, m_version)) {
        const auto group = m_names.find(name);
        if (group != m_names.end())
            return group->second;
        fail("unknown group name " + pythonRepr(name, m_version), position);
        return std::nullopt;
    }
    // Up to 3.11 whatever int() takes is a number: signs, blanks around it, underscores.
    std::u32string digits = name;
    if (m_version < PythonVersion::Py312) {
        const auto isBlank = [](char32_t c) { return c == U' ' || (c >= U'\t' && c <= U'\r'); };
        digits.erase(std::find_if_not(digits.rbegin(), digits.rend(), isBlank).base(),
                     digits.end());
        digits.erase(digits.begin(), std::find_if_not(digits.begin(), digits.end(), isBlank));
        if (digits.starts_with(U'+'))
            digits.erase(0, 1);
        for (char32_t &digit : digits) {
            if (const int value = decimalValue(digit, m_version); value >= 0)
                digit = U'0' + static_cast<char32_t>(value);
        }
    }
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), isAsciiDigit)) {
        fail("bad character in group name " + pythonRepr(name, m_version), position);
        return std::nullopt;
    }
    std::size_t group = 0;
    for (const char32_t digit : digits)
        group = std::min(group * 10 + (digit - U'0'), std::size_t(1) << 48);
    if (group == 0) {
        fail("bad group number", position);
        return std::nullopt;
    }
    if (group >= mostGroups) {
        fail("invalid group reference " + utf8(digits), position);
        return std::nullopt;
    }
    if (digits != name && m_version == PythonVersion::Py311)
        warn("DeprecationWarning", "bad character in group name " + pythonRepr(name, m_version),
             position);
    m_conditions.emplace(group, position);
    return group;
}

void PatternScanner::readConditional(Sequence &sequence, std::size_t start)
{
    const auto group = readCondition();
    if (!group)
        return;
    if (isClosed(*group) || m_lookbehindGroups)
        checkLookbehind(*group);
    const std::size_t at = m_translation.size();
    m_translation += U"(?(";
    appendNumber(m_translation, *group);
    m_translation += U')';
    Width width = readSequence(false);
    if (match(U'|')) {
        m_translation += U'|';
        const Width other = readSequence(false);
        width = {std::min(width.least, other.least), std::max(width.most, other.most)};
        if (nextIs(U'|'))
            return fail("conditional backref with more than two branches", tell());
    } else {
        width.least = 0;
    }
    if (!closes(start))
        return;
    m_translation += U')';
    add(sequence, ItemKind::Other, at, width);
}

void PatternScanner::readFlagGroup(Sequence &sequence, std::size_t start, char32_t letter)
{
    const auto inner = readFlags(letter);
    if (failed())
        return;
    if (inner) {
        const bool was = (m_flags & Flag::IgnoreCase) != 0;
        const bool is = (*inner & Flag::IgnoreCase) != 0;
        return readPlainGroup(sequence, start,
                              was == is ? U"(?:"
                                  : is  ? U"(?i:"
                                        : U"(?-i:",
                              *inner);
    }
    // Global flags.
    if (!sequence.first || sequence.last.kind != ItemKind::None) {
        if (m_version >= PythonVersion::Py311)
            return fail("global flags not at the start of the expression", start);
        const bool tellsWhere = m_version > PythonVersion::Py38;
        warn("DeprecationWarning",
             "Flags not at the start of the expression "
                 + pythonRepr(m_source.substr(0, 20), m_version)
                 + (m_source.size() > 20 ? " (truncated)" : "") + (tellsWhere ? " but" : ""),
             tellsWhere ? std::optional(start) : std::nullopt);
    }
    // Python starts over at once, because blanks may have been read as characters.
    if ((m_globalFlags & ~m_flags & Flag::Verbose) != 0) {
        m_restarts = true;
        m_at = m_source.size();
        m_end = m_at;
    }
}

std::optional<FlagSet> PatternScanner::readFlags(char32_t letter)
{
    FlagSet on = 0;
    if (letter != U'-') {
        for (;;) {
            const FlagSet flag = flagOf(letter, m_version);
            if (flag == Flag::Locale) {
                fail("bad inline flags: cannot use 'L' flag with a str pattern", tell());
                return std::nullopt;
            }
            on |= flag;
            if ((flag & Flag::Types) != 0 && (on & Flag::Types) != flag) {
                fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", tell());
                return std::nullopt;
            }
            const Token token = get();
            if (token.empty()) {
                fail("missing -, : or )", tell());
                return std::nullopt;
            }
            letter = token.size() == 1 ? token.front() : U'\\';
            if (letter == U')' || letter == U'-' || letter == U':')
                break;
            if (flagOf(letter, m_version) == 0) {
                fail(isLetter(token) ? "unknown flag" : "missing -, : or )", tell() - token.size());
                return std::nullopt;
            }
        }
    }
    if (letter == U')') {
        m_globalFlags |= on;
        return std::nullopt;
    }
    if ((on & Flag::Template) != 0) {
        fail("bad inline flags: cannot turn on global flag", tell() - 1);
        return std::nullopt;
    }
    const auto off = letter == U'-' ? readFlagsOff(on) : std::optional<FlagSet>(0);
    if (!off)
        return std::nullopt;
    const FlagSet kept = (on & Flag::Types) != 0 ? m_flags & ~Flag::Types : m_flags;
    return (kept | on) & ~*off;
}

std::optional<FlagSet> PatternScanner::readFlagsOff(FlagSet on)
{
    FlagSet off = 0;
    const char *missing = "missing flag";
    for (;;) {
        const Token token = get();
        if (token.empty()) {
            fail(missing, tell());
            return std::nullopt;
        }
        if (off != 0 && token == U":")
            break;
        const FlagSet flag = token.size() == 1 ? flagOf(token.front(), m_version) : 0;
        if (flag == 0) {
            fail(isLetter(token) ? "unknown flag" : missing, tell() - token.size());
            return std::nullopt;
        }
        if ((flag & Flag::Types) != 0) {
            fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", tell());
            return std::nullopt;
        }
        off |= flag;
        missing = "missing :";
    }
    if ((off & Flag::Template) != 0)
        fail("bad inline flags: cannot turn off global flag", tell() - 1);
    else if ((on & off) != 0)
        fail("bad inline flags: flag turned on and off", tell() - 1);
    return failed() ? std::nullopt : std::optional(off);
}

} // namespace Recloser
