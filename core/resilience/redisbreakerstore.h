// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/client.h"
#include "core/resilience/breakerstore.h"
#include "core/resilience/circuitscripts.h"
#include "core/resilience/owedvalue.h"
#include "core/resilience/rediscircuitfinder.h"
#include "core/resilience/redislayout.h"
#include "core/resilience/retry.h"
#include "core/resilience/shadowcircuits.h"

#include <QPromise>

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
    StoreScope scope = StoreScope::Private;
    WhenAway whenAway = WhenAway::FailOpen;
    /// The longest that a permit or a settlement waits for the server.
    milliseconds answerTimeout{250};
    /// Spreads open times.
    Jitter chance = systemJitter();
    /// Time as the scripts see it, in milliseconds since 1970; empty for the server's own TIME.
    std::function<milliseconds()> scriptTime;
    /// Whether scripts are tried; without them, as where they are not permitted, changes take
    /// several steps and are not atomic.
    enum class Scripts { Used, Avoided };
    Scripts scripts = Scripts::Used;
    RedisClient::Settings connection;
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

    QFuture<Permit> acquire(const QString &key, const CircuitRules &rules) override;
    /// While the server is away: what the shadow knows, marked unverified, or Unavailable when that
    /// is nothing.
    QFuture<CircuitList> circuits() override;
    QFuture<CircuitLookup> circuit(const QString &key) override;
    /// Closes here too when the server cannot be asked, and says so with an error.
    QFuture<StoreWrite> close(const QString &key) override;
    QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                             const QString &reason) override;
    QFuture<StoreWrite> force(const QString &key, const CircuitOverride &forced,
                              std::optional<milliseconds> duration) override;
    QFuture<StoreWrite> reset(const QString &key) override;
    BreakerStoreStatus status() const override;
    void retryNow() override;
    QFuture<void> flush() override;

    /// The one that asks; tells how the server is doing.
    const RedisClient &connection() const { return *m_reads.connection; }

protected:
    QFuture<Settled> settle(const QString &key, const CircuitRules &rules, const CallTicket &ticket,
                            const Settlement &settlement) override;
    void release(const QString &key, const CallTicket &ticket) override;

