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
/// Each has a thread of Qt's.
constexpr size_t mostLanes = 16;

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

/// What tells apart the connections of an encrypted request that is led elsewhere, besides its
/// name: an exception for a certificate holds for a host and a port.
int portLedElsewhere(const ResolvedRequest &request)
{
    return isEncrypted(request.url) && leadsElsewhere(request.route) ? request.url.port(443) : -1;
}

/// The name that is asked for in TLS and checked is the URL's. Qt keeps connections apart by host,
/// port and that name, whether it is checked or not.
void connectElsewhere(QNetworkRequest &wire, const ResolvedRequest &request)
{
    if (!leadsElsewhere(request.route))
        return;
    wire.setUrl(connectedUrl(request));
    wire.setPeerVerifyName(isEncrypted(request.url)
                               ? request.url.host()
                               : request.url.host() + u':' + QString::number(request.url.port(80)));
    // Over HTTP/2 Qt names the server by where it connects to.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

} // namespace

/// Creates replies without what get() and its like add to each: connections for the signals of the
/// manager, which nobody listens to here (13 000 instructions for four).
class NetworkTransport::Network final : public QNetworkAccessManager
{
public:
    explicit Network(std::unique_ptr<Proxies> proxies) : m_proxies(proxies.get())
    {
        setProxyFactory(proxies.release()); // the manager takes it
        setCookieJar(new NoCookies); // and this
        setAutoDeleteReplies(false);
        setStrictTransportSecurityEnabled(false);
    }

    using QNetworkAccessManager::createRequest;
    Proxies &proxies() { return *m_proxies; }

private:
    Proxies *m_proxies;
};

NetworkTransport::NetworkTransport() : NetworkTransport(Settings{}) { }

NetworkTransport::NetworkTransport(Settings settings) : m_settings(std::move(settings))
{
    if (m_settings.keeper)
        QObject::connect(m_settings.keeper, &TlsKeeper::changed, &m_context,
                         [this] { renewConnections(m_generation); });
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
    auto &known = m_lanes[size_t(laneOf(request))]
                      .prepared[static_cast<size_t>(request.httpVersion)][encrypted];
    if (!known)
        known.emplace(baseRequest(m_settings, request.httpVersion, encrypted));
    return *known;
}

QNetworkRequest NetworkTransport::wireRequest(const ResolvedRequest &request,
                                              const BodyStream *body,
                                              const std::optional<QSslConfiguration> &tls)
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
    if (tls)
        wire.setSslConfiguration(*tls);
    // Qt would be asked first, and tell that question as an answer.
    if (const QByteArray authorization
        = m_lanes[size_t(laneOf(request))].network->proxies().authorizationFor(wire.url());
        !authorization.isNull())
        wire.setRawHeader("Proxy-Authorization"_ba, authorization);
    return wire;
}

QNetworkReply *NetworkTransport::open(const ResolvedRequest &request, BodyStream *body,
                                      const std::optional<QSslConfiguration> &tls)
{
    QNetworkRequest wire = wireRequest(request, body, tls);
    Network &network = *m_lanes[size_t(laneOf(request))].network;
    if (request.method == "GET")
        return network.createRequest(QNetworkAccessManager::GetOperation, wire, body);
    // It never carries an upload.
    if (!body && request.method == "HEAD")
        return network.createRequest(QNetworkAccessManager::HeadOperation, wire);
    if (!body)
        return network.sendCustomRequest(wire, request.method, QByteArray());
    wire.setAttribute(QNetworkRequest::CustomVerbAttribute, request.method);
    return network.createRequest(QNetworkAccessManager::CustomOperation, wire, body);
}

QNetworkReply *NetworkTransport::openConnection(const ResolvedRequest &request,
                                                const std::optional<QSslConfiguration> &tls)
{
    QNetworkRequest wire = prepared(request).request;
    wire.setHeaders({});
    wire.setUrl(request.url);
    connectElsewhere(wire, request);
    if (tls)
        wire.setSslConfiguration(*tls);
    QUrl url;
    url.setScheme(isEncrypted(request.url) ? u"preconnect-https"_s : u"preconnect-http"_s);
    url.setHost(wire.url().host());
    url.setPort(wire.url().port());
    wire.setUrl(url);
    return m_lanes[size_t(laneOf(request))].network->createRequest(
        QNetworkAccessManager::GetOperation, wire);
}

