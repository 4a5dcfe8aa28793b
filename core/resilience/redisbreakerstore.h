// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/connection.h"
#include "core/resilience/breakerstore.h"
#include "core/resilience/owedvalue.h"
#include "core/resilience/rediscircuitfinder.h"
#include "core/resilience/redislayout.h"
#include "core/resilience/shadowcircuits.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace Recloser {

/// How a RedisBreakerStore writes and waits. Plain value.
struct RedisStoreSettings
{
    /// Of our own keys; empty for the strict layout of the Fynd library.
    QByteArray prefix = "recloser:";
    /// Who opened a circuit, as others see it; empty for this machine's name.
    QString author;
    /// The longest that a permit or a settlement waits for the server.
    milliseconds answerTimeout{250};
    RedisConnection::Settings connection;
};

/// Circuits in Redis or Valkey, shared with every process that uses the same server and prefix
/// (BREAKER.md section 3).
///
/// Asking costs one round trip, shared by all that ask in the same turn of the event loop. Where
/// the server does not answer in time, or refuses, a shadow of what this process has seen and
/// opened answers at once, and everything it answers is marked unverified. Openings that the server
/// did not take are written when it is back, unless somebody else's opening is there by then. GUI
/// thread.
class RedisBreakerStore : public BreakerStore
{
    Q_OBJECT

public:
    /// Connects at once. `clock` must outlive the store.
    RedisBreakerStore(const RedisEndpoint &endpoint, RedisStoreSettings settings, Clock &clock,
                      QObject *parent = nullptr);
    ~RedisBreakerStore() override;

    QFuture<Permit> acquire(const QString &key) override;
    /// While the server is away: what the shadow knows, marked unverified, or Unavailable when that
    /// is nothing.
    QFuture<CircuitList> circuits() override;
    QFuture<CircuitLookup> circuit(const QString &key) override;
    /// Closes here too when the server cannot be asked, and says so with an error.
    QFuture<StoreWrite> close(const QString &key) override;
    QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                             const QString &reason) override;
    BreakerStoreStatus status() const override;
    void retryNow() override;

    /// The one that asks; tells how the server is doing.
    const RedisConnection &connection() const { return *m_reads.connection; }

protected:
    QFuture<Settled> settle(const QString &key, const QByteArray &lease,
                            const Settlement &settlement) override;
    void release(const QString &key, const QByteArray &lease) override;

private:
    using time_point = Clock::time_point;
    using Callers = std::vector<OwedValue<Permit>>;

    /// An admission on its way to the server.
    struct Asking
    {
        QString key;
        QByteArray redisKey;
        Callers callers;
        time_point askedAt;
        QByteArray value;
    };
    struct Opening
    {
        Circuit circuit;
        QByteArray value;
        milliseconds duration;
    };

    struct Line
    {
        std::unique_ptr<RedisConnection> connection;
        /// It let an answer time out and is not waited for until it has answered something.
        bool isSuspect = false;
    };

    static bool isUsable(const Line &line);
    void openWrites();
    void askServer();
    void takeAdmission(Asking &asking, const RedisReply &timeLeft);
    /// What the shadow says of `key`, unverified.
    Admission shadowAdmission(const QString &key) const;
    void deliver(Callers &callers, const QString &key, const Admission &admission);

    Opening makeOpening(const QString &key, milliseconds duration,
                        const CircuitRecord &record) const;
    /// SET ... PX, one atomic command; the index follows in the same write.
    void write(const Opening &opening, RedisCallback callback);
    void takeWritten(const Opening &opening, const RedisReply &reply);
    void writeIndex(const Opening &opening);
    void noteWriteError(const RedisError &error);
    /// SET ... NX PX of what the server has not taken yet.
    void reconcile();

    /// What was found, with what only the shadow knows.
    QList<Circuit> merged(RedisCircuitFinder::Found found);
    void completeFromShadow(Circuit &circuit) const;

    void onReadsChanged(RedisConnection::State state);
    void onWritesChanged(RedisConnection::State state);
    void onRoundTrip();
    void readServerClock();
    /// Milliseconds since 1970 by the server's clock, as far as it is known.
    milliseconds serverTime() const;
    void suspect(Line &line);
    void announceStatus();

    StoreError storeError(const RedisError &error) const;

    Clock &m_clock;
    const RedisStoreSettings m_settings;
    /// For people: the endpoint without its password. Every send asks for the status.
    const QString m_server;
    const RedisLayout m_layout;
    ShadowCircuits m_shadow;
    std::unordered_map<QString, Callers> m_askSoon;
    /// Why the server did not take our last write; until it takes one.
    std::optional<RedisError> m_writeError;
    /// Server's time minus our monotonic time.
    std::optional<milliseconds> m_serverOffset;
    time_point m_announcedAt;
    Line m_reads;
    Line m_writes;
    std::unique_ptr<RedisCircuitFinder> m_finder;
};

} // namespace Recloser
