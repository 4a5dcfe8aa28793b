// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Recloser {

/// An expression of RFC 9485 (I-Regexp). Matching goes through the text once, with all ways to
/// match at the same time, so that no expression runs away. As everywhere else `^` in front and `$`
/// at the end of an alternative are the beginning and the end of the text, where the RFC's grammar
/// has ordinary characters. Plain value.
class IRegexp
{
public:
    /// States of the largest one: counted repetitions are written out.
    static constexpr size_t mostStates = 20'000;
    static constexpr qsizetype deepest = 200;

    /// Nothing if `pattern` (UTF-8) is no such expression, or a larger one.
    static std::optional<IRegexp> make(QByteArrayView pattern);

    enum class Extent { Whole, Anywhere };
    enum class Verdict { No, Yes, TooSlow };
    /// `text` is UTF-8. `steps` are taken away from, and are about one for 16 states looked at.
    Verdict matches(QByteArrayView text, Extent extent, qint64 &steps) const;

private:
    friend class IRegexpReader;

    struct Range
    {
        char32_t first;
        char32_t last;
    };
    struct CharacterClass
    {
        std::vector<Range> ranges;
        /// Bits of QChar::Category, and those whose complement counts.
        std::vector<quint32> categories;
        bool isNegated = false;

        bool contains(char32_t c) const;
    };
    struct State
    {
        enum class Kind { Character, Any, Class, Split, Jump, Begin, End, Match };
        Kind kind = Kind::Match;
        char32_t character = 0;
        /// The number of a class, or where a jump leads.
        size_t target = 0;
        size_t other = 0;
    };
    class Threads;

    std::vector<State> m_states;
    std::vector<CharacterClass> m_classes;
};

} // namespace Recloser
