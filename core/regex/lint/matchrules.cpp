// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/explanation.h"
#include "core/regex/lint/nearest.h"
#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"
#include "core/regex/patternwords.h"
#include "core/regex/trace.h"

#include <algorithm>
#include <format>
#include <string>
#include <utility>

// Whether and where a pattern matches: M1, M2, A1, L4, L5.

namespace Recloser::Rules {

namespace {

/// The pattern, so that it may match behind `from` characters at the earliest, and the match ends
/// where that one begins.
std::u32string startingBehind(const Pattern &pattern, std::size_t from)
{
    // Flags of the whole pattern cannot stand in its middle.
    const SyntaxTree &tree = pattern.syntax();
    std::u32string flags;
    for (const auto &[flag, letter] :
         {std::pair(Flag::IgnoreCase, U'i'), std::pair(Flag::MultiLine, U'm'),
          std::pair(Flag::DotAll, U's'), std::pair(Flag::Verbose, U'x')}) {
        if ((tree.flags & flag) != 0)
            flags += letter;
    }
    std::vector<SourceEdit> edits;
    for (const Node &node : tree.nodes) {
        if (node.kind == NodeKind::GlobalFlags)
            edits.push_back({node.range, U""});
    }
    std::u32string number;
    for (const char digit : std::to_string(from))
        number += static_cast<char32_t>(digit);
    // A line feed ends a comment of a verbose pattern.
    const std::u32string end = (tree.flags & Flag::Verbose) != 0 ? U"\n))" : U"))";
    return U"\\A(?s:.{" + number + U",}?)(?=(?" + flags + U":"
        + edited(pattern.source(), std::move(edits)) + end;
}

/// URLs with a match in a later component than the first.
Tally laterMatches(const RuleContext &context, const Pattern &pattern, std::string &example)
{
    Tally tally;
    if (pattern.syntax().top().width.least == 0)
        return tally;
    constexpr std::size_t most = 50;
    for (const SampledUrl &one : context.evidence.sample) {
        if (context.stop.stop_requested() || tally.count >= most)
            break;
        const Span key = *one.key();
        const auto again = parse(startingBehind(pattern, key.end), pattern.version());
        if (!again)
            break;
        const auto match = searchAgain(*again, one.url, context.stop);
        if (!match)
            continue;
        const std::size_t at = match->groups.front()->end;
        const UrlComponent first = componentAt(one.parts, key.begin);
        const UrlComponent second = componentAt(one.parts, at);
        if (second <= componentAt(one.parts, key.end > key.begin ? key.end - 1 : key.end))
            continue;
        if (tally.count == 0)
            example = std::format("In {} it fits in {} and again in {}", shown(one.url),
                                  nameOf(first), nameOf(second));
        tally.add(one.index);
    }
    return tally;
}

std::string startsText(const Evidence &evidence)
{
    std::string text;
    for (std::size_t i = 0; i < evidence.starts.size(); ++i) {
        if (evidence.starts[i].count > 0)
            text += std::format("{}{} in {}", text.empty() ? "" : ", ", evidence.starts[i].count,
                                nameOf(static_cast<UrlComponent>(i)));
    }
    return text;
}

/// Those that begin elsewhere than most do.
Tally oddStarts(const Evidence &evidence)
{
    const auto usual = std::ranges::max_element(evidence.starts, {}, &Tally::count);
    Tally odd;
    for (const Tally &start : evidence.starts) {
        if (&start == &*usual)
            continue;
        odd.count += start.count;
        odd.first.insert(odd.first.end(), start.first.begin(), start.first.end());
    }
    std::ranges::sort(odd.first);
    odd.first.resize(std::min(odd.first.size(), Tally::mostKept));
    return odd;
}

} // namespace

void m1Never(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Pattern *pattern = context.pattern();
    if (!pattern || evidence.urls == 0 || evidence.matched > 0 || evidence.unmatched.count == 0)
        return;
    Finding found
        = finding("M1", Severity::Error, "No URL matches",
                  std::format("Each URL is its own circuit: {}, {}.", counted(evidence.urls, "URL"),
                              counted(evidence.fallbacks, "circuit")),
                  evidence.unmatched);
    std::string why;
    const auto spelling = pythonSpelling(context, why);
    if (!why.empty())
        found.detail += " " + why;
    if (spelling)
        found.fixes.push_back(*spelling);
    if (context.offersFixes) {
        const auto nearest = nearestMatch(context, *pattern);
        if (nearest && why.empty()) {
            found.detail += " " + nearest->text;
            found.range = nearest->missing;
        }
        offerDefaults(context, m1Never, found);
    }
    findings.push_back(std::move(found));
}

void m2Some(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (!context.pattern() || evidence.matched == 0 || evidence.unmatched.count == 0)
        return;
    std::string detail = std::format("The whole URL is the key of those, so that they make {} of "
                                     "their own.",
                                     counted(evidence.fallbacks, "circuit"));
    if (!evidence.unmatchedSample.empty())
        detail += " One is " + shown(evidence.unmatchedSample.front().url) + ".";
    Finding found = finding(
        "M2", Severity::Error,
        std::format("{} of {} URLs do not match", evidence.unmatched.count, evidence.urls), detail,
        evidence.unmatched);
    if (context.offersFixes) {
        if (const auto nearest = nearestMatch(context, *context.pattern())) {
            found.detail += " " + nearest->text;
            found.range = nearest->missing;
        }
        offerDefaults(context, m2Some, found);
    }
    findings.push_back(std::move(found));
}

void a1Unanchored(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Pattern *pattern = context.pattern();
    if (!pattern || pattern->syntax().root == noNode || isAnchored(pattern->syntax()))
        return;
    Tally odd = oddStarts(evidence);
    std::string detail;
    if (odd.count > 0) {
        detail = "Nothing ties the start to one part of the URL: keys start " + startsText(evidence)
            + ".";
    } else {
        odd = laterMatches(context, *pattern, detail);
        if (odd.count == 0)
            return;
        detail += ": which one is the key depends on nothing but the order.";
    }
    Finding found
        = finding("A1", Severity::Warning, "Starts in different parts of URLs", detail, odd);
    const std::u32string &source = pattern->source();
    if (pattern->syntax().top().kind != NodeKind::Alternation
        && (pattern->syntax().flags & Flag::Verbose) == 0 && !source.starts_with(U"(?")) {
        offer(context, a1Unanchored, found, "Start at the host: (?<=//)", U"(?<=//)" + source);
        offer(context, a1Unanchored, found, "Start with the scheme: ^https?://",
              U"^https?://" + source);
    }
    if (found.fixes.empty())
        offerDefaults(context, a1Unanchored, found);
    findings.push_back(std::move(found));
}

void l4NeverUsed(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Pattern *pattern = context.pattern();
    // Of a few URLs nothing follows for others.
    constexpr std::size_t enough = 10;
    constexpr std::size_t most = 60;
    if (!pattern || evidence.sample.size() < enough)
        return;
    const SyntaxTree &tree = pattern->syntax();
    const std::vector<NodeId> parents = parentsOf(tree);
    const std::size_t schemeEnd = pattern->source().find(U"://");
    const auto isAsked = [&](NodeId id) {
        const Node &node = tree.node(id);
        const NodeId parent = parents[id];
        const bool isChoice = parent != noNode
            && (tree.node(parent).kind == NodeKind::Alternation
                || (tree.node(parent).kind == NodeKind::Repeat && tree.node(parent).least == 0));
        // http and https are written together whichever of them there is, and ends stand beside
        // delimiters.
        if (!isChoice || node.width.most == 0
            || (schemeEnd != std::u32string::npos && node.range.end <= schemeEnd))
            return false;
        for (NodeId up = parent; up != noNode; up = parents[up]) {
            if (tree.node(up).kind == NodeKind::Look)
                return false;
        }
        return true;
    };
    std::vector<NodeId> asked;
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        if (isAsked(id))
            asked.push_back(id);
    }
    if (asked.empty())
        return;
    for (std::size_t i = 0; i < std::min(evidence.sample.size(), most) && !asked.empty(); ++i) {
        Trace trace;
        const auto result
            = search(*pattern, evidence.sample[i].url, {.stop = context.stop}, &trace);
        if (context.stop.stop_requested() || !result || trace.isCut
            || trace.isUsed.size() != tree.nodes.size())
            return;
        std::erase_if(asked, [&](NodeId id) { return trace.isUsed[id]; });
    }
    for (const NodeId id : asked) {
        Finding found = finding(
            "L4", Severity::Info, "A part that is never used",
            std::format("{} takes part in no match of these URLs: leave it out, or look for a URL "
                        "that it is meant for.",
                        shown(slice(pattern->source(), tree.node(id).range))));
        found.range = tree.node(id).range;
        findings.push_back(std::move(found));
    }
}

void l5CutWord(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    if (evidence.cutWord.count == 0)
        return;
    std::string detail = "The key ends in the middle of a word, so that all words with that start "
                         "share a circuit.";
    const auto example
        = std::ranges::find(evidence.sample, evidence.cutWord.first.front(), &SampledUrl::index);
    if (example != evidence.sample.end()) {
        const std::u32string_view rest
            = std::u32string_view(example->url).substr(example->key()->end);
        detail += std::format(" {} goes on with {}.", shown(example->keyText()), shown(rest, 24));
    }
    findings.push_back(
        finding("L5", Severity::Info, "Ends within a word", detail, evidence.cutWord));
}

} // namespace Recloser::Rules
