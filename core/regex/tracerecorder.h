// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/trace.h"

#include <cstdint>
#include <vector>

namespace Recloser {

/// Writes a Trace while a search runs. Private to core/regex.
class TraceRecorder
{
public:
    TraceRecorder(Trace &trace, std::size_t nodes);

    void count(NodeId node);
    void add(TraceStep::Kind kind, NodeId node, std::size_t at, std::size_t end,
             std::size_t back = 0);

    void begin(std::size_t at);
    void match(NodeId node, std::size_t at, std::size_t end);
    void pass(NodeId node);
    /// @return what backTo() needs
    std::uint32_t choice(NodeId node, std::size_t at, bool isSilent);
    void backTo(std::uint32_t choice, std::size_t at, bool isSilent);
    void end(TraceStep::Kind kind, std::size_t at, std::size_t end);

private:
    struct Choice
    {
        std::size_t step = 0;
        std::size_t path = 0;
        NodeId node = noNode;
    };

    Trace &m_trace;
    std::vector<NodeId> m_path; ///< what matched on the way to here
    std::vector<Choice> m_choices;
};

} // namespace Recloser
