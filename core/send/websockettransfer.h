// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/bodysink.h"
#include "core/send/cookietrail.h"
#include "core/send/headwatch.h"
#include "core/send/networktransport.h"
#include "core/send/timedtransfer.h"
#include "core/websocket/messagescript.h"
#include "core/websocket/websocketlink.h"

#include <deque>

namespace Recloser {

/// A WebSocket connection as a transfer: its head arrives when it is open (101), its body is the
/// conversation (conversationType()), told line by line by streamed(), and it has finished when the
/// connection has ended. The messages in the request's body are sent by it. A handshake that is
/// refused with a status is answered by that status alone: Qt tells no more of it.
class WebSocketTransfer final : public TimedTransfer
{
    Q_OBJECT

public:
    WebSocketTransfer(NetworkTransport &transport, const ResolvedRequest &request,
                      const TimeoutPolicy &timeouts, const CookieSource &cookies);
    ~WebSocketTransfer() override;

    /// Once. finished() is never emitted inside.
    void begin();
    void cancel() override;
    /// Closes the connection (1000); called again it does not wait until that is done.
    bool endStream() override;
    void endWithScript() override;
    WebSocketLink *webSocket() override;
    QList<HopCookies> cookies() const override { return m_cookies.hops(); }
    QByteArray httpVersion() const override { return QByteArrayLiteral("1.1"); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void open();
    void openWith(std::optional<QSslConfiguration> tls);
    void reach(WebSocketLink::Stage stage);
    void takeFaults(const QList<QSslError> &faults);
    void takeOpened();
    void takeRefusal(const WebSocketRefusal &refusal);
    void take(const SocketMessage &message);
    /// Writes on the lines of messages that are too large for one turn.
    void writeOn();
    /// False: it could not be kept, and all is over.
    bool keep(const QByteArray &piece);
    void takeEnd();
    void flush();
    /// Sends what of the script may be sent now.
    void play();
    void complete();
    SendError errorOf(const WebSocketRefusal &refusal) const;
    void finish(std::expected<Response, SendError> outcome) override;
    void limitReached(time_point now, SendError error) override;
    QString authority() const override { return m_request.url.authority(); }

    NetworkTransport &m_transport;
    ResolvedRequest m_request;
    CookieTrail m_cookies;
    std::unique_ptr<WebSocketLink> m_link;
    /// Never begun: what comes over this connection is no head of another's.
    HeadWatch m_presence;
    QString m_carrier;
    TlsReport m_tls;
    Response m_response;
    BodySink m_sink;
    /// Lines that are told with the next frame of the window.
    QByteArray m_lines;
    /// Messages whose lines are not written; the connection is held meanwhile.
    std::deque<SocketMessage> m_unwritten;
    /// Of the first of them.
    std::optional<ConversationLineWriter> m_writer;
    bool m_hasEnded = false;
    bool m_isOpen = false;

    MessageScript m_script;
    qsizetype m_played = 0;
    /// The server has sent a message since the last one of the script.
    bool m_hasServerSpoken = false;
    bool m_endsWithScript = false;

    QBasicTimer m_flushing;
    QBasicTimer m_writing;
    QBasicTimer m_closing;
};

} // namespace Recloser
