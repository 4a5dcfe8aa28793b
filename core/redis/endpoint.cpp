// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/endpoint.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString encoded(const QString &plain, const QByteArray &kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(plain, kept));
}

/// As it stands in a URL.
QString placeOf(const RedisNode &node)
{
    const QString host
        = node.host.contains(u':') ? u'[' + encoded(node.host, ":") + u']' : node.host;
    return host + u':' + QString::number(node.port);
}

} // namespace

QString RedisNode::name() const
{
    const QString place = host.contains(u':') ? u'[' + host + u']' : host;
    return place + u':' + QString::number(port);
}

bool RedisNode::isLoopback() const
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

QString RedisEndpoint::display() const
{
    const QString login = user.isEmpty() ? QString() : encoded(user) + u'@';
    if (transport == Transport::Unix) {
        const QString query = database ? u"?db=%1"_s.arg(database) : QString();
        return "unix://"_L1 + login + encoded(path, "/") + query;
    }
    QString url = transport == Transport::Tls ? u"rediss"_s : u"redis"_s;
    QStringList places;
    for (const RedisNode &node : nodes)
        places.append(placeOf(node));
    QStringList options;
    switch (topology) {
    case Topology::Standalone:
        url += "://"_L1 + login + placeOf({host, port});
        break;
    case Topology::Sentinel:
        url += "+sentinel://"_L1 + login + places.join(u',') + u'/' + encoded(masterName);
        if (!sentinelUser.isEmpty())
            options.append("sentinel_user="_L1 + encoded(sentinelUser));
        break;
    case Topology::Cluster:
        url += "+cluster://"_L1 + login + places.join(u',');
        break;
    }
    if (database)
        url += u'/' + QString::number(database);
    if (!ssh.isEmpty())
        options.append("ssh="_L1 + encoded(ssh, "@:[]"));
    return options.isEmpty() ? url : url + u'?' + options.join(u'&');
}

bool RedisEndpoint::isLocal() const
{
    if (transport == Transport::Unix)
        return true;
    if (!ssh.isEmpty())
        return false;
    if (topology == Topology::Standalone)
        return RedisNode{host, port}.isLoopback();
    return std::ranges::all_of(nodes, &RedisNode::isLoopback);
}

RedisEndpoint RedisEndpoint::serverAt(const RedisNode &node) const
{
    RedisEndpoint server = *this;
    server.topology = Topology::Standalone;
    server.host = node.host;
    server.port = node.port;
    server.nodes.clear();
    server.masterName.clear();
    server.sentinelUser.clear();
    server.sentinelPassword.clear();
    return server;
}

RedisEndpoint RedisEndpoint::sentinelAt(const RedisNode &node) const
{
    RedisEndpoint sentinel = serverAt(node);
    sentinel.user = sentinelUser;
    sentinel.password = sentinelPassword;
    sentinel.database = 0;
    return sentinel;
}

} // namespace Recloser
