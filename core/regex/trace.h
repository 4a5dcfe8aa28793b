// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/syntax.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace Recloser {

/// One step of a search. Plain value.
struct TraceStep
{
    enum class Kind {
        Start, ///< the match is tried from `at` on
        Match, ///< `node` matched [at, end)
        Fail, ///< `node` did not match at `at`
        Choice, ///< `node` has another way from here: it is taken when what follows fails
        Backtrack, ///< back to the choice that was step number `back`, at `at`
        Found, ///< the whole pattern matched [at, end)
        NotFound, ///< there is no match from any position
        GaveUp, ///< the budget was used up
    };

    Kind kind = Kind::Start;
    NodeId node = noNode;
    std::size_t at = 0;
    std::size_t end = 0;
    std::size_t back = 0; ///< of a Backtrack: index of the Choice in Trace::steps

    bool operator==(const TraceStep &) const = default;
};

/// What a search did, for the step view. Give one to search(); it is filled anew. Searching with a
/// trace takes no short cuts, so that every step is one the pattern explains.
struct Trace
{
    static constexpr std::size_t defaultLimit = 100'000;

    std::size_t limit = defaultLimit; ///< the most steps that are written down; counting goes on
    std::vector<TraceStep> steps;
    bool isCut = false; ///< there were more steps than `limit`
    std::uint64_t total = 0; ///< steps in all
    std::vector<std::uint64_t> stepsPerNode; ///< by NodeId: how often it was tried
    /// By NodeId: whether it took part in the match that was found; all false without one, and
    /// where the trace was cut.
    std::vector<bool> isUsed;
};

} // namespace Recloser
