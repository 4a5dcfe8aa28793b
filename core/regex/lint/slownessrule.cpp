// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"
#include "core/regex/slowness.h"

#include <algorithm>
#include <cmath>
#include <format>

// X1: patterns that take too long.

namespace Recloser::Rules {

namespace {

/// How work grows, so that it is worth a word.
constexpr int badDegree = 3;

bool isBad(const Slowness &slowness)
{
    return slowness.growth == Slowness::Growth::Exponential
        || (slowness.growth == Slowness::Growth::Polynomial && slowness.degree >= badDegree);
}

/// Whether a pattern can be slow at all: growth of the third degree takes two repetitions without
/// an end, beside the search for a start.
bool canBeSlow(const SyntaxTree &tree)
{
    return std::ranges::count_if(tree.nodes,
                                 [](const Node &node) {
                                     return node.kind == NodeKind::Repeat
                                         && node.most == repeatLimit;
                                 })
        >= 2;
}

std::string timeText(double seconds)
{
    if (std::isinf(seconds))
        return "go on practically for ever";
    if (seconds < 0.001)
        return std::format("take about {:.0f} µs", seconds * 1e6);
    if (seconds < 1)
        return std::format("take about {:.0f} ms", seconds * 1e3);
    if (seconds < 120)
        return std::format("take about {:.0f} s", seconds);
    if (seconds < 7200)
        return std::format("take about {:.0f} minutes", seconds / 60);
    if (seconds < 172'800)
        return std::format("take about {:.0f} hours", seconds / 3600);
    return std::format("take about {:.0f} days", seconds / 86'400);
}

std::string growthText(const Slowness &slowness)
{
    switch (slowness.growth) {
    case Slowness::Growth::Exponential:
        return std::format("each further character takes {:.1f} times as long", slowness.factor);
    case Slowness::Growth::Polynomial:
        return slowness.degree == 1
            ? std::string("the time grows with the length")
            : std::format("a URL of twice the length takes {} times as long",
                          std::uint64_t(1) << std::min(slowness.degree, 30));
    case Slowness::Growth::Unknown:
        break;
    }
    return "how it grows is not known";
}

Finding slowFinding(const Pattern &pattern, const Slowness &slowness, Severity severity,
                    std::string title, std::string_view when, std::u32string_view url,
                    const Tally &urls)
{
    std::string detail
        = std::format("{} {}: Python would {} and block the event loop of "
                      "the service meanwhile; {}.",
                      when, shown(url), timeText(slowness.pythonSeconds), growthText(slowness));
    std::optional<SourceRange> range;
    if (slowness.loop != noNode) {
        range = pattern.syntax().node(slowness.loop).range;
        detail
            += std::format(" Most of it is spent in {}.", shown(slice(pattern.source(), *range)));
    }
    Finding found = finding("X1", severity, std::move(title), std::move(detail), urls);
    found.range = range;
    return found;
}

} // namespace

void x1Slow(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Pattern *pattern = context.pattern();
    if (!pattern)
        return;
    if (evidence.tooSlow.count > 0) {
        if (!context.offersFixes || evidence.slowSample.empty()) {
            findings.push_back(finding("X1", Severity::Error, "Too slow",
                                       "The search was given up.", evidence.tooSlow));
            return;
        }
        const std::u32string &url = evidence.slowSample.front().url;
        const Slowness slowness = slownessOf(*pattern, url, context.stop).value_or(Slowness{});
        findings.push_back(
            slowFinding(*pattern, slowness, Severity::Error,
                        std::format("Too slow for {}", counted(evidence.tooSlow.count, "URL")),
                        "The search was given up in", url, evidence.tooSlow));
        offerDefaults(context, x1Slow, findings.back());
        return;
    }
    if (!canBeSlow(pattern->syntax()) || !context.offersFixes)
        return;
    // What is slow is so where it does not match; the longest URL shows it first.
    const auto &unmatched = evidence.unmatchedSample;
    const auto &candidates = unmatched.empty() ? evidence.sample : unmatched;
    if (candidates.empty())
        return;
    const auto longest = std::ranges::max_element(
        candidates, {}, [](const SampledUrl &one) { return one.url.size(); });
    const auto slowness = slownessOf(*pattern, longest->url, context.stop);
    if (!slowness || !isBad(*slowness))
        return;
    Tally urls;
    urls.add(longest->index);
    findings.push_back(slowFinding(*pattern, *slowness, Severity::Warning, "May become too slow",
                                   "On", longest->url, urls));
    offerDefaults(context, x1Slow, findings.back());
}

} // namespace Recloser::Rules
