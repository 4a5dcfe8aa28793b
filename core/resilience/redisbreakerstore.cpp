// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/redisbreakerstore.h"

#include "core/redis/sshtunnel.h"

#include <QSysInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using State = RedisClient::State;

namespace {

/// Bounds of BreakerPolicy::openFor.
constexpr milliseconds shortestOpening{1};
constexpr milliseconds longestOpening = std::chrono::days(24);
RedisStoreSettings completed(RedisStoreSettings settings)
{
    if (settings.author.isEmpty())
        settings.author = "recloser@"_L1 + QSysInfo::machineHostName();
    if (!settings.connection.tunnels)
        settings.connection.tunnels = std::make_shared<SshTunnels>();
    return settings;
}

} // namespace

RedisBreakerStore::RedisBreakerStore(const RedisEndpoint &endpoint, RedisStoreSettings settings,
                                     Clock &clock, QObject *parent)
    : BreakerStore(parent)
    , m_clock(clock)
    , m_settings(completed(std::move(settings)))
    , m_layout(m_settings.prefix)
    , m_announcedAt(clock.now())
    , m_reads(RedisClient::make(endpoint, m_settings.connection, clock))
    , m_writes(RedisClient::make(endpoint, m_settings.connection, clock))
    , m_finder(std::make_unique<RedisCircuitFinder>(*m_reads.connection, *m_writes.connection,
                                                    m_layout, clock,
                                                    [this] { return serverTime(); }))
{
    connect(m_reads.connection.get(), &RedisClient::stateChanged, this,
            &RedisBreakerStore::onReadsChanged);
    connect(m_reads.connection.get(), &RedisClient::roundTripMeasured, this,
            &RedisBreakerStore::onRoundTrip);
    connect(m_writes.connection.get(), &RedisClient::stateChanged, this,
            &RedisBreakerStore::onWritesChanged);
    connect(m_reads.connection.get(), &RedisClient::gapChanged, this,
            &RedisBreakerStore::announceStatus);
    connect(m_writes.connection.get(), &RedisClient::gapChanged, this,
            &RedisBreakerStore::reconcile);
    m_reads.connection->open();
}

RedisBreakerStore::~RedisBreakerStore() = default;

// ---- admission ---------------------------------------------------------------------------------

bool RedisBreakerStore::isUsable(const Line &line)
{
    const State state = line.connection->state();
    return !line.isSuspect && state != State::Disconnected && state != State::Backoff
        && state != State::Failed;
}

void RedisBreakerStore::openWrites()
{
    if (m_writes.connection->state() == State::Disconnected)
        m_writes.connection->open();
}

QFuture<Permit> RedisBreakerStore::acquire(const QString &key)
{
    openWrites();
    if (!isUsable(m_reads))
        return QtFuture::makeReadyValueFuture(Permit(this, key, shadowAdmission(key)));
    if (m_askSoon.empty())
        QMetaObject::invokeMethod(this, &RedisBreakerStore::askServer, Qt::QueuedConnection);
    Callers &callers = m_askSoon[key];
    callers.emplace_back(
        Permit(nullptr, key,
               Admission{.store = StoreKind::Redis, .verification = Verification::Unverified}));
    return callers.back().future();
}

void RedisBreakerStore::askServer()
{
    // The connection may have broken since; then it answers so at once, and the shadow takes over.
    for (auto &[key, callers] : std::exchange(m_askSoon, {})) {
        auto asking = std::make_shared<Asking>(
            Asking{key, m_layout.circuitKey(key), std::move(callers), m_clock.now(), {}});
        if (!m_layout.isFynd()) {
            m_reads.connection->command(
                {"GET"_ba, asking->redisKey}, this,
                [asking](const RedisReply &reply) {
                    if (reply)
                        asking->value = reply->bytes;
                },
                m_settings.answerTimeout);
        }
        m_reads.connection->command(
            {"PTTL"_ba, asking->redisKey}, this,
            [this, asking](const RedisReply &timeLeft) { takeAdmission(*asking, timeLeft); },
            m_settings.answerTimeout);
    }
}

void RedisBreakerStore::takeAdmission(Asking &asking, const RedisReply &timeLeft)
{
    const QPointer self(this);
    if (!timeLeft) {
        const bool isLate = timeLeft.error().kind == Kind::CommandTimeout;
        deliver(asking.callers, asking.key, shadowAdmission(asking.key));
        if (self && isLate)
            suspect(m_reads);
        return;
    }
    const time_point now = m_clock.now();
    const std::optional<Circuit> circuit
        = m_finder->timed(asking.redisKey, asking.value, milliseconds(timeLeft->integer), now);
    if (!circuit) {
        m_shadow.forgetSeen(asking.key, asking.askedAt);
        // What is left there the server refused to take, or took after it answered; it holds for
        // our own calls all the same.
        Admission admission{.store = StoreKind::Redis};
        if (const ShadowCircuits::Entry *entry = m_shadow.find(asking.key, now)) {
            admission = shadowAdmission(asking.key);
            if (!entry->unwritten)
                admission.verification = Verification::Verified;
        }
        return deliver(asking.callers, asking.key, admission);
    }
    Circuit seen = *circuit;
    seen.key = asking.key;
    const ShadowCircuits::Entry *known = m_shadow.find(asking.key, now);
    if (known && seen.reason.isEmpty())
        seen.reason = known->circuit.reason;
    const bool isNews = !known;
    m_shadow.see(seen, now);
    Admission admission{
        .state = BreakerState::Open, .store = StoreKind::Redis, .reason = seen.reason};
    if (seen.ttl == TimeToLive::Finite)
        admission.remaining = remaining(seen, now);
    deliver(asking.callers, asking.key, admission);
    if (self && isNews)
        Q_EMIT changed();
}

