// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/characterset.h"
#include "core/regex/syntax.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace Recloser {

inline constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/// One instruction of the matcher. Where it says no other thing, the next one follows.
enum class Op : std::uint8_t {
    // Each takes characters.
    Character, ///< `character`
    Text, ///< the `least` characters from `index` of Program::text
    One, ///< one of set `index`
    BackReference, ///< what slot `index` and the one behind it enclose
    FoldedBackReference, ///< the same in lower case; in ASCII alone when `flag`
    // Loops over one character: `index` a set, `least`, `most`. `hint` says what follows.
    Run, ///< as many as there are, then fewer
    LazyRun, ///< as few as may be, then more
    WholeRun, ///< as many as there are
    // Positions. They take nothing.
    TextStart,
    LineStart,
    TextEnd, ///< `$`: a last line feed may follow
    LineEnd,
    VeryEnd,
    Boundary, ///< between a character of set `index` and another one; the same twice when `negated`
    Ahead, ///< a character of set `index` follows; not so when `negated`
    Behind, ///< a character of set `index` stands before; not so when `negated`
    TextBehind, ///< the `least` characters from `index` of Program::text stand before
    // Ways.
    Jump, ///< to `target`
    Split, ///< on, and to `target` when that fails; `hint` and `otherHint` say what each needs
    SplitAway, ///< to `target`, and on when that fails; `hint` is of the target
    IfGroup, ///< on when the group of slot `index` took part, otherwise to `target`
    Save, ///< the position into slot `index`
    LoopEnter, ///< loop register `index` anew
    LoopNext, ///< on for a turn of `least` to `most`, `target` behind the last; `mode`
    AtomicEnter, ///< remembers in mark `index` where the ways were
    AtomicLeave, ///< gives up the ways found since
    LookEnter, ///< goes back `least` characters; `index` as for AtomicEnter
    LookLeave, ///< returns to where it was and gives up the ways found since
    NotLookEnter, ///< the same; to `target` when what is looked for is not there
    NotLookLeave, ///< it is there, so this fails
    Found,
    // For a trace only.
    Enter, ///< `node` begins; mark `index` remembers where; a step of it when `flag`
    Leave, ///< `node` matched from there
    Pass, ///< `node` took part
};

struct Instruction
{
    Op op = Op::Found;
    RepeatMode mode = RepeatMode::Greedy;
    bool negated = false;
    bool flag = false;
    char32_t character = 0;
    std::uint32_t index = 0;
    std::uint32_t target = 0;
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    std::uint32_t hint = nothing; ///< index into Program::hints
    std::uint32_t otherHint = nothing;
    NodeId node = noNode;
};

/// What may come next on some way through a pattern. Never too little: the empty string in it
/// counts as anything.
struct Hint
{
    LatinSet latin;
    bool beyond = false; ///< any character behind 255
    bool atEnd = false; ///< the end of the subject
    char32_t only = 0; ///< when it is a single character, and not the end: that one

    bool isAnything() const;
    bool allows(char32_t c) const { return c < 256 ? latin.has(c) : beyond; }
    void join(const Hint &other);

    bool operator==(const Hint &) const = default;
};

/// A pattern as the matcher runs it. Never changes once it is made.
struct Program
{
    std::vector<Instruction> code;
    std::vector<CharacterSet> sets;
    std::vector<Hint> hints;
    std::u32string text;
    PythonVersion version = PythonVersion::Py311;
    std::uint32_t groups = 0; ///< group 0 not counted; each has two slots, its start and its end
    std::uint32_t loops = 0; ///< registers
    std::uint32_t marks = 0;
    std::uint32_t nodes = 0; ///< of the syntax tree

    // Where a match can begin.
    bool onlyAtStart = false;
    std::u32string prefix; ///< every match begins so
    std::u32string before; ///< this stands before every match
    std::optional<Hint> first; ///< every match begins with one of these
    std::u32string needed; ///< every match has this in it
    std::uint64_t least = 0; ///< characters of the shortest match
    /// A match begins with as many as there are of this set, and what follows does not depend on
    /// where it began: from within the same characters nothing else is found.
    std::uint32_t leadingRun = nothing;
    /// CPython looks for the first character of a match with the type flags of the whole pattern,
    /// whatever flags are in force there, so that `re.search(r'(?a:\W)', 'é')` finds nothing and
    /// `re.match` does (seen in 3.8 to 3.14). A set that a match has to begin with as well.
    std::uint32_t searchFilter = nothing;
};

enum class Shortcuts {
    Taken,
    None, ///< every node does what the pattern says, and can be traced
};

Program compileProgram(const SyntaxTree &tree, PythonVersion version, Shortcuts shortcuts);

/// Fills in what may follow, where a match may begin, and which loops never give back.
void addShortcuts(Program &program);

} // namespace Recloser
