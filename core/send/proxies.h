// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/proxychoice.h"

#include <QHash>
#include <QNetworkProxyFactory>

#include <chrono>

namespace Recloser {

/// The proxies of a choice; the system's (environment or desktop settings) never for this machine
/// itself. A direct connection is answered as a proxy of the default type: QNetworkAccessManager
/// then uses buffered sockets, which spares two thirds of its system calls, and nothing else
/// changes as long as the application sets no proxy of its own.
class Proxies final : public QNetworkProxyFactory
{
public:
    explicit Proxies(ProxyChoice choice = {}, QStringList exceptions = {});

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

    /// The one that a request to `url` goes through, as proxyText() has it; empty: none.
    QString carrierOf(const QUrl &url);

    /// What makes a proxy let a plain request to `url` pass, as the value of Proxy-Authorization
    /// (RFC 7617), so that it need not ask; null: nothing.
    QByteArray authorizationFor(const QUrl &url);

private:
    struct Known
    {
        QList<QNetworkProxy> proxies;
        std::chrono::steady_clock::time_point until;
    };

    /// Mostly there is none, and no list is made for saying so.
    bool isSurelyDirect(const QUrl &url) const;
    const QList<QNetworkProxy> &systemProxies(const QNetworkProxyQuery &query);

    ProxyChoice m_choice;
    QStringList m_exceptions;
    QList<QNetworkProxy> m_direct;
    QList<QNetworkProxy> m_chosen;
    /// The name it was last asked by.
    QString m_thisMachine;
    QHash<QString, Known> m_known;
};

/// The way of a socket, with the same meaning.
QNetworkProxy networkProxy(const ProxyChoice &choice);

} // namespace Recloser
