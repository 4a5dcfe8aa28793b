// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/program.h"

#include <algorithm>
#include <bit>

// What can be known of a program before it runs. None of it changes what is found.

namespace Recloser {

namespace {

Hint anything()
{
    return {LatinSet::everything(), true, true, 0};
}

Hint character(char32_t c)
{
    Hint hint;
    if (c < 256)
        hint.latin.add(c);
    else
        hint.beyond = true;
    return hint;
}

Hint charactersOf(const CharacterSet &set)
{
    return {set.latin(), set.mayReachBeyond(), false, 0};
}

/// Looks ahead in a program.
class Forecast
{
public:
    explicit Forecast(const Program &program) : m_program(program), m_seen(program.code.size(), 0)
    {
    }

    /// What may come next at `start`.
    Hint from(std::uint32_t start)
    {
        Hint hint = walk(start);
        const int count = hint.latin.count();
        if (!hint.atEnd && count == 1 && !hint.beyond) {
            for (std::size_t i = 0; i < hint.latin.words.size(); ++i) {
                if (hint.latin.words[i] != 0)
                    hint.only = static_cast<char32_t>(i * 64)
                        + static_cast<char32_t>(std::countr_zero(hint.latin.words[i]));
            }
        }
        return hint;
    }

private:
    Hint walk(std::uint32_t start)
    {
        ++m_turn;
        Hint hint;
        std::vector<std::uint32_t> open{start};
        // A pattern of many branches is not worth more: every loop asks anew.
        constexpr int most = 200;
        for (int visits = 0; !open.empty(); ++visits) {
            const std::uint32_t at = open.back();
            open.pop_back();
            if (m_seen[at] == m_turn)
                continue;
            m_seen[at] = m_turn;
            if (visits == most || !step(at, hint, open))
                return anything();
        }
        return hint;
    }

    /// @return whether anything is known at all
    bool step(std::uint32_t at, Hint &hint, std::vector<std::uint32_t> &open)
    {
        const Instruction &i = m_program.code[at];
        switch (i.op) {
        case Op::Character:
            hint.join(character(i.character));
            return true;
        case Op::Text:
            hint.join(character(m_program.text[i.index]));
            return true;
        case Op::One:
            hint.join(charactersOf(m_program.sets[i.index]));
            return true;
        case Op::Ahead:
            // Where something must not follow, what does follow says more.
            if (i.negated)
                open.push_back(at + 1);
            else
                hint.join(charactersOf(m_program.sets[i.index]));
            return true;
        case Op::Run:
        case Op::LazyRun:
        case Op::WholeRun:
            hint.join(charactersOf(m_program.sets[i.index]));
            if (i.least == 0)
                open.push_back(at + 1);
            return true;
        case Op::VeryEnd:
            hint.atEnd = true;
            return true;
        case Op::TextEnd:
        case Op::LineEnd:
            hint.atEnd = true;
            hint.latin.add(U'\n');
            return true;
        case Op::TextStart:
        case Op::LineStart:
        case Op::Boundary:
        case Op::Behind:
        case Op::TextBehind:
        case Op::Save:
        case Op::LoopEnter:
        case Op::AtomicEnter:
            open.push_back(at + 1);
            return true;
        case Op::Jump:
        case Op::LookEnter:
        case Op::NotLookEnter:
            // What is looked for says less than what follows, except where it is all there is.
            open.push_back(i.op == Op::LookEnter && i.least == 0 && endsIn(i.target) ? at + 1
                                                                                     : i.target);
            return true;
        case Op::Split:
        case Op::SplitAway:
        case Op::IfGroup:
        case Op::LoopNext:
            open.push_back(at + 1);
            open.push_back(i.target);
            return true;
        default:
            // Behind an atomic group or a look nothing is chosen for the sake of what follows.
            return false;
        }
    }

    bool endsIn(std::uint32_t at) const
    {
        while (m_program.code[at].op == Op::Save || m_program.code[at].op == Op::Jump)
            at = m_program.code[at].op == Op::Jump ? m_program.code[at].target : at + 1;
        return m_program.code[at].op == Op::Found;
    }

    const Program &m_program;
    std::vector<std::uint32_t> m_seen;
    std::uint32_t m_turn = 0;
};

class Shortener
{
public:
    explicit Shortener(Program &program) : m_program(program), m_forecast(program) { }

