// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/characterset.h"

#include "core/regex/unicode.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace Recloser {

namespace {

constexpr char32_t lastCharacter = 0x10ffff;

/// Calls `use` with every character in [first, last] that is not its own lower case: a set like
/// [\x00-\U0010ffff] would otherwise ask for a million.
template<typename Use>
void forEachRaised(char32_t first, char32_t last, PythonVersion version, Use use)
{
    constexpr char32_t beyond = 0x100;
    for (char32_t c = first; c < beyond && c <= last; ++c) {
        if (lowered(c, version) != c)
            use(c);
    }
    const unsigned bit = 1U << UnicodeData::indexOf(version);
    for (const UnicodeData::CaseRange &range : UnicodeData::lowerCases) {
        if ((range.versions & bit) == 0 || range.last < first || range.first > last)
            continue;
        for (char32_t c = range.first; c <= std::min(range.last, last); c += range.step) {
            if (c >= std::max(first, beyond))
                use(c);
        }
    }
}

/// Not the upper case of their own lower case, which has another or none (UnicodeData.txt).
constexpr std::array strangers{U'\u0130', U'\u01c5', U'\u01c8', U'\u01cb', U'\u01f2',
                               U'\u03f4', U'\u1e9e', U'\u2126', U'\u212a', U'\u212b',
                               U'\u1fbc', U'\u1fcc', U'\u1ffc'};

/// Nor are these Greek letters with a iota beside them: the upper case is two characters.
bool hasIota(char32_t c)
{
    return c >= U'\u1f88' && c <= U'\u1faf' && (c & 8U) != 0;
}

/// Characters and the first of several that are their upper case, where that is the larger one
/// (SpecialCasing.txt).
constexpr std::array<std::pair<char32_t, char32_t>, 2> severalFor{
    {{U'\u0149', U'\u02bc'}, {U'\u0390', U'\u0399'}}};

bool isAsciiSpace(char32_t c)
{
    return c == U' ' || (c >= U'\t' && c <= U'\r');
}

bool isAsciiWord(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9')
        || c == U'_';
}

} // namespace

int LatinSet::count() const
{
    return std::popcount(words[0]) + std::popcount(words[1]) + std::popcount(words[2])
        + std::popcount(words[3]);
}

bool LatinSet::meets(const LatinSet &other) const
{
    return ((words[0] & other.words[0]) | (words[1] & other.words[1]) | (words[2] & other.words[2])
            | (words[3] & other.words[3]))
        != 0;
}

void LatinSet::join(const LatinSet &other)
{
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] |= other.words[i];
}

char32_t folded(char32_t c, bool ascii, PythonVersion version)
{
    if (c < 0x80)
        return c >= U'A' && c <= U'Z' ? c + 32 : c;
    return ascii ? c : lowered(c, version);
}

bool haveCase(char32_t first, char32_t last, bool ascii, PythonVersion version)
{
    const auto isIn = [first, last](char32_t c) { return c >= first && c <= last; };
    bool found = false;
    forEachRaised(0, ascii ? 0x7f : lastCharacter, version,
                  [&](char32_t c) { found = found || isIn(c) || isIn(lowered(c, version)); });
    const auto isExtra = [&](const UnicodeData::ExtraCases &extra) { return isIn(extra.lower); };
    return found || (!ascii && std::ranges::any_of(UnicodeData::extraCases, isExtra));
}

CharacterSet::CharacterSet(const Node &node, PythonVersion version)
    : m_negated(node.negated)
    , m_ascii((node.flags & Flag::Ascii) != 0)
    , m_version(version)
{
    const bool folds = (node.flags & Flag::IgnoreCase) != 0;
    const auto addItem = [&](char32_t first, char32_t last, bool keepsCase) {
        if (folds)
            addFolded(first, last, keepsCase);
        else
            add(first, last);
    };
    switch (node.kind) {
    case NodeKind::Literal:
        m_negated = false;
        m_folds = folds;
        addItem(node.character, node.character, false);
        break;
    case NodeKind::Any:
        m_negated = (node.flags & Flag::DotAll) == 0;
        if (m_negated)
            add(U'\n', U'\n');
        else
            add(0, lastCharacter);
        break;
    case NodeKind::Category:
        m_negated = false;
        m_categories.push_back(node.letter);
        break;
    default:
        m_folds = folds;
        for (const SetItem &item : node.items) {
            if (item.kind == SetItem::Kind::Category)
                m_categories.push_back(item.first);
            else
                addItem(item.first, item.kind == SetItem::Kind::Range ? item.last : item.first,
                        node.items.size() > 1 && item.kind == SetItem::Kind::Character);
            // Up to 3.12 a range that reaches beyond U+FFFF is met by what has its upper case in
            // it, even where only ASCII has case.
            if (folds && m_ascii && item.kind == SetItem::Kind::Range && item.last > 0xffff
                && m_version < PythonVersion::Py313)
                addLowered(item.first, item.last);
        }
        break;
    }
    finish();
}

