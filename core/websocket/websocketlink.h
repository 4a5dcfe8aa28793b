// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/messagesize.h"
#include "core/model/resolvedrequest.h"
#include "core/websocket/conversation.h"
#include "core/websocket/frames.h"

#include <QAbstractSocket>
#include <QBasicTimer>
#include <QNetworkProxy>
#include <QObject>
#include <QSslConfiguration>

#include <deque>
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
    /// A larger message of the server ends the connection (1009).
    qint64 largestMessage = usualMessageSize;
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

/// One WebSocket connection (RFC 6455); the only place that knows QWebSocket, which shakes hands;
/// from there on frames are read and written here, a little in each turn of the event loop, so that
/// messages of any size hold nobody up. Destroying it is silent and breaks the connection off. GUI
/// thread.
class WebSocketLink : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Connecting, Open, Closing, Closed };
    enum class Stage { NameFound, Connected, Encrypted };
    /// What becomes of messages that have not gone out when it is closed.
    enum class Unsent { Sent, Dropped };
    enum class Flow { On, Held };
    /// What is read of a connection in one turn of the event loop.
    static constexpr qint64 readPiece = 32LL * 1024;
    /// Larger messages go out in as many frames as they need.
    static constexpr qsizetype largestFrame = 512LL * 1024;

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

    /// While it is open; what has gone out whole is told by passed().
    void sendText(const QString &text);
    void sendBinary(const QByteArray &bytes);
    /// At most 125 bytes.
    void ping(const QByteArray &payload = {});
    /// Sends a closing frame with a code that may be sent and a reason of at most 123 bytes, and
    /// waits for its answer for some seconds.
    void close(int code, const QString &reason, Unsent unsent = Unsent::Dropped);
    /// Bytes of messages that have not yet gone out.
    qint64 backlog() const;
    /// Held, neither are messages read nor sent on.
    void setFlow(Flow flow);
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
    /// Bytes of messages came or went.
    void moved();
    /// The end of what was opened. Nothing follows.
    void closed(const Recloser::WebSocketEnd &end);

public:
    void excuse(const QList<QSslError> &errors);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    class Chance;
    /// What has not gone out whole.
    struct UnsentMessage
    {
        SocketMessage::Kind kind = SocketMessage::Kind::Text;
        QByteArray data;
        qsizetype sent = 0;
    };

    void listen();
    void listenToSocket();
    void takeOver();
    void fail(QAbstractSocket::SocketError error);
    void finish();

    void takeBytes();
    void readSoon();
    void takeMessages(QByteArrayView &bytes);
    void takeMessage(const FramedMessage &message);
    void takePong(const QByteArray &payload);
    void takeClose(const FramedMessage &message);
    void takeFault(const FrameFault &fault);
    void send(SocketMessage::Kind kind, const QByteArray &data);
    void sendOn();
    void sendClose();
    void hangUp();
    void write(FrameKind kind, QByteArrayView payload, bool isFinal = true);
    qint64 unwritten() const;
    void tellUnsent();
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
    std::chrono::steady_clock::time_point m_openedAt;
    /// Of a Ping that has no answer yet.
    std::optional<std::chrono::steady_clock::time_point> m_pingedAt;

    Flow m_flow = Flow::On;
    FrameReader m_frames{usualMessageSize};
    /// Read, and not yet gone over.
    QByteArray m_unread;
    bool m_isReading = false;
    /// The connection has ended; what it brought is still to be gone over.
    bool m_isGone = false;
    std::deque<UnsentMessage> m_outgoing;
    bool m_isSending = false;
    /// The closing frame goes out when all else has.
    bool m_owesClose = false;
    QBasicTimer m_readingOn;
    /// For what the end of a connection may take.
    QBasicTimer m_hangingUp;
};

} // namespace Recloser
