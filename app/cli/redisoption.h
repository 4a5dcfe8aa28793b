// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/model/clock.h"
#include "core/redis/endpoint.h"
#include "core/resilience/redisbreakerstore.h"

#include <expected>
#include <memory>
#include <optional>

namespace Recloser {

/// `--redis URL`, `--prefix P` and `--scope S`: the breaker store they name, with its connection.
/// Owned by a command.
class RedisOption
{
public:
    static void add(QCommandLineParser &parser);
    /// Null when no `--redis` was given; a sentence when it cannot be used.
    static std::expected<std::unique_ptr<RedisOption>, QString>
    from(const QCommandLineParser &parser, Clock &clock);

    /// What `--redis` and its certificates name; nothing when it was not given.
    static std::expected<std::optional<RedisEndpoint>, QString>
    endpoint(const QCommandLineParser &parser);

    RedisOption(const RedisEndpoint &endpoint, RedisStoreSettings settings, Clock &clock);

    RedisBreakerStore &store() { return m_store; }

private:
    RedisBreakerStore m_store;
};

} // namespace Recloser
