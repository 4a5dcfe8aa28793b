// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/client.h"

namespace Recloser {

/// A Lua script and its name at the server. Plain value.
struct RedisScript
{
    QByteArray source;
    /// Lower-case hexadecimal SHA-1 of `source`, as EVALSHA wants it.
    QByteArray sha1;

    explicit RedisScript(QByteArray lua = {});

    bool operator==(const RedisScript &) const = default;
};

/// EVALSHA; on NOSCRIPT (restart, failover) exactly one EVAL, never a loop. `callback` as in
/// RedisClient::command(); NoPermission or UnknownCommand mean that scripts cannot be used
/// here. Every key the script touches must be in `keys`, and all in one slot of a cluster.
/// `timeout` is for each of the two commands.
void evalScript(RedisClient &client, const RedisScript &script, const QByteArrayList &keys,
                const QByteArrayList &arguments, const QObject *context, RedisCallback callback,
                std::optional<std::chrono::milliseconds> timeout = {});

} // namespace Recloser
