// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>
#include <map>

// Which circuits a pattern makes: E2, C1 to C5.

namespace Recloser::Rules {

namespace {

const SampledUrl *sampled(const Evidence &evidence, const Tally &tally)
{
    if (tally.first.empty())
        return nullptr;
    const auto one = std::ranges::find(evidence.sample, tally.first.front(), &SampledUrl::index);
    return one == evidence.sample.end() ? nullptr : &*one;
}

/// Where the segments of the path are in a key that has the host or the path's start.
std::vector<std::u32string_view> segmentsOf(std::u32string_view key, UrlComponent startsIn)
{
    std::size_t at = 0;
    if (startsIn < UrlComponent::Path)
        at = urlParts(key).path.begin;
    std::vector<std::u32string_view> segments;
    if (at == 0 && startsIn < UrlComponent::Path)
        return segments;
    const std::size_t end = std::min(key.find_first_of(U"?#", at), key.size());
    if (at < end && key[at] == U'/')
        ++at;
    while (at < end) {
        const std::size_t next = std::min(key.find(U'/', at), end);
        segments.push_back(key.substr(at, next - at));
        at = next + 1;
    }
    return segments;
}

/// The one position in which keys of one length differ, with what stands there.
struct Variance
{
    std::size_t position = 0;
    std::vector<std::u32string_view> values;
};

std::optional<Variance> varianceOf(const std::vector<std::vector<std::u32string_view>> &keys)
{
    if (keys.size() < 2)
        return std::nullopt;
    std::optional<Variance> variance;
    const auto &first = keys.front();
    for (std::size_t i = 0; i < first.size(); ++i) {
        std::vector<std::u32string_view> values;
        for (const auto &key : keys) {
            if (key.size() != first.size())
                return std::nullopt;
            if (std::ranges::find(values, key[i]) == values.end() && values.size() < 8)
                values.push_back(key[i]);
        }
        if (values.size() == 1)
            continue;
        if (variance)
            return std::nullopt;
        variance = Variance{i, std::move(values)};
    }
    return variance;
}

} // namespace

void e2EmptyKey(const RuleContext &context, Findings &findings)
{
    const Tally &empty = context.evidence.empty;
    if (empty.count == 0 || context.evidence.source.empty())
        return;
    Finding found = finding(
        "E2", Severity::Error, std::format("Empty key for {}", counted(empty.count, "URL")),
        "The match is empty there. Where '' is used as the key, all such URLs share one circuit; "
        "where the service asks `if key:`, the whole URL is the key and none is shared.",
        empty);
    offerDefaults(context, e2EmptyKey, found);
    findings.push_back(std::move(found));
}

void c1WholeUrl(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.source.empty() && evidence.urls > 0) {
        Finding found = finding("C1", Severity::Error, "No pattern",
                                "Without a pattern each URL is its own circuit, which hardly ever "
                                "opens.");
        found.urlCount = evidence.urls;
        offerDefaults(context, c1WholeUrl, found);
        findings.push_back(std::move(found));
        return;
    }
    const auto share = static_cast<double>(evidence.wholeUrl.count);
    if (evidence.wholeUrl.count == 0
        || share < evidence.thresholds.wholeUrlShare * static_cast<double>(evidence.matched))
        return;
    Finding found = finding("C1", Severity::Error, "The key is the whole URL",
                            std::format("For {} of {} URLs nothing is left out, so that each is "
                                        "its own circuit, which hardly ever opens.",
                                        evidence.wholeUrl.count, evidence.urls),
                            evidence.wholeUrl);
    offerDefaults(context, c1WholeUrl, found);
    findings.push_back(std::move(found));
}

