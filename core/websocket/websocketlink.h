// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/websocket/conversation.h"

#include <QAbstractSocket>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>

#include <memory>
#include <optional>

class QWebSocket;

namespace Recloser {

/// What a connection is made with.
struct WebSocketOpening
{
    /// ws or wss.
    QUrl url;
    /// Of the request; those of the handshake itself are added.
    QList<RawHeader> headers;
    /// Of wss.
    std::optional<QSslConfiguration> tls;
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
};

/// Why there is no connection.
struct WebSocketRefusal
{
    /// What the server answered instead of 101, as far as Qt tells it.
    std::optional<int> status;
    QByteArray reason;
    /// Of the network, where there is no status.
    QAbstractSocket::SocketError code = QAbstractSocket::UnknownSocketError;
    QString text;
    /// A connection stood, so that it is the handshake that failed.
    bool wasConnected = false;

    bool operator==(const WebSocketRefusal &) const = default;
};

/// How a connection ended.
struct WebSocketEnd
{
    enum class By {
        Server, ///< its closing frame
        Client, ///< ours
        Fault, ///< the server broke the protocol, and was told so
        Break, ///< no closing frame came
    };
    By by = By::Break;
    int code = 0;
    QString reason;

    bool operator==(const WebSocketEnd &) const = default;
};

/// One WebSocket connection (RFC 6455); the only place that knows QWebSocket. Destroying it is
/// silent and breaks the connection off. GUI thread.
class WebSocketLink : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Connecting, Open, Closing, Closed };
    enum class Stage { NameFound, Connected, Encrypted };
    /// A larger message ends the connection (1009).
    static constexpr quint64 largestMessage = 64ULL * 1024 * 1024;
    /// What is read of a connection in one turn of the event loop, unless a frame is larger.
    static constexpr qint64 usualBuffer = 64LL * 1024;

    explicit WebSocketLink(QObject *parent = nullptr);
    ~WebSocketLink() override;

    /// Once.
    void open(const WebSocketOpening &opening);
    State state() const { return m_state; }
    /// The protocol that the server chose (Sec-WebSocket-Protocol); empty: none.
    QString protocol() const;
    QSslConfiguration tls() const;
    /// The headers of the handshake that open() adds to those of the request, in the order they are
    /// sent.
    const QList<RawHeader> &addedHeaders() const { return m_added; }

    /// While it is open; what has been sent is told by passed().
    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);
    /// At most 125 bytes.
    void ping(const QByteArray &payload = {});
    /// Sends a closing frame with a code that may be sent and a reason of at most 123 bytes.
    void close(int code, const QString &reason);
    /// Bytes that were sent and not yet written.
    qint64 backlog() const;
    /// What passed is stamped by it; set when it opens.
    std::chrono::microseconds sinceOpened() const;

Q_SIGNALS:
    void reached(Recloser::WebSocketLink::Stage stage);
    /// Certificates with faults; a direct connection may call excuse().
    void faultsFound(const QList<QSslError> &errors);
    void opened();
    /// Instead of opened(). Nothing follows.
    void refused(const Recloser::WebSocketRefusal &refusal);
    void passed(const Recloser::SocketMessage &message);
    /// The end of what was opened. Nothing follows.
    void closed(const Recloser::WebSocketEnd &end);

public:
    void excuse(const QList<QSslError> &errors);

private Q_SLOTS:
    // Connected by their signatures to what QWebSocket keeps to itself.
    void takePing(const QByteArray &payload);
    void takeClosingFrame();
    void takeFault();

private:
    class Chance;

    void listen();
    void listenToSocket();
    void listenToFrames();
    void adaptBuffer();
    void fail(QAbstractSocket::SocketError error);
    void finish();
    void tell(SocketMessage::From from, SocketMessage::Kind kind, const QByteArray &data,
              int code = 0);

    std::unique_ptr<Chance> m_chance;
    std::unique_ptr<QWebSocket> m_socket;
    QAbstractSocket *m_wire = nullptr;
    QList<RawHeader> m_added;
    State m_state = State::Idle;
    bool m_wasConnected = false;
    WebSocketEnd m_end;
    QString m_breakText;
    qint64 m_buffer = usualBuffer;
    std::chrono::steady_clock::time_point m_openedAt;
    /// Of a Ping that has no answer yet.
    std::optional<std::chrono::steady_clock::time_point> m_pingedAt;
};

} // namespace Recloser
