// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/iregexp.h"

#include "core/jsonpath/iregexpreader.h"
#include "core/text/utf8text.h"

#include <QString>

#include <algorithm>

namespace Recloser {

bool IRegexp::CharacterClass::contains(char32_t c) const
{
    const quint32 category = 1U << unsigned(QChar::category(c));
    const bool isIn
        = std::ranges::any_of(
              ranges, [c](const Range &range) { return range.first <= c && c <= range.last; })
        || std::ranges::any_of(categories,
                               [category](quint32 bits) { return (bits & category) != 0; });
    return isIn != isNegated;
}

std::optional<IRegexp> IRegexp::make(QByteArrayView pattern)
{
    IRegexp regexp;
    IRegexpReader reader(regexp, QString::fromUtf8(pattern).toStdU32String());
    if (!reader.read() || regexp.m_states.size() > mostStates + 1)
        return {};
    return regexp;
}

/// The states that wait for a character, each once, at one place of a text.
class IRegexp::Threads
{
public:
    explicit Threads(const std::vector<State> &states)
        : m_states(&states)
        , m_seen(states.size()) { }

    const std::vector<size_t> &waiting() const { return m_waiting; }
    bool isMatch() const { return m_isMatch; }
    void clear()
    {
        m_waiting.clear();
        m_isMatch = false;
        ++m_generation;
    }
    /// A state and those it leads to without a character.
    void add(size_t first, bool isAtBegin, bool isAtEnd)
    {
        m_pending.push_back(first);
        while (!m_pending.empty()) {
            const size_t at = m_pending.back();
            m_pending.pop_back();
            if (m_seen[at] == m_generation)
                continue;
            m_seen[at] = m_generation;
            const State &state = (*m_states)[at];
            switch (state.kind) {
            case State::Kind::Split:
                m_pending.push_back(state.other);
                m_pending.push_back(state.target);
                break;
            case State::Kind::Jump:
                m_pending.push_back(state.target);
                break;
            case State::Kind::Begin:
                if (isAtBegin)
                    m_pending.push_back(at + 1);
                break;
            case State::Kind::End:
                if (isAtEnd)
                    m_pending.push_back(at + 1);
                break;
            case State::Kind::Match:
                m_isMatch = true;
                break;
            default:
                m_waiting.push_back(at);
            }
        }
    }

private:
    const std::vector<State> *m_states;
    std::vector<size_t> m_waiting;
    std::vector<size_t> m_pending;
    std::vector<size_t> m_seen;
    size_t m_generation = 1;
    bool m_isMatch = false;
};

IRegexp::Verdict IRegexp::matches(QByteArrayView text, Extent extent, qint64 &steps) const
{
    Threads now(m_states);
    Threads then(m_states);
    qint64 looked = qint64(m_states.size());
    now.add(0, true, text.isEmpty());
    for (qsizetype at = 0; at < text.size();) {
        if (extent == Extent::Anywhere && now.isMatch())
            return Verdict::Yes;
        if (now.waiting().empty() && extent == Extent::Whole)
            return Verdict::No;
        const Utf8Character character = firstCharacter(text.sliced(at));
        at += character.length;
        const bool isAtEnd = at == text.size();
        then.clear();
        looked += qint64(now.waiting().size()) + 1;
        if (looked >= 16) {
            steps -= looked / 16;
            looked %= 16;
            if (steps <= 0)
                return Verdict::TooSlow;
        }
        for (const size_t waiting : now.waiting()) {
            const State &state = m_states[waiting];
            const char32_t c = character.code;
            const bool fits = state.kind == State::Kind::Character ? state.character == c
                : state.kind == State::Kind::Any                   ? c != U'\n' && c != U'\r'
                                                 : m_classes[state.target].contains(c);
            if (fits)
                then.add(waiting + 1, false, isAtEnd);
        }
        if (extent == Extent::Anywhere)
            then.add(0, false, isAtEnd);
        std::swap(now, then);
    }
    return now.isMatch() ? Verdict::Yes : Verdict::No;
}

} // namespace Recloser
