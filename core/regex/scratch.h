// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace Recloser {

/// What to do when the matcher goes back.
struct StackEntry
{
    enum class Kind : std::uint8_t {
        Slot, ///< slot `index` was `a`
        Loop, ///< loop register `index` was `a` turns, the last from `b`
        Mark, ///< mark `index` was at position `a`
        Way, ///< go on with instruction `a` at position `b`; in a trace, `c` is the choice
        Turn, ///< take one more turn of the loop at instruction `a`, from position `b`
        Run, ///< positions `b` down to `c` are left for the run at instruction `a`
        LazyRun, ///< the run at instruction `a` has come to `b`, and may take `c` more
    };

    Kind kind = Kind::Way;
    bool isSilent = false; ///< a way that no trace tells of
    std::uint32_t index = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
};

/// The matcher's memory, for one search after the other.
struct Scratch
{
    struct Loop
    {
        std::uint32_t turns = 0;
        std::uint32_t from = 0; ///< where the last turn above the least number began
    };
    struct Mark
    {
        std::uint32_t height = 0; ///< of the stack
        std::uint32_t at = 0;
    };

    std::unique_ptr<StackEntry[]> stack;
    std::size_t capacity = 0; ///< entries
    std::vector<std::uint32_t> slots;
    std::vector<Loop> loops;
    std::vector<Mark> marks;

    std::size_t bytes() const { return capacity * sizeof(StackEntry); }
};

} // namespace Recloser