private:
    using time_point = Clock::time_point;
    /// Begins the token of a lease that only this process knows of.
    static constexpr QByteArrayView localLease = "here ";
    struct Caller
    {
        OwedValue<Permit> permit;
        CircuitRules rules;
    };
    using Callers = std::vector<Caller>;

    /// An admission on its way to the server.
    struct Asking
    {
        QString key;
        QByteArray redisKey;
        Callers callers;
        time_point askedAt;
        QByteArray value;
        CircuitOverride forced;
        /// Of the meta hash, where a caller's rules need it.
        qint64 generation = 0;
        bool awaitsProbe = false;
        QString reason;
    };
    using AskingPtr = std::shared_ptr<Asking>;
    /// A call that waits for the lease of its circuit's probe.
    struct LeaseCall
    {
        AskingPtr asking;
        Caller caller;
        QByteArray token;
    };
    using LeaseCallPtr = std::shared_ptr<LeaseCall>;
    using Settling = std::shared_ptr<OwedValue<Settled>>;
    struct Opening
    {
        Circuit circuit;
        QByteArray value;
        milliseconds duration;
    };

    struct Line
    {
        std::unique_ptr<RedisClient> connection;
        /// It let an answer time out and is not waited for until it has answered something.
        bool isSuspect = false;
    };

    static bool isUsable(const Line &line);
    void openWrites();
    bool mayWrite() const { return m_settings.scope != StoreScope::Observe; }
    bool usesScripts() const { return m_scripts == Right::Unknown; }
    QByteArrayList allKeys(const QByteArray &circuitKey) const;

    void askServer();
    void readMeta(const AskingPtr &asking);
    void takeAdmission(const AskingPtr &asking, const RedisReply &timeLeft);
    void takeForced(const AskingPtr &asking);
    void takeOpen(const AskingPtr &asking, Circuit circuit);
    void takeClosed(const AskingPtr &asking);
    void askLease(const AskingPtr &asking, Caller caller);
    void askLeaseInSteps(const LeaseCallPtr &call);
    void takeLeaseAnswer(const LeaseCallPtr &call, const RedisReply &reply);
    void takeNoLease(const LeaseCallPtr &call, const RedisReply &reply);
    void deliverLease(const LeaseCallPtr &call, const CircuitScripts::LeaseAnswer &answer);
    /// What the shadow says of `key`, unverified.
    Admission shadowAdmission(const QString &key) const;
    /// A permit of the shadow: by what is known here, with a lease of this process alone where the
    /// circuit is half-open.
    Permit shadowPermit(const QString &key, const CircuitRules &rules);
    /// The same for a circuit that the server says is half-open. Nobody else can learn of our
    /// probe, so it is one of our own, of one at a time here.
    Permit probeHere(const QString &key, const CircuitRules &rules);
    void deliverShadow(const AskingPtr &asking);
    void deliver(const AskingPtr &asking, const Admission &admission);

    QFuture<Settled> settlePlain(const QString &key, const CircuitRules &rules,
                                 const Settlement &settlement);
    QFuture<Settled> settleByScript(const QString &key, const CircuitRules &rules,
                                    const CallTicket &ticket, const Settlement &settlement);
    void settleInSteps(const QString &key, const CircuitRules &rules, const CallTicket &ticket,
                       const Settlement &settlement, const Settling &caller);
    void writeInSteps(const QString &key, CircuitFacts facts, const CircuitRules &rules,
                      const CallTicket &ticket, const Settlement &settlement,
                      const Settling &caller);
    void takeSettled(const QString &key, const CircuitRules &rules, const CallTicket &ticket,
                     const Settlement &settlement, const RedisReply &reply, const Settling &caller);
    void noteChange(const QString &key, const Settlement &settlement, const CircuitChange &change,
                    int trips);
    /// Counts here, and opens here: what the server does not take, or may not be told.
    Settled settleHere(const QString &key, const CircuitRules &rules, const CallTicket &ticket,
                       const Settlement &settlement);
    CircuitRecord recordOf(const QString &key, const Settlement &settlement) const;

    void lookAt(const QString &key, RedisCircuitFinder::LookCallback callback);
    QFuture<StoreWrite> byHand(const QString &key, CircuitScripts::Hand hand,
                               const std::optional<Opening> &opening);
    void byHandInSteps(const QByteArray &redisKey, CircuitScripts::Hand hand,
                       const std::optional<Opening> &opening, RedisCallback callback);
    QFuture<StoreWrite> refuseWrite() const;
    void forgetIndexed(const QByteArrayList &members);
    /// Sends what no caller waits for; flush() does.
    void writeAside(const QByteArrayList &command);
    /// `until` unset: for ever.
    void addToIndex(const QByteArray &member, std::optional<milliseconds> until);

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

    void onReadsChanged(RedisClient::State state);
    void onWritesChanged(RedisClient::State state);
    /// A line answers again.
    void takeUpAgain();
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
    /// Counted here while the server is away, or because it may not be told.
    QHash<QString, CircuitFacts> m_here;
    enum class Right { Unknown, Missing };
    Right m_scripts = Right::Unknown;
    Right m_metaReading = Right::Unknown;
    quint64 m_localLeases = 0;
    /// Why the server did not take our last write; until it takes one.
    std::optional<RedisError> m_writeError;
    /// Server's time minus our monotonic time.
    std::optional<milliseconds> m_serverOffset;
    time_point m_announcedAt;
    int m_writesAside = 0;
    QPromise<void> m_flushing;
    Line m_reads;
    Line m_writes;
    std::unique_ptr<RedisCircuitFinder> m_finder;
};

} // namespace Recloser
