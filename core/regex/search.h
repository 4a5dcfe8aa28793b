// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace Recloser {

/// How much work one search may do.
struct Budget
{
    static constexpr std::uint64_t defaultSteps = 2'000'000;
    static constexpr std::size_t defaultStack = std::size_t(64) * 1024 * 1024;

    std::uint64_t steps = defaultSteps; ///< of the matcher, per start position in the subject
    std::size_t stack = defaultStack; ///< bytes
    std::stop_token stop;
};

/// Code points [begin, end) of the subject.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;

    bool operator==(const Span &) const = default;
};

/// The first match in a subject.
struct Match
{
    std::vector<std::optional<Span>> groups; ///< [0], the whole match, is always set

    bool operator==(const Match &) const = default;
};

/// Why a search has no answer. It is never the same as "no match".
enum class GaveUp { TooSlow, OutOfStack, Cancelled };

using SearchResult = std::expected<std::optional<Match>, GaveUp>;

struct Trace;

/// Finds what `re.search(pattern, subject)` finds.
///
/// Behind this stands QRegularExpression for now. What it cannot do: a stop is noticed before and
/// after the work, not during it (the budget bounds the wait); running out of stack reports
/// TooSlow, because Qt does not say which limit was met; nothing is written to a trace; Unicode
/// classes are those of the PCRE2 in use, not of the Python version.
SearchResult search(const Pattern &pattern, std::u32string_view subject, const Budget &budget = {},
                    Trace *trace = nullptr);

} // namespace Recloser
