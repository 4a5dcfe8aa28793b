// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/searcher.h"

#include "core/regex/compiledpattern.h"
#include "core/regex/matcher.h"
#include "core/regex/search.h"
#include "core/regex/tracerecorder.h"

namespace Recloser {

namespace {

/// One hard search does not make the memory large for good.
void shrink(Scratch &scratch)
{
    constexpr std::size_t most = std::size_t(1024) * 1024;
    if (scratch.bytes() > most) {
        scratch.stack.reset();
        scratch.capacity = 0;
    }
}

std::expected<std::optional<Span>, GaveUp> run(const Program &program, std::u32string_view subject,
                                               const Budget &budget, Scratch &scratch,
                                               TraceRecorder *recorder)
{
    // Positions have 32 bits, and the largest number means none.
    if (subject.size() >= nothing)
        return std::unexpected(GaveUp::OutOfStack);
    const auto found = Matcher(program, subject, budget, scratch, recorder).search();
    shrink(scratch);
    return found;
}

} // namespace

Searcher::Searcher() : m_scratch(std::make_unique<Scratch>()) { }
Searcher::~Searcher() = default;
Searcher::Searcher(const Searcher & /*other*/) : Searcher() { }
Searcher::Searcher(Searcher &&other) noexcept = default;
Searcher &Searcher::operator=(Searcher &&other) noexcept = default;

Searcher &Searcher::operator=(const Searcher & /*other*/)
{
    return *this;
}

SearchResult Searcher::search(const Pattern &pattern, std::u32string_view subject,
                              const Budget &budget, Trace *trace)
{
    const CompiledPattern &compiled = pattern.compiled();
    std::expected<std::optional<Span>, GaveUp> found;
    if (trace) {
        const Program program = compileProgram(compiled.syntax, compiled.version, Shortcuts::None);
        TraceRecorder recorder(*trace, compiled.syntax.nodes.size());
        found = run(program, subject, budget, *m_scratch, &recorder);
    } else {
        found = run(compiled.program, subject, budget, *m_scratch, nullptr);
    }
    if (!found)
        return std::unexpected(found.error());
    if (!*found)
        return std::nullopt;
    Match match;
    match.groups.resize(compiled.groupCount + 1);
    match.groups[0] = **found;
    for (std::size_t group = 1; group <= compiled.groupCount; ++group) {
        const std::uint32_t begin = m_scratch->slots[group * 2 - 2];
        const std::uint32_t end = m_scratch->slots[group * 2 - 1];
        if (begin != nothing && end != nothing && begin <= end)
            match.groups[group] = Span{begin, end};
    }
    return match;
}

std::expected<std::optional<Span>, GaveUp>
Searcher::find(const Pattern &pattern, std::u32string_view subject, const Budget &budget)
{
    return run(pattern.compiled().program, subject, budget, *m_scratch, nullptr);
}

std::size_t Searcher::memory() const
{
    return m_scratch->bytes();
}

SearchResult search(const Pattern &pattern, std::u32string_view subject, const Budget &budget,
                    Trace *trace)
{
    return Searcher().search(pattern, subject, budget, trace);
}

} // namespace Recloser
