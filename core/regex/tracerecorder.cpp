// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/tracerecorder.h"

namespace Recloser {

TraceRecorder::TraceRecorder(Trace &trace, std::size_t nodes) : m_trace(trace)
{
    trace.steps.clear();
    trace.isCut = false;
    trace.total = 0;
    trace.stepsPerNode.assign(nodes, 0);
    trace.isUsed.assign(nodes, false);
}

void TraceRecorder::count(NodeId node)
{
    ++m_trace.total;
    if (node != noNode)
        ++m_trace.stepsPerNode[node];
}

void TraceRecorder::add(TraceStep::Kind kind, NodeId node, std::size_t at, std::size_t end,
                        std::size_t back)
{
    if (m_trace.steps.size() < m_trace.limit)
        m_trace.steps.push_back({kind, node, at, end, back});
    else
        m_trace.isCut = true;
}

void TraceRecorder::begin(std::size_t at)
{
    m_path.clear();
    m_choices.clear();
    add(TraceStep::Kind::Start, noNode, at, at);
}

void TraceRecorder::match(NodeId node, std::size_t at, std::size_t end)
{
    add(TraceStep::Kind::Match, node, at, end);
    pass(node);
}

void TraceRecorder::pass(NodeId node)
{
    if (!m_trace.isCut)
        m_path.push_back(node);
}

std::uint32_t TraceRecorder::choice(NodeId node, std::size_t at, bool isSilent)
{
    if (m_trace.isCut)
        return 0;
    m_choices.push_back({m_trace.steps.size(), m_path.size(), node});
    if (!isSilent)
        add(TraceStep::Kind::Choice, node, at, at);
    return static_cast<std::uint32_t>(m_choices.size() - 1);
}

void TraceRecorder::backTo(std::uint32_t choice, std::size_t at, bool isSilent)
{
    if (m_trace.isCut)
        return;
    const Choice &to = m_choices[choice];
    m_path.resize(to.path);
    if (!isSilent)
        add(TraceStep::Kind::Backtrack, to.node, at, at, to.step);
}

void TraceRecorder::end(TraceStep::Kind kind, std::size_t at, std::size_t end)
{
    add(kind, noNode, at, end);
    if (kind != TraceStep::Kind::Found || m_trace.isCut)
        return;
    for (const NodeId node : m_path)
        m_trace.isUsed[node] = true;
}

} // namespace Recloser
