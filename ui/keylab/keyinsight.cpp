// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keyinsight.h"

#include "core/resilience/codepoints.h"

#include <algorithm>
#include <cmath>

namespace Recloser {

std::vector<std::vector<Span>> matchedParts(const Trace &trace, const SyntaxTree &tree)
{
    std::vector<std::vector<Span>> parts(tree.nodes.size());
    if (trace.isCut || trace.steps.empty() || trace.steps.back().kind != TraceStep::Kind::Found)
        return parts;
    // Steps that no backtrack took back.
    std::vector<std::size_t> way;
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        const TraceStep &step = trace.steps[i];
        if (step.kind == TraceStep::Kind::Start)
            way.clear();
        else if (step.kind == TraceStep::Kind::Backtrack)
            way.erase(std::ranges::lower_bound(way, step.back), way.end());
        else if (step.kind == TraceStep::Kind::Match)
            way.push_back(i);
    }
    for (const std::size_t i : way) {
        const TraceStep &step = trace.steps[i];
        if (step.node < parts.size())
            parts[step.node].push_back({step.at, step.end});
    }
    // What only holds other parts matched what they did.
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        if (!parts[id].empty())
            continue;
        std::optional<Span> all;
        for (const NodeId child : tree.nodes[id].children) {
            for (const Span &span : parts[child]) {
                all = all ? Span{std::min(all->begin, span.begin), std::max(all->end, span.end)}
                          : span;
            }
        }
        if (all)
            parts[id].push_back(*all);
    }
    return parts;
}

std::optional<Span> KeyInsight::extent(NodeId node) const
{
    if (node >= matched.size() || matched[node].empty())
        return {};
    Span all = matched[node].front();
    for (const Span &span : matched[node])
        all = {std::min(all.begin, span.begin), std::max(all.end, span.end)};
    return all;
}

QString KeyInsight::textOf(const Span &span) const
{
    const qsizetype begin = utf16Index(url, qsizetype(span.begin));
    return url.sliced(begin, utf16Index(url, qsizetype(span.end)) - begin);
}

double KeyInsight::heatOf(NodeId node) const
{
    if (node >= trace.stepsPerNode.size() || trace.stepsPerNode[node] == 0)
        return 0;
    const std::uint64_t most = std::ranges::max(trace.stepsPerNode);
    return std::log2(1.0 + double(trace.stepsPerNode[node])) / std::log2(1.0 + double(most));
}

KeyInsightPtr insightInto(const PatternReading &reading, const QString &url,
                          const std::stop_token &stop)
{
    auto insight = std::make_shared<KeyInsight>();
    insight->reading = reading;
    insight->url = url;
    if (!reading.syntax())
        return insight;
    const Pattern &pattern = *reading.pattern();
    insight->explanation = explain(pattern);
    if (url.isNull())
        return insight;
    insight->found = search(pattern, codePoints(url), Budget{.stop = stop}, &insight->trace);
    insight->matched = matchedParts(insight->trace, pattern.syntax());
    return insight;
}

} // namespace Recloser
