// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/connection.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <expected>
#include <memory>
#include <optional>

namespace Recloser {

/// What one sentinel said. Plain value.
struct SentinelAnswer
{
    RedisNode sentinel;
    /// Nothing when it does not know the master's name, or could not be asked.
    std::optional<RedisNode> master;
    /// Why it could not be asked.
    std::optional<RedisError> error;

    bool operator==(const SentinelAnswer &) const = default;
};

/// Asks one sentinel after the other who the master is, until one says so. The object is the
/// operation: deleting it stops it silently.
class SentinelQuery : public QObject
{
    Q_OBJECT
public:
    /// In the order of the endpoint's nodes. `clock` must outlive it.
    SentinelQuery(RedisEndpoint endpoint, RedisClient::Settings settings, Clock &clock,
                  QObject *parent = nullptr);

    /// Once.
    void start() { askNext(); }
    /// So far.
    const QList<SentinelAnswer> &answers() const { return m_answers; }

Q_SIGNALS:
    /// Once, never inside start(). Errors: SentinelsAway, UnknownMaster when all sentinels were
    /// asked and none knows the name, or what a sentinel refused for, where only the user can help.
    void finished(const std::expected<Recloser::RedisNode, Recloser::RedisError> &master);

private:
    void askNext();
    void take(const RedisReply &reply);
    RedisError failure() const;

    const RedisEndpoint m_endpoint;
    RedisClient::Settings m_settings;
    Clock &m_clock;
    QList<SentinelAnswer> m_answers;
    std::unique_ptr<RedisConnection> m_connection;
};

} // namespace Recloser
