// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/faultscript.h"
#include "core/faultserver/receivedrequest.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <expected>
#include <memory>
#include <optional>

class QSslConfiguration;
class QTcpServer;

namespace Recloser {

class FaultConnection;
class RouteTable;

/// An HTTP/1.1 server that plays a FaultScript, for tests, `recloser-cli serve` and the first
/// start.
///
/// It listens on the loopback interface only. It lives in one thread with an event loop; deleting
/// it closes every connection, stalled ones included, silently.
///
/// `GET /__recloser/log` answers with what was received, `POST /__recloser/reset` clears that, and
/// `POST /__recloser/restart` clears it and starts every sequence over. These three are not logged.
class FaultServer : public QObject
{
    Q_OBJECT

public:
    /// The newest requests that are kept; older ones are only counted.
    static constexpr qsizetype keptRequests = 10'000;
    /// The bytes of headers and bodies that are kept together.
    static constexpr qint64 keptBytes = 64 * 1024 * 1024;

    explicit FaultServer(FaultScript script, QObject *parent = nullptr);
    ~FaultServer() override;

    /// Listens on 127.0.0.1 and, where that works, on ::1 with the same port.
    /// @param port 0 takes a free one.
    /// @return the port, or the system's reason.
    std::expected<quint16, QString> listen(quint16 port = 0);

    /// As listen(), for TLS. The configuration needs a certificate and its key.
    std::expected<quint16, QString> listenTls(const QSslConfiguration &configuration,
                                              quint16 port = 0);

    quint16 port() const { return m_port; }

    /// http(s)://127.0.0.1:port and the path, which starts with "/" and may carry a query.
    QUrl url(const QString &path = {}) const;

    /// The requests since the start or the last clearing, oldest first, the newest keptRequests of
    /// them. Empty when the script says "log": false.
    QList<ReceivedRequest> received() const { return m_received; }

    /// How many requests came for that path (without query), or for any when it is empty.
    qint64 receivedCount(const QString &path = {}) const;

    /// Connections accepted since the start.
    qint64 connectionCount() const { return static_cast<qint64>(m_lastConnection); }

    /// Connections that are open now.
    qint64 openConnectionCount() const { return m_connections.size(); }

    void clearReceived();

    /// Takes effect for the next request; every sequence starts over. Answers under way go on.
    void setScript(FaultScript script);

Q_SIGNALS:
    /// A request has been read to its end; it is answered after this.
    void requestReceived(const Recloser::ReceivedRequest &request);

private:
    friend class FaultConnection;

    std::expected<quint16, QString> listenOn(quint16 port);
    void accept(qintptr descriptor);
    void forget(FaultConnection *connection);
    /// Numbers and keeps a request and tells the listeners, one of which may delete this server.
    void record(ReceivedRequest &request);
    QByteArray logAsJson() const;

    std::shared_ptr<RouteTable> m_routes;
    std::unique_ptr<QSslConfiguration> m_tls;
    QList<QTcpServer *> m_listeners;
    QList<FaultConnection *> m_connections;
    quint16 m_port = 0;
    quint64 m_lastConnection = 0;
    std::chrono::steady_clock::time_point m_start;

    QList<ReceivedRequest> m_received;
    qint64 m_receivedBytes = 0;
    qint64 m_receivedCount = 0;
    QHash<QByteArray, qint64> m_countByPath;
};

} // namespace Recloser
