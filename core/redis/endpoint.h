// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/rediserror.h"

#include <QList>
#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// Files for a TLS connection, PEM. The server's certificate and host name are always verified.
struct RedisTls
{
    /// Certificates to trust instead of the system's; empty for the system's.
    QString caFile;
    /// Our own certificate and its unencrypted key; both or neither.
    QString certificateFile;
    QString keyFile;

    bool operator==(const RedisTls &) const = default;
};

/// Host and port of one server. Plain value.
struct RedisNode
{
    /// Name or address, IPv6 without brackets.
    QString host;
    quint16 port = 6379;

    /// `host:port`, IPv6 in brackets.
    QString name() const;
    /// A loopback address, or localhost.
    bool isLoopback() const;
    bool operator==(const RedisNode &) const = default;
};

/// Where Redis or Valkey is and as whom to log in. Plain value; holds passwords, so it is shown
/// through display() only.
struct RedisEndpoint
{
    enum class Transport { Tcp, Tls, Unix };
    enum class Topology {
        Standalone, ///< the server at host and port, or at path
        Sentinel, ///< the master that the sentinels `nodes` name
        Cluster, ///< the masters of the cluster that the servers `nodes` are part of
    };

    Transport transport = Transport::Tcp;
    Topology topology = Topology::Standalone;
    /// Name or address, IPv6 without brackets; Standalone over Tcp and Tls.
    QString host;
    quint16 port = 6379;
    /// Whom to ask first, in this order; Sentinel and Cluster, where it is not empty.
    QList<RedisNode> nodes;
    /// What the sentinels call the master; Sentinel.
    QString masterName;
    /// Socket file; Unix.
    QString path;
    /// ACL user; empty for the default user.
    QString user;
    /// Empty: no AUTH is sent, unless there is a user.
    QString password;
    /// 0 in a Cluster.
    int database = 0;
    /// As whom to log in at the sentinels, which do not share the servers' users; as above.
    QString sentinelUser;
    QString sentinelPassword;
    RedisTls tls;
    /// `[user@]host[:port]` of the SSH server through which everything is reached, hosts being
    /// named as that one sees them; empty for none. Not over Unix.
    QString ssh;

    /// As a URL that parseRedisUrl() reads back, without passwords.
    QString display() const;
    /// A Unix socket or loopback addresses and names only, and no SSH: other people's circuits are
    /// not at stake there.
    bool isLocal() const;
    /// The one server `node` with the login of the servers.
    RedisEndpoint serverAt(const RedisNode &node) const;
    /// The sentinel `node` with the login of the sentinels.
    RedisEndpoint sentinelAt(const RedisNode &node) const;

    bool operator==(const RedisEndpoint &) const = default;
};

/// An SSH server as its program wants it. Plain value.
struct SshDestination
{
    /// `[user@]host`; never begins with a dash, which the program would take for an option.
    QString login;
    std::optional<quint16> port;

    bool operator==(const SshDestination &) const = default;
};

/// Reads `[user@]host[:port]`, IPv6 in brackets. Errors: InvalidUrl.
std::expected<SshDestination, RedisError> parseSshDestination(QStringView text);

/// Reads
/// - `redis://[user[:password]@]host[:port][/db]` and a bare `host[:port]`,
/// - `unix:///path?db=n` and a bare `/path`,
/// - `redis+sentinel://[user[:password]@]host[:port][,host[:port]...]/master[/db]`; the port of a
///   sentinel is 26379, its own login is in the options `sentinel_user` and `sentinel_password`,
/// - `redis+cluster://[user[:password]@]host[:port][,host[:port]...]`;
///
/// `rediss` instead of `redis` is TLS, to sentinels too; `valkey` and `valkeys` mean the same. The
/// option `ssh=[user@]host[:port]` reaches all but socket files through SSH. White space around it
/// is ignored, user and password end at the last '@' before such options, everything is
/// percent-decoded, an IPv6 address stands in brackets, a missing host is localhost. Errors:
/// InvalidUrl with the place and what to write; never with a password in it.
std::expected<RedisEndpoint, RedisError> parseRedisUrl(const QString &text);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RedisEndpoint)
