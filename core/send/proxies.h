// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QNetworkProxyFactory>

#include <chrono>

namespace Recloser {

/// The system's proxies (environment or desktop settings), never for this machine itself. A direct
/// connection is answered as a proxy of the default type: QNetworkAccessManager then uses buffered
/// sockets, which spares two thirds of its system calls, and nothing else changes as long as the
/// application sets no proxy of its own.
class Proxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    struct Known
    {
        QList<QNetworkProxy> proxies;
        std::chrono::steady_clock::time_point until;
    };

    QList<QNetworkProxy> m_direct;
    /// The name it was last asked by.
    QString m_thisMachine;
    QHash<QString, Known> m_known;
};

} // namespace Recloser
