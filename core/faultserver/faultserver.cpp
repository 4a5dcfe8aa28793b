// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/faultserver.h"

#include "core/faultserver/faultconnection.h"
#include "core/faultserver/routetable.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpServer>

#include <functional>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Hands on descriptors instead of making a socket of its own.
class Listener : public QTcpServer
{
public:
    Listener(std::function<void(qintptr)> accept, QObject *parent)
        : QTcpServer(parent)
        , m_accept(std::move(accept))
    {
        setListenBacklogSize(1024);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_accept(descriptor); }

private:
    std::function<void(qintptr)> m_accept;
};

/// Distinct paths that are counted; a crawl over more must not fill the memory.
constexpr qsizetype countedPaths = 100'000;

qint64 keptSize(const ReceivedRequest &request)
{
    qint64 size = request.target.size() + request.body.size();
    for (const auto &[name, value] : request.headers)
        size += name.size() + value.size();
    return size;
}

} // namespace

FaultServer::FaultServer(FaultScript script, QObject *parent)
    : QObject(parent)
    , m_routes(std::make_shared<RouteTable>(std::move(script)))
    , m_start(std::chrono::steady_clock::now())
{
}

FaultServer::~FaultServer()
{
    // Here and not as children, while what they might look at is still alive.
    qDeleteAll(std::exchange(m_listeners, {}));
    qDeleteAll(std::exchange(m_connections, {}));
}

std::expected<quint16, QString> FaultServer::listen(quint16 port)
{
    if (m_port != 0)
        return std::unexpected(u"this server listens already, on port %1"_s.arg(m_port));
    return listenOn(port);
}

std::expected<quint16, QString> FaultServer::listenTls(const QSslConfiguration &configuration,
                                                       quint16 port)
{
    if (m_port != 0)
        return std::unexpected(u"this server listens already, on port %1"_s.arg(m_port));
    if (configuration.localCertificate().isNull() || configuration.privateKey().isNull())
        return std::unexpected(u"TLS needs a certificate and its key"_s);
    m_tls = std::make_unique<QSslConfiguration>(configuration);
    return listenOn(port);
}

std::expected<quint16, QString> FaultServer::listenOn(quint16 port)
{
    const auto accepted = [this](qintptr descriptor) { accept(descriptor); };
    // A free port of 127.0.0.1 may be taken on ::1, where "localhost" would then meet a stranger.
    for (int tries = port == 0 ? 8 : 1; tries > 0; --tries) {
        auto v4 = std::make_unique<Listener>(accepted, this);
        if (!v4->listen(QHostAddress::LocalHost, port))
            return std::unexpected(v4->errorString());
        auto v6 = std::make_unique<Listener>(accepted, this);
        const bool both = v6->listen(QHostAddress::LocalHostIPv6, v4->serverPort());
        if (!both && v6->serverError() == QAbstractSocket::AddressInUseError && tries > 1)
            continue;
        m_port = v4->serverPort();
        m_listeners.append(v4.release());
        if (both)
            m_listeners.append(v6.release());
        break;
    }
    m_start = std::chrono::steady_clock::now();
    return m_port;
}

QUrl FaultServer::url(const QString &path) const
{
    const QString scheme = m_tls ? u"https"_s : u"http"_s;
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(m_port).arg(path), QUrl::TolerantMode);
}

void FaultServer::accept(qintptr descriptor)
{
    m_connections.append(new FaultConnection(++m_lastConnection, descriptor, m_tls.get(), this));
}

void FaultServer::forget(FaultConnection *connection)
{
    // It is within one of its own slots.
    if (m_connections.removeOne(connection))
        connection->deleteLater();
}

void FaultServer::record(ReceivedRequest &request)
{
    const auto now = std::chrono::steady_clock::now();
    request.sinceStart = std::chrono::duration_cast<std::chrono::microseconds>(now - m_start);
    request.at = QDateTime::currentDateTimeUtc();
    request.number = ++m_receivedCount;
    const QByteArray path = pathOf(request).toByteArray();
    const auto counted = m_countByPath.find(path);
    if (counted != m_countByPath.end())
        ++counted.value();
    else if (m_countByPath.size() < countedPaths)
        m_countByPath.insert(path, 1);
    if (m_routes->keepsLog()) {
        m_received.append(request);
        m_receivedBytes += keptSize(request);
        while (m_received.size() > keptRequests || m_receivedBytes > keptBytes)
            m_receivedBytes -= keptSize(m_received.takeFirst());
    }
    Q_EMIT requestReceived(request);
}

qint64 FaultServer::receivedCount(const QString &path) const
{
    return path.isEmpty() ? m_receivedCount : m_countByPath.value(path.toUtf8());
}

void FaultServer::clearReceived()
{
    m_received.clear();
    m_receivedBytes = 0;
    m_receivedCount = 0;
    m_countByPath.clear();
}

void FaultServer::setScript(FaultScript script)
{
    m_routes = std::make_shared<RouteTable>(std::move(script));
}

QByteArray FaultServer::logAsJson() const
{
    QJsonArray requests;
    for (const ReceivedRequest &request : m_received)
        requests.append(toJson(request));
    const QJsonObject log{
        {u"count"_s, m_receivedCount},
        {u"dropped"_s, m_receivedCount - m_received.size()},
        {u"connections"_s, connectionCount()},
        {u"requests"_s, requests},
    };
    return QJsonDocument(log).toJson();
}

} // namespace Recloser
