// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransport.h"

#include "core/send/bodystream.h"
#include "core/send/networktransfer.h"
#include "core/send/proxies.h"
#include "core/send/wireheaders.h"

#include <QHttp1Configuration>
#include <QHttp2Configuration>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Qt closes idle connections after two minutes.
constexpr std::chrono::seconds keptFor{110};
/// Enough for 40 MB/s with 100 ms there and back.
constexpr unsigned streamWindow = 4 * 1024 * 1024;
constexpr qsizetype rememberedOrigins = 1024;

/// Cookies are ours to send and to keep, not the manager's.
class NoCookies : public QNetworkCookieJar
{
public:
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

QNetworkRequest baseRequest(const NetworkTransport::Settings &settings, HttpVersion version)
{
    QNetworkRequest request;
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(std::clamp(settings.connectionsPerHost, 1, 256));
    request.setHttp1Configuration(connections);
    // Qt would let each of a hundred streams run 21 MB ahead of its reader.
    QHttp2Configuration streams;
    streams.setSessionReceiveWindowSize(64 * 1024 * 1024);
    streams.setStreamReceiveWindowSize(streamWindow);
    request.setHttp2Configuration(streams);
    request.setSslConfiguration(settings.tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Only what differs from the default: every request copies these, and several times.
    if (version == HttpVersion::Http1)
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (version == HttpVersion::Http2Direct)
        request.setAttribute(QNetworkRequest::Http2DirectAttribute, true);
    return request;
}

} // namespace

NetworkTransport::NetworkTransport() : NetworkTransport(Settings{}) { }

NetworkTransport::NetworkTransport(Settings settings) : m_settings(std::move(settings))
{
    makeNetwork();
    for (const HttpVersion version :
         {HttpVersion::Automatic, HttpVersion::Http1, HttpVersion::Http2, HttpVersion::Http2Direct})
        m_bases[static_cast<size_t>(version)] = baseRequest(m_settings, version);
}

NetworkTransport::~NetworkTransport() = default;

std::unique_ptr<Transfer> NetworkTransport::start(const ResolvedRequest &request,
                                                  const TimeoutPolicy &timeouts)
{
    dropRetired();
    auto transfer = std::make_unique<NetworkTransfer>(*this, request, timeouts);
    transfer->begin();
    return transfer;
}

const QNetworkRequest &NetworkTransport::base(HttpVersion version) const
{
    return m_bases[static_cast<size_t>(version)];
}

QNetworkReply *NetworkTransport::open(const ResolvedRequest &request, BodyStream *body)
{
    QNetworkRequest wire = base(request.httpVersion);
    wire.setUrl(request.url);
    wire.setHeaders(wireHeaders(request));
    if (body)
        return m_network->sendCustomRequest(wire, request.method, body);
    // Only these two never carry an upload, which Qt would announce with a Content-Length of 0.
    if (request.method == "GET")
        return m_network->get(wire);
    if (request.method == "HEAD")
        return m_network->head(wire);
    return m_network->sendCustomRequest(wire, request.method, QByteArray());
}

QNetworkReply *NetworkTransport::openConnection(const ResolvedRequest &request)
{
    QNetworkRequest wire = base(request.httpVersion);
    QUrl url;
    url.setScheme(request.url.scheme() == "https"_L1 ? u"preconnect-https"_s
                                                     : u"preconnect-http"_s);
    url.setHost(request.url.host());
    url.setPort(request.url.port());
    wire.setUrl(url);
    return m_network->get(wire);
}

NetworkTransport::Origin NetworkTransport::originOf(const ResolvedRequest &request)
{
    return {request.url.host(), request.url.port(), request.url.scheme() == "https"_L1,
            request.httpVersion};
}

bool NetworkTransport::takeIdle(const ResolvedRequest &request)
{
    const auto idle = m_idle.find(originOf(request));
    if (idle == m_idle.end() || idle->connections == 0)
        return false;
    --idle->connections;
    if (std::chrono::steady_clock::now() - idle->lastUsed <= keptFor)
        return true;
    idle->connections = 0;
    return false;
}

void NetworkTransport::returnIdle(const ResolvedRequest &request)
{
    Idle &idle = idleOf(request);
    idle.multiplexed = false;
    idle.connections = std::min(idle.connections + 1, m_settings.connectionsPerHost);
    idle.lastUsed = std::chrono::steady_clock::now();
}

bool NetworkTransport::isMultiplexed(const ResolvedRequest &request) const
{
    if (request.httpVersion == HttpVersion::Http2Direct)
        return true;
    const auto idle = m_idle.constFind(originOf(request));
    return idle != m_idle.cend() && idle->multiplexed;
}

void NetworkTransport::rememberMultiplexed(const ResolvedRequest &request)
{
    Idle &idle = idleOf(request);
    idle.multiplexed = true;
    idle.lastUsed = std::chrono::steady_clock::now();
}

bool NetworkTransport::multiplexedSince(const ResolvedRequest &request,
                                        std::chrono::steady_clock::time_point time) const
{
    const auto idle = m_idle.constFind(originOf(request));
    return idle != m_idle.cend() && idle->multiplexed && idle->lastUsed >= time;
}

void NetworkTransport::makeNetwork()
{
    m_network = std::make_unique<QNetworkAccessManager>();
    m_network->setProxyFactory(new Proxies);
    m_network->setCookieJar(new NoCookies); // the manager takes it
    m_network->setAutoDeleteReplies(false);
    m_network->setStrictTransportSecurityEnabled(false);
}

void NetworkTransport::renewConnections(int generation)
{
    if (generation != m_generation)
        return;
    ++m_generation;
    m_idle.clear();
    m_retired.push_back(std::move(m_network));
    makeNetwork();
}

void NetworkTransport::dropRetired()
{
    // A reply is its manager's child until it is deleted, which its hop sees to.
    std::erase_if(m_retired, [](const std::unique_ptr<QNetworkAccessManager> &network) {
        return !network->findChild<QNetworkReply *>(Qt::FindDirectChildrenOnly);
    });
}

NetworkTransport::Idle &NetworkTransport::idleOf(const ResolvedRequest &request)
{
    if (m_idle.size() >= rememberedOrigins)
        m_idle.clear();
    return m_idle[originOf(request)];
}

} // namespace Recloser