    void run()
    {
        for (std::uint32_t at = 0; at < m_program.code.size(); ++at)
            shorten(at);
        findStart();
        findNeeded();
    }

private:
    std::uint32_t keep(const Hint &hint)
    {
        if (hint.isAnything())
            return nothing;
        const auto known = std::find(m_program.hints.begin(), m_program.hints.end(), hint);
        if (known != m_program.hints.end())
            return static_cast<std::uint32_t>(known - m_program.hints.begin());
        m_program.hints.push_back(hint);
        return static_cast<std::uint32_t>(m_program.hints.size() - 1);
    }

    void shorten(std::uint32_t at)
    {
        Instruction &i = m_program.code[at];
        switch (i.op) {
        case Op::Run: {
            const CharacterSet &set = m_program.sets[i.index];
            const Hint next = m_forecast.from(at + 1);
            const bool isApart
                = !next.latin.meets(set.latin()) && !(next.beyond && set.mayReachBeyond());
            // What is given back is never taken by what follows, or nothing that follows can fail.
            if (isApart || cannotFail(at + 1))
                i.op = Op::WholeRun;
            else
                i.hint = keep(next);
            break;
        }
        case Op::LazyRun:
            i.hint = keep(m_forecast.from(at + 1));
            break;
        case Op::Split:
            i.hint = keep(m_forecast.from(at + 1));
            i.otherHint = keep(m_forecast.from(i.target));
            break;
        case Op::SplitAway:
            i.hint = keep(m_forecast.from(i.target));
            i.otherHint = keep(m_forecast.from(at + 1));
            break;
        default:
            break;
        }
    }

    bool cannotFail(std::uint32_t at) const
    {
        for (;;) {
            const Instruction &i = m_program.code[at];
            switch (i.op) {
            case Op::Save:
                ++at;
                break;
            case Op::Jump:
                if (i.target <= at)
                    return false;
                at = i.target;
                break;
            case Op::Found:
            case Op::AtomicLeave:
            case Op::LookLeave:
            case Op::NotLookLeave:
                return true;
            default:
                return false;
            }
        }
    }

    void findStart()
    {
        std::uint32_t at = 0;
        const auto &code = m_program.code;
        while (code[at].op == Op::Save)
            ++at;
        switch (code[at].op) {
        case Op::TextStart:
            m_program.onlyAtStart = true;
            return;
        case Op::Text:
            m_program.prefix = m_program.text.substr(code[at].index, code[at].least);
            return;
        case Op::Character:
            m_program.prefix = code[at].character;
            return;
        case Op::TextBehind:
            m_program.before = m_program.text.substr(code[at].index, code[at].least);
            return;
        case Op::Run:
        case Op::WholeRun:
            if (code[at].most == repeatLimit && dependsOnPlaceAlone())
                m_program.leadingRun = at;
            break;
        default:
            break;
        }
        Hint hint = m_forecast.from(0);
        if (!hint.isAnything())
            m_program.first = hint;
    }

    /// Whether what is found from some position on is the same however it was reached.
    bool dependsOnPlaceAlone() const
    {
        return std::none_of(m_program.code.begin(), m_program.code.end(), [](const Instruction &i) {
            return i.op == Op::BackReference || i.op == Op::FoldedBackReference
                || i.op == Op::IfGroup;
        });
    }

    /// The longest text that no match is without: on the way that has no turnings.
    void findNeeded()
    {
        std::uint32_t end = 0; // instructions before it may be passed by
        for (std::uint32_t at = 0; at < m_program.code.size(); ++at) {
            const Instruction &i = m_program.code[at];
            const bool isForward = i.op == Op::Jump || i.op == Op::Split || i.op == Op::SplitAway
                || i.op == Op::IfGroup || i.op == Op::LoopNext || i.op == Op::LookEnter
                || i.op == Op::NotLookEnter;
            if (isForward && i.target > at)
                end = std::max(end, i.target);
            if (at < end)
                continue;
            if (i.op == Op::Text && i.least > m_program.needed.size())
                m_program.needed = m_program.text.substr(i.index, i.least);
            else if (i.op == Op::Character && m_program.needed.empty())
                m_program.needed = i.character;
        }
    }

    Program &m_program;
    Forecast m_forecast;
};

} // namespace

bool Hint::isAnything() const
{
    return latin == LatinSet::everything() && beyond;
}

void Hint::join(const Hint &other)
{
    latin.join(other.latin);
    beyond = beyond || other.beyond;
    atEnd = atEnd || other.atEnd;
}

void addShortcuts(Program &program)
{
    Shortener(program).run();
}

} // namespace Recloser
