// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/answer.h"
#include "core/faultserver/faultscript.h"

#include <vector>

namespace Recloser {

/// A script and how far each of its sequences has come. Owned by a FaultServer.
class RouteTable
{
public:
    explicit RouteTable(FaultScript script);

    bool keepsLog() const { return m_script.log; }

    /// The answer of the next step of the first route that fits, or 404 with the list of routes.
    WireActions answer(const ReceivedRequest &request, Persistence persistence);

    /// Every sequence starts over.
    void restart();

private:
    struct State
    {
        qsizetype step = 0;
        qint64 used = 0;
        /// What a step that is the same for every request comes to over HTTP/1.1, by step.
        std::vector<WireActions> prepared;
    };

    qsizetype find(const ReceivedRequest &request, QByteArrayView method) const;
    WireActions unknownRoute(const ReceivedRequest &request, Persistence persistence) const;

    FaultScript m_script;
    std::vector<State> m_states;
};

} // namespace Recloser
