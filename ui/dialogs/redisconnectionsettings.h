// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"

#include <QString>

namespace Recloser {

/// A Redis connection as the user set it up. Plain value; the passwords are in the endpoint and
/// belong into the keychain.
struct RedisConnectionSettings
{
    /// What the user calls it.
    QString name;
    RedisEndpoint endpoint;
    /// Put before every key; empty: the Fynd library's own layout, where the key stands alone.
    QString prefix;

    bool operator==(const RedisConnectionSettings &) const = default;
};

} // namespace Recloser
