// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/decidingattempts.h"
#include "core/send/sendoperation.h"
#include "core/streams/eventstream.h"

#include <QMetaMethod>

namespace Recloser {

// What an attempt sent, and what the head of its answer is enough for. Part of SendOperation.

namespace {

/// Of what is sent from memory in one piece, as a form that is signed within, or not at all; other
/// bodies are the same in every attempt.
std::optional<QByteArray> changeableBody(const QList<BodySegment> &body)
{
    if (body.isEmpty())
        return QByteArray();
    const BodySegment &first = body.constFirst();
    return body.size() == 1 && first.filePath.isEmpty() ? std::optional(first.bytes) : std::nullopt;
}

} // namespace

void SendOperation::noteRequest(const ResolvedRequest &sent)
{
    m_current.request
        = AttemptRequest{sent.method, sent.url, sent.headers, changeableBody(sent.body)};
}

void SendOperation::dropSameRequests()
{
    const ResolvedRequest &request = m_exchange->request;
    const AttemptRequest same{request.method, request.url, request.headers};
    for (Attempt &attempt : m_exchange->attempts) {
        if (!attempt.request)
            continue;
        if (attempt.request->body == changeableBody(request.body))
            attempt.request->body.reset();
        if (attempt.request == same)
            attempt.request.reset();
    }
}

void SendOperation::takeHead(const Response &head)
{
    const auto limit = m_exchange->policies.timeouts.attempt;
    const bool isStream = isEventStream(headerValue(head.headers, "content-type"));
    // A stream that nobody watches is over when an attempt would be: a run or a replay would wait
    // for ever.
    if (limit && isStream && !isSignalConnected(QMetaMethod::fromSignal(&SendOperation::streamed)))
        m_streamEnd = m_services.clock.schedule(*limit, [this] { endStream(); });
    // The lease of a probe is for an attempt that ends: what may go on for hours would lose it, and
    // leave the circuit half-open although its peer has answered.
    const bool isProbe = m_permit.admission().answer == Admission::Answer::AdmittedAsProbe;
    const bool isOpen = m_transfer->webSocket();
    // Nobody would end a conversation where nobody watches.
    if (isOpen && !isSignalConnected(QMetaMethod::fromSignal(&SendOperation::streamed)))
        m_transfer->endWithScript();
    const QPointer self(this);
    if (isOpen || (head.status < 400 && (isStream || (isProbe && !limit))))
        settleAhead(head);
    if (self)
        Q_EMIT headArrived(head);
}

WebSocketLink *SendOperation::webSocket() const
{
    return m_state == State::Transferring && m_transfer ? m_transfer->webSocket() : nullptr;
}

void SendOperation::settleAhead(const Response &head)
{
    if (m_isSettled || m_exchange->circuit.use != CircuitReport::Use::Guarded)
        return;
    QList<Attempt> attempts = m_exchange->attempts;
    attempts.append(m_current);
    attempts.last().result = head;
    attempts.last().timings.total = sinceStart() - m_current.startedAfter;
    m_isSettled = true;
    QFuture<Settled> settled
        = m_permit.settle(settlementOf(m_exchange->policies, decidingAttempts(attempts),
                                       m_exchange->request.urlText, m_services.clock.wallTime()));
    // Perhaps told at once; an answer that comes when all is over changes nothing that is seen.
    if (settled.isFinished())
        takeSettled(settled.result());
    else
        settled.then(this, [this](const Settled &answer) {
            if (m_state != State::Finished)
                takeSettled(answer);
        });
}

} // namespace Recloser
