// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storescope.h"
#include "core/redis/endpoint.h"

#include <QString>

#include <optional>

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
    /// Unset: what is usual for such a server.
    std::optional<StoreScope> scope = {};
    WhenAway whenAway = WhenAway::FailOpen;

    StoreScope effectiveScope() const
    {
        return scope.value_or(usualScope(endpoint.isLocal(), !prefix.isEmpty()));
    }
    bool operator==(const RedisConnectionSettings &) const = default;
};

} // namespace Recloser
