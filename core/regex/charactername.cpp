// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/charactername.h"

#include "core/regex/dialect.h"
#include "core/regex/unicodedata.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace Recloser {

namespace {

constexpr char32_t sequences = 0x110000;

struct Entry
{
    char32_t character = 0;
    std::uint8_t versions = 0;
};

using NameMap = std::unordered_map<std::string, Entry>;

std::string joined(std::span<const std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

/// Reads packed names: a symbol for how many words are those of the name before, then the others as
/// one to three symbols each, of the 92 printable characters but quote and backslash.
class Unpacker
{
public:
    Unpacker() : m_names(joined(CharacterNames::names))
    {
        const std::string text = joined(CharacterNames::words);
        for (std::size_t at = 0, end = 0; (end = text.find(' ', at)) != std::string::npos;
             at = end + 1)
            m_dictionary.push_back(text.substr(at, end - at));
    }

    std::string next(char32_t character)
    {
        m_words.resize(symbol());
        while (m_at < m_names.size() && valueOf(m_names[m_at]) >= begins)
            m_words.push_back(word());
        std::string name;
        for (const std::size_t index : m_words)
            name.append(name.empty() ? "" : " ").append(m_dictionary[index]);
        if (name.ends_with('@'))
            name.replace(name.size() - 1, 1,
                         std::format("{:04X}", static_cast<unsigned>(character)));
        return name;
    }

private:
    static constexpr std::size_t base = 92;
    static constexpr std::size_t begins = 16;
    static constexpr std::size_t oneSymbol = 36;
    static constexpr std::size_t twoSymbols = 76;

    static std::size_t valueOf(char c)
    {
        return static_cast<std::size_t>(c) - '!' - (c > '"' ? 1 : 0) - (c > '\\' ? 1 : 0);
    }

    std::size_t symbol() { return valueOf(m_names[m_at++]); }

    std::size_t word()
    {
        const std::size_t first = symbol();
        if (first < oneSymbol)
            return first - begins;
        const std::size_t ones = oneSymbol - begins;
        const std::size_t second = symbol();
        if (first < twoSymbols)
            return ones + (first - oneSymbol) * base + second;
        const std::size_t third = symbol();
        return ones + (twoSymbols - oneSymbol) * base
            + ((first - twoSymbols) * base + second) * base + third;
    }

    std::string m_names;
    std::vector<std::string> m_dictionary;
    std::size_t m_at = 0;
    std::vector<std::size_t> m_words; ///< of the name before
};

NameMap unpacked()
{
    NameMap map;
    Unpacker unpacker;
    for (const CharacterNames::Run &run : CharacterNames::runs) {
        for (char32_t i = 0; i < run.count; ++i)
            map.emplace(unpacker.next(run.first + i), Entry{run.first + i, run.versions});
    }
    return map;
}

/// Takes the longest of `parts` that `text` begins with, and gives its index.
template<std::size_t size>
std::optional<std::size_t> takeLongest(std::u32string_view &text,
                                       const std::array<std::u32string_view, size> &parts)
{
    std::optional<std::size_t> longest;
    for (std::size_t i = 0; i < size; ++i) {
        if (text.starts_with(parts[i]) && (!longest || parts[i].size() > parts[*longest].size()))
            longest = i;
    }
    if (longest)
        text.remove_prefix(parts[*longest].size());
    return longest;
}

/// A Hangul syllable is named by its letters (The Unicode Standard, section 3.12).
char32_t syllableOf(std::u32string_view name)
{
    static constexpr std::array<std::u32string_view, 19> leading{
        U"G",  U"GG", U"N", U"D",  U"DD", U"R", U"M", U"B", U"BB", U"S",
        U"SS", U"",   U"J", U"JJ", U"C",  U"K", U"T", U"P", U"H"};
    static constexpr std::array<std::u32string_view, 21> vowels{
        U"A",  U"AE", U"YA", U"YAE", U"EO", U"E",  U"YEO", U"YE", U"O",  U"WA", U"WAE",
        U"OE", U"YO", U"U",  U"WEO", U"WE", U"WI", U"YU",  U"EU", U"YI", U"I"};
    static constexpr std::array<std::u32string_view, 28> trailing{
        U"",   U"G",  U"GG", U"GS", U"N",  U"NJ", U"NH", U"D", U"L",  U"LG",
        U"LM", U"LB", U"LS", U"LT", U"LP", U"LH", U"M",  U"B", U"BS", U"S",
        U"SS", U"NG", U"J",  U"C",  U"K",  U"T",  U"P",  U"H"};
    const auto first = takeLongest(name, leading);
    const auto second = takeLongest(name, vowels);
    const auto third = takeLongest(name, trailing);
    if (!first || !second || !third || !name.empty())
        return 0;
    return static_cast<char32_t>(0xac00 + (*first * vowels.size() + *second) * trailing.size()
                                 + *third);
}

/// An ideograph is named by its number, of four or five digits.
char32_t ideographOf(std::u32string_view digits, unsigned version)
{
    if (digits.size() < 4 || digits.size() > 5)
        return 0;
    char32_t number = 0;
    for (const char32_t c : digits) {
        if (!isHexDigit(c) || (c >= U'a' && c <= U'f'))
            return 0;
        number = number * 16 + (isAsciiDigit(c) ? c - U'0' : c - U'A' + 10);
    }
    const bool isKnown
        = std::ranges::any_of(CharacterNames::ideographs, [&](const CharacterNames::Run &run) {
              return number >= run.first && number - run.first < run.count
                  && (run.versions & version) != 0;
          });
    return isKnown ? number : 0;
}

} // namespace

NamedCharacter namedCharacter(std::u32string_view name, PythonVersion version)
{
    static constexpr std::u32string_view syllable = U"HANGUL SYLLABLE ";
    static constexpr std::u32string_view ideograph = U"CJK UNIFIED IDEOGRAPH-";
    const unsigned bit = 1U << UnicodeData::indexOf(version);
    // These two are not found in lower case, all others are.
    if (name.starts_with(syllable) || name.starts_with(ideograph)) {
        const char32_t computed = name.starts_with(syllable)
            ? syllableOf(name.substr(syllable.size()))
            : ideographOf(name.substr(ideograph.size()), bit);
        return {computed, computed != 0 ? 1U : 0U};
    }
    std::string upper;
    for (const char32_t c : name) {
        if (c >= 0x80)
            return {};
        upper += static_cast<char>(c >= U'a' && c <= U'z' ? c - 0x20 : c);
    }
    static const NameMap names = unpacked();
    const auto found = names.find(upper);
    if (found == names.end() || (found->second.versions & bit) == 0)
        return {};
    const char32_t character = found->second.character;
    if (character > sequences)
        return {.length = character - sequences};
    return {character, 1};
}

} // namespace Recloser
