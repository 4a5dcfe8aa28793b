// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/dialect.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace Recloser {

/// Code points [begin, end) of the pattern's source.
struct SourceRange
{
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const SourceRange &) const = default;
};

/// Index of a node in SyntaxTree::nodes.
using NodeId = std::uint32_t;
inline constexpr NodeId noNode = 0xffffffff;

/// How many characters something can match; `most` is repeatLimit where there is no limit.
struct MatchWidth
{
    std::uint64_t least = 0;
    std::uint64_t most = 0;

    bool operator==(const MatchWidth &) const = default;
};

/// What Python takes as "any number of times", and the largest count it can write down.
inline constexpr std::uint32_t repeatLimit = 4294967295;

enum class NodeKind {
    Sequence, ///< children one after the other; none matches the empty string
    Alternation, ///< children are tried in order
    Literal, ///< `character`
    Any, ///< `.`; Flag::DotAll decides about line feeds
    Category, ///< `letter` is one of d D s S w W
    Set, ///< `items`, `negated`
    Position, ///< `letter` is one of ^ $ A Z z b B
    Group, ///< child 0; `group` > 0 captures and may have a `name`
    AtomicGroup, ///< child 0
    Look, ///< child 0; `behind`, `negated`; behind has a fixed width
    Repeat, ///< child 0; `least`, `most`, `mode`
    BackReference, ///< `group`
    Conditional, ///< `group`; child 0, and child 1 when there is an else branch
    GlobalFlags, ///< `(?i)` and its like; matches the empty string
    Comment, ///< `(?#...)`; matches the empty string
};

enum class RepeatMode { Greedy, Lazy, Possessive };

/// A part of a set.
struct SetItem
{
    enum class Kind { Character, Range, Category };

    Kind kind = Kind::Character;
    char32_t first = 0; ///< the character, the first of a range, or the letter of a category
    char32_t last = 0; ///< of a range; the character itself otherwise
    SourceRange range;

    bool operator==(const SetItem &) const = default;
};

/// A part of a pattern as written. A plain value; what does not belong to its kind has no meaning.
struct Node
{
    NodeKind kind = NodeKind::Sequence;
    SourceRange range; ///< with its quantifier, its parentheses and its flags
    /// In force here, those of the whole pattern among them; of a Group with flags of its own,
    /// those inside. One of Flag::Ascii and Flag::Unicode is always on.
    FlagSet flags = 0;
    std::vector<NodeId> children;
    char32_t character = 0;
    char32_t letter = 0;
    bool negated = false;
    bool behind = false;
    std::uint32_t group = 0; ///< from 1; 0 for a group that does not capture
    std::u32string name; ///< of a Group; of what refers to one, if it does so by name
    std::uint32_t least = 0;
    std::uint32_t most = 0; ///< repeatLimit for no limit
    RepeatMode mode = RepeatMode::Greedy;
    SourceRange quantifier; ///< of a Repeat: `*`, `{2,3}?`; empty when it has none of its own
    std::vector<SetItem> items;
    MatchWidth width; ///< as Python computes it

    bool operator==(const Node &) const = default;
};

/// A pattern as it was written: every part with its place in the source.
///
/// Parents stand after their children and the root is the last; a node has one parent. There is no
/// Sequence of one part, only the part; there is one without parts where nothing stands. Siblings
/// are in the order of their begins, and each ends before the next begins, but for a Comment or
/// GlobalFlags between something and its quantifier: it stands behind the Repeat, whose range it is
/// in. What the `x` flag makes blank has no nodes.
struct SyntaxTree
{
    std::vector<Node> nodes;
    NodeId root = noNode;
    FlagSet flags = 0; ///< of the whole pattern
    std::uint32_t groupCount = 0; ///< group 0 not counted
    std::vector<std::u32string> groupNames; ///< [0] to [groupCount], empty where there is none

    const Node &node(NodeId id) const { return nodes[id]; }
    const Node &top() const { return nodes[root]; }

    bool operator==(const SyntaxTree &) const = default;
};

} // namespace Recloser
