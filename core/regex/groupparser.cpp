// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include <algorithm>
#include <format>
#include <utility>

// Everything that starts with a parenthesis, but flags.

namespace Recloser {

void PatternParser::readGroup(Sequence &sequence)
{
    const std::size_t start = tell() - 1;
    if (match(U'?'))
        readExtension(sequence, start);
    else
        readCapture(sequence, start, {});
}

void PatternParser::readExtension(Sequence &sequence, std::size_t start)
{
    const Token token = get();
    if (token.empty())
        return fail("unexpected end of pattern", tell());
    const char32_t letter = token.size() == 1 ? token.front() : U'\\';
    switch (letter) {
    case U'P':
        return readNamed(sequence, start);
    case U':':
        return readPlainGroup(sequence, start, {}, {});
    case U'#':
        return readComment(sequence, start);
    case U'=':
    case U'!':
    case U'<':
        return readLookaround(sequence, start, letter);
    case U'(':
        return readConditional(sequence, start);
    case U'>':
        if (version() >= PythonVersion::Py311)
            return readPlainGroup(sequence, start, {.kind = NodeKind::AtomicGroup}, {});
        break;
    default:
        if (letter == U'-' || flagOf(letter, version()) != 0)
            return readFlagGroup(sequence, start, letter);
        break;
    }
    failUnknown("?", token);
}

void PatternParser::failUnknown(std::string_view before, Token token)
{
    fail("unknown extension " + std::string(before) + utf8(token),
         tell() - token.size() - before.size());
}

void PatternParser::readNamed(Sequence &sequence, std::size_t start)
{
    if (match(U'<')) {
        const std::u32string name = getUntil(U'>', "group name");
        if (failed())
            return;
        checkName(name);
        return readCapture(sequence, start, name);
    }
    if (match(U'='))
        return readNamedReference(sequence, start);
    const Token token = get();
    if (token.empty())
        return fail("unexpected end of pattern", tell());
    failUnknown("?P", token);
}

void PatternParser::checkName(const std::u32string &name)
{
    if (!isIdentifier(name, version()))
        fail("bad character in group name " + pythonRepr(name, version()),
             tell() - name.size() - 1);
}

void PatternParser::readNamedReference(Sequence &sequence, std::size_t start)
{
    const std::u32string name = getUntil(U')', "group name");
    if (failed())
        return;
    const std::size_t position = tell() - name.size() - 1;
    checkName(name);
    const auto group = m_names.find(name);
    if (group == m_names.end())
        return fail("unknown group name " + pythonRepr(name, version()), position);
    if (!isClosed(group->second))
        return fail("cannot refer to an open group", position);
    checkLookbehind(group->second);
    referTo(sequence, start, group->second, name);
}

void PatternParser::referTo(Sequence &sequence, std::size_t start, std::size_t group,
                            const std::u32string &name)
{
    if (failed())
        return;
    append(sequence,
           {.kind = NodeKind::BackReference,
            .range = {start, tell()},
            .group = static_cast<std::uint32_t>(group),
            .name = name},
           m_groups[group].value_or(Width()));
}

bool PatternParser::isClosed(std::size_t group) const
{
    return group < m_groups.size() && m_groups[group].has_value();
}

void PatternParser::checkLookbehind(std::size_t group)
{
    if (!m_lookbehindGroups || failed())
        return;
    if (!isClosed(group))
        fail("cannot refer to an open group", tell());
    else if (group >= *m_lookbehindGroups)
        fail("cannot refer to group defined in the same lookbehind subpattern", tell());
}

void PatternParser::readComment(Sequence &sequence, std::size_t start)
{
    for (;;) {
        const Token token = get();
        if (token.empty())
            return fail("missing ), unterminated comment", start);
        if (token == U")")
            break;
    }
    if (!failed())
        appendUnseen(sequence, NodeKind::Comment, start);
}

bool PatternParser::closes(std::size_t start)
{
    if (failed())
        return false;
    if (!match(U')') && !failed())
        fail("missing ), unterminated subpattern", start);
    return !failed();
}

void PatternParser::readPlainGroup(Sequence &sequence, std::size_t start, const GroupHead &head,
                                   FlagChange change)
{
    const std::size_t outside = m_scope;
    const bool wasVerbose = m_isVerbose;
    if ((change.on | change.off) != 0) {
        m_scopes.push_back({outside, change.on, change.off});
        m_scope = m_scopes.size() - 1;
        m_isVerbose = (m_isVerbose || (change.on & Flag::Verbose) != 0)
            && (change.off & Flag::Verbose) == 0;
    }
    const NodeId inside = readAlternatives(false);
    // The blanks behind the parenthesis are read by the rules outside.
    m_isVerbose = wasVerbose;
    if (!closes(start))
        return;
    addGroup(sequence, start, head, inside);
    m_scope = outside;
}

std::size_t PatternParser::openGroup(const std::u32string &name)
{
    const std::size_t group = m_groups.size();
    m_groups.emplace_back();
    if (!name.empty()) {
        const auto [entry, isNew] = m_names.emplace(name, group);
        if (!isNew)
            fail(std::format("redefinition of group name {} as group {}; was group {}",
                             pythonRepr(name, version()), group, entry->second),
                 tell() - name.size() - 1);
    }
    return group;
}

void PatternParser::readCapture(Sequence &sequence, std::size_t start, const std::u32string &name)
{
    if (failed())
        return;
    const std::size_t group = openGroup(name);
    if (failed())
        return;
    readPlainGroup(sequence, start, {.group = group, .name = name}, {});
    if (!failed())
        m_groups[group] = m_widths[sequence.items.back()];
}

void PatternParser::readLookaround(Sequence &sequence, std::size_t start, char32_t kind)
{
    const bool isBehind = kind == U'<';
    const auto groupsOutside = m_lookbehindGroups;
    if (isBehind) {
        const Token token = get();
        if (token.empty())
            return fail("unexpected end of pattern", tell());
        if (token != U"=" && token != U"!")
            return failUnknown("?<", token);
        kind = token.front();
        if (!m_lookbehindGroups)
            m_lookbehindGroups = m_groups.size();
    }
    const NodeId inside = readAlternatives(false);
    m_lookbehindGroups = groupsOutside;
    if (!closes(start))
        return;
    addLook(sequence, start, isBehind, kind == U'!', inside);
}

void PatternParser::readConditional(Sequence &sequence, std::size_t start)
{
    const auto head = readCondition();
    if (!head)
        return;
    checkLookbehind(head->group);
    std::vector<NodeId> branches{readSequence(false)};
    if (match(U'|')) {
        branches.push_back(readSequence(false));
        if (nextIs(U'|'))
            return fail("conditional backref with more than two branches", tell());
    }
    if (closes(start))
        addConditional(sequence, start, *head, std::move(branches));
}

std::optional<PatternParser::GroupHead> PatternParser::readCondition()
{
    const std::u32string name = getUntil(U')', "group name");
    if (failed())
        return std::nullopt;
    const std::size_t position = tell() - name.size() - 1;
    if (isIdentifier(name, version())) {
        const auto group = m_names.find(name);
        if (group != m_names.end())
            return GroupHead{.group = group->second, .name = name};
        fail("unknown group name " + pythonRepr(name, version()), position);
        return std::nullopt;
    }
    const auto group = groupNumberOf(name, position);
    if (!group)
        return std::nullopt;
    m_conditions.emplace_back(*group, position);
    return GroupHead{.group = *group};
}

} // namespace Recloser