void CharacterSet::add(char32_t first, char32_t last)
{
    m_ranges.push_back({first, last});
}

void CharacterSet::addFolded(char32_t c, bool keepsCase)
{
    const char32_t lower = folded(c, m_ascii, m_version);
    // Up to 3.12 a character beyond U+FFFF among others in a set is looked for as it is written,
    // and never met by what has been made lower case.
    if (keepsCase && lower > 0xffff && m_version < PythonVersion::Py313)
        return;
    add(lower, lower);
    if (!m_ascii) {
        for (const char32_t other : extraCases(lower, m_version))
            add(other, other);
    }
}

void CharacterSet::addFolded(char32_t first, char32_t last, bool keepsCase)
{
    // Only lower case is ever looked for, so what is not lower case may stay in.
    add(first, last);
    forEachRaised(first, last, m_version,
                  [this, keepsCase](char32_t c) { addFolded(c, keepsCase); });
    if (m_ascii)
        return;
    for (const UnicodeData::ExtraCases &extra : UnicodeData::extraCases) {
        if (extra.lower >= first && extra.lower <= last)
            addFolded(extra.lower, keepsCase);
    }
}

void CharacterSet::addLowered(char32_t first, char32_t last)
{
    forEachRaised(first, last, m_version, [this](char32_t c) {
        if (std::ranges::contains(strangers, c) || hasIota(c))
            return;
        const char32_t lower = lowered(c, m_version);
        add(lower, lower);
        for (const char32_t other : extraCases(lower, m_version))
            add(other, other);
    });
    for (const auto &[character, upper] : severalFor) {
        if (upper >= first && upper <= last)
            add(character, character);
    }
}

bool CharacterSet::hasCategory(char32_t letter, char32_t c) const
{
    switch (letter) {
    case U'd':
        return m_ascii ? c >= U'0' && c <= U'9' : isDecimalDigit(c, m_version);
    case U's':
        return m_ascii ? isAsciiSpace(c) : isSpaceCharacter(c, m_version);
    case U'w':
        return m_ascii ? isAsciiWord(c) : isWordCharacter(c, m_version);
    default:
        return !hasCategory(letter | 0x20U, c);
    }
}

bool CharacterSet::hasMember(char32_t c) const
{
    const auto behind = std::upper_bound(m_ranges.begin(), m_ranges.end(), c,
                                         [](char32_t a, const Range &b) { return a < b.first; });
    if (behind != m_ranges.begin() && c <= (behind - 1)->last)
        return true;
    return std::any_of(m_categories.begin(), m_categories.end(),
                       [this, c](char32_t letter) { return hasCategory(letter, c); });
}

bool CharacterSet::containsBeyond(char32_t c) const
{
    if (!m_reachesBeyond)
        return false;
    if (m_shape != Shape::General)
        return m_shape != Shape::One || c == m_only;
    return hasMember(m_folds ? folded(c, m_ascii, m_version) : c) != m_negated;
}

void CharacterSet::finish()
{
    std::sort(m_ranges.begin(), m_ranges.end(),
              [](const Range &a, const Range &b) { return a.first < b.first; });
    std::vector<Range> merged;
    for (const Range &range : m_ranges) {
        if (!merged.empty() && range.first <= merged.back().last + 1)
            merged.back().last = std::max(merged.back().last, range.last);
        else
            merged.push_back(range);
    }
    m_ranges = std::move(merged);
    LatinSet members;
    for (const Range &range : m_ranges) {
        for (char32_t c = range.first; c < 256 && c <= range.last; ++c)
            members.add(c);
    }
    for (const char32_t letter : m_categories) {
        for (char32_t c = 0; c < 256; ++c) {
            if (hasCategory(letter, c))
                members.add(c);
        }
    }
    for (char32_t c = 0; c < 256; ++c) {
        // Lower case of Latin-1 is Latin-1.
        if (members.has(m_folds ? folded(c, m_ascii, m_version) : c) != m_negated)
            m_latin.add(c);
    }

    // A few characters beyond Latin-1 have their lower case, or an equal of it, within.
    const bool hasBeyond = (!m_ranges.empty() && m_ranges.back().last > 255)
        || (m_folds && !m_ascii && !m_ranges.empty());
    const bool latinCategories
        = std::all_of(m_categories.begin(), m_categories.end(),
                      [this](char32_t letter) { return m_ascii && letter >= U'a'; });
    m_reachesBeyond = m_negated || hasBeyond || !latinCategories;

    if (!m_categories.empty() || m_ranges.size() != 1)
        return;
    const auto [first, last] = m_ranges.front();
    if (!m_negated && first == 0 && last == lastCharacter) {
        m_shape = Shape::Everything;
    } else if (m_negated && !m_folds && first == U'\n' && last == U'\n') {
        m_shape = Shape::NotLineFeed;
    } else if (!m_negated && first == last
               && (!m_folds || (first < 0x80 && !isAsciiLetter(first)))) {
        m_shape = Shape::One;
        m_only = first;
        m_reachesBeyond = first > 255;
    }
}

} // namespace Recloser
