// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"
#include "core/model/response.h"
#include "core/model/senderror.h"
#include "core/send/replyerrors.h"

#include <QObject>
#include <QSslConfiguration>

#include <optional>

namespace Recloser {

class BodyStream;
class NetworkTransport;

/// Who listens to a hop. Each call may destroy the hop, which then does nothing more.
class HopListener
{
public:
    HopListener() = default;
    HopListener(const HopListener &) = delete;
    HopListener &operator=(const HopListener &) = delete;
    virtual ~HopListener() = default;

    /// The address of a name is being asked for, and is there. Qt keeps it for the connection.
    virtual void hopResolving() = 0;
    virtual void hopResolved() = 0;
    /// A new connection is being made.
    virtual void hopConnecting() = 0;
    /// It stands, TLS included; not called when a kept one is used.
    virtual void hopConnected() = 0;
    /// Bytes of the body went out, or its last ones.
    virtual void hopSending() = 0;
    virtual void hopAnswered() = 0;
    /// Some bytes can be read().
    virtual void hopReceived() = 0;
    /// Once, last. What is left can still be read().
    virtual void hopEnded(const std::optional<SendError> &error) = 0;
};

/// One request on the wire and its answer: the connection, if a new one is needed, then the
/// request. Destroying it stops it silently. Owned by its listener.
class NetworkHop final : public QObject
{
    Q_OBJECT

public:
    enum class Connection {
        Ahead, ///< make one first, so that its time and failure are seen apart
        Kept, ///< one is believed to be idle
    };

    /// `tls` is what an encrypted connection is made with; nothing: the transport's usual.
    NetworkHop(NetworkTransport &transport, const ResolvedRequest &request,
               std::optional<QSslConfiguration> tls, HopListener &listener);
    ~NetworkHop() override;

    void start(Connection connection);

    /// Status, reason, version, headers, URL and TLS, once answered.
    Response head() const;
    /// What has come of the body, as it was transferred. As long as nobody reads, the connection is
    /// held back.
    QByteArray read();
    /// Length of the body as transferred, as far as the server has said it.
    std::optional<qint64> announcedSize() const;
    /// Null before the request has started.
    const BodyStream *body() const { return m_body; }
    bool isHttp2() const;
    /// The request itself was begun, not only its connection.
    bool isBegun() const { return m_isBegun; }
    /// What the handshake told, as far as it came.
    const TlsReport &tls() const { return m_seen; }

private:
    void lookUp(const QString &name);
    void connectAhead();
    void sendRequest();
    void listenToTls(QNetworkReply *reply);
    void takeFaults(QNetworkReply *reply, const QList<QSslError> &errors);
    /// Of the connection that the request itself was answered on.
    void takeTls();
    void endAhead();
    void answered();
    void end();
    void drop();
    std::optional<SendError> errorOf(ExchangeStage stage) const;

    NetworkTransport &m_transport;
    const ResolvedRequest &m_request;
    HopListener &m_listener;
    QNetworkReply *m_reply = nullptr;
    BodyStream *m_body = nullptr;
    std::optional<QSslConfiguration> m_tls;
    TlsReport m_seen;
    bool m_isBegun = false;
    bool m_answered = false;
};

} // namespace Recloser
