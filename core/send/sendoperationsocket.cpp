// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/decidingattempts.h"
#include "core/send/sendoperation.h"

#include <QMetaMethod>

namespace Recloser {

// A WebSocket connection within a send: its circuit learns of the handshake, not of what is said
// afterwards. Part of SendOperation.

WebSocketLink *SendOperation::webSocket() const
{
    return m_state == State::Transferring && m_transfer ? m_transfer->webSocket() : nullptr;
}

void SendOperation::settleOpened(const Response &head)
{
    if (!m_transfer->webSocket())
        return;
    // Nobody would end it where nobody watches.
    if (!isSignalConnected(QMetaMethod::fromSignal(&SendOperation::streamed)))
        m_transfer->endWithScript();
    if (m_exchange->circuit.use != CircuitReport::Use::Guarded)
        return;
    QList<Attempt> attempts = decidingAttempts(m_exchange->attempts);
    attempts.append(m_current);
    attempts.last().result = head;
    m_isSettled = true;
    QFuture<Settled> settled = m_permit.settle(settlementOf(
        m_exchange->policies, attempts, m_exchange->request.urlText, m_services.clock.wallTime()));
    settled.then(this, [this](const Settled &answer) {
        if (m_state != State::Finished)
            takeSettled(answer);
    });
}

} // namespace Recloser