void c2ManyKeys(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.origins.empty())
        return;
    const auto most = std::ranges::max_element(evidence.origins, {}, &OriginFacts::keys);
    const auto keys = static_cast<double>(evidence.keys.size());
    const bool isMany
        = keys > evidence.thresholds.keysPerOrigin * static_cast<double>(evidence.origins.size());
    if (!isMany && most->keys <= evidence.thresholds.keysOfOneOrigin && !evidence.hasMoreKeys)
        return;
    std::vector<OriginFacts> origins = evidence.origins;
    std::ranges::stable_sort(origins, std::ranges::greater{}, &OriginFacts::keys);
    std::string bars;
    constexpr std::size_t few = 3;
    for (std::size_t i = 0; i < std::min(few, origins.size()); ++i)
        bars += std::format("{}{} has {}", i == 0 ? "" : ", ", shown(origins[i].text, 40),
                            origins[i].keys);
    Finding found = finding(
        "C2", Severity::Warning,
        std::format("{}{} for {}", evidence.hasMoreKeys ? "More than " : "",
                    counted(evidence.keys.size(), "key"),
                    counted(evidence.origins.size(), "origin")),
        std::format("{}. A failing host has to fail once more for each of its circuits.", bars));
    found.urls.push_back(origins.front().firstUrl);
    found.urlCount = evidence.matched;
    offerDefaults(context, c2ManyKeys, found);
    findings.push_back(std::move(found));
}

void c3BeyondPath(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.beyondPath.count == 0)
        return;
    std::string detail = "What changes with every call makes a circuit of its own.";
    if (const SampledUrl *one = sampled(evidence, evidence.beyondPath))
        detail
            += std::format(" {} is in the key of {}.",
                           shown(std::u32string_view(one->url).substr(
                                     one->parts.pathEnd(), one->key()->end - one->parts.pathEnd()),
                                 30),
                           shown(one->url));
    Finding found = finding("C3", Severity::Warning, "The query is part of the key", detail,
                            evidence.beyondPath);
    if (const Pattern *pattern = context.pattern(); pattern && context.offersFixes) {
        offer(context, c3BeyondPath, found, "End before ? and #", excluding(*pattern, U"?#"));
        if (found.fixes.empty())
            offerDefaults(context, c3BeyondPath, found);
    }
    findings.push_back(std::move(found));
}

void c4Identifiers(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    // The same number in all URLs is none of an id, but of a version.
    constexpr std::size_t enough = 5;
    if (evidence.identifiers.count == 0
        || (evidence.identifiers.count >= enough && !evidence.identifiersDiffer))
        return;
    std::string detail = std::format("{} looks like an id, so that each has a circuit of its own.",
                                     shown(evidence.anIdentifier, 40));
    if (const SampledUrl *one = sampled(evidence, evidence.identifiers))
        detail += " The key is " + shown(one->keyText()) + ".";
    Finding found = finding("C4", Severity::Warning, "An id is part of the key", detail,
                            evidence.identifiers);
    offer(context, c4Identifiers, found, "Stop before the first part with a digit",
          U"^https?://[^/?#]+(?:/[^/?#\\d]+(?=[/?#]|$))*");
    offerDefaults(context, c4Identifiers, found);
    findings.push_back(std::move(found));
}

void c5OnePartVaries(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    // A million keys need no comparison to be seen to be many.
    constexpr std::size_t mostKeys = 2'000;
    std::map<std::size_t, std::vector<std::vector<std::u32string_view>>> byOrigin;
    for (std::size_t i = 0; i < std::min(evidence.keys.size(), mostKeys); ++i) {
        const KeyFacts &key = evidence.keys[i];
        const auto segments = segmentsOf(key.text, key.startsIn);
        if (!key.text.empty() && !segments.empty())
            byOrigin[key.origin].push_back(segments);
    }
    for (const auto &[origin, keys] : byOrigin) {
        const auto variance = varianceOf(keys);
        if (!variance)
            continue;
        std::string values;
        for (std::size_t i = 0; i < variance->values.size(); ++i)
            values += (i == 0 ? "" : ", ") + shown(variance->values[i], 24);
        if (variance->values.size() == 8)
            values += " …";
        findings.push_back(finding(
            "C5", Severity::Info, "One part of the path tells the keys apart",
            std::format("Of {} only part {} of the path varies: {}.",
                        shown(evidence.origins[origin].text, 40), variance->position + 1, values)));
        return;
    }
}

} // namespace Recloser::Rules
