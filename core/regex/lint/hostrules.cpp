// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>
#include <unordered_map>

// Which hosts the circuits are of: H1 to H4.

namespace Recloser::Rules {

namespace {

std::string exampleOf(const Evidence &evidence, const Tally &tally)
{
    const auto one = std::ranges::find(evidence.sample, tally.first.front(), &SampledUrl::index);
    return one == evidence.sample.end()
        ? std::string()
        : std::format(" {} gives {}.", shown(one->url), shown(one->keyText()));
}

/// What makes two spellings of one key.
std::string differenceOf(std::u32string_view a, std::u32string_view b)
{
    const auto lower = [](std::u32string_view text) {
        std::u32string result(text);
        for (char32_t &c : result)
            c = c >= U'A' && c <= U'Z' ? c + 32 : c;
        return result;
    };
    if (lower(a) == lower(b))
        return "upper and lower case";
    if (a.contains(U'%') || b.contains(U'%'))
        return "percent-encoding";
    if (a.contains(U":80") || b.contains(U":80") || a.contains(U":443") || b.contains(U":443"))
        return "a port that is the usual one anyway";
    return "a spelling that means the same";
}

} // namespace

void h1HostsMerged(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const KeyFacts *worst = nullptr;
    std::size_t merged = 0;
    Tally urls;
    for (const KeyFacts &key : evidence.keys) {
        if (key.hosts < 2)
            continue;
        ++merged;
        urls.first.push_back(key.firstUrl);
        urls.first.push_back(key.otherUrl);
        urls.count += key.urls;
        if (!worst || key.hosts > worst->hosts)
            worst = &key;
    }
    if (!worst)
        return;
    std::ranges::sort(urls.first);
    urls.first.resize(std::min(urls.first.size(), Tally::mostKept));
    Finding found = finding(
        "H1", Severity::Error, "One circuit for several hosts",
        std::format("{} is the key of {} ({}, {}{}): when one of them fails, the others are not "
                    "called either.{}",
                    shown(worst->text), counted(worst->hosts, "host"), shown(worst->host, 40),
                    shown(worst->otherHost, 40), worst->hosts > 2 ? " …" : "",
                    merged > 1 ? std::format(" {} keys are like that.", merged) : std::string()),
        urls);
    offerDefaults(context, h1HostsMerged, found);
    findings.push_back(std::move(found));
}

void h2MidHost(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.midHost.count == 0)
        return;
    Finding found = finding("H2", Severity::Warning, "Starts within a host name",
                            "The key begins in the middle of a part of the host, so that it is the "
                            "end of a name."
                                + exampleOf(evidence, evidence.midHost),
                            evidence.midHost);
    offerDefaults(context, h2MidHost, found);
    findings.push_back(std::move(found));
}

void h3NoHost(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.behindHost.count == 0)
        return;
    Finding found = finding("H3", Severity::Warning, "No host in the key",
                            "The key begins behind the host: the same path on another host has the "
                            "same circuit."
                                + exampleOf(evidence, evidence.behindHost),
                            evidence.behindHost);
    offerDefaults(context, h3NoHost, found);
    findings.push_back(std::move(found));
}

void h4Spellings(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    std::unordered_map<std::u32string_view, const KeyFacts *> byNormalized;
    const KeyFacts *one = nullptr;
    const KeyFacts *other = nullptr;
    Tally urls;
    for (const KeyFacts &key : evidence.keys) {
        if (key.text.empty() || key.size > Evidence::longestText)
            continue;
        const auto [known, isNew] = byNormalized.try_emplace(key.normalized, &key);
        if (isNew)
            continue;
        if (!one) {
            one = known->second;
            other = &key;
            urls.add(one->firstUrl);
        }
        urls.add(key.firstUrl);
    }
    if (!one)
        return;
    findings.push_back(finding(
        "H4", Severity::Info, "Two spellings, two circuits",
        std::format("{} and {} differ in {} and are the same URL to a server (RFC 3986, "
                    "section 6). Bring URLs into one form before the key is taken.",
                    shown(one->text), shown(other->text), differenceOf(one->text, other->text)),
        urls));
}

} // namespace Recloser::Rules