std::optional<QString> NetworkTransport::nameToLookUp(const ResolvedRequest &request)
{
    const auto target = connectionTarget(request);
    // A proxy looks names up by itself.
    if (!target || !QHostAddress(target->host).isNull() || !carrierOf(request).isEmpty())
        return std::nullopt;
    return target->host;
}

QString NetworkTransport::carrierOf(const ResolvedRequest &request)
{
    return m_lanes[size_t(laneOf(request))].network->proxies().carrierOf(connectedUrl(request));
}

const QString &NetworkTransport::proxyOf(const ResolvedRequest &request) const
{
    static const QString usual;
    return m_proxyReach == ProxyReach::EveryRequest ? usual : request.route.proxy;
}

bool NetworkTransport::fits(const Lane &lane, const ResolvedRequest &request) const
{
    return lane.identity == request.clientIdentity && lane.proxy == proxyOf(request)
        && lane.portLedElsewhere == portLedElsewhere(request);
}

qsizetype NetworkTransport::laneOf(const ResolvedRequest &request)
{
    for (size_t i = 0; i < m_lanes.size(); ++i) {
        if (fits(m_lanes[i], request))
            return qsizetype(i);
    }
    if (m_lanes.size() >= mostLanes)
        renewConnections(m_generation);
    m_lanes.push_back({request.clientIdentity, proxyOf(request), portLedElsewhere(request),
                       newNetwork(proxyOf(request))});
    return qsizetype(m_lanes.size()) - 1;
}

NetworkTransport::Origin NetworkTransport::originOf(const ResolvedRequest &request) const
{
    const auto lane = std::ranges::find_if(
        m_lanes, [this, &request](const Lane &one) { return fits(one, request); });
    Origin origin{request.url.host(), request.url.port(), isEncrypted(request.url),
                  request.httpVersion, lane - m_lanes.begin()};
    if (!leadsElsewhere(request.route))
        return origin;
    if (const auto target = connectionTarget(request))
        origin.host += u' ' + target->text(request.url.scheme());
    return origin;
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

std::unique_ptr<NetworkTransport::Network> NetworkTransport::newNetwork(const QString &proxy) const
{
    // Requests with a faulty one do not come here, see proxyFault().
    return std::make_unique<Network>(
        proxy.isEmpty()
            ? std::make_unique<Proxies>(m_usualProxy.value_or(ProxyChoice()), m_proxyExceptions)
            : std::make_unique<Proxies>(proxyFrom(proxy).value_or(ProxyChoice())));
}

QNetworkProxy NetworkTransport::socketProxy(const QUrl &url) const
{
    const QNetworkProxy proxy = Proxies(m_usualProxy.value_or(ProxyChoice()), m_proxyExceptions)
                                    .queryProxy(QNetworkProxyQuery(url))
                                    .value(0);
    return proxy.type() == QNetworkProxy::DefaultProxy ? QNetworkProxy(QNetworkProxy::NoProxy)
                                                       : proxy;
}

std::optional<SendError> NetworkTransport::proxyFault(const ResolvedRequest &request) const
{
    const QString &own = proxyOf(request);
    if (own.isEmpty())
        return m_usualProxy ? std::nullopt : std::optional(m_usualProxy.error());
    const auto proxy = proxyFrom(own);
    return proxy ? std::nullopt : std::optional(proxy.error());
}

void NetworkTransport::setProxy(const std::expected<ProxyChoice, SendError> &usual,
                                const QStringList &exceptions, ProxyReach reach)
{
    if (usual == m_usualProxy && exceptions == m_proxyExceptions && reach == m_proxyReach)
        return;
    m_usualProxy = usual;
    m_proxyReach = reach;
    m_proxyExceptions = exceptions;
    renewConnections(m_generation);
}

void NetworkTransport::renewConnections(int generation)
{
    if (generation != m_generation)
        return;
    ++m_generation;
    m_idle.clear();
    for (Lane &lane : m_lanes)
        m_retired.push_back(std::move(lane.network));
    m_lanes.clear();
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
