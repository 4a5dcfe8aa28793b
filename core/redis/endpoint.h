// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/rediserror.h"

#include <QString>

#include <expected>

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

/// Where a Redis or Valkey server is and as whom to log in. Plain value; holds the password, so it
/// is shown through display() only.
struct RedisEndpoint
{
    enum class Transport { Tcp, Tls, Unix };

    Transport transport = Transport::Tcp;
    /// Name or address, IPv6 without brackets; Tcp and Tls.
    QString host;
    quint16 port = 6379;
    /// Socket file; Unix.
    QString path;
    /// ACL user; empty for the default user.
    QString user;
    /// Empty: no AUTH is sent, unless there is a user.
    QString password;
    int database = 0;
    RedisTls tls;

    /// As a URL that parseRedisUrl() reads back, without the password.
    QString display() const;
    /// A Unix socket or a loopback address or name: other people's circuits are not at stake there.
    bool isLocal() const;

    bool operator==(const RedisEndpoint &) const = default;
};

/// Reads `redis://[user[:password]@]host[:port][/db]`, `rediss://` (TLS), `unix:///path?db=n` and a
/// bare `host[:port]`; `valkey` and `valkeys` mean the same as `redis` and `rediss`. White space
/// around it is ignored, user and password end at the last '@', everything is percent-decoded, an
/// IPv6 address stands in brackets, a missing host is localhost. Errors: InvalidUrl with the place
/// and what to write, UnsupportedScheme for Sentinel and Cluster; never with the password in it.
std::expected<RedisEndpoint, RedisError> parseRedisUrl(const QString &text);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RedisEndpoint)
