// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/bodysink.h"
#include "core/send/networkhop.h"
#include "core/send/transport.h"

#include <QBasicTimer>

namespace Recloser {

/// What NetworkTransport::start() gives: hops until there is a final answer, with the limits of
/// time.
///
/// Timings, all hops added up: `connect` from the start of a new connection to its standing, TLS
/// included, unset when a kept connection served; `tls` and `dns` unset, Qt does not tell them
/// apart; `sent` until the last byte of a body was handed to the connection, unset without a body;
/// `wait` until the headers are there; `download` until the last byte of the body.
class NetworkTransfer final : public Transfer, private HopListener
{
    Q_OBJECT

public:
    NetworkTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                    const TimeoutPolicy &timeouts);
    ~NetworkTransfer() override;

    /// Once. finished() is never emitted inside.
    void begin();
    void cancel() override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using time_point = std::chrono::steady_clock::time_point;
    enum class Phase { Starting, Connecting, Sending, Waiting, Receiving, Done };

    void hopConnecting() override;
    void hopConnected() override;
    void hopSending() override;
    void hopAnswered() override;
    void hopReceived() override;
    void hopEnded(const std::optional<SendError> &error) override;

    void startHop();
    void follow();
    /// False when this transfer has ended by it.
    bool takeBytes();
    void complete();
    void finish(std::expected<Response, SendError> outcome);
    void failLater(SendError error);
    void enter(Phase phase, time_point now);
    std::optional<time_point> phaseEnd() const;
    void arm(time_point now);
    void distrustConnection();
    void addPhase(time_point now);
    SendError phaseTimeout() const;
    void tellProgress(time_point now);

    NetworkTransport &m_transport;
    ResolvedRequest m_request;
    TimeoutPolicy m_timeouts;
    std::unique_ptr<NetworkHop> m_hop;
    std::optional<ResolvedRequest> m_next;
    BodySink m_sink;
    Response m_response;
    QList<RedirectHop> m_redirects;
    qint64 m_discarded = 0;

    int m_generation = 0;
    Phase m_phase = Phase::Starting;
    bool m_connecting = false;
    Timings m_timings;
    time_point m_startedAt;
    time_point m_hopSince;
    time_point m_phaseSince;
    time_point m_lastActivity;
    time_point m_lastProgress;
    time_point m_timerAt;
    QBasicTimer m_timer;
};

} // namespace Recloser
