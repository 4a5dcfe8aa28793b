// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/networktransport.h"

namespace Recloser {

// The way of connections that are no replies of Qt's. Part of NetworkTransport.

NetworkTransport::SocketWay NetworkTransport::socketWay(const ResolvedRequest &request,
                                                        const QUrl &url) const
{
    const QString &own = proxyOf(request);
    Proxies proxies = own.isEmpty()
        ? Proxies(m_usualProxy.value_or(ProxyChoice()), m_proxyExceptions)
        : Proxies(proxyFrom(own).value_or(ProxyChoice()));
    QNetworkProxy proxy = proxies.queryProxy(QNetworkProxyQuery(url)).value(0);
    // A direct one is told so for the manager's sake.
    if (proxy.type() == QNetworkProxy::DefaultProxy)
        proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    return {proxy, proxies.carrierOf(url)};
}

} // namespace Recloser
