// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/trial.h"

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

/// Variants get less time than what they are variants of: there are many.
constexpr std::uint64_t trialSteps = 100'000;

/// Rules that find errors and look at evidence alone.
constexpr std::array<Rule, 5> errorRules{Rules::m2Some, Rules::e2EmptyKey, Rules::c1WholeUrl,
                                         Rules::h1HostsMerged, Rules::s1Secrets};

bool isClean(const Evidence &evidence, Rule rule, const std::stop_token &stop)
{
    Findings findings;
    rule({evidence, stop, false}, findings);
    return findings.empty();
}

bool isBetter(const RuleContext &context, Rule rule, const Evidence &after)
{
    if (after.urls > 0 && (after.matched == 0 || after.tooSlow.count > 0))
        return false;
    for (const Rule other : errorRules) {
        if (!isClean(after, other, context.stop) && isClean(context.evidence, other, context.stop))
            return false;
    }
    return isClean(after, rule, context.stop);
}

} // namespace

std::optional<Match> searchAgain(const Pattern &pattern, std::u32string_view url,
                                 const std::stop_token &stop)
{
    auto result = search(pattern, url, {.steps = trialSteps, .stop = stop});
    return result ? std::move(*result) : std::nullopt;
}

std::optional<Evidence> tried(const RuleContext &context, std::u32string_view candidate)
{
    const Evidence &evidence = context.evidence;
    Evidence result(candidate, parse(candidate, evidence.version), evidence.version,
                    evidence.thresholds);
    if (!result.pattern)
        return std::nullopt;
    Searcher searcher;
    for (const auto *sample : {&evidence.sample, &evidence.unmatchedSample}) {
        for (const SampledUrl &one : *sample) {
            if (context.stop.stop_requested())
                return std::nullopt;
            result.add(
                one.url,
                search(*result.pattern, one.url, {.steps = trialSteps, .stop = context.stop}));
        }
    }
    return result;
}

bool offer(const RuleContext &context, Rule rule, Finding &finding, std::string label,
           const std::u32string &candidate)
{
    const auto isSame = [&](const PatternFix &fix) { return fix.pattern == candidate; };
    if (!context.offersFixes || candidate == context.evidence.source
        || std::ranges::any_of(finding.fixes, isSame))
        return false;
    const auto after = tried(context, candidate);
    if (!after)
        return false;
    if (!isBetter(context, rule, *after))
        return false;
    finding.fixes.push_back({std::move(label), candidate});
    return true;
}

bool offerSame(const RuleContext &context, Rule rule, Finding &finding, std::string label,
               const std::u32string &candidate)
{
    const auto pattern = parse(candidate, context.evidence.version);
    if (!pattern)
        return false;
    for (const SampledUrl &one : context.evidence.sample) {
        const auto match = searchAgain(*pattern, one.url, context.stop);
        if (!match || match->groups.front() != one.key())
            return false;
    }
    return offer(context, rule, finding, std::move(label), candidate);
}

void offerDefaults(const RuleContext &context, Rule rule, Finding &finding)
{
    if (!offer(context, rule, finding, "Scheme, host and port", untilPath))
        offer(context, rule, finding, "Host and port", withoutUserInformation);
}

} // namespace Recloser
