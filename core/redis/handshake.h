// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"
#include "core/redis/respvalue.h"

#include <QByteArray>

#include <expected>
#include <vector>

namespace Recloser {

/// What is said first on a new connection, and what the answers mean. All commands go out at once,
/// so it costs one round trip. Plain value.
class RedisHandshake
{
public:
    enum class Step { Auth, SetName, Select, Ping };
    enum class Progress { Waiting, Done };

    RedisHandshake() = default;
    explicit RedisHandshake(const RedisEndpoint &endpoint);

    QByteArray bytes() const { return m_bytes; }
    /// The step whose answer comes next; after an error the one that was refused.
    Step step() const { return m_steps[m_next]; }
    /// Takes the answer to step(). Precondition: not Done and no error before.
    std::expected<Progress, RedisError> take(const RespValue &reply);

private:
    void say(Step step, const QByteArrayList &argv);

    std::vector<Step> m_steps;
    QByteArray m_bytes;
    size_t m_next = 0;
};

} // namespace Recloser
