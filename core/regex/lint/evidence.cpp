// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/evidence.h"

#include "core/regex/lint/urlrules.h"

#include <algorithm>

namespace Recloser {

namespace {

constexpr std::uint64_t hashSeed = 0xcbf29ce484222325;

/// FNV-1a by code points, and a last mixing step, since tables use the low bits.
std::uint64_t mixed(std::uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15;
    return hash ^ (hash >> 29);
}

std::uint64_t hashOf(std::u32string_view text, std::uint64_t hash = hashSeed)
{
    for (const char32_t c : text)
        hash = (hash ^ c) * 0x100000001b3;
    return mixed(hash);
}

/// Of originOf(), without making it. Ports are taken as they are written, so that one origin may
/// have two hashes; those who count look at the text.
std::uint64_t authorityHash(std::u32string_view url, const UrlParts &parts)
{
    std::uint64_t hash = hashSeed;
    for (std::size_t i = 0; i < parts.path.begin; ++i) {
        if (i < parts.userInfo.begin || i >= parts.host.begin)
            hash = (hash ^ url[i]) * 0x100000001b3;
    }
    return mixed(hash);
}

} // namespace

Evidence::Evidence(std::u32string_view patternSource,
                   const std::expected<Pattern, PatternError> &parsed, PythonVersion followed,
                   const Thresholds &limits)
    : source(patternSource)
    , pattern(parsed)
    , version(followed)
    , thresholds(limits)
{
}

void Evidence::add(std::u32string_view url, const SearchResult &result)
{
    const UrlParts parts = urlParts(url);
    if (!pattern) {
        unmatched.add(urls);
        addFallback(url);
        keep(url, parts, std::nullopt, false);
    } else if (!result) {
        constexpr std::size_t fewSlow = 3;
        if (result.error() != GaveUp::Cancelled)
            tooSlow.add(urls);
        if (result.error() != GaveUp::Cancelled && slowSample.size() < fewSlow)
            slowSample.push_back({urls, std::u32string(url), parts, {}});
        addFallback(url);
    } else if (!*result) {
        unmatched.add(urls);
        addFallback(url);
        keep(url, parts, std::nullopt, false);
    } else {
        ++matched;
        const std::size_t known = keys.size();
        look(url, parts, **result);
        addKey(url, parts, *(*result)->groups.front());
        keep(url, parts, *result, keys.size() > known);
    }
    ++urls;
}

void Evidence::look(std::u32string_view url, const UrlParts &parts, const Match &match)
{
    const Span key = *match.groups.front();
    if (key.begin == key.end)
        empty.add(urls);
    else
        starts[static_cast<std::size_t>(componentAt(parts, key.begin))].add(urls);
    if (isWholeUrl(url, parts, key))
        wholeUrl.add(urls);
    if (reachesBeyondPath(parts, key))
        beyondPath.add(urls);
    if (startsMidHost(url, parts, key))
        midHost.add(urls);
    if (startsBehindHost(parts, key))
        behindHost.add(urls);
    if (cutsWord(url, key))
        cutWord.add(urls);
    if (const auto id = identifierIn(url, parts, key)) {
        const std::uint64_t hash = hashOf(slice(url, *id));
        if (identifiers.count == 0) {
            m_firstIdentifier = hash;
            anIdentifier = slice(url, *id).substr(0, longestText);
        }
        identifiersDiffer |= hash != m_firstIdentifier;
        identifiers.add(urls);
    }
    if (const auto secret = secretIn(url, parts, key)) {
        if (secrets.count == 0)
            aSecret = slice(url, *secret).substr(0, longestText);
        secrets.add(urls);
    }
    const auto isUnused = [&](const std::optional<Span> &group) { return group && *group != key; };
    if (std::any_of(match.groups.begin() + 1, match.groups.end(), isUnused))
        unusedGroup.add(urls);
}

void Evidence::addKey(std::u32string_view url, const UrlParts &parts, Span key)
{
    if (key.begin == key.end)
        return addFallback(url);
    const std::uint64_t circuit = hashOf(slice(url, key), authorityHash(url, parts));
    if (const auto known = m_circuits.find(circuit); known != m_circuits.end())
        ++keys[known->second].urls;
    else
        addCircuit(url, parts, key);
}

void Evidence::addCircuit(std::u32string_view url, const UrlParts &parts, Span key)
{
    const std::u32string_view text = slice(url, key);
    if (keys.size() >= mostKeys || m_circuits.size() >= 2 * mostKeys) {
        hasMoreKeys = hasMoreKeys || !m_keys.contains(hashOf(text));
        return;
    }
    const std::uint64_t authority = authorityHash(url, parts);
    const std::uint64_t keyHash = hashOf(text);
    const std::u32string originText = originOf(url, parts);
    const auto [origin, isNewOrigin] = m_origins.try_emplace(hashOf(originText), origins.size());
    if (isNewOrigin)
        origins.push_back({originText.substr(0, longestText), 0, urls});
    const auto [found, isNewKey] = m_keys.try_emplace(keyHash, keys.size());
    if (isNewKey) {
        KeyFacts facts{.size = text.size(), .firstUrl = urls, .origin = origin->second};
        facts.startsIn = componentAt(parts, key.begin);
        if (keys.size() < mostTexts) {
            facts.text = text.substr(0, longestText);
            facts.normalized = normalizedKey(url, parts, key).substr(0, longestText);
        }
        keys.push_back(std::move(facts));
    }
    KeyFacts &facts = keys[found->second];
    ++facts.urls;
    m_circuits.emplace(hashOf(text, authority), found->second);
    const std::u32string host = hostAndPort(url, parts);
    if (m_hostsOfKeys.insert(hashOf(text, hashOf(host))).second) {
        ++facts.hosts;
        ++origins[origin->second].keys;
        if (facts.hosts == 1) {
            facts.host = host.substr(0, longestText);
        } else if (facts.hosts == 2) {
            facts.otherHost = host.substr(0, longestText);
            facts.otherUrl = urls;
        }
    }
}

void Evidence::addFallback(std::u32string_view url)
{
    if (m_fallbacks.size() < mostKeys && m_fallbacks.insert(hashOf(url)).second)
        ++fallbacks;
}

void Evidence::keep(std::u32string_view url, const UrlParts &parts,
                    const std::optional<Match> &match, bool isNew)
{
    // What takes long to search in again is not looked at again.
    constexpr std::size_t longest = 20'000;
    constexpr std::size_t fewUnmatched = 20;
    if (url.size() > longest)
        return;
    if (!match) {
        if (unmatchedSample.size() < fewUnmatched)
            unmatchedSample.push_back({urls, std::u32string(url), parts, {}});
    } else if (sample.size() < thresholds.sample / 2
               || (isNew && sample.size() < thresholds.sample)) {
        sample.push_back({urls, std::u32string(url), parts, match});
    }
}

} // namespace Recloser
