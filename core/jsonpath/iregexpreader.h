// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/iregexp.h"

#include <string>

namespace Recloser {

/// Reads an expression by the grammar of RFC 9485 section 3 and writes its states on the way.
class IRegexpReader
{
public:
    IRegexpReader(IRegexp &regexp, std::u32string pattern)
        : m_regexp(regexp)
        , m_pattern(std::move(pattern))
    {
    }

    bool read();

private:
    using State = IRegexp::State;
    /// States, and where they stood.
    struct Fragment
    {
        std::vector<State> states;
        size_t first;
    };
    struct Quantifier
    {
        int least = 1;
        /// Nothing: as many as there are.
        std::optional<int> most = 1;
    };

    bool readAlternatives();
    bool readBranch();
    bool readPiece();
    bool readAtom();
    bool readEscape(char32_t &character);
    bool readCategory(quint32 &categories);
    bool readClass();
    bool readClassPart(IRegexp::CharacterClass &made);
    bool readQuantifier(Quantifier &quantifier);
    bool readCount(int &count);
    bool repeat(size_t first, const Quantifier &quantifier);
    bool append(const Fragment &fragment);

    bool isAtEnd() const { return m_at >= m_pattern.size(); }
    char32_t current() const { return isAtEnd() ? 0 : m_pattern[m_at]; }
    bool isHere(char32_t c) const { return !isAtEnd() && m_pattern[m_at] == c; }
    bool skip(char32_t c);
    size_t add(State::Kind kind, char32_t character = 0, size_t target = 0, size_t other = 0);
    bool addClass(IRegexp::CharacterClass made);
    size_t count() const { return m_regexp.m_states.size(); }

    IRegexp &m_regexp;
    std::u32string m_pattern;
    size_t m_at = 0;
    qsizetype m_depth = 0;
};

} // namespace Recloser
