// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/commandqueue.h"
#include "core/redis/endpoint.h"
#include "core/redis/timeouts.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace Recloser {

class SshTunnels;

/// Whatever answers Redis commands: one server (RedisConnection), the master that sentinels name
/// (SentinelClient), the masters of a cluster (ClusterClient). It heals itself, never blocks, lives
/// in the thread that made it, and may be deleted at any moment, inside its own signals and
/// callbacks too.
///
/// Every command has exactly one reply, so commands that have none or many (SUBSCRIBE, MONITOR,
/// CLIENT REPLY) must not be sent. Commands called in one turn of the event loop leave in one write
/// to each server.
///
/// In a cluster a command goes to the master of its first key, and all its keys must have one slot.
/// A command without a key goes to any master. SCAN goes through one master after the other: its
/// cursor is to be handed back as it came, "0" begins and ends.
class RedisClient : public QObject
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
        /// Where clients with the same SSH server share their tunnels; null: they are its own.
        std::shared_ptr<SshTunnels> tunnels = nullptr;
    };

    /// The client that the endpoint's topology needs. `clock` must outlive it.
    static std::unique_ptr<RedisClient> make(const RedisEndpoint &endpoint,
                                             const Settings &settings, Clock &clock);

    /// Connects when Disconnected, Backoff or Failed; otherwise does nothing.
    virtual void open() = 0;
    /// Pending commands end with Closed, in a later turn of the event loop.
    virtual void close() = 0;
    /// Ends a wait (Backoff, Failed) at once and starts the waits from the base again; of a cluster
    /// that of each server too.
    virtual void retryNow();

    const RedisEndpoint &endpoint() const { return m_endpoint; }
    State state() const { return m_state; }
    /// Why the last connection ended; empty again once Ready.
    std::optional<RedisError> lastError() const { return m_lastError; }
    /// Time until the next connection; nothing unless Backoff.
    std::optional<std::chrono::milliseconds> nextRetryIn() const;
    /// From writing to reading of the command answered last; zero before the first.
    std::chrono::microseconds roundTrip() const { return m_roundTrip; }
    /// The servers that do not answer although the client is Ready, so that lists are partial.
    virtual std::optional<RedisError> gap() const { return std::nullopt; }

    /// Runs `callback` exactly once, never inside this call: with the reply, or with an error, at
    /// the latest `timeout` (default RedisTimeouts::command) after the call. Dropped silently when
    /// `context`, which must not be null, dies. While the connection is being made for the first
    /// time since open() or retryNow(), commands wait for it; in Disconnected, Backoff, Failed and
    /// later attempts they fail in the next turn of the event loop with NotConnected: certainly not
    /// sent. A command is never sent twice, but where the server that got it says that it did not
    /// carry it out and who will (MOVED, ASK, TRYAGAIN).
    void command(const QByteArrayList &argv, const QObject *context, RedisCallback callback,
                 std::optional<std::chrono::milliseconds> timeout = {});
    /// The same as a future that always gets a value.
    QFuture<RedisReply> command(const QByteArrayList &argv,
                                std::optional<std::chrono::milliseconds> timeout = {});
    /// What command() comes down to, for clients that are made of others.
    virtual void submit(const QByteArrayList &argv, PendingCommand pending,
                        std::optional<std::chrono::milliseconds> timeout)
        = 0;

Q_SIGNALS:
    void stateChanged(Recloser::RedisClient::State state);
    /// At most once per turn of the event loop.
    void roundTripMeasured(std::chrono::microseconds roundTrip);
    /// While Ready: gap() says something else than before.
    void gapChanged();

protected:
    RedisClient(RedisEndpoint endpoint, Settings settings, Clock &clock, QObject *parent);

    /// The last thing to do in a function: whoever listens may close or delete the client.
    void setState(State state);

    const RedisEndpoint m_endpoint;
    const Settings m_settings;
    Clock &m_clock;
    std::optional<RedisError> m_lastError;
    Clock::time_point m_retryAt;
    std::chrono::microseconds m_roundTrip{0};

private:
    State m_state = State::Disconnected;
};

} // namespace Recloser
