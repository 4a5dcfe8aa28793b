// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/patterntools.h"

#include <algorithm>

namespace Recloser {

namespace {

bool isUnseen(const Node &node)
{
    return node.kind == NodeKind::Comment || node.kind == NodeKind::GlobalFlags;
}

/// As the last characters of a look-behind: the literals at the end of a sequence.
std::u32string literalEnd(const SyntaxTree &tree, NodeId id)
{
    std::u32string text;
    for (const NodeId item : itemsOf(tree, id)) {
        if (tree.node(item).kind == NodeKind::Literal)
            text += tree.node(item).character;
        else
            text.clear();
    }
    return text;
}

/// Characters that stand for themselves in a set wherever they stand.
std::u32string setText(char32_t character)
{
    if (std::u32string_view(U"]\\^-[&~|").contains(character))
        return std::u32string(U"\\") + character;
    return std::u32string(1, character);
}

bool isAnchoredAt(const SyntaxTree &tree, NodeId id)
{
    const Node &top = tree.node(id);
    if (top.kind == NodeKind::Alternation)
        return std::ranges::all_of(top.children,
                                   [&](NodeId branch) { return isAnchoredAt(tree, branch); });
    if (top.kind == NodeKind::Group)
        return isAnchoredAt(tree, top.children.front());
    bool isFirst = true;
    std::size_t slashes = 0;
    for (const NodeId item : itemsOf(tree, id)) {
        const Node &node = tree.node(item);
        const bool atStart = (node.kind == NodeKind::Position)
            && (node.letter == U'A'
                || (node.letter == U'^' && (node.flags & Flag::MultiLine) == 0));
        if (isFirst && (atStart || (node.kind == NodeKind::Group && isAnchoredAt(tree, item))))
            return true;
        if (node.kind == NodeKind::Look && node.behind && !node.negated) {
            const std::u32string end = literalEnd(tree, node.children.front());
            if (end.ends_with(U"//") || end.ends_with(U"@"))
                return true;
        }
        slashes = node.kind == NodeKind::Literal && node.character == U'/' ? slashes + 1 : 0;
        // No scheme is longer than that.
        if (slashes == 2)
            return true;
        if (node.width.most > 12)
            return false;
        isFirst = false;
    }
    return false;
}

} // namespace

std::u32string edited(std::u32string_view source, std::vector<SourceEdit> edits)
{
    std::ranges::sort(edits, {}, [](const SourceEdit &edit) { return edit.range.begin; });
    std::u32string text;
    std::size_t at = 0;
    for (const SourceEdit &edit : edits) {
        if (edit.range.begin < at)
            continue;
        text += source.substr(at, edit.range.begin - at);
        text += edit.text;
        at = edit.range.end;
    }
    return text + std::u32string(source.substr(at));
}

std::vector<NodeId> parentsOf(const SyntaxTree &tree)
{
    std::vector<NodeId> parents(tree.nodes.size(), noNode);
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        for (const NodeId child : tree.node(id).children)
            parents[child] = id;
    }
    return parents;
}

std::vector<NodeId> itemsOf(const SyntaxTree &tree, NodeId id)
{
    if (id == noNode || isUnseen(tree.node(id)))
        return {};
    if (tree.node(id).kind != NodeKind::Sequence)
        return {id};
    std::vector<NodeId> items = tree.node(id).children;
    std::erase_if(items, [&tree](NodeId item) { return isUnseen(tree.node(item)); });
    return items;
}

bool isAnchored(const SyntaxTree &tree)
{
    return tree.root != noNode && isAnchoredAt(tree, tree.root);
}

std::u32string excluding(const Pattern &pattern, std::u32string_view characters)
{
    const SyntaxTree &tree = pattern.syntax();
    const std::u32string &source = pattern.source();
    const std::u32string without(characters);
    const std::vector<NodeId> parents = parentsOf(tree);
    const auto looksOnly = [&](NodeId id) {
        for (; id != noNode; id = parents[id]) {
            if (tree.node(id).kind == NodeKind::Look)
                return true;
        }
        return false;
    };
    std::vector<SourceEdit> edits;
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        const Node &node = tree.node(id);
        if (looksOnly(id))
            continue;
        if (node.kind == NodeKind::Any) {
            const bool all = (node.flags & Flag::DotAll) != 0;
            edits.push_back({node.range, U"[^" + without + (all ? U"]" : U"\\n]")});
        } else if (node.kind == NodeKind::Category
                   && (node.letter == U'S' || node.letter == U'D')) {
            const char32_t letter = node.letter + 32;
            edits.push_back({node.range, std::u32string(U"[^\\") + letter + without + U"]"});
        } else if (node.kind == NodeKind::Set && node.negated) {
            std::u32string missing;
            for (const char32_t c : characters) {
                const auto has = [c](const SetItem &item) {
                    return item.kind != SetItem::Kind::Category && item.first <= c
                        && c <= item.last;
                };
                if (std::ranges::none_of(node.items, has))
                    missing += c;
            }
            const std::size_t end = node.range.end - 1;
            edits.push_back({{end, end}, missing});
        }
    }
    std::u32string text = edited(source, std::move(edits));
    // URLs have no line feeds; what is shorter is easier to read.
    for (std::size_t at; (at = text.find(without + U"\\n]")) != std::u32string::npos;)
        text.erase(at + without.size(), 2);
    return text;
}

std::u32string firstCharacters(const SyntaxTree &tree, NodeId id)
{
    const Node &node = tree.node(id);
    switch (node.kind) {
    case NodeKind::Literal:
        return setText(node.character);
    case NodeKind::Set: {
        if (node.negated)
            return {};
        std::u32string text;
        for (const SetItem &item : node.items) {
            if (item.kind != SetItem::Kind::Character)
                return {};
            text += setText(item.first);
        }
        return text;
    }
    case NodeKind::Look:
        return node.behind || node.negated ? std::u32string()
                                           : firstCharacters(tree, node.children.front());
    case NodeKind::Group:
    case NodeKind::AtomicGroup:
        return firstCharacters(tree, node.children.front());
    case NodeKind::Repeat:
        return node.least > 0 ? firstCharacters(tree, node.children.front()) : std::u32string();
    case NodeKind::Sequence: {
        const auto items = itemsOf(tree, id);
        return items.empty() ? std::u32string() : firstCharacters(tree, items.front());
    }
    default:
        return {};
    }
}

std::u32string escaped(char32_t character)
{
    if (std::u32string_view(U"\\.^$*+?{}[]|()").contains(character))
        return std::u32string(U"\\") + character;
    return std::u32string(1, character);
}

} // namespace Recloser
