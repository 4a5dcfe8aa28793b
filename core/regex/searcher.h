// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/pattern.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace Recloser {

/// How much work one search may do. What goes over it is given up, which is never the same as not
/// found.
struct Budget
{
    /// About 14 ms.
    static constexpr std::uint64_t defaultSteps = 2'000'000;
    static constexpr std::size_t defaultStack = std::size_t(64) * 1024 * 1024;

    /// Of the matcher, over all start positions. A step is an instruction, or eight characters
    /// that a loop looks at.
    std::uint64_t steps = defaultSteps;
    std::size_t stack = defaultStack; ///< bytes for the ways not taken yet
    std::stop_token stop; ///< is looked at every 4096 steps
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

/// Why a search has no answer. It is never the same as "no match". A subject of 4 Gi characters or
/// more is OutOfStack at once.
enum class GaveUp { TooSlow, OutOfStack, Cancelled };

using SearchResult = std::expected<std::optional<Match>, GaveUp>;

struct Trace;
struct Scratch;

/// Finds what `re.search(pattern, subject)` finds, one subject after the other with the same
/// memory. One per thread.
///
/// Against Python of 3.8 to 3.13 there is a difference in what groups took: there it can be what a
/// way that failed took (tests/fuzz/knownbugs.py names the cases). The whole match is the same.
class Searcher
{
public:
    Searcher();
    ~Searcher();
    /// A copy has memory of its own.
    Searcher(const Searcher &other);
    Searcher &operator=(const Searcher &other);
    Searcher(Searcher &&other) noexcept;
    Searcher &operator=(Searcher &&other) noexcept;

    /// @param trace is filled anew; the search takes no short cuts then and uses up more steps
    SearchResult search(const Pattern &pattern, std::u32string_view subject,
                        const Budget &budget = {}, Trace *trace = nullptr);

    /// The whole match alone.
    std::expected<std::optional<Span>, GaveUp>
    find(const Pattern &pattern, std::u32string_view subject, const Budget &budget = {});

    /// Bytes that are kept from one search to the next.
    std::size_t memory() const;

private:
    std::unique_ptr<Scratch> m_scratch;
};

} // namespace Recloser
