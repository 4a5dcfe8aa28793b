// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/client.h"
#include "core/redis/handshake.h"
#include "core/redis/respcodec.h"

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

namespace Recloser {

class RedisSocket;
class SshTunnel;

/// A connection to one Redis or Valkey server that heals itself (BREAKER.md section 4), through an
/// SSH tunnel where the endpoint says so.
class RedisConnection : public RedisClient
{
    Q_OBJECT
public:
    /// `clock` must outlive the connection.
    RedisConnection(RedisEndpoint endpoint, Settings settings, Clock &clock,
                    QObject *parent = nullptr);
    /// Commands without an answer end with Closed, in a later turn of the event loop.
    ~RedisConnection() override;

    void open() override;
    void close() override;

    /// The step of the greeting that lastError() is about, where it is about one.
    std::optional<RedisHandshake::Step> refusedStep() const { return m_refusedStep; }
    qsizetype pendingCommands() const { return m_queue.size() + qsizetype(m_waiting.size()); }

    void submit(const QByteArrayList &argv, PendingCommand pending,
                std::optional<std::chrono::milliseconds> timeout) override;
    /// What the ssh program has said so far; empty without a tunnel.
    QString tunnelOutput() const;

Q_SIGNALS:
    /// The SSH tunnel stands; the connection through it comes next.
    void tunnelOpened();

private:
    struct WaitingCommand
    {
        QByteArrayList argv;
        PendingCommand pending;
    };
    struct Delivery
    {
        PendingCommand pending;
        RedisError error;
    };

    std::optional<RedisError> refusal(const QByteArrayList &argv) const;
    void enqueue(const QByteArrayList &argv, PendingCommand pending);
    void writeOutgoing();
    void wakeSoon();
    void onWake();

    void connectNow();
    void openTunnel();
    void onTunnelOpened();
    void onTunnelFailed(const RedisError &error);
    void connectSocket(std::optional<quint16> tunnelPort);
    void greet();
    void becomeReady();
    void onReadyRead();
    /// False when the connection broke, was closed or deleted on the way.
    bool takeReplies();
    bool takeReply(RespValue reply);
    bool takeGreeting(const RespValue &reply);
    void onPhaseTimeout();
    void breakDown(const RedisError &error, std::optional<RedisHandshake::Step> refused = {});
    void endSocket();
    void failPending(const RedisError &forWritten, const RedisError &forWaiting);

    void startPhaseTimer(std::chrono::milliseconds limit);
    void watchDeadline(Clock::time_point due);
    std::optional<Clock::time_point> nextDue() const;
    void onDeadline();
    void expireOverdue(Clock::time_point now);

    std::optional<RedisHandshake::Step> m_refusedStep;
    int m_failures = 0;
    bool m_isFirstAttempt = true;
    Clock::time_point m_readySince;

    /// Kept over the sockets that go through it.
    std::shared_ptr<SshTunnel> m_tunnel;
    std::unique_ptr<RedisSocket> m_socket;
    /// Counts sockets: what was begun with an older one must not go on with the next.
    quint64 m_generation = 0;
    RespReader m_reader;
    RedisHandshake m_handshake;

    CommandQueue m_queue;
    QByteArray m_outgoing;
    std::deque<WaitingCommand> m_waiting;
    std::deque<Delivery> m_deliveries;
    bool m_isWaking = false;
    bool m_isReading = false;

    /// Connecting and greeting, or the wait before another connection.
    std::unique_ptr<ScheduledCall> m_phaseCall;
    std::unique_ptr<ScheduledCall> m_deadlineCall;
    Clock::time_point m_deadlineDue;
    bool m_isSecondLook = false;
    Clock::time_point m_readAt;
};

} // namespace Recloser