Admission RedisBreakerStore::shadowAdmission(const QString &key) const
{
    Admission admission{.store = StoreKind::Redis, .verification = Verification::Unverified};
    const time_point now = m_clock.now();
    if (const ShadowCircuits::Entry *entry = m_shadow.find(key, now)) {
        admission.state = BreakerState::Open;
        admission.reason = entry->circuit.reason;
        if (entry->circuit.ttl == TimeToLive::Finite)
            admission.remaining = remaining(entry->circuit, now);
    }
    return admission;
}

void RedisBreakerStore::deliver(Callers &callers, const QString &key, const Admission &admission)
{
    const QPointer<BreakerStore> self(this);
    const Admission answer = admission;
    const QString subject = key;
    for (OwedValue<Permit> &caller : std::exchange(callers, {}))
        caller.deliver(Permit(self, subject, answer));
}

// ---- what a call ended with --------------------------------------------------------------------

QFuture<Settled> RedisBreakerStore::settle(const QString &key, const QByteArray &,
                                           const Settlement &settlement)
{
    if (settlement.verdict != Settlement::Verdict::Opens)
        return QtFuture::makeReadyValueFuture(Settled{});
    CircuitRecord record;
    record.error = settlement.error;
    record.reason = settlement.reason;
    record.url = settlement.url;
    const Opening opening = makeOpening(key, settlement.openFor, record);
    m_shadow.putUnwritten(opening.circuit, opening.value, m_clock.now());

    const Settled unverified{
        .opened = true, .openFor = opening.duration, .verification = Verification::Unverified};
    OwedValue<Settled> caller(unverified);
    QFuture<Settled> future = caller.future();
    openWrites();
    if (isUsable(m_writes)) {
        write(opening,
              [this, opening, unverified,
               caller = std::move(caller)](const RedisReply &reply) mutable {
                  const QPointer self(this);
                  takeWritten(opening, reply);
                  Settled settled = unverified;
                  if (reply)
                      settled.verification = Verification::Verified;
                  caller.deliver(settled);
                  if (self)
                      Q_EMIT changed();
              });
    } else {
        caller.deliver(unverified);
    }
    Q_EMIT changed();
    return future;
}

void RedisBreakerStore::release(const QString &, const QByteArray &)
{
    // The rules of the fynd preset know no leases.
}

RedisBreakerStore::Opening RedisBreakerStore::makeOpening(const QString &key, milliseconds duration,
                                                          const CircuitRecord &record) const
{
    const time_point now = m_clock.now();
    const ShadowCircuits::Entry *known = m_shadow.find(key, now);
    Opening opening;
    opening.duration = std::clamp(duration, shortestOpening, longestOpening);
    CircuitRecord full = record;
    full.key = key;
    full.by = m_settings.author;
    full.trips = known ? known->circuit.trips + 1 : 1;
    full.openedAt = serverTime();
    opening.value = m_layout.value(full);
    opening.circuit = m_layout.circuit(m_layout.circuitKey(key), opening.value);
    opening.circuit.key = key;
    opening.circuit.reason = full.reason;
    opening.circuit.openedBy = full.by;
    opening.circuit.trips = full.trips;
    opening.circuit.openedAt = m_clock.wallTime();
    opening.circuit.openedFor = opening.duration;
    opening.circuit.closesAt = now + opening.duration;
    return opening;
}

void RedisBreakerStore::write(const Opening &opening, RedisCallback callback)
{
    m_writes.connection->command({"SET"_ba, opening.circuit.redisKey, opening.value, "PX"_ba,
                                  QByteArray::number(qint64(opening.duration.count()))},
                                 this, std::move(callback), m_settings.answerTimeout);
}

void RedisBreakerStore::takeWritten(const Opening &opening, const RedisReply &reply)
{
    if (!reply)
        return noteWriteError(reply.error());
    m_shadow.markWritten(opening.circuit.key, opening.value, m_clock.now());
    // Null: NX found somebody else's opening, which stays.
    if (!reply->isNull())
        writeIndex(opening);
    if (std::exchange(m_writeError, std::nullopt)) {
        reconcile();
        announceStatus();
    }
}

void RedisBreakerStore::writeIndex(const Opening &opening)
{
    if (m_layout.isFynd())
        return;
    const milliseconds closesAt = serverTime() + remaining(opening.circuit, m_clock.now());
    // Whether it succeeds does not matter to any call; listing repairs the index.
    m_writes.connection->command({"ZADD"_ba, m_layout.indexKey(),
                                  QByteArray::number(qint64(closesAt.count())),
                                  opening.circuit.redisKey},
                                 this, [](const RedisReply &) { });
}

void RedisBreakerStore::noteWriteError(const RedisError &error)
{
    const bool isNews = m_writeError != error;
    m_writeError = error;
    if (error.kind == Kind::CommandTimeout)
        suspect(m_writes);
    else if (isNews)
        announceStatus();
}

void RedisBreakerStore::reconcile()
{
    const time_point now = m_clock.now();
    for (const ShadowCircuits::Entry &entry : m_shadow.unwritten(now)) {
        const milliseconds left = remaining(entry.circuit, now);
        const Opening opening{entry.circuit, *entry.unwritten, left};
        m_writes.connection->command({"SET"_ba, entry.circuit.redisKey, opening.value, "NX"_ba,
                                      "PX"_ba, QByteArray::number(qint64(left.count()))},
                                     this, [this, opening](const RedisReply &reply) {
                                         const QPointer self(this);
                                         takeWritten(opening, reply);
                                         if (self && reply)
                                             Q_EMIT changed();
                                     });
    }
}

} // namespace Recloser
