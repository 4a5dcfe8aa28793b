// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/iregexpreader.h"

#include <QChar>

#include <string_view>

namespace Recloser {

namespace {

constexpr std::u32string_view escapable = U"()*+-.?[\\]^{|}nrt";
constexpr int mostRepetitions = 10'000;

constexpr quint32 bit(QChar::Category category)
{
    return 1U << unsigned(category);
}

struct Category
{
    char name[3];
    quint32 bits;
};

/// Section 3, IsCategory.
constexpr Category categories[] = {
    {"Ll", bit(QChar::Letter_Lowercase)},       {"Lm", bit(QChar::Letter_Modifier)},
    {"Lo", bit(QChar::Letter_Other)},           {"Lt", bit(QChar::Letter_Titlecase)},
    {"Lu", bit(QChar::Letter_Uppercase)},       {"Mc", bit(QChar::Mark_SpacingCombining)},
    {"Me", bit(QChar::Mark_Enclosing)},         {"Mn", bit(QChar::Mark_NonSpacing)},
    {"Nd", bit(QChar::Number_DecimalDigit)},    {"Nl", bit(QChar::Number_Letter)},
    {"No", bit(QChar::Number_Other)},           {"Pc", bit(QChar::Punctuation_Connector)},
    {"Pd", bit(QChar::Punctuation_Dash)},       {"Pe", bit(QChar::Punctuation_Close)},
    {"Pf", bit(QChar::Punctuation_FinalQuote)}, {"Pi", bit(QChar::Punctuation_InitialQuote)},
    {"Po", bit(QChar::Punctuation_Other)},      {"Ps", bit(QChar::Punctuation_Open)},
    {"Zl", bit(QChar::Separator_Line)},         {"Zp", bit(QChar::Separator_Paragraph)},
    {"Zs", bit(QChar::Separator_Space)},        {"Sc", bit(QChar::Symbol_Currency)},
    {"Sk", bit(QChar::Symbol_Modifier)},        {"Sm", bit(QChar::Symbol_Math)},
    {"So", bit(QChar::Symbol_Other)},           {"Cc", bit(QChar::Other_Control)},
    {"Cf", bit(QChar::Other_Format)},           {"Cn", bit(QChar::Other_NotAssigned)},
    {"Co", bit(QChar::Other_PrivateUse)},
};

/// 0 if there is none of that name.
quint32 categoriesOf(std::u32string_view name)
{
    quint32 bits = 0;
    for (const Category &category : categories) {
        const bool isMeant = !name.empty() && name[0] == char32_t(category.name[0])
            && (name.size() == 1 || (name.size() == 2 && name[1] == char32_t(category.name[1])));
        bits |= isMeant ? category.bits : 0;
    }
    // C also has surrogates, which no text has.
    return bits;
}

} // namespace

bool IRegexpReader::skip(char32_t c)
{
    if (!isHere(c))
        return false;
    ++m_at;
    return true;
}

size_t IRegexpReader::add(State::Kind kind, char32_t character, size_t target, size_t other)
{
    m_regexp.m_states.push_back({kind, character, target, other});
    return count() - 1;
}

bool IRegexpReader::addClass(IRegexp::CharacterClass made)
{
    m_regexp.m_classes.push_back(std::move(made));
    add(State::Kind::Class, 0, m_regexp.m_classes.size() - 1);
    return true;
}

bool IRegexpReader::read()
{
    if (!readAlternatives() || !isAtEnd())
        return false;
    add(State::Kind::Match);
    return true;
}

bool IRegexpReader::readAlternatives()
{
    if (++m_depth > IRegexp::deepest)
        return false;
    std::vector<size_t> ends;
    for (;;) {
        // A branch is entered by a split, whose other way is the next one.
        const size_t split = add(State::Kind::Split, 0, count() + 1);
        if (!readBranch())
            return false;
        if (!skip(U'|')) {
            m_regexp.m_states[split].other = split + 1;
            break;
        }
        ends.push_back(add(State::Kind::Jump));
        m_regexp.m_states[split].other = count();
    }
    for (const size_t end : ends)
        m_regexp.m_states[end].target = count();
    --m_depth;
    return true;
}

bool IRegexpReader::readBranch()
{
    if (skip(U'^'))
        add(State::Kind::Begin);
    while (!isAtEnd() && !isHere(U'|') && !isHere(U')')) {
        const bool isLast = m_at + 1 == m_pattern.size() || m_pattern[m_at + 1] == U'|'
            || m_pattern[m_at + 1] == U')';
        if (isHere(U'$') && isLast) {
            ++m_at;
            add(State::Kind::End);
        } else if (!readPiece() || count() > IRegexp::mostStates) {
            return false;
        }
    }
    return true;
}

bool IRegexpReader::readPiece()
{
    const size_t first = count();
    if (!readAtom())
        return false;
    const size_t behind = m_at;
    Quantifier quantifier;
    if (!readQuantifier(quantifier))
        return false;
    return behind == m_at || repeat(first, quantifier);
}

bool IRegexpReader::repeat(size_t first, const Quantifier &quantifier)
{
    const auto &states = m_regexp.m_states;
    const Fragment atom{std::vector<State>(states.begin() + qsizetype(first), states.end()), first};
    m_regexp.m_states.resize(first);
    for (int i = 0; i < quantifier.least; ++i) {
        if (!append(atom))
            return false;
    }
    if (!quantifier.most) {
        const size_t split = add(State::Kind::Split, 0, count() + 1);
        if (!append(atom))
            return false;
        add(State::Kind::Jump, 0, split);
        m_regexp.m_states[split].other = count();
        return true;
    }
    std::vector<size_t> splits;
    for (int i = quantifier.least; i < *quantifier.most; ++i) {
        splits.push_back(add(State::Kind::Split, 0, count() + 1));
        if (!append(atom))
            return false;
    }
    for (const size_t split : splits)
        m_regexp.m_states[split].other = count();
    return true;
}

bool IRegexpReader::append(const Fragment &fragment)
{
    // Where its jumps lead is in it, or right behind.
    const size_t moved = count() - fragment.first;
    for (State state : fragment.states) {
        if (state.kind == State::Kind::Split || state.kind == State::Kind::Jump)
            state.target += moved;
        if (state.kind == State::Kind::Split)
            state.other += moved;
        m_regexp.m_states.push_back(state);
    }
    return count() <= IRegexp::mostStates;
}

bool IRegexpReader::readAtom()
{
    const char32_t c = current();
    if (skip(U'('))
        return readAlternatives() && skip(U')');
    if (skip(U'.')) {
        add(State::Kind::Any);
        return true;
    }
    if (c == U'[')
        return readClass();
    if (c == U'\\') {
        const char32_t next = m_at + 1 < m_pattern.size() ? m_pattern[m_at + 1] : 0;
        if (next == U'p' || next == U'P') {
            IRegexp::CharacterClass made;
            quint32 bits = 0;
            if (!readCategory(bits))
                return false;
            made.categories.push_back(bits);
            return addClass(std::move(made));
        }
        char32_t character = 0;
        if (!readEscape(character))
            return false;
        add(State::Kind::Character, character);
        return true;
    }
    if (std::u32string_view(U"*+?]{}|)").contains(c))
        return false;
    ++m_at;
    add(State::Kind::Character, c);
    return true;
}

bool IRegexpReader::readEscape(char32_t &character)
{
    ++m_at;
    if (isAtEnd() || !escapable.contains(current()))
        return false;
    const char32_t c = m_pattern[m_at++];
    character = c == U'n' ? U'\n' : c == U'r' ? U'\r' : c == U't' ? U'\t' : c;
    return true;
}

bool IRegexpReader::readCategory(quint32 &bits)
{
    const bool isComplement = m_pattern[m_at + 1] == U'P';
    m_at += 2;
    if (!skip(U'{'))
        return false;
    const size_t close = m_pattern.find(U'}', m_at);
    if (close == std::u32string::npos)
        return false;
    bits = categoriesOf(std::u32string_view(m_pattern).substr(m_at, close - m_at));
    m_at = close + 1;
    if (bits == 0)
        return false;
    bits = isComplement ? ~bits : bits;
    return true;
}

bool IRegexpReader::readClass()
{
    IRegexp::CharacterClass made;
    skip(U'[');
    made.isNegated = skip(U'^');
    if (isHere(U']'))
        return false;
    if (skip(U'-'))
        made.ranges.push_back({U'-', U'-'});
    while (!isHere(U']')) {
        if (isAtEnd() || !readClassPart(made))
            return false;
    }
    skip(U']');
    return addClass(std::move(made));
}

bool IRegexpReader::readClassPart(IRegexp::CharacterClass &made)
{
    const auto readOne = [this](char32_t &character) {
        if (isHere(U'\\'))
            return readEscape(character);
        if (isAtEnd() || std::u32string_view(U"-[]").contains(current()))
            return false;
        character = m_pattern[m_at++];
        return true;
    };
    const char32_t next = m_at + 1 < m_pattern.size() ? m_pattern[m_at + 1] : 0;
    if (isHere(U'-') && next == U']') {
        ++m_at;
        made.ranges.push_back({U'-', U'-'});
        return true;
    }
    if (isHere(U'\\') && (next == U'p' || next == U'P')) {
        quint32 bits = 0;
        if (!readCategory(bits))
            return false;
        made.categories.push_back(bits);
        return true;
    }
    char32_t first = 0;
    if (!readOne(first))
        return false;
    char32_t last = first;
    const bool isRange = isHere(U'-') && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != U']';
    if (isRange) {
        ++m_at;
        if (!readOne(last) || last < first)
            return false;
    }
    made.ranges.push_back({first, last});
    return true;
}

bool IRegexpReader::readQuantifier(Quantifier &quantifier)
{
    if (skip(U'*')) {
        quantifier = {0, {}};
    } else if (skip(U'+')) {
        quantifier = {1, {}};
    } else if (skip(U'?')) {
        quantifier = {0, 1};
    } else if (skip(U'{')) {
        if (!readCount(quantifier.least))
            return false;
        quantifier.most = quantifier.least;
        if (skip(U',')) {
            quantifier.most = {};
            int most = 0;
            if (!isHere(U'}')) {
                if (!readCount(most) || most < quantifier.least)
                    return false;
                quantifier.most = most;
            }
        }
        return skip(U'}');
    }
    return true;
}

bool IRegexpReader::readCount(int &count)
{
    const size_t begin = m_at;
    count = 0;
    for (; current() >= U'0' && current() <= U'9'; ++m_at) {
        count = count * 10 + int(current() - U'0');
        if (count > mostRepetitions)
            return false;
    }
    return m_at > begin;
}

} // namespace Recloser
