// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/syntax.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace Recloser {

/// How much a finding hurts. In order, the worst first.
enum class Severity { Error, Warning, Info };

/// A pattern that does not have the finding any more.
struct PatternFix
{
    std::string label; ///< UTF-8, what it does, as on a button: "End before ? and #"
    std::u32string pattern; ///< the whole new pattern

    bool operator==(const PatternFix &) const = default;
};

/// Something about a pattern, or about the keys that it gives, that will surprise somebody. A plain
/// value. Worded here, like Explanation, for the window and the command line alike.
struct Finding
{
    std::string rule; ///< stable short name: "P1", "H1", "G2" ... (KEYS.md section 5)
    Severity severity = Severity::Warning;
    std::string title; ///< UTF-8, a few words, for a chip or one line
    std::string detail; ///< UTF-8, one or two sentences: what happens, and what to do
    std::optional<SourceRange> range; ///< of the pattern, where one part is to blame
    std::vector<std::size_t> urls; ///< indices of URLs that show it, the first few
    std::size_t urlCount = 0; ///< of all that show it
    std::vector<PatternFix> fixes;

    bool operator==(const Finding &) const = default;
};

} // namespace Recloser
