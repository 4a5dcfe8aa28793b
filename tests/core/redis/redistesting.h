// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/connection.h"
#include "tests/support/redisserver.h"

#include <QTest>

#include <vector>

namespace Recloser {

/// Long enough for a slow machine; nothing waits for it when all goes well.
constexpr std::chrono::seconds patience{30};

/// Time-outs that tests of faults can wait for, and no chance in the waits.
inline RedisConnection::Settings quickSettings()
{
    using std::chrono::milliseconds;
    RedisConnection::Settings settings;
    settings.timeouts = {.connect = milliseconds(300),
                         .headOfLine = milliseconds(300),
                         .command = milliseconds(300),
                         .backoffBase = milliseconds(20),
                         .backoffCap = milliseconds(80),
                         .stableAfter = milliseconds(60'000)};
    settings.jitter = [] { return 0.5; };
    return settings;
}

/// Time-outs that must not strike however slow the machine is.
inline RedisConnection::Settings patientSettings()
{
    RedisConnection::Settings settings = quickSettings();
    settings.timeouts.connect = settings.timeouts.headOfLine = settings.timeouts.command = patience;
    return settings;
}

inline RedisEndpoint unixEndpoint(const RedisServer &server)
{
    RedisEndpoint endpoint;
    endpoint.transport = RedisEndpoint::Transport::Unix;
    endpoint.path = server.socketPath();
    return endpoint;
}

inline RedisEndpoint tcpEndpoint(quint16 port)
{
    RedisEndpoint endpoint;
    endpoint.host = QStringLiteral("127.0.0.1");
    endpoint.port = port;
    return endpoint;
}

/// Sentinels on these loopback ports.
inline RedisEndpoint sentinelEndpoint(const QList<quint16> &ports,
                                      const QString &name = QStringLiteral("shop"))
{
    RedisEndpoint endpoint;
    endpoint.topology = RedisEndpoint::Topology::Sentinel;
    for (const quint16 port : ports)
        endpoint.nodes.append({QStringLiteral("127.0.0.1"), port});
    endpoint.masterName = name;
    return endpoint;
}

/// Servers of a cluster on these loopback ports.
inline RedisEndpoint clusterEndpoint(const QList<quint16> &ports)
{
    RedisEndpoint endpoint;
    endpoint.topology = RedisEndpoint::Topology::Cluster;
    for (const quint16 port : ports)
        endpoint.nodes.append({QStringLiteral("127.0.0.1"), port});
    return endpoint;
}

/// Collects what a connection answers.
struct Replies
{
    std::vector<RedisReply> all;

    RedisCallback taker()
    {
        return [this](RedisReply reply) { all.push_back(std::move(reply)); };
    }
    qsizetype count() const { return qsizetype(all.size()); }
    QByteArray bytes(size_t i) const
    {
        return all.at(i) ? all[i]->bytes : all[i].error().detail.toUtf8();
    }
    RedisError::Kind kind(size_t i) const { return all.at(i).error().kind; }
};

} // namespace Recloser

/// QTRY_* with our patience; the machine may be slow, and nothing waits when all goes well.
#define EVENTUALLY(condition)                                                                      \
    QTRY_VERIFY_WITH_TIMEOUT(condition, std::chrono::milliseconds(Recloser::patience).count())
#define EVENTUALLY_COMPARE(actual, expected)                                                       \
    QTRY_COMPARE_WITH_TIMEOUT(actual, expected,                                                    \
                              std::chrono::milliseconds(Recloser::patience).count())
