// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/rules.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/stability.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>

// Where the key ends, and what of the match it is: G1, G2.

namespace Recloser::Rules {

namespace {

constexpr std::size_t mostSearched = 100;

/// A group that is there to be repeated, referred to or chosen from rather than to be taken out.
bool isStructural(const SyntaxTree &tree, NodeId id, const std::vector<NodeId> &parents)
{
    const Node &group = tree.node(id);
    if (parents[id] != noNode && tree.node(parents[id]).kind == NodeKind::Repeat)
        return true;
    if (tree.node(group.children.front()).kind == NodeKind::Alternation)
        return true;
    return std::ranges::any_of(tree.nodes, [&](const Node &node) {
        return (node.kind == NodeKind::BackReference || node.kind == NodeKind::Conditional)
            && node.group == group.group;
    });
}

/// True when `keys` of a candidate are what the group found.
bool givesGroup(const RuleContext &context, const std::u32string &candidate, std::uint32_t group)
{
    const auto pattern = parse(candidate, context.evidence.version);
    if (!pattern)
        return false;
    for (const SampledUrl &one : context.evidence.sample) {
        const auto match = searchAgain(*pattern, one.url, context.stop);
        if (!match || match->groups.front() != one.match->groups[group])
            return false;
    }
    return !context.evidence.sample.empty();
}

/// The text between a group's parentheses.
std::u32string insideOf(const SyntaxTree &tree, std::u32string_view source, const Node &group)
{
    const Node &body = tree.node(group.children.front());
    const std::u32string inside(slice(source, body.range));
    return body.kind == NodeKind::Alternation ? U"(?:" + inside + U")" : inside;
}

/// Offers `(?<=before)group(?=after)` with as much of `before` as Python takes in a look-behind.
void offerLookarounds(const RuleContext &context, const Pattern &pattern, NodeId id,
                      Finding &finding)
{
    const SyntaxTree &tree = pattern.syntax();
    const std::u32string_view source = pattern.source();
    const std::vector<NodeId> items = itemsOf(tree, tree.root);
    const auto at = std::ranges::find(items, id);
    if (at == items.end() || !context.offersFixes)
        return;
    const Node &group = tree.node(id);
    const std::u32string inside = insideOf(tree, source, group);
    const std::u32string after(source.substr(group.range.end));
    const std::u32string ahead = after.empty() ? U"" : U"(?=" + after + U")";
    for (auto from = items.begin(); from <= at; ++from) {
        const std::size_t begin = tree.node(*from).range.begin;
        const std::u32string before(source.substr(begin, group.range.begin - begin));
        const std::u32string candidate
            = (before.empty() ? std::u32string() : U"(?<=" + before + U")") + inside + ahead;
        if (!givesGroup(context, candidate, group.group))
            continue;
        const auto parsed = parse(candidate, context.evidence.version);
        if (parsed && parsed->groupCount() < pattern.groupCount())
            finding.fixes.push_back({std::format("Make group {} the key", group.group), candidate});
        return;
    }
}

/// What has to come behind a repetition for the pattern to match; noNode for nothing.
NodeId followerOf(const SyntaxTree &tree, const std::vector<NodeId> &parents, NodeId id)
{
    for (NodeId at = id, up = parents[id]; up != noNode; at = up, up = parents[up]) {
        const Node &node = tree.node(up);
        if (node.kind == NodeKind::Look)
            return noNode;
        if (node.kind != NodeKind::Sequence)
            continue;
        const auto items = itemsOf(tree, up);
        for (auto next = std::ranges::find(items, at) + 1; next < items.end(); ++next) {
            const Node &follower = tree.node(*next);
            if (follower.width.least > 0 || follower.kind == NodeKind::Look
                || follower.kind == NodeKind::Position)
                return *next;
        }
    }
    return noNode;
}

/// One repetition, its lazy twin and what that changes.
struct Overshoot
{
    NodeId repeat = noNode;
    NodeId follower = noNode;
    std::u32string twin;
    Tally urls;
    std::string example;
};

std::string differenceText(std::u32string_view url, std::u32string_view greedy,
                           std::u32string_view lazy)
{
    return std::format("{} gives {}; as few as possible would give {}", shown(url), shown(greedy),
                       shown(lazy));
}

Overshoot overshootOf(const RuleContext &context, const Pattern &pattern, NodeId repeat,
                      NodeId follower)
{
    Overshoot result{.repeat = repeat, .follower = follower, .urls = {}, .example = {}};
    const std::size_t end = pattern.syntax().node(repeat).range.end;
    result.twin = edited(pattern.source(), {{{end, end}, U"?"}});
    const auto twin = parse(result.twin, pattern.version());
    if (!twin)
        return result;
    const auto &sample = context.evidence.sample;
    for (std::size_t i = 0; i < std::min(sample.size(), mostSearched); ++i) {
        const auto match = searchAgain(*twin, sample[i].url, context.stop);
        if (!match || match->groups.front() == sample[i].key())
            continue;
        if (result.urls.count == 0)
            result.example = differenceText(sample[i].url, sample[i].keyText(),
                                            slice(sample[i].url, *match->groups.front()));
        result.urls.add(sample[i].index);
    }
    if (result.urls.count > 0 || sample.empty())
        return result;
    // What is not there yet may come: a longer path, or a URL in the query.
    const SampledUrl &first = sample.front();
    for (const std::u32string &other : {deeper(first.url), withSlashedQuery(first.url)}) {
        const auto greedy = searchAgain(pattern, other, context.stop);
        const auto lazy = searchAgain(*twin, other, context.stop);
        if (!greedy || !lazy || greedy->groups.front() == lazy->groups.front())
            continue;
        result.example = differenceText(other, slice(other, *greedy->groups.front()),
                                        slice(other, *lazy->groups.front()));
        break;
    }
    return result;
}

void offerEnds(const RuleContext &context, const Pattern &pattern, const Overshoot &overshoot,
               Finding &finding)
{
    const SyntaxTree &tree = pattern.syntax();
    const Node &repeat = tree.node(overshoot.repeat);
    const Node &body = tree.node(repeat.children.front());
    const std::u32string stops = firstCharacters(tree, overshoot.follower);
    if (body.kind == NodeKind::Any && !stops.empty() && stops.size() <= 8) {
        offer(context, g2Overshoot, finding, "Up to the first " + shown(stops),
              edited(pattern.source(), {{body.range, U"[^" + stops + U"]"}}));
        if (!stops.contains(U'?'))
            offer(context, g2Overshoot, finding, "Up to the first " + shown(stops + U"?#"),
                  edited(pattern.source(), {{body.range, U"[^" + stops + U"?#]"}}));
    }
    offer(context, g2Overshoot, finding, "As few as possible: ?", overshoot.twin);
}

} // namespace

void g1UnusedGroup(const RuleContext &context, Findings &findings)
{
    const Evidence &evidence = context.evidence;
    const Pattern *pattern = context.pattern();
    if (!pattern || evidence.unusedGroup.count == 0)
        return;
    const SyntaxTree &tree = pattern->syntax();
    const std::vector<NodeId> parents = parentsOf(tree);
    const auto shows = [&](std::uint32_t group) {
        return std::ranges::find_if(evidence.sample, [&](const SampledUrl &one) {
            return one.match->groups[group] && one.match->groups[group] != one.key();
        });
    };
    // Of several groups the first that looks as if it were to be taken out.
    NodeId chosen = noNode;
    bool isStructure = true;
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        const Node &node = tree.node(id);
        if (node.kind != NodeKind::Group || node.group == 0
            || shows(node.group) == evidence.sample.end())
            continue;
        const bool structural = isStructural(tree, id, parents);
        if (chosen == noNode || (isStructure && !structural)) {
            chosen = id;
            isStructure = structural;
        }
    }
    if (chosen == noNode)
        return;
    const Node &group = tree.node(chosen);
    const SampledUrl &one = *shows(group.group);
    Finding found
        = finding("G1", isStructure ? Severity::Info : Severity::Warning, "A group is not the key",
                  std::format("The key is the whole match, {}; group {}, {}, is not used.",
                              shown(one.keyText()), group.group,
                              shown(slice(one.url, *one.match->groups[group.group]))),
                  evidence.unusedGroup);
    found.range = group.range;
    if (!isStructure)
        offerLookarounds(context, *pattern, chosen, found);
    const std::size_t begin = group.range.begin;
    if (group.name.empty() && context.offersFixes) {
        const std::u32string plain = edited(pattern->source(), {{{begin, begin + 1}, U"(?:"}});
        offerSame(context, g1UnusedGroup, found, "Do not capture: (?:", plain);
    }
    findings.push_back(std::move(found));
}

