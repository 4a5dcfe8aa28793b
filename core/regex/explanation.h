// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <string>
#include <vector>

namespace Recloser {

/// What a part of a pattern does, in plain words. A plain value.
///
/// The words are made here and not in ui/describe: they are what the engine knows, like Python's
/// own error texts, and the window and the command line show the very same ones.
struct Explanation
{
    std::string text; ///< UTF-8, one line, no full stop
    SourceRange range; ///< the part of the pattern
    NodeId node = noNode;
    std::vector<Explanation> children;

    bool operator==(const Explanation &) const = default;
};

/// Explains a whole pattern: one line per part that a reader would point at, runs of literals
/// joined to one. The root's text sums the pattern up.
Explanation explain(const Pattern &pattern);

} // namespace Recloser
