// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/parser.h"

#include <algorithm>
#include <format>

// The tree, and what Python finds only once it has all of it.

namespace Recloser {

namespace {

using Type = PatternError::Type;

FlagSet combined(FlagSet outside, FlagSet on, FlagSet off)
{
    const FlagSet kept = (on & Flag::Types) != 0 ? outside & ~Flag::Types : outside;
    return (kept | on) & ~off;
}

std::uint64_t plus(std::uint64_t a, std::uint64_t b)
{
    const std::uint64_t sum = a + b;
    return sum < a ? ~std::uint64_t(0) : sum;
}

} // namespace

NodeId PatternParser::addNode(Node node, Width width)
{
    node.width = {std::min<std::uint64_t>(width.least, repeatLimit),
                  std::min<std::uint64_t>(width.most, repeatLimit)};
    m_tree.nodes.push_back(std::move(node));
    m_widths.push_back(width);
    m_scopeOf.push_back(m_scope);
    return static_cast<NodeId>(m_tree.nodes.size() - 1);
}

void PatternParser::append(Sequence &sequence, Node node, Width width)
{
    sequence.last = sequence.items.size();
    sequence.items.push_back(addNode(std::move(node), width));
}

void PatternParser::appendUnseen(Sequence &sequence, NodeKind kind, std::size_t begin)
{
    sequence.items.push_back(addNode({.kind = kind, .range = {begin, tell()}}, {}));
}

NodeId PatternParser::close(Sequence &&sequence)
{
    Width width;
    for (const NodeId item : sequence.items)
        width = {plus(width.least, m_widths[item].least), plus(width.most, m_widths[item].most)};
    if (sequence.items.size() == 1) {
        const NodeId only = sequence.items.front();
        m_widths[only] = clamped(width);
        return only;
    }
    return addNode({.kind = NodeKind::Sequence,
                    .range = {sequence.begin, tell()},
                    .children = std::move(sequence.items)},
                   clamped(width));
}

NodeId PatternParser::addAlternation(std::size_t begin, std::vector<NodeId> branches)
{
    return addNode({.kind = NodeKind::Alternation, .range = {begin, tell()}, .children = branches},
                   clamped(spanOf(branches)));
}

void PatternParser::addGroup(Sequence &sequence, std::size_t start, const GroupHead &head,
                             NodeId inside)
{
    append(sequence,
           {.kind = head.kind,
            .range = {start, tell()},
            .children = {inside},
            .group = static_cast<std::uint32_t>(head.group),
            .name = head.name},
           m_widths[inside]);
}

void PatternParser::addLook(Sequence &sequence, std::size_t start, bool isBehind, bool isNegated,
                            NodeId inside)
{
    append(sequence,
           {.kind = NodeKind::Look,
            .range = {start, tell()},
            .children = {inside},
            .negated = isNegated,
            .behind = isBehind},
           {});
    if (isBehind)
        m_toCheck.push_back(sequence.items.back());
}

void PatternParser::addConditional(Sequence &sequence, std::size_t start, const GroupHead &head,
                                   std::vector<NodeId> branches)
{
    Width width = spanOf(branches);
    if (branches.size() == 1)
        width.least = 0;
    append(sequence,
           {.kind = NodeKind::Conditional,
            .range = {start, tell()},
            .children = std::move(branches),
            .group = static_cast<std::uint32_t>(head.group),
            .name = head.name},
           width);
}

PatternParser::Width PatternParser::spanOf(const std::vector<NodeId> &branches) const
{
    Width width = m_widths[branches.front()];
    for (const NodeId branch : branches) {
        width = {std::min(width.least, m_widths[branch].least),
                 std::max(width.most, m_widths[branch].most)};
    }
    return width;
}

PatternParser::Width PatternParser::clamped(Width width) const
{
    if (version() >= PythonVersion::Py311)
        return width;
    return {std::min<std::uint64_t>(width.least, repeatLimit - 1),
            std::min<std::uint64_t>(width.most, repeatLimit)};
}

void PatternParser::finish(NodeId root)
{
    if ((m_globalFlags & Flag::Ascii) == 0)
        m_globalFlags |= Flag::Unicode;
    else if ((m_globalFlags & Flag::Unicode) != 0)
        return fail("ASCII and UNICODE flags are incompatible", {}, Type::ValueError);
    if (!atEnd())
        return fail("unbalanced parenthesis", tell());
    checkConditions();
    checkNodes();
    if (failed())
        return;

    // Scopes stand behind those around them.
    std::vector<FlagSet> flags{m_globalFlags};
    for (std::size_t i = 1; i < m_scopes.size(); ++i) {
        const Scope &scope = m_scopes[i];
        flags.push_back(combined(flags[scope.outer], scope.on, scope.off));
    }
    for (std::size_t i = 0; i < m_tree.nodes.size(); ++i)
        m_tree.nodes[i].flags = flags[m_scopeOf[i]];
    m_tree.root = root;
    m_tree.flags = m_globalFlags;
    m_tree.groupCount = static_cast<std::uint32_t>(m_groups.size() - 1);
    m_tree.groupNames.resize(m_groups.size());
    for (const auto &[name, group] : m_names)
        m_tree.groupNames[group] = name;
}

void PatternParser::checkConditions()
{
    if (version() == PythonVersion::Py38)
        return;
    for (const auto &[group, position] : m_conditions) {
        if (group >= m_groups.size())
            return fail(std::format("invalid group reference {}", group), position);
    }
}

void PatternParser::checkNodes()
{
    if ((m_globalFlags & Flag::Template) != 0) {
        for (NodeId id = 0; id < m_tree.nodes.size(); ++id) {
            if (m_tree.node(id).kind == NodeKind::Repeat)
                m_toCheck.push_back(id);
        }
    }
    // Python goes from the outside in, in the order in which they begin.
    std::ranges::sort(m_toCheck, {},
                      [this](NodeId id) { return std::pair(m_tree.node(id).range.begin, ~id); });
    bool isTooWide = false;
    for (const NodeId id : m_toCheck) {
        const Node &node = m_tree.node(id);
        if (node.kind == NodeKind::Repeat)
            return fail(std::string("internal: unsupported template operator ")
                            + (node.mode == RepeatMode::Greedy     ? "MAX_REPEAT"
                                   : node.mode == RepeatMode::Lazy ? "MIN_REPEAT"
                                                                   : "POSSESSIVE_REPEAT"),
                        {});
        const Width width = m_widths[node.children.front()];
        if (width.least > repeatLimit && version() >= PythonVersion::Py311)
            return fail("looks too much behind", {});
        if (width.least != width.most)
            return fail("look-behind requires fixed-width pattern", {});
        isTooWide |= width.least > 0x7fffffff && version() < PythonVersion::Py311;
    }
    const bool isUnknown = version() == PythonVersion::Py38
        && std::ranges::any_of(m_conditions, [this](const auto &asked) {
                               return asked.first >= m_groups.size();
                           });
    if (isTooWide || isUnknown)
        fail("invalid SRE code", {}, Type::RuntimeError);
}

} // namespace Recloser
