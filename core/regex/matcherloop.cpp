// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/matcher.h"

#include "core/regex/scan.h"
#include "core/regex/tracerecorder.h"

#include <algorithm>

// The loop that runs a program from one start position.

namespace Recloser {

using Kind = StackEntry::Kind;

template<bool traced> Matcher::Ending Matcher::attempt(std::uint32_t start)
{
    const Instruction *const code = m_program.code.data();
    const CharacterSet *const sets = m_program.sets.data();
    const Hint *const hints = m_program.hints.data();
    const char32_t *const text = m_text;
    const std::uint32_t size = m_size;
    std::uint32_t *const slots = m_scratch.slots.data();
    Scratch::Loop *const loops = m_scratch.loops.data();
    Scratch::Mark *const marks = m_scratch.marks.data();
    StackEntry *stack = m_scratch.stack.get();
    std::uint32_t capacity = static_cast<std::uint32_t>(
        std::min(m_scratch.capacity, m_budget.stack / sizeof(StackEntry)));
    std::uint32_t top = 0;
    std::uint32_t pc = 0;
    std::uint32_t at = start;

    m_start = start;
    if constexpr (traced)
        m_recorder->begin(start);

    const auto push = [&](const StackEntry &entry) {
        if (top == capacity) [[unlikely]] {
            if (!grow())
                return false;
            stack = m_scratch.stack.get();
            capacity = static_cast<std::uint32_t>(m_scratch.capacity);
        }
        stack[top++] = entry;
        return true;
    };
    const auto allows = [&](std::uint32_t hint, std::uint32_t position) {
        return hint == nothing || Scan::allows(hints[hint], text, position, size);
    };
    const auto choice = [&](const Instruction &i, std::uint32_t position, bool isSilent = false) {
        if constexpr (traced)
            return m_recorder->choice(i.node, position, isSilent);
        else
            return std::uint32_t(0);
    };
    /// Takes on until what follows a lazy run may begin; false when it never does.
    const auto take = [&](const Instruction &i, std::uint32_t &position, std::uint32_t &more) {
        const std::uint32_t from = position;
        while (!allows(i.hint, position)) {
            if (more == 0 || position == size || !sets[i.index].contains(text[position]))
                return false;
            ++position;
            --more;
        }
        m_left -= (position - from) / 8;
        return true;
    };

    for (;;) {
        if (--m_left < 0 && !pay()) [[unlikely]]
            return Ending::GaveUp;
        const Instruction &i = code[pc];
        const std::uint32_t before = at;
        bool matched = true;
        switch (i.op) {
        case Op::Character:
            matched = at < size && text[at] == i.character;
            at += matched ? 1 : 0;
            break;
        case Op::Text:
            matched = i.least <= size - at
                && std::equal(text + at, text + at + i.least, m_program.text.data() + i.index);
            at += matched ? i.least : 0;
            break;
        case Op::One:
            matched = at < size && sets[i.index].contains(text[at]);
            at += matched ? 1 : 0;
            break;
        case Op::BackReference:
        case Op::FoldedBackReference:
            matched = matchesAgain(i, at);
            m_left -= (at - before) / 8;
            break;
        case Op::Run:
        case Op::WholeRun: {
            const std::uint32_t end = size - at < i.most ? size : at + i.most;
            const std::uint32_t most = Scan::runEnd(sets[i.index], text, at, end);
            m_left -= (most - at) / 8;
            if (most - at < i.least)
                goto back;
            const std::uint32_t least = at + i.least;
            at = most;
            if (i.op == Op::Run) {
                if (i.hint != nothing) {
                    at = Scan::findLastAllowed(hints[i.hint], text, least, most, size);
                    if (at == nothing)
                        goto back;
                    m_left -= (most - at) / 8;
                }
                if (at > least && !push({.kind = Kind::Run, .a = pc, .b = at - 1, .c = least}))
                    return Ending::GaveUp;
            }
            ++pc;
            continue;
        }
        case Op::LazyRun: {
            const std::uint32_t end = size - at < i.least ? size : at + i.least;
            const std::uint32_t least = Scan::runEnd(sets[i.index], text, at, end);
            m_left -= (least - at) / 8;
            if (least - at < i.least)
                goto back;
            at = least;
            std::uint32_t more = i.most - i.least;
            if (!take(i, at, more))
                goto back;
            if (more > 0 && !push({.kind = Kind::LazyRun, .a = pc, .b = at, .c = more}))
                return Ending::GaveUp;
            ++pc;
            continue;
        }
        case Op::TextStart:
            matched = at == 0;
            break;
        case Op::LineStart:
            matched = at == 0 || text[at - 1] == U'\n';
            break;
        case Op::TextEnd:
            matched = at == size || (at + 1 == size && text[at] == U'\n');
            break;
        case Op::LineEnd:
            matched = at == size || text[at] == U'\n';
            break;
        case Op::VeryEnd:
            matched = at == size;
            break;
        case Op::Boundary:
            matched = isBoundary(i, at);
            break;
        case Op::Ahead:
            matched = (at < size && sets[i.index].contains(text[at])) != i.negated;
            break;
        case Op::Behind:
            matched = (at > 0 && sets[i.index].contains(text[at - 1])) != i.negated;
            break;
        case Op::TextBehind:
            matched = i.least <= at
                && std::equal(text + at - i.least, text + at, m_program.text.data() + i.index);
            break;
        case Op::Jump:
            pc = i.target;
            continue;
        case Op::Split:
        case Op::SplitAway: {
            if constexpr (traced)
                m_recorder->count(i.node);
            const bool isAway = i.op == Op::SplitAway;
            const std::uint32_t first = isAway ? i.target : pc + 1;
            const std::uint32_t second = isAway ? pc + 1 : i.target;
            const bool isSecond = allows(i.otherHint, at);
            if (!allows(i.hint, at)) {
                if (!isSecond)
                    goto back;
                pc = second;
                continue;
            }
            if (isSecond && !push({.kind = Kind::Way, .a = second, .b = at, .c = choice(i, at)}))
                return Ending::GaveUp;
            pc = first;
            continue;
        }
        case Op::IfGroup: {
            const std::uint32_t begin = slots[i.index];
            const std::uint32_t end = slots[i.index + 1];
            pc = begin != nothing && end != nothing && end >= begin ? pc + 1 : i.target;
            continue;
        }
        case Op::Save:
            if (!push({.kind = Kind::Slot, .index = i.index, .a = slots[i.index]}))
                return Ending::GaveUp;
            slots[i.index] = at;
            ++pc;
            continue;
        case Op::LoopEnter:
        case Op::LoopNext: {
            Scratch::Loop &loop = loops[i.index];
            const StackEntry old{
                .kind = Kind::Loop, .index = i.index, .a = loop.turns, .b = loop.from};
            if (i.op == Op::LoopEnter) {
                if (!push(old))
                    return Ending::GaveUp;
                loop = {0, nothing};
                ++pc;
                continue;
            }
            if constexpr (traced)
                m_recorder->count(i.node);
            if (loop.turns < i.least) {
                if (!push(old))
                    return Ending::GaveUp;
                ++loop.turns;
                ++pc;
                continue;
            }
            // A turn that took nothing is the last one.
            if ((loop.turns >= i.most && i.most != repeatLimit) || loop.from == at) {
                pc = i.target;
                continue;
            }
            if (i.mode == RepeatMode::Lazy) {
                if (!push({.kind = Kind::Turn, .a = pc, .b = at, .c = choice(i, at)}))
                    return Ending::GaveUp;
                pc = i.target;
                continue;
            }
            if (!push({.kind = Kind::Way, .a = i.target, .b = at, .c = choice(i, at)})
                || !push(old))
                return Ending::GaveUp;
            ++loop.turns;
            loop.from = at;
            ++pc;
            continue;
        }
        case Op::AtomicEnter:
            marks[i.index].height = top;
            ++pc;
            continue;
        case Op::AtomicLeave:
            top = cut(marks[i.index].height, top);
            ++pc;
            continue;
        case Op::LookEnter:
        case Op::NotLookEnter:
            if (at < i.least) {
                if (i.op == Op::LookEnter)
                    goto back;
                pc = i.target;
                continue;
            }
            marks[i.index] = {top, at};
            if (i.op == Op::NotLookEnter
                && !push({.kind = Kind::Way,
                          .isSilent = true,
                          .a = i.target,
                          .b = at,
                          .c = choice(i, at, true)}))
                return Ending::GaveUp;
            at -= i.least;
            ++pc;
            continue;
        case Op::LookLeave:
            at = marks[i.index].at;
            top = cut(marks[i.index].height, top);
            ++pc;
            continue;
        case Op::NotLookLeave:
            at = marks[i.index].at;
            top = undo(marks[i.index].height, top);
            if constexpr (traced)
                m_recorder->add(TraceStep::Kind::Fail, i.node, at, at);
            goto back;
        case Op::Enter:
            if constexpr (traced) {
                if (!push({.kind = Kind::Mark, .index = i.index, .a = marks[i.index].at}))
                    return Ending::GaveUp;
                marks[i.index].at = at;
                if (i.flag)
                    m_recorder->count(i.node);
            }
            ++pc;
            continue;
        case Op::Leave:
            if constexpr (traced)
                m_recorder->match(i.node, marks[i.index].at, at);
            ++pc;
            continue;
        case Op::Pass:
            if constexpr (traced)
                m_recorder->pass(i.node);
            ++pc;
            continue;
        case Op::Found:
            m_end = at;
            return Ending::Found;
        }

        if constexpr (traced) {
            m_recorder->count(i.node);
            if (matched)
                m_recorder->match(i.node, before, at);
            else
                m_recorder->add(TraceStep::Kind::Fail, i.node, before, before);
        }
        if (matched) {
            ++pc;
            continue;
        }

    back:
        for (;;) {
            if (top == 0)
                return Ending::NotFound;
            StackEntry &entry = stack[top - 1];
            switch (entry.kind) {
            case Kind::Slot:
                slots[entry.index] = entry.a;
                --top;
                continue;
            case Kind::Loop:
                loops[entry.index] = {entry.a, entry.b};
                --top;
                continue;
            case Kind::Mark:
                marks[entry.index].at = entry.a;
                --top;
                continue;
            case Kind::Way:
                pc = entry.a;
                at = entry.b;
                --top;
                if constexpr (traced)
                    m_recorder->backTo(entry.c, at, entry.isSilent);
                break;
            case Kind::Turn: {
                pc = entry.a;
                at = entry.b;
                --top;
                if constexpr (traced)
                    m_recorder->backTo(entry.c, at, false);
                const std::uint32_t index = code[pc].index;
                Scratch::Loop &loop = loops[index];
                if (!push({.kind = Kind::Loop, .index = index, .a = loop.turns, .b = loop.from}))
                    return Ending::GaveUp;
                ++loop.turns;
                loop.from = at;
                ++pc;
                break;
            }
            case Kind::Run: {
                pc = entry.a;
                const std::uint32_t hint = code[pc].hint;
                const std::uint32_t from = entry.b;
                at = hint == nothing
                    ? from
                    : Scan::findLastAllowed(hints[hint], text, entry.c, from, size);
                if (at == nothing) {
                    m_left -= (from - entry.c) / 8;
                    --top;
                    continue;
                }
                m_left -= (from - at) / 8;
                if (at > entry.c)
                    entry.b = at - 1;
                else
                    --top;
                ++pc;
                break;
            }
            case Kind::LazyRun: {
                pc = entry.a;
                at = entry.b;
                std::uint32_t more = entry.c;
                if (at == size || !sets[code[pc].index].contains(text[at])
                    || !take(code[pc], ++at, --more)) {
                    --top;
                    continue;
                }
                entry.b = at;
                entry.c = more;
                if (more == 0)
                    --top;
                ++pc;
                break;
            }
            }
            break;
        }
    }
}

template Matcher::Ending Matcher::attempt<false>(std::uint32_t start);
template Matcher::Ending Matcher::attempt<true>(std::uint32_t start);

} // namespace Recloser
