// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/redisserver.h"

#include <QProcess>
#include <QUrl>

namespace Recloser::Bench {

/// What the contestants talk to: the answering server and a Redis of our own, processes both.
/// Starting blocks.
class Servers
{
public:
    Servers() = default;
    ~Servers();
    Servers(const Servers &) = delete;
    Servers &operator=(const Servers &) = delete;

    /// False with error() set.
    bool start(qsizetype bodyBytes, qsizetype headerBytes);
    QString error() const { return m_error; }

    QUrl url() const { return m_url; }
    QString redisSocket() const { return m_redis.socketPath(); }

private:
    QProcess m_answers;
    RedisServer m_redis;
    QUrl m_url;
    QString m_error;
};

} // namespace Recloser::Bench
