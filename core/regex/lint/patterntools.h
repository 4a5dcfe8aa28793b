// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// A part of a pattern's text and what stands there instead.
struct SourceEdit
{
    SourceRange range;
    std::u32string text;
};

/// `source` with all edits made. They do not overlap; order does not matter.
std::u32string edited(std::u32string_view source, std::vector<SourceEdit> edits);

inline std::u32string_view slice(std::u32string_view source, SourceRange range)
{
    return source.substr(range.begin, range.end - range.begin);
}

/// The parents of all nodes; noNode for the root.
std::vector<NodeId> parentsOf(const SyntaxTree &tree);

/// What is matched one after the other: the children of a sequence, or the node alone. Comments
/// and flags are left out.
std::vector<NodeId> itemsOf(const SyntaxTree &tree, NodeId node);

/// True when a match can begin in one part of a URL only: at its start (`^`, `\A`), or at `//`,
/// which the pattern begins with or looks behind for, as it may for the `@` of user information.
bool isAnchored(const SyntaxTree &tree);

/// The pattern with every dot, negated set, \S and \D narrowed so that it leaves `characters` out,
/// which may stand in a set as they are.
std::u32string excluding(const Pattern &pattern, std::u32string_view characters);

/// The characters of a set that `node` must begin with, as they may stand in a set; empty where
/// they are not a few.
std::u32string firstCharacters(const SyntaxTree &tree, NodeId node);

/// `character` where only it is meant.
std::u32string escaped(char32_t character);

} // namespace Recloser
