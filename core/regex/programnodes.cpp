// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/programcompiler.h"

#include <algorithm>

// What a program's compiler asks of the tree.

namespace Recloser {

namespace {

bool isSingle(NodeKind kind)
{
    return kind == NodeKind::Literal || kind == NodeKind::Any || kind == NodeKind::Category
        || kind == NodeKind::Set;
}

bool matchesNothing(NodeKind kind)
{
    return kind == NodeKind::GlobalFlags || kind == NodeKind::Comment;
}

/// Whether two parts are written alike, wherever they stand.
bool isSame(const Node &a, const Node &b)
{
    return a.kind == b.kind && a.flags == b.flags && a.character == b.character
        && a.letter == b.letter && a.negated == b.negated
        && std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                      [](const SetItem &x, const SetItem &y) {
                          return x.kind == y.kind && x.first == y.first && x.last == y.last;
                      });
}

} // namespace

bool ProgramCompiler::isPlainGroup(const Node &node)
{
    return node.kind == NodeKind::Group && node.group == 0;
}

NodeId ProgramCompiler::withoutGroups(NodeId id) const
{
    for (;;) {
        const Node &node = m_tree.node(id);
        if (isPlainGroup(node)) {
            id = node.children.front();
            continue;
        }
        if (node.kind != NodeKind::Sequence)
            return matchesNothing(node.kind) ? noNode : id;
        NodeId only = noNode;
        for (const NodeId child : node.children) {
            if (matchesNothing(m_tree.node(child).kind))
                continue;
            if (only != noNode)
                return id;
            only = child;
        }
        if (only == noNode)
            return noNode;
        id = only;
    }
}

std::optional<Node> ProgramCompiler::singleCharacter(NodeId id) const
{
    const NodeId inner = withoutGroups(id);
    if (inner == noNode)
        return std::nullopt;
    const Node &node = m_tree.node(inner);
    if (isSingle(node.kind))
        return node;
    if (node.kind != NodeKind::Alternation)
        return std::nullopt;
    // Python makes one set of such alternatives as well.
    Node set{.kind = NodeKind::Set, .range = node.range, .width = {1, 1}};
    for (const NodeId child : node.children) {
        const NodeId one = withoutGroups(child);
        if (one == noNode)
            return std::nullopt;
        const Node &part = m_tree.node(one);
        if (!set.items.empty() && part.flags != set.flags)
            return std::nullopt;
        set.flags = part.flags;
        if (part.kind == NodeKind::Literal)
            set.items.push_back(
                {.first = part.character, .last = part.character, .range = part.range});
        else if (part.kind == NodeKind::Category)
            set.items.push_back({SetItem::Kind::Category, part.letter, part.letter, part.range});
        else if (part.kind == NodeKind::Set && !part.negated)
            set.items.insert(set.items.end(), part.items.begin(), part.items.end());
        else
            return std::nullopt;
    }
    return set;
}

void ProgramCompiler::flatten(NodeId id, FlagSet outer, std::vector<NodeId> &to) const
{
    const Node &node = m_tree.node(id);
    if (node.kind == NodeKind::Sequence) {
        for (const NodeId child : node.children)
            flatten(child, outer, to);
        return;
    }
    if (matchesNothing(node.kind))
        return;
    // A group with flags of its own stays a group to Python.
    if (isPlainGroup(node) && m_tree.node(node.children.front()).flags == outer)
        flatten(node.children.front(), outer, to);
    else
        to.push_back(id);
}

std::optional<std::u32string> ProgramCompiler::plainText(NodeId id) const
{
    const Node &node = m_tree.node(id);
    if (matchesNothing(node.kind))
        return std::u32string();
    if (node.kind == NodeKind::Literal) {
        const bool folds = (node.flags & Flag::IgnoreCase) != 0;
        // No letters of other scripts: whether they have case takes a table.
        if (folds && (node.character >= 0x80 || isAsciiLetter(node.character)))
            return std::nullopt;
        return std::u32string(1, node.character);
    }
    if (node.kind != NodeKind::Sequence && !isPlainGroup(node))
        return std::nullopt;
    std::u32string text;
    for (const NodeId child : node.children) {
        const auto more = plainText(child);
        if (!more)
            return std::nullopt;
        text += *more;
    }
    return text;
}

std::optional<Node> ProgramCompiler::firstOfAll(NodeId alternation, FlagSet outer) const
{
    std::optional<Node> start;
    bool isCommon = true;
    bool areSingle = true;
    for (const NodeId child : m_tree.node(alternation).children) {
        std::vector<NodeId> row;
        flatten(child, outer, row);
        if (row.empty() || !isSingle(m_tree.node(row.front()).kind))
            return std::nullopt;
        const Node &first = m_tree.node(row.front());
        isCommon = isCommon && (!start || isSame(*start, first));
        areSingle = areSingle && row.size() == 1;
        start = first;
    }
    if (isCommon)
        return start;
    return areSingle ? singleCharacter(alternation) : std::nullopt;
}

std::optional<Node> ProgramCompiler::firstItem() const
{
    NodeId id = m_tree.root;
    FlagSet outer = m_tree.flags;
    for (;;) {
        std::vector<NodeId> row;
        flatten(id, outer, row);
        if (row.empty())
            return std::nullopt;
        const Node &first = m_tree.node(row.front());
        if (first.kind == NodeKind::Alternation)
            return firstOfAll(row.front(), outer);
        if (first.kind != NodeKind::Group)
            return first;
        id = first.children.front();
        outer = m_tree.node(id).flags;
    }
}

void ProgramCompiler::findSearchFilter()
{
    auto item = firstItem();
    if (!item || (item->kind != NodeKind::Category && item->kind != NodeKind::Set)
        || ((item->flags ^ m_tree.flags) & Flag::Ascii) == 0)
        return;
    if ((item->flags & Flag::IgnoreCase) != 0) {
        const bool ascii = (item->flags & Flag::Ascii) != 0;
        for (const SetItem &part : item->items) {
            if (part.kind == SetItem::Kind::Category)
                continue;
            if (part.kind == SetItem::Kind::Range && part.last > 0xffff)
                return;
            for (char32_t c = part.first; c <= part.last; ++c) {
                if (hasCase(c, ascii, m_program.version))
                    return;
            }
        }
    }
    item->flags = m_tree.flags & Flag::Types;
    m_program.searchFilter = setOf(*item);
}

} // namespace Recloser
