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
    , m_server(endpoint.display())
    , m_layout(m_settings.prefix)
    , m_scripts(m_settings.scripts == RedisStoreSettings::Scripts::Used ? Right::Unknown
                                                                        : Right::Missing)
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

RedisBreakerStore::~RedisBreakerStore()
{
    // Whoever waits is told that there is nothing to wait for any more.
    if (m_flushing.future().isRunning())
        m_flushing.finish();
}

bool RedisBreakerStore::isUsable(const Line &line)
{
    const State state = line.connection->state();
    return !line.isSuspect && state != State::Disconnected && state != State::Backoff
        && state != State::Failed;
}

void RedisBreakerStore::openWrites()
{
    if (mayWrite() && m_writes.connection->state() == State::Disconnected)
        m_writes.connection->open();
}

QByteArrayList RedisBreakerStore::allKeys(const QByteArray &circuitKey) const
{
    return {circuitKey, m_layout.probeKey(circuitKey), m_layout.metaKey(circuitKey),
            m_layout.overrideKey(circuitKey)};
}

// ---- openings ----------------------------------------------------------------------------------

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
    full.openedFor = opening.duration;
    opening.value = m_layout.value(full);
    opening.circuit = m_layout.circuit(m_layout.circuitKey(key), opening.value);
    opening.circuit.key = key;
    opening.circuit.reason = full.reason;
    opening.circuit.openedBy = full.by;
    opening.circuit.trips = full.trips;
    opening.circuit.cause = full.cause;
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
    addToIndex(opening.circuit.redisKey, serverTime() + remaining(opening.circuit, m_clock.now()));
}

void RedisBreakerStore::addToIndex(const QByteArray &member, std::optional<milliseconds> until)
{
    if (m_layout.isFynd())
        return;
    // Whether it succeeds does not matter to any call; listing repairs the index.
    writeAside({"ZADD"_ba, m_layout.indexKey(),
                until ? QByteArray::number(qint64(until->count())) : "+inf"_ba, member});
}

void RedisBreakerStore::writeAside(const QByteArrayList &command)
{
    if (m_writesAside++ == 0)
        m_flushing = QPromise<void>();
    m_writes.connection->command(
        command, this,
        [this](const RedisReply &) {
            if (--m_writesAside == 0 && m_flushing.future().isRunning())
                m_flushing.finish();
        },
        m_settings.answerTimeout);
}

QFuture<void> RedisBreakerStore::flush()
{
    if (m_writesAside == 0)
        return QtFuture::makeReadyVoidFuture();
    m_flushing.start();
    return m_flushing.future();
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
    if (!mayWrite() || !isUsable(m_writes))
        return;
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