void g2Overshoot(const RuleContext &context, Findings &findings)
{
    const Pattern *pattern = context.pattern();
    if (!pattern || context.evidence.matched == 0)
        return;
    const SyntaxTree &tree = pattern->syntax();
    const std::vector<NodeId> parents = parentsOf(tree);
    std::optional<Overshoot> worst;
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        const Node &node = tree.node(id);
        if (node.kind != NodeKind::Repeat || node.most != repeatLimit
            || node.mode != RepeatMode::Greedy || context.stop.stop_requested())
            continue;
        const NodeId follower = followerOf(tree, parents, id);
        if (follower == noNode)
            continue;
        Overshoot overshoot = overshootOf(context, *pattern, id, follower);
        if (!overshoot.example.empty() && (!worst || overshoot.urls.count > worst->urls.count))
            worst = std::move(overshoot);
    }
    if (!worst)
        return;
    const bool isSeen = worst->urls.count > 0;
    Finding found
        = finding("G2", Severity::Warning, "Takes as much as it can",
                  std::format("{} goes on to the last place where {} follows: {}{}.",
                              shown(slice(pattern->source(), tree.node(worst->repeat).range)),
                              shown(slice(pattern->source(), tree.node(worst->follower).range)),
                              isSeen ? "" : "these URLs have only one, but ", worst->example),
                  worst->urls);
    found.range = tree.node(worst->repeat).range;
    if (context.offersFixes)
        offerEnds(context, *pattern, *worst, found);
    findings.push_back(std::move(found));
}

} // namespace Recloser::Rules
