// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/rules.h"

#include <optional>
#include <string>

namespace Recloser {

/// How far a pattern that does not match gets.
struct NearestMatch
{
    std::string text; ///< UTF-8, sentences
    SourceRange missing; ///< the first part of the pattern that finds nothing
    std::size_t url = 0; ///< index of the URL where it gets so far
    std::size_t stopsAt = 0; ///< where in that URL
};

/// The longest start of `pattern`, part by part of its syntax tree, that matches one of the URLs
/// which the whole does not match.
std::optional<NearestMatch> nearestMatch(const RuleContext &context, const Pattern &pattern);

} // namespace Recloser
