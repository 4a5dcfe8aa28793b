// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/nearest.h"

#include "core/regex/lint/patterntools.h"
#include "core/regex/lint/trial.h"
#include "core/regex/lint/wording.h"

#include <algorithm>
#include <format>

namespace Recloser {

namespace {

/// The start of a pattern, up to and without one of its parts.
struct Start
{
    std::u32string source;
    SourceRange missing;
};

/// Adds the starts within `id`, the shortest first. `before` is the text in front of it and `after`
/// what closes the groups that are open there.
void addStarts(const Pattern &pattern, NodeId id, std::size_t begin, const std::u32string &after,
               std::vector<Start> &starts)
{
    const SyntaxTree &tree = pattern.syntax();
    const Node &node = tree.node(id);
    const std::u32string_view source = pattern.source();
    if (node.kind == NodeKind::Group && tree.node(node.children.front()).kind == NodeKind::Sequence)
        return addStarts(pattern, node.children.front(), begin, after + U")", starts);
    for (const NodeId item : itemsOf(tree, id)) {
        const Node &part = tree.node(item);
        const bool opens = part.kind == NodeKind::Group && item != id
            && tree.node(part.children.front()).kind == NodeKind::Sequence;
        if (opens)
            addStarts(pattern, part.children.front(), begin, after + U")", starts);
        else
            starts.push_back(
                {std::u32string(source.substr(begin, part.range.begin - begin)) + after,
                 part.range});
    }
}

/// Where the match of a start ends; the URL in which it gets furthest.
std::optional<NearestMatch> furthest(const RuleContext &context, const Pattern &start)
{
    std::optional<NearestMatch> best;
    for (const SampledUrl &one : context.evidence.unmatchedSample) {
        if (context.stop.stop_requested())
            break;
        const auto match = searchAgain(start, one.url, context.stop);
        if (!match)
            continue;
        const Span found = *match->groups.front();
        if (best && best->stopsAt >= found.end)
            continue;
        const std::string where = found.end >= one.url.size()
            ? std::string("at the end of it")
            : std::format("before {}", shown(std::u32string_view(one.url).substr(found.end), 24));
        best = NearestMatch{std::format("finds {} in {}, {}", shown(slice(one.url, found), 40),
                                        shown(one.url), where),
                            {},
                            one.index,
                            found.end};
    }
    return best;
}

std::string textOf(std::u32string_view source, const Start &start, const NearestMatch &match)
{
    return std::format("Its start, {}, {}; there {} does not fit.", shown(start.source, 40),
                       match.text, shown(slice(source, start.missing), 40));
}

std::optional<NearestMatch> nearestOf(const RuleContext &context, const Pattern &pattern,
                                      NodeId branch)
{
    std::vector<Start> starts;
    const std::size_t begin = pattern.syntax().node(branch).range.begin;
    addStarts(pattern, branch, begin, {}, starts);
    for (std::size_t i = starts.size(); i-- > 0;) {
        Start &start = starts[i];
        // The empty start finds nothing anywhere, which tells as much.
        if (start.source.empty() || context.stop.stop_requested())
            continue;
        const auto shorter = parse(start.source, pattern.version());
        if (!shorter)
            continue;
        auto match = furthest(context, *shorter);
        if (!match)
            continue;
        match->text = textOf(pattern.source(), start, *match);
        match->missing = start.missing;
        return match;
    }
    if (starts.empty())
        return std::nullopt;
    return NearestMatch{std::format("Its start, {}, is in none of them.",
                                    shown(slice(pattern.source(), starts.front().missing), 40)),
                        starts.front().missing, 0, 0};
}

} // namespace

std::optional<NearestMatch> nearestMatch(const RuleContext &context, const Pattern &pattern)
{
    const SyntaxTree &tree = pattern.syntax();
    if (tree.root == noNode || context.evidence.unmatchedSample.empty())
        return std::nullopt;
    if (tree.top().kind != NodeKind::Alternation)
        return nearestOf(context, pattern, tree.root);
    std::optional<NearestMatch> best;
    for (const NodeId branch : tree.top().children) {
        auto nearest = nearestOf(context, pattern, branch);
        if (nearest && (!best || nearest->stopsAt > best->stopsAt))
            best = std::move(nearest);
    }
    return best;
}

} // namespace Recloser
