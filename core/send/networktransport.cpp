// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransport.h"

#include "core/send/bodystream.h"
#include "core/send/connectiontarget.h"
#include "core/send/networktransfer.h"
#include "core/send/proxies.h"
#include "core/send/wireheaders.h"

#include <QHostAddress>
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

bool isEncrypted(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

QNetworkRequest baseRequest(const NetworkTransport::Settings &settings, HttpVersion version,
                            bool isEncrypted)
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
    // Only what is needed: every request copies these, and several times.
    if (isEncrypted)
        request.setSslConfiguration(settings.tls ? *settings.tls
                                                 : QSslConfiguration::defaultConfiguration());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    if (version == HttpVersion::Http1)
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (version == HttpVersion::Http2Direct)
        request.setAttribute(QNetworkRequest::Http2DirectAttribute, true);
    return request;
}

/// The name that is asked for in TLS and checked is the URL's. Qt keeps connections apart by host,
/// port and that name.
void connectElsewhere(QNetworkRequest &wire, const ResolvedRequest &request)
{
    const auto target = connectionTarget(request);
    if (!target || !target->isElsewhere)
        return;
    QUrl url = request.url;
    url.setHost(target->host);
    // Without a port of its own the scheme's would be taken for the one that is connected to.
    url.setPort(target->port);
    wire.setUrl(url);
    if (isEncrypted(request.url))
        wire.setPeerVerifyName(request.url.host());
    // Over HTTP/2 Qt names the server by where it connects to.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

} // namespace

/// Creates replies without what get() and its like add to each: connections for the signals of the
/// manager, which nobody listens to here (13 000 instructions for four).
class NetworkTransport::Network final : public QNetworkAccessManager
{
public:
    using QNetworkAccessManager::createRequest;
};

NetworkTransport::NetworkTransport() : NetworkTransport(Settings{}) { }

NetworkTransport::NetworkTransport(Settings settings) : m_settings(std::move(settings))
{
    makeNetwork();
}

NetworkTransport::~NetworkTransport() = default;

std::unique_ptr<Transfer> NetworkTransport::start(const ResolvedRequest &request,
                                                  const TimeoutPolicy &timeouts)
{
    return startWith({}, request, timeouts);
}

std::unique_ptr<Transfer> NetworkTransport::startWith(const CookieSource &cookies,
                                                      const ResolvedRequest &request,
                                                      const TimeoutPolicy &timeouts)
{
    dropRetired();
    auto transfer = std::make_unique<NetworkTransfer>(*this, request, timeouts, cookies);
    transfer->begin();
    return transfer;
}

std::unique_ptr<Transfer> NetworkTransport::startDownload(const std::shared_ptr<DownloadFile> &file,
                                                          const CookieSource &cookies,
                                                          const ResolvedRequest &request,
                                                          const TimeoutPolicy &timeouts)
{
    dropRetired();
    auto transfer = std::make_unique<NetworkTransfer>(*this, request, timeouts, cookies);
    transfer->setDownload(file);
    transfer->begin();
    return transfer;
}

NetworkTransport::Prepared &NetworkTransport::prepared(const ResolvedRequest &request)
{
    const bool encrypted = isEncrypted(request.url);
    auto &known = m_prepared[static_cast<size_t>(request.httpVersion)][encrypted];
    if (!known)
        known.emplace(baseRequest(m_settings, request.httpVersion, encrypted));
    return *known;
}

QNetworkRequest NetworkTransport::wireRequest(const ResolvedRequest &request,
                                              const BodyStream *body)
{
    Prepared &known = prepared(request);
    const auto contentLength = body ? std::optional(body->size()) : std::nullopt;
    const bool isElsewhere = leadsElsewhere(request.route);
    if (isElsewhere || known.headers != request.headers || known.contentLength != contentLength) {
        known.request.setHeaders(wireHeaders(request, contentLength));
        // With its own Host.
        known.headers = isElsewhere ? std::nullopt : std::optional(request.headers);
        known.contentLength = contentLength;
    }
    QNetworkRequest wire = known.request;
    wire.setUrl(request.url);
    connectElsewhere(wire, request);
    return wire;
}

QNetworkReply *NetworkTransport::open(const ResolvedRequest &request, BodyStream *body)
{
    QNetworkRequest wire = wireRequest(request, body);
    if (request.method == "GET")
        return m_network->createRequest(QNetworkAccessManager::GetOperation, wire, body);
    // It never carries an upload.
    if (!body && request.method == "HEAD")
        return m_network->createRequest(QNetworkAccessManager::HeadOperation, wire);
    if (!body)
        return m_network->sendCustomRequest(wire, request.method, QByteArray());
    wire.setAttribute(QNetworkRequest::CustomVerbAttribute, request.method);
    return m_network->createRequest(QNetworkAccessManager::CustomOperation, wire, body);
}

QNetworkReply *NetworkTransport::openConnection(const ResolvedRequest &request)
{
    QNetworkRequest wire = prepared(request).request;
    wire.setHeaders({});
    wire.setUrl(request.url);
    connectElsewhere(wire, request);
    QUrl url;
    url.setScheme(isEncrypted(request.url) ? u"preconnect-https"_s : u"preconnect-http"_s);
    url.setHost(wire.url().host());
    url.setPort(wire.url().port());
    wire.setUrl(url);
    return m_network->createRequest(QNetworkAccessManager::GetOperation, wire);
}

std::optional<QString> NetworkTransport::nameToLookUp(const ResolvedRequest &request) const
{
    const auto target = connectionTarget(request);
    if (!target || !QHostAddress(target->host).isNull())
        return std::nullopt;
    // A proxy looks names up by itself.
    const QList<QNetworkProxy> ways = m_network->proxyFactory()->queryProxy(
        QNetworkProxyQuery(request.url, QNetworkProxyQuery::UrlRequest));
    if (ways.isEmpty() || ways.first().type() != QNetworkProxy::DefaultProxy)
        return std::nullopt;
    return target->host;
}

NetworkTransport::Origin NetworkTransport::originOf(const ResolvedRequest &request)
{
    const auto target = connectionTarget(request);
    const bool isElsewhere = target && target->isElsewhere;
    return {isElsewhere ? QString(request.url.host() % u' ' % target->host) : request.url.host(),
            isElsewhere ? target->port : request.url.port(), isEncrypted(request.url),
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
    m_network = std::make_unique<Network>();
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
    std::erase_if(m_retired, [](const std::unique_ptr<Network> &network) {
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
