// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"

#include <QByteArrayList>
#include <QString>

namespace Recloser {

/// A line for a POSIX shell that sends `argv` with redis-cli to `endpoint`, any bytes in it
/// included: plain words as they stand, others in single quotes, and where bytes cannot be typed
/// (control bytes, no UTF-8) --quoted-input of redis-cli 6.2. No password; where the endpoint has
/// one, REDISCLI_AUTH is what redis-cli reads.
QString redisCliLine(const QByteArrayList &argv, const RedisEndpoint &endpoint);

/// One word for a POSIX shell; `text` must not contain NUL.
QString shellQuoted(const QString &text);

} // namespace Recloser
