// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/proxies.h"

#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

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

} // namespace

QList<QNetworkProxy> Proxies::queryProxy(const QNetworkProxyQuery &query)
{
    if (m_direct.isEmpty())
        m_direct = {directBuffered()};
    const QString host = query.peerHostName();
    if (host == m_thisMachine)
        return m_direct;
    if (isThisMachine(host)) {
        m_thisMachine = host;
        return m_direct;
    }

    // Asking the system may mean asking a settings daemon, so an answer holds for a while.
    const QString key
        = query.url().scheme() % u' ' % host % u' ' % QString::number(query.peerPort());
    const auto now = std::chrono::steady_clock::now();
    if (const auto known = m_known.constFind(key); known != m_known.cend() && now < known->until)
        return known->proxies;
    QNetworkProxyQuery asked = query;
    // A connection made ahead must take the way that its request will take.
    if (QUrl url = query.url(); url.scheme().startsWith("preconnect-"_L1)) {
        url.setScheme(url.scheme().mid(11));
        asked.setUrl(url);
        asked.setProtocolTag(url.scheme());
    }
    QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(asked);
    for (QNetworkProxy &proxy : proxies) {
        if (proxy.type() == QNetworkProxy::NoProxy || proxy.type() == QNetworkProxy::DefaultProxy)
            proxy = m_direct.first();
    }
    if (proxies.isEmpty())
        proxies = m_direct;
    if (m_known.size() >= rememberedHosts)
        m_known.clear();
    m_known.insert(key, {proxies, now + remembered});
    return proxies;
}

} // namespace Recloser
