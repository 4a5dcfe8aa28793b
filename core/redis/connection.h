// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/commandqueue.h"
#include "core/redis/endpoint.h"
#include "core/redis/handshake.h"
#include "core/redis/respcodec.h"
#include "core/redis/timeouts.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

namespace Recloser {

class RedisSocket;

/// A connection to one Redis or Valkey server that heals itself (BREAKER.md section 4). It lives in
/// the thread that made it, never blocks, and may be deleted at any moment, inside its own signals
/// and callbacks too.
///
/// Every command has exactly one reply, so commands that have none or many (SUBSCRIBE, MONITOR,
/// CLIENT REPLY) must not be sent. Commands called in one turn of the event loop leave in one
/// write.
class RedisConnection : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Disconnected,
        Connecting,
        Tls,
        Authenticating,
        Ready,
        Backoff, ///< tries again by itself, see nextRetryIn()
        Failed, ///< only the user can help: open() or retryNow() tries again
    };
    Q_ENUM(State)

    struct Settings
    {
        RedisTimeouts timeouts;
        RedisLimits limits;
        /// Chance in [0, 1) for the waits between connections.
        RedisJitter jitter = randomJitter();
    };

    /// `clock` must outlive the connection.
    RedisConnection(RedisEndpoint endpoint, Settings settings, Clock &clock,
                    QObject *parent = nullptr);
    /// Commands without an answer end with Closed, in a later turn of the event loop.
    ~RedisConnection() override;

    /// Connects when Disconnected, Backoff or Failed; otherwise does nothing.
    void open();
    /// Pending commands end with Closed, in a later turn of the event loop.
    void close();
    /// Ends a wait (Backoff, Failed) at once and starts the waits from the base again.
    void retryNow();

    const RedisEndpoint &endpoint() const { return m_endpoint; }
    State state() const { return m_state; }
    /// Why the last connection ended; empty again once Ready.
    std::optional<RedisError> lastError() const { return m_lastError; }
    /// The step of the greeting that lastError() is about, where it is about one.
    std::optional<RedisHandshake::Step> refusedStep() const { return m_refusedStep; }
    /// Time until the next connection; nothing unless Backoff.
    std::optional<std::chrono::milliseconds> nextRetryIn() const;
    /// From writing to reading of the command answered last; zero before the first.
    std::chrono::microseconds roundTrip() const { return m_roundTrip; }
    qsizetype pendingCommands() const { return m_queue.size() + qsizetype(m_waiting.size()); }

    /// Runs `callback` exactly once, never inside this call: with the reply, or with an error, at
    /// the latest `timeout` (default RedisTimeouts::command) after the call. Dropped silently when
    /// `context`, which must not be null, dies. While the connection is being made for the first
    /// time since open() or retryNow(), commands wait for it; in Disconnected, Backoff, Failed and
    /// later attempts they fail in the next turn of the event loop with NotConnected: certainly not
    /// sent. A command is never sent twice.
    void command(const QByteArrayList &argv, const QObject *context, RedisCallback callback,
                 std::optional<std::chrono::milliseconds> timeout = {});
    /// The same as a future that always gets a value.
    QFuture<RedisReply> command(const QByteArrayList &argv,
                                std::optional<std::chrono::milliseconds> timeout = {});

Q_SIGNALS:
    void stateChanged(Recloser::RedisConnection::State state);
    /// At most once per turn of the event loop.
    void roundTripMeasured(std::chrono::microseconds roundTrip);

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

    void submit(const QByteArrayList &argv, PendingCommand pending,
                std::optional<std::chrono::milliseconds> timeout);
    std::optional<RedisError> refusal(const QByteArrayList &argv) const;
    void enqueue(const QByteArrayList &argv, PendingCommand pending);
    void writeOutgoing();
    void wakeSoon();
    void onWake();

    void connectNow();
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
    void setState(State state);

    const RedisEndpoint m_endpoint;
    const Settings m_settings;
    Clock &m_clock;

    State m_state = State::Disconnected;
    std::optional<RedisError> m_lastError;
    std::optional<RedisHandshake::Step> m_refusedStep;
    int m_failures = 0;
    bool m_isFirstAttempt = true;
    Clock::time_point m_readySince;
    Clock::time_point m_retryAt;

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
    std::chrono::microseconds m_roundTrip{0};
};

} // namespace Recloser
