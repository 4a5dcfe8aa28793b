// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/diagnosis.h"
#include "core/regex/lint/urlparts.h"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace Recloser {

/// How many URLs show something, and the first few of them.
struct Tally
{
    static constexpr std::size_t mostKept = 20;

    std::size_t count = 0;
    std::vector<std::size_t> first;

    void add(std::size_t index)
    {
        if (count++ < mostKept)
            first.push_back(index);
    }
};

/// A URL and what a pattern found in it.
struct SampledUrl
{
    std::size_t index = 0; ///< in the list
    std::u32string url;
    UrlParts parts;
    std::optional<Match> match;

    std::optional<Span> key() const
    {
        return match ? match->groups.front() : std::optional<Span>();
    }
    std::u32string_view keyText() const { return slice(url, *key()); }
};

/// One circuit.
struct KeyFacts
{
    std::u32string text; ///< its first characters; empty for one of the many beyond `mostTexts`
    std::size_t size = 0; ///< of the whole key
    std::size_t firstUrl = 0;
    std::size_t urls = 0;
    std::u32string host; ///< host and port of the first URL
    std::u32string otherHost; ///< another one that has the same key
    std::size_t otherUrl = 0; ///< a URL of that
    std::size_t hosts = 0;
    std::u32string normalized; ///< of those that have a text
    std::size_t origin = 0; ///< index in Evidence::origins
    UrlComponent startsIn = UrlComponent::Scheme;
};

struct OriginFacts
{
    std::u32string text;
    std::size_t keys = 0;
    std::size_t firstUrl = 0;
};

/// What rules know of a pattern and its URLs. It is gathered URL by URL, in bounded memory.
class Evidence
{
public:
    /// So many keys are told apart; of more only that there are more.
    static constexpr std::size_t mostKeys = 65'536;
    static constexpr std::size_t mostTexts = 4'096;
    static constexpr std::size_t longestText = 600;

    /// @param followed whose rules the pattern was parsed by
    Evidence(std::u32string_view patternSource, const std::expected<Pattern, PatternError> &parsed,
             PythonVersion followed, const Thresholds &limits);

    void add(std::u32string_view url, const SearchResult &result);

    std::u32string source;
    std::expected<Pattern, PatternError> pattern;
    PythonVersion version = PythonVersion::Py311;
    Thresholds thresholds;

    std::size_t urls = 0;
    std::size_t matched = 0; ///< the empty matches among them
    Tally unmatched;
    Tally tooSlow;
    Tally empty;
    Tally wholeUrl; ///< C1
    Tally beyondPath; ///< C3
    Tally identifiers; ///< C4
    Tally midHost; ///< H2
    Tally behindHost; ///< H3
    Tally secrets; ///< S1
    Tally cutWord; ///< L5
    Tally unusedGroup; ///< G1: a group is something else than the key
    std::array<Tally, 7> starts; ///< A1: by UrlComponent

    std::vector<KeyFacts> keys;
    std::vector<OriginFacts> origins;
    bool hasMoreKeys = false;
    std::size_t fallbacks = 0; ///< circuits of URLs without a key
    bool identifiersDiffer = false;
    std::u32string anIdentifier;
    std::u32string aSecret; ///< the name of the parameter, "" for user information

    /// URLs for rules that search again: half of them the first, half those with a new key.
    std::vector<SampledUrl> sample;
    /// Of those without a match.
    std::vector<SampledUrl> unmatchedSample;
    /// Of those that took too long, however long they are themselves.
    std::vector<SampledUrl> slowSample;

private:
    void addKey(std::u32string_view url, const UrlParts &parts, Span key);
    void addCircuit(std::u32string_view url, const UrlParts &parts, Span key);
    void look(std::u32string_view url, const UrlParts &parts, const Match &match);
    void keep(std::u32string_view url, const UrlParts &parts, const std::optional<Match> &match,
              bool isNew);
    void addFallback(std::u32string_view url);

    std::unordered_map<std::uint64_t, std::size_t> m_circuits; ///< key and origin to index in keys
    std::unordered_map<std::uint64_t, std::size_t> m_keys;
    std::unordered_map<std::uint64_t, std::size_t> m_origins;
    std::unordered_set<std::uint64_t> m_fallbacks;
    std::unordered_set<std::uint64_t> m_hostsOfKeys;
    std::uint64_t m_firstIdentifier = 0;
};

} // namespace Recloser
