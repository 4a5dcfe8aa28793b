// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/cookietrail.h"
#include "core/send/incomingbody.h"
#include "core/send/networkhop.h"
#include "core/send/redirecttrail.h"
#include "core/send/transferphases.h"
#include "core/send/transport.h"

#include <QBasicTimer>

namespace Recloser {

/// What NetworkTransport::start() gives: hops until there is a final answer, with the limits of
/// time. The timings are those of TransferPhases.
class NetworkTransfer final : public Transfer, private HopListener
{
    Q_OBJECT

public:
    NetworkTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                    const TimeoutPolicy &timeouts, const CookieSource &cookies);
    ~NetworkTransfer() override;

    /// Where the body goes. Before begin().
    void setDownload(std::shared_ptr<DownloadFile> file) { m_download = std::move(file); }
    /// Once. finished() is never emitted inside.
    void begin();
    void cancel() override;
    bool endStream() override;
    QList<HopCookies> cookies() const override { return m_cookies.hops(); }
    QList<RedirectHop> redirects() const override { return m_redirects.hops(); }
    QByteArray httpVersion() const override;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using time_point = TransferPhases::time_point;
    using Phase = TransferPhases::Phase;

    void hopResolving() override;
    void hopResolved() override;
    void hopConnecting() override;
    void hopConnected() override;
    void hopSending() override;
    void hopAnswered() override;
    void hopReceived() override;
    void hopEnded(const std::optional<SendError> &error) override;

    /// When what an encrypted connection is made with has been read, which is mostly at once.
    void startHop();
    void startHopWith(std::optional<QSslConfiguration> tls);
    void follow();
    Phase afterConnecting() const;
    /// Reads the body of an answer that is not the last one. It may end the hop.
    void discard();
    /// A turn of taking the body, which queues the next one as long as there is something to
    /// decode. It may end this transfer.
    void takeBody();
    std::expected<void, SendError> beginDownload();
    /// What has come and is not taken yet goes to the file, if there is one; else it is counted.
    qint64 keepRest();
    void complete(IncomingBody::End end = IncomingBody::End::Whole);
    void finish(std::expected<Response, SendError> outcome);
    void failLater(SendError error);
    void arm(time_point now);
    void distrustConnection();
    /// With what the phases know of it.
    SendError withReach(SendError error) const;
    void tellProgress(time_point now);

    NetworkTransport &m_transport;
    ResolvedRequest m_request;
    const bool m_connectIsLimited;
    std::unique_ptr<NetworkHop> m_hop;
    IncomingBody m_body;
    std::shared_ptr<DownloadFile> m_download;
    /// The present body is the one that the file is to hold.
    bool m_isDownloading = false;
    Response m_response;
    RedirectTrail m_redirects;
    CookieTrail m_cookies;

    /// The answer is an event stream: it is told piece by piece, and ends when somebody says so.
    bool m_isStream = false;
    /// What of it is not told yet.
    QByteArray m_streamed;

    int m_generation = 0;
    TransferPhases m_phases;
    time_point m_lastProgress;
    time_point m_timerAt;
    QBasicTimer m_timer;
};

} // namespace Recloser
