// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/matcher.h"

#include "core/regex/scan.h"
#include "core/regex/tracerecorder.h"

#include <algorithm>

namespace Recloser {

using Kind = StackEntry::Kind;

Matcher::Matcher(const Program &program, std::u32string_view subject, const Budget &budget,
                 Scratch &scratch, TraceRecorder *recorder)
    : m_program(program)
    , m_text(subject.data())
    , m_size(static_cast<std::uint32_t>(subject.size()))
    , m_budget(budget)
    , m_scratch(scratch)
    , m_recorder(recorder)
    , m_unpaid(budget.steps)
{
    scratch.slots.assign(std::size_t(program.groups) * 2, nothing);
    scratch.loops.resize(program.loops);
    scratch.marks.resize(program.marks);
}

std::uint64_t Matcher::steps() const
{
    return m_budget.steps - m_unpaid
        - static_cast<std::uint64_t>(std::max<std::int64_t>(m_left, 0));
}

std::expected<std::optional<Span>, GaveUp> Matcher::search()
{
    const bool isStopped = m_budget.stop.stop_requested();
    if (isStopped)
        m_reason = GaveUp::Cancelled;
    const Ending ending = isStopped ? Ending::GaveUp
        : m_recorder                ? attemptAll<true>()
                                    : attemptAll<false>();
    if (m_recorder) {
        m_recorder->end(ending == Ending::Found        ? TraceStep::Kind::Found
                            : ending == Ending::GaveUp ? TraceStep::Kind::GaveUp
                                                       : TraceStep::Kind::NotFound,
                        m_start, m_end);
    }
    if (ending == Ending::GaveUp)
        return std::unexpected(m_reason);
    if (ending == Ending::NotFound)
        return std::nullopt;
    return Span{m_start, m_end};
}

template<bool traced> Matcher::Ending Matcher::attemptAll()
{
    for (std::uint32_t start = 0;;) {
        const std::uint32_t next = nextStart(start);
        m_left -= static_cast<std::int64_t>((next == nothing ? m_size : next) - start) / 8 + 1;
        if (m_left < 0 && !pay())
            return Ending::GaveUp;
        if (next == nothing)
            return Ending::NotFound;
        start = next;
        if (const Ending ending = attempt<traced>(start); ending != Ending::NotFound)
            return ending;
        start = m_program.leadingRun != nothing ? behindRun(start) : start + 1;
        if (start > m_size)
            return Ending::NotFound;
    }
}

std::uint32_t Matcher::behindRun(std::uint32_t start) const
{
    const CharacterSet &set = m_program.sets[m_program.code[m_program.leadingRun].index];
    return Scan::runEnd(set, m_text, start, m_size) + 1;
}

std::uint32_t Matcher::nextStart(std::uint32_t from)
{
    if (m_program.least > m_size - from || (m_program.onlyAtStart && from > 0))
        return nothing;
    if (m_program.onlyAtStart && m_program.searchFilter == nothing)
        return from;
    // The first attempt mostly succeeds, so this is asked when one has failed.
    if (from > 0 && !m_program.needed.empty() && (!m_knowsNeeded || m_neededAt < from)) {
        m_knowsNeeded = true;
        m_neededAt = Scan::findText(m_program.needed, m_text, from, m_size);
        if (m_neededAt == nothing)
            return nothing;
    }
    const auto last = static_cast<std::uint32_t>(m_size - m_program.least);
    for (std::uint32_t at = from; at <= last; ++at) {
        if (!m_program.prefix.empty()) {
            at = Scan::findText(m_program.prefix, m_text, at, m_size);
        } else if (!m_program.before.empty()) {
            const auto length = static_cast<std::uint32_t>(m_program.before.size());
            at = Scan::findText(m_program.before, m_text, at < length ? 0 : at - length, m_size);
            if (at != nothing)
                at += length;
        } else if (m_program.first) {
            at = Scan::findAllowed(*m_program.first, m_text, at, m_size);
        }
        if (at > last)
            return nothing;
        if (m_program.searchFilter == nothing)
            return at;
        if (at < m_size && m_program.sets[m_program.searchFilter].contains(m_text[at]))
            return at;
    }
    return nothing;
}

bool Matcher::pay()
{
    constexpr std::uint64_t slice = 4096;
    while (m_left < 0) {
        if (m_budget.stop.stop_requested()) {
            m_reason = GaveUp::Cancelled;
            return false;
        }
        if (m_unpaid == 0) {
            m_reason = GaveUp::TooSlow;
            return false;
        }
        const std::uint64_t paid = std::min(slice, m_unpaid);
        m_unpaid -= paid;
        m_left += static_cast<std::int64_t>(paid);
    }
    return true;
}

bool Matcher::grow()
{
    constexpr std::size_t few = 256;
    const std::size_t most = m_budget.stack / sizeof(StackEntry);
    const std::size_t capacity = std::min(std::max(few, m_scratch.capacity * 2), most);
    if (capacity <= m_scratch.capacity) {
        m_reason = GaveUp::OutOfStack;
        return false;
    }
    auto stack = std::make_unique_for_overwrite<StackEntry[]>(capacity);
    std::copy_n(m_scratch.stack.get(), m_scratch.capacity, stack.get());
    m_scratch.stack = std::move(stack);
    m_scratch.capacity = capacity;
    return true;
}

bool Matcher::isBoundary(const Instruction &instruction, std::uint32_t at) const
{
    if (m_size == 0)
        return instruction.negated && instruction.flag;
    const CharacterSet &word = m_program.sets[instruction.index];
    const bool before = at > 0 && word.contains(m_text[at - 1]);
    const bool after = at < m_size && word.contains(m_text[at]);
    return (before != after) != instruction.negated;
}

bool Matcher::matchesAgain(const Instruction &instruction, std::uint32_t &at) const
{
    const std::uint32_t begin = m_scratch.slots[instruction.index];
    const std::uint32_t end = m_scratch.slots[instruction.index + 1];
    if (begin == nothing || end == nothing || end < begin || end - begin > m_size - at)
        return false;
    const auto equal = [&](char32_t a, char32_t b) {
        return a == b
            || (instruction.op == Op::FoldedBackReference
                && folded(a, instruction.flag, m_program.version)
                    == folded(b, instruction.flag, m_program.version));
    };
    if (!std::equal(m_text + begin, m_text + end, m_text + at, equal))
        return false;
    at += end - begin;
    return true;
}

std::uint32_t Matcher::cut(std::uint32_t height, std::uint32_t top)
{
    // What must be undone later stays.
    StackEntry *const stack = m_scratch.stack.get();
    m_left -= (top - height) / 8;
    std::uint32_t kept = height;
    for (std::uint32_t i = height; i < top; ++i) {
        if (stack[i].kind <= Kind::Mark)
            stack[kept++] = stack[i];
    }
    return kept;
}

std::uint32_t Matcher::undo(std::uint32_t height, std::uint32_t top)
{
    m_left -= (top - height) / 8;
    while (top > height) {
        const StackEntry &entry = m_scratch.stack[--top];
        if (entry.kind == Kind::Slot)
            m_scratch.slots[entry.index] = entry.a;
        else if (entry.kind == Kind::Loop)
            m_scratch.loops[entry.index] = {entry.a, entry.b};
        else if (entry.kind == Kind::Mark)
            m_scratch.marks[entry.index].at = entry.a;
    }
    return top;
}

} // namespace Recloser
