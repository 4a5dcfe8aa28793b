// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonqueryrun.h"

#include <algorithm>

namespace Recloser {

bool JsonQueryRun::run(const JsonSubquery &query, const JsonSpan &from, Sink sink)
{
    return apply(query.segments, 0, from, sink);
}

bool JsonQueryRun::apply(const std::vector<JsonSegment> &segments, size_t at, const JsonSpan &value,
                         Sink sink)
{
    if (!m_budget.spend())
        return false;
    if (at == segments.size())
        return sink(value);
    const JsonSegment &segment = segments[at];
    const auto onwards
        = [&](const JsonSpan &child) { return apply(segments, at + 1, child, sink); };
    return segment.isDescendant ? descend(segment, value, onwards)
                                : select(segment, value, onwards);
}

bool JsonQueryRun::descend(const JsonSegment &segment, const JsonSpan &value, Sink sink)
{
    if (!m_outline.isContainer(value))
        return true;
    if (!select(segment, value, sink))
        return false;
    std::vector<JsonChildren> open{JsonChildren(m_outline, value)};
    while (!open.empty()) {
        if (!m_budget.spend())
            return false;
        if (!open.back().next()) {
            open.pop_back();
            if (!open.empty())
                m_steps.pop_back();
            continue;
        }
        const JsonChildren &at = open.back();
        const JsonSpan child = at.value();
        if (!m_outline.isContainer(child))
            continue;
        m_steps.push_back({at.key(), at.index()});
        if (!select(segment, child, sink))
            return false;
        open.emplace_back(m_outline, child);
    }
    return true;
}

bool JsonQueryRun::select(const JsonSegment &segment, const JsonSpan &value, Sink sink)
{
    if (!m_outline.isContainer(value))
        return true;
    const bool isArray = m_outline.isArray(value);
    for (const JsonSelector &selector : segment.selectors) {
        bool goesOn = true;
        switch (selector.kind) {
        case JsonSelector::Kind::Name:
            goesOn = isArray || selectName(selector.name, value, sink);
            break;
        case JsonSelector::Kind::Wildcard:
            goesOn = selectAll(nullptr, value, sink);
            break;
        case JsonSelector::Kind::Index:
            goesOn = !isArray || selectIndex(selector.index, value, sink);
            break;
        case JsonSelector::Kind::Slice:
            goesOn = !isArray || selectSlice(selector, value, sink);
            break;
        case JsonSelector::Kind::Filter:
            goesOn = selectAll(selector.filter.get(), value, sink);
            break;
        }
        if (!goesOn)
            return false;
    }
    return true;
}

bool JsonQueryRun::handOver(const JsonChildren &child, Sink sink)
{
    m_steps.push_back({child.key(), child.index()});
    const bool goesOn = sink(child.value());
    m_steps.pop_back();
    return goesOn;
}

bool JsonQueryRun::selectName(const QByteArray &name, const JsonSpan &value, Sink sink)
{
    std::optional<JsonChildren> last;
    JsonChildren children(m_outline, value);
    while (children.next()) {
        if (!m_budget.spend())
            return false;
        if (isKey(children.key(), name))
            last = children;
    }
    return !last || handOver(*last, sink);
}

bool JsonQueryRun::selectAll(const JsonFilter *filter, const JsonSpan &value, Sink sink)
{
    JsonChildren children(m_outline, value);
    while (children.next()) {
        if (!m_budget.spend())
            return false;
        if (filter && !holds(*filter, children.value())) {
            if (!m_budget.isFine())
                return false;
            continue;
        }
        if (!m_budget.isFine() || !handOver(children, sink))
            return false;
    }
    return true;
}

qint64 JsonQueryRun::childCount(const JsonSpan &value)
{
    qint64 count = 0;
    for (JsonChildren children(m_outline, value); children.next(); ++count) {
        if (!m_budget.spend())
            return -1;
    }
    return count;
}

bool JsonQueryRun::selectIndex(qint64 index, const JsonSpan &value, Sink sink)
{
    if (index < 0) {
        const qint64 count = childCount(value);
        if (count < 0)
            return false;
        index += count;
    }
    return index < 0 || selectForward(index, index + 1, 1, value, sink);
}

bool JsonQueryRun::selectSlice(const JsonSelector &slice, const JsonSpan &value, Sink sink)
{
    if (slice.step == 0)
        return true;
    if (slice.step < 0)
        return selectBackward(slice, value, sink);
    qint64 begin = slice.start.value_or(0);
    qint64 end = slice.end.value_or(std::numeric_limits<qint64>::max());
    if (begin < 0 || end < 0) {
        const qint64 count = childCount(value);
        if (count < 0)
            return false;
        begin += begin < 0 ? count : 0;
        end += end < 0 ? count : 0;
    }
    return selectForward(std::max<qint64>(begin, 0), end, slice.step, value, sink);
}

bool JsonQueryRun::selectForward(qint64 begin, qint64 end, qint64 step, const JsonSpan &value,
                                 Sink sink)
{
    JsonChildren children(m_outline, value);
    for (qint64 wanted = begin; wanted < end && children.next();) {
        if (!m_budget.spend())
            return false;
        if (children.index() != wanted)
            continue;
        if (!handOver(children, sink))
            return false;
        wanted += step;
    }
    return true;
}

bool JsonQueryRun::selectBackward(const JsonSelector &slice, const JsonSpan &value, Sink sink)
{
    // A place every so many elements, from where those behind it are found again.
    constexpr qint64 stride = 256;
    std::vector<JsonChildren> marks;
    JsonChildren all(m_outline, value);
    qint64 count = 0;
    for (JsonChildren before = all; all.next(); before = all, ++count) {
        if (!m_budget.spend())
            return false;
        if (count % stride == 0)
            marks.push_back(before);
    }
    const auto bound = [count](qint64 index) {
        return std::clamp<qint64>(index < 0 ? index + count : index, -1, count - 1);
    };
    const qint64 last = slice.end ? bound(*slice.end) : -1;
    qint64 wanted = slice.start ? bound(*slice.start) : count - 1;
    while (wanted > last) {
        std::vector<JsonChildren> block;
        JsonChildren at = marks[size_t(wanted / stride)];
        for (qint64 index = wanted / stride * stride; index <= wanted && at.next(); ++index) {
            if (!m_budget.spend())
                return false;
            block.push_back(at);
        }
        const qint64 first = wanted / stride * stride;
        for (; wanted > last && wanted >= first; wanted += slice.step) {
            if (!handOver(block[size_t(wanted - first)], sink))
                return false;
        }
    }
    return true;
}

} // namespace Recloser
