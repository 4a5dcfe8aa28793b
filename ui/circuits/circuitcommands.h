// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"

#include <QByteArrayList>

namespace Recloser {

// What a store's write does to Redis, a command a line, to be shown before it is done. What only
// the server or the store knows (its time, the value that names it) stands as "…". `prefix` and
// `server` are those of BreakerStoreStatus.

QString closeCommand(const Circuit &circuit, const QString &prefix);
QString extendCommand(const Circuit &circuit, const QString &prefix,
                      std::chrono::milliseconds duration);
QString resetCommand(const Circuit &circuit, const QString &prefix);
/// Kind::None takes an override back.
QString forceCommand(const Circuit &circuit, const QString &prefix, const CircuitOverride &forced,
                     const std::optional<std::chrono::milliseconds> &duration);

/// Commands as redis-cli's own prompt takes them, one a line.
QString promptText(const QList<QByteArrayList> &commands);
/// The same for a shell; "redis-cli" with the server, without password.
QString shellText(const QList<QByteArrayList> &commands, const QString &server);
/// A line for a shell that asks Redis for this circuit's value and time left.
QString redisCliCommand(const Circuit &circuit, const QString &server);

/// `bytes` as one argument of redis-cli's own prompt, quoted where it must be
/// (redis.io, redis-cli, "String quoting and escaping").
QString redisQuoted(const QByteArray &bytes);

} // namespace Recloser
