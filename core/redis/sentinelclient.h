// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/client.h"
#include "core/redis/heldcommands.h"
#include "core/redis/sentinelquery.h"

namespace Recloser {

/// The master that sentinels name: found, verified by its ROLE, and looked for again when its
/// connection is lost or it refuses writes as a replica. While it is looked for, commands fail as
/// those of a connection that is being made. A command that was refused with READONLY is not sent
/// to the next master: whether it still makes sense there its sender must say.
class SentinelClient : public RedisClient
{
    Q_OBJECT
public:
    /// `clock` must outlive the client.
    SentinelClient(RedisEndpoint endpoint, Settings settings, Clock &clock,
                   QObject *parent = nullptr);
    ~SentinelClient() override;

    void open() override;
    void close() override;
    void submit(const QByteArrayList &argv, PendingCommand pending,
                std::optional<std::chrono::milliseconds> timeout) override;

    /// Where the master was when it was last found.
    std::optional<RedisNode> master() const { return m_master; }

private:
    /// To the master, whose connection is Ready.
    void send(const QByteArrayList &argv, PendingCommand pending,
              std::optional<std::chrono::milliseconds> timeout);
    void findMaster();
    void onFound(const std::expected<RedisNode, RedisError> &master);
    void onConnectionChanged(RedisConnection::State state);
    void askRole();
    void takeRole(const RedisReply &role);
    void becomeReady();
    void onReadOnly(quint64 generation, const RedisError &error);
    void breakDown(const RedisError &error);
    void endAttempt();

    /// The one that answered last comes first.
    QList<RedisNode> m_sentinels;
    std::unique_ptr<SentinelQuery> m_query;
    std::optional<RedisNode> m_master;
    std::unique_ptr<RedisConnection> m_connection;
    /// A master of the past whose answers may still come.
    std::unique_ptr<RedisConnection> m_retired;
    /// Counts connections: what was begun with an older one must not end the next.
    quint64 m_generation = 0;
    HeldCommands m_held;
    bool m_isFirstAttempt = true;
    int m_failures = 0;
    Clock::time_point m_readySince;
    std::unique_ptr<ScheduledCall> m_retryCall;
};

} // namespace Recloser
