// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/proxies.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = ProxyChoice::Kind;

constexpr std::chrono::seconds remembered{60};
constexpr qsizetype rememberedHosts = 512;

bool isThisMachine(const QString &host)
{
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1))
        return true;
    return QHostAddress(host).isLoopback();
}

QNetworkProxy directBuffered()
{
    QNetworkProxy proxy;
    proxy.setType(QNetworkProxy::DefaultProxy);
    proxy.setCapabilities(QNetworkProxy::TunnelingCapability);
    return proxy;
}

bool isDirect(const QNetworkProxy &proxy)
{
    return proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy;
}

int portOf(const QNetworkProxyQuery &query)
{
    if (query.peerPort() > 0)
        return query.peerPort();
    return query.url().port(query.url().scheme().endsWith("https"_L1) ? 443 : 80);
}

} // namespace

QNetworkProxy networkProxy(const ProxyChoice &choice)
{
    if (choice.kind == Kind::System || choice.kind == Kind::None)
        return QNetworkProxy::NoProxy;
    const bool isHttp = choice.kind == Kind::Http;
    QNetworkProxy proxy(isHttp ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, choice.host,
                        quint16(choice.port), choice.user, choice.password);
    if (choice.kind == Kind::Socks5)
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability);
    return proxy;
}

Proxies::Proxies(ProxyChoice choice, QStringList exceptions)
    : m_choice(std::move(choice))
    , m_exceptions(std::move(exceptions))
    , m_direct{directBuffered()}
    , m_chosen{networkProxy(m_choice)}
{
}

QList<QNetworkProxy> Proxies::queryProxy(const QNetworkProxyQuery &query)
{
    const QString host = query.peerHostName();
    if (m_choice.kind == Kind::None || isExcepted(m_exceptions, host, portOf(query)))
        return m_direct;
    // Who names a proxy means it for this machine's servers too.
    if (m_choice.kind != Kind::System)
        return m_chosen;
    if (host == m_thisMachine)
        return m_direct;
    if (isThisMachine(host)) {
        m_thisMachine = host;
        return m_direct;
    }
    return systemProxies(query);
}

const QList<QNetworkProxy> &Proxies::systemProxies(const QNetworkProxyQuery &query)
{
    // Asking the system may mean asking a settings daemon, so an answer holds for a while.
    const QString scheme = query.url().scheme();
    const bool isAhead = scheme.startsWith("preconnect-"_L1);
    // A connection made ahead must take the way that its request will take.
    const QString plainScheme = isAhead ? scheme.sliced(11) : scheme;
    const QString key
        = plainScheme % u' ' % query.peerHostName() % u' ' % QString::number(portOf(query));
    const auto now = std::chrono::steady_clock::now();
    if (const auto known = m_known.constFind(key); known != m_known.cend() && now < known->until)
        return known->proxies;
    QNetworkProxyQuery asked = query;
    if (isAhead) {
        QUrl url = query.url();
        url.setScheme(plainScheme);
        asked.setUrl(url);
        asked.setProtocolTag(plainScheme);
    }
    QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(asked);
    for (QNetworkProxy &proxy : proxies) {
        if (isDirect(proxy))
            proxy = m_direct.first();
    }
    if (proxies.isEmpty())
        proxies = m_direct;
    if (m_known.size() >= rememberedHosts)
        m_known.clear();
    return m_known.insert(key, {proxies, now + remembered})->proxies;
}

bool Proxies::isSurelyDirect(const QUrl &url) const
{
    return m_choice.kind == Kind::None
        || (m_choice.kind == Kind::System && url.host() == m_thisMachine);
}

QByteArray Proxies::authorizationFor(const QUrl &url)
{
    if (url.scheme() != "http"_L1 || isSurelyDirect(url))
        return {};
    const QNetworkProxy proxy = queryProxy(QNetworkProxyQuery(url)).value(0);
    if (proxy.type() != QNetworkProxy::HttpProxy || proxy.user().isEmpty())
        return {};
    return "Basic " + (proxy.user() + u':' + proxy.password()).toUtf8().toBase64();
}

QString Proxies::carrierOf(const QUrl &url)
{
    if (isSurelyDirect(url))
        return {};
    const QNetworkProxy proxy = queryProxy(QNetworkProxyQuery(url)).value(0);
    if (isDirect(proxy))
        return {};
    if (m_choice.kind != Kind::System)
        return proxyText(m_choice);
    const bool isSocks = proxy.type() == QNetworkProxy::Socks5Proxy;
    return proxyText({.kind = isSocks ? Kind::Socks5Names : Kind::Http,
                      .host = proxy.hostName(),
                      .port = proxy.port(),
                      .user = proxy.user(),
                      .password = {}});
}

} // namespace Recloser
