// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/program.h"
#include "core/regex/scratch.h"
#include "core/regex/searcher.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace Recloser {

class TraceRecorder;

/// One search: runs a program over a subject with a stack of its own, so that neither the pattern
/// nor the subject decides how deep the program's calls go. Private to core/regex.
class Matcher
{
public:
    /// @param recorder or null; then every step is told
    Matcher(const Program &program, std::u32string_view subject, const Budget &budget,
            Scratch &scratch, TraceRecorder *recorder);

    /// The whole match. What the groups took is in the scratch's slots then.
    std::expected<std::optional<Span>, GaveUp> search();

    std::uint64_t steps() const; ///< done so far

private:
    enum class Ending { Found, NotFound, GaveUp };

    template<bool traced> Ending attempt(std::uint32_t start);
    template<bool traced> Ending attemptAll();
    std::uint32_t nextStart(std::uint32_t from);
    std::uint32_t behindRun(std::uint32_t start) const;

    bool pay(); ///< for more steps; or says why not
    bool grow();
    bool isBoundary(const Instruction &instruction, std::uint32_t at) const;
    bool matchesAgain(const Instruction &instruction, std::uint32_t &at) const;
    std::uint32_t cut(std::uint32_t height, std::uint32_t top);
    std::uint32_t undo(std::uint32_t height, std::uint32_t top);

    const Program &m_program;
    const char32_t *const m_text;
    const std::uint32_t m_size;
    const Budget &m_budget;
    Scratch &m_scratch;
    TraceRecorder *const m_recorder;
    std::int64_t m_left = 0; ///< steps until the next look at the budget
    std::uint64_t m_unpaid = 0; ///< steps of the budget behind those
    std::uint32_t m_start = 0;
    std::uint32_t m_end = 0;
    std::uint32_t m_neededAt = 0; ///< the next place of what every match has in it
    bool m_knowsNeeded = false;
    GaveUp m_reason = GaveUp::TooSlow;
};

} // namespace Recloser
