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
        return readPlainGroup(sequence, start, {.kind = NodeKind::Group}, {});
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
    fail("unknown extension ?" + utf8(token), tell() - token.size() - 1);
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
    fail("unknown extension ?P" + utf8(token), tell() - token.size() - 2);
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

void PatternParser::readPlainGroup(Sequence &sequence, std::size_t start, Node node,
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
    node.range = {start, tell()};
    node.children = {inside};
    append(sequence, std::move(node), m_widths[inside]);
    m_scope = outside;
}

void PatternParser::readCapture(Sequence &sequence, std::size_t start, const std::u32string &name)
{
    if (failed())
        return;
    const std::size_t group = m_groups.size();
    m_groups.emplace_back();
    if (!name.empty()) {
        const auto [entry, isNew] = m_names.emplace(name, group);
        if (!isNew)
            return fail(std::format("redefinition of group name {} as group {}; was group {}",
                                    pythonRepr(name, version()), group, entry->second),
                        tell() - name.size() - 1);
    }
    readPlainGroup(
        sequence, start,
        {.kind = NodeKind::Group, .group = static_cast<std::uint32_t>(group), .name = name}, {});
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
            return fail("unknown extension ?<" + utf8(token), tell() - token.size() - 2);
        kind = token.front();
        if (!m_lookbehindGroups)
            m_lookbehindGroups = m_groups.size();
    }
    const NodeId inside = readAlternatives(false);
    m_lookbehindGroups = groupsOutside;
    if (!closes(start))
        return;
    append(sequence,
           {.kind = NodeKind::Look,
            .range = {start, tell()},
            .children = {inside},
            .negated = kind == U'!',
            .behind = isBehind},
           {});
    if (isBehind)
        m_lookbehinds.push_back(sequence.items.back());
}

void PatternParser::readConditional(Sequence &sequence, std::size_t start)
{
    const std::u32string condition = getUntil(U')', "group name");
    if (failed())
        return;
    const auto group = conditionOf(condition);
    if (!group)
        return;
    checkLookbehind(*group);
    std::vector<NodeId> branches{readSequence(false)};
    if (match(U'|')) {
        branches.push_back(readSequence(false));
        if (nextIs(U'|'))
            return fail("conditional backref with more than two branches", tell());
    }
    if (!closes(start))
        return;
    Width width = m_widths[branches.front()];
    if (branches.size() == 1)
        width.least = 0;
    else
        width = {std::min(width.least, m_widths[branches.back()].least),
                 std::max(width.most, m_widths[branches.back()].most)};
    append(sequence,
           {.kind = NodeKind::Conditional,
            .range = {start, tell()},
            .children = std::move(branches),
            .group = static_cast<std::uint32_t>(*group),
            .name = m_names.contains(condition) ? condition : std::u32string()},
           width);
}

std::optional<std::size_t> PatternParser::conditionOf(const std::u32string &name)
{
    const std::size_t position = tell() - name.size() - 1;
    if (isIdentifier(name, version())) {
        const auto group = m_names.find(name);
        if (group != m_names.end())
            return group->second;
        fail("unknown group name " + pythonRepr(name, version()), position);
        return std::nullopt;
    }
    const auto group = groupNumberOf(name, position);
    if (group)
        m_conditions.emplace_back(*group, position);
    return group;
}

} // namespace Recloser
