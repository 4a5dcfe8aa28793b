// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/cookietrail.h"
#include "core/send/headwatch.h"
#include "core/send/incomingbody.h"
#include "core/send/networkhop.h"
#include "core/send/redirecttrail.h"
#include "core/send/timedtransfer.h"

namespace Recloser {

/// What NetworkTransport::start() gives: hops until there is a final answer, with the limits of
/// time. The timings are those of TransferPhases.
class NetworkTransfer final : public TimedTransfer, private HopListener
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
    qint64 received() const override { return m_body.received(); }

private:
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
    void watchHead();
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
    /// The body has another length than its head says: that has been the end.
    bool hasOtherLength();
    void finish(std::expected<Response, SendError> outcome) override;
    void limitReached(time_point now, SendError error) override;
    QString authority() const override { return m_request.url.authority(); }
    void distrustConnection();
    /// With what the phases know of it.
    SendError withReach(SendError error) const;
    void tellProgress(time_point now);

    NetworkTransport &m_transport;
    ResolvedRequest m_request;
    const bool m_connectIsLimited;
    std::unique_ptr<NetworkHop> m_hop;
    std::unique_ptr<HeadWatch> m_watch;
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
    time_point m_lastProgress;
};

} // namespace Recloser
