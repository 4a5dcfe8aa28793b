// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/sendoperation.h"

#include <utility>

namespace Recloser {

using namespace std::chrono_literals;

// How a send ends. Part of SendOperation.

namespace {

Outcome outcomeOf(const Attempt &last)
{
    if (!last.result)
        return Outcome::Exception;
    return last.result->status >= 400 ? Outcome::Failed : Outcome::Success;
}

std::optional<SendError> errorOf(const Attempt &last)
{
    return last.result ? std::nullopt : std::optional(last.result.error());
}

} // namespace

void SendOperation::concludeWithLast(Ending ending)
{
    const Attempt &last = m_exchange->attempts.constLast();
    conclude(outcomeOf(last), ending, errorOf(last));
}

void SendOperation::conclude(Outcome outcome, Ending ending, std::optional<SendError> error)
{
    m_state = State::Settling;
    m_pending.reset();
    m_exchange->outcome = outcome;
    m_exchange->ending = ending;
    m_exchange->error = std::move(error);
    // Who asks before each attempt has settled each, and what is open or streams is settled.
    if (m_exchange->circuit.use != CircuitReport::Use::Guarded || asksEachAttempt()
        || m_isSettled) {
        m_permit = {};
        publish();
        return;
    }
    settle(&SendOperation::publish);
}

void SendOperation::end(Outcome outcome, Ending ending, SendError error)
{
    m_permit = {};
    m_state = State::Settling;
    m_exchange->outcome = outcome;
    m_exchange->ending = ending;
    m_exchange->error = std::move(error);
    if (m_insideStart)
        m_pending = m_services.clock.schedule(0ms, [this] { publish(); });
    else
        publish();
}

void SendOperation::publish()
{
    m_state = State::Finished;
    m_pending.reset();
    m_deadline.reset();
    m_exchange->elapsed = sinceStart();
    // Where it was never sent its secrets are still there.
    m_exchange->request.signing.reset();
    dropSameRequests();
    m_services.running.reset();
    Q_EMIT finished(m_exchange);
}

void SendOperation::stopTransfer()
{
    m_streamEnd.reset();
    if (!m_transfer)
        return;
    // It may be the sender of the signal that brought us here, so it dies later; but its connection
    // ends now.
    Transfer *transfer = m_transfer.release();
    if (m_current.cookies.isEmpty())
        m_current.cookies = transfer->cookies();
    if (!m_current.result) {
        m_current.redirects = transfer->redirects();
        m_current.httpVersion = transfer->httpVersion();
    }
    transfer->disconnect(this);
    transfer->cancel();
    transfer->deleteLater();
}

bool SendOperation::recordUnfinishedAttempt(const SendError &error)
{
    const bool isOut = m_state == State::Transferring && m_transfer;
    stopTransfer();
    if (!isOut) {
        m_current = {};
        return false;
    }
    m_current.timings.total = sinceStart() - m_current.startedAfter;
    m_current.result = std::unexpected(error);
    m_exchange->attempts.append(std::exchange(m_current, {}));
    return true;
}

bool SendOperation::asksEachAttempt() const
{
    return m_exchange->circuit.use == CircuitReport::Use::Guarded
        && m_exchange->policies.breaker.order == AdmissionOrder::EachAttempt;
}

microseconds SendOperation::sinceStart() const
{
    return std::chrono::duration_cast<microseconds>(m_services.clock.now() - m_startedAt);
}

} // namespace Recloser
