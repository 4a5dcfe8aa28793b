// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/plain.h"

#include "core/send/proxies.h"

#include <QHttp1Configuration>
#include <QNetworkReply>

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

PlainContestant::PlainContestant(const QUrl &url, qsizetype bodySize, Sockets sockets)
    : m_sockets(sockets)
    , m_bodySize(bodySize)
    , m_request(url)
{
    if (sockets == Sockets::Buffered)
        m_network.setProxyFactory(new Proxies);
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(64);
    m_request.setHttp1Configuration(connections);
}

QString PlainContestant::title() const
{
    return m_sockets == Sockets::Buffered ? u"QNAM, buffered sockets"_s : u"QNAM as it comes"_s;
}

void PlainContestant::sendOne()
{
    QNetworkReply *reply = m_network.get(m_request);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        const bool isGood
            = reply->error() == QNetworkReply::NoError && reply->readAll().size() == m_bodySize;
        answered(isGood ? Answer::Good : Answer::Bad, reply->errorString());
    });
}

} // namespace Recloser::Bench
