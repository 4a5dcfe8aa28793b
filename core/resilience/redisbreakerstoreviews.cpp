// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Looking at circuits and acting on them by hand.

#include "core/resilience/redisbreakerstore.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

/// The server did not answer, or only that it cannot answer anybody now.
bool isAway(Kind kind)
{
    switch (kind) {
    case Kind::Busy:
    case Kind::Loading:
    case Kind::MasterDown:
    case Kind::ClusterDown:
    case Kind::TryAgain:
        return true;
    default:
        return !isServerReply(kind);
    }
}

} // namespace

QFuture<CircuitList> RedisBreakerStore::circuits()
{
    const RedisError away
        = m_reads.connection->lastError().value_or(RedisError{Kind::NotConnected, {}});
    // Dropped or unanswered: what is known, as far as anything is.
    const auto shadow = [this](const RedisError &error) -> CircuitList {
        QList<Circuit> known = m_shadow.circuits(m_clock.now());
        if (known.isEmpty())
            return std::unexpected(storeError(error));
        for (Circuit &circuit : known)
            circuit.verification = Verification::Unverified;
        return known;
    };
    if (!isUsable(m_reads))
        return QtFuture::makeReadyValueFuture(shadow(away));
    OwedValue<CircuitList> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<CircuitList> future = caller.future();
    QSet<QByteArray> known;
    for (const Circuit &circuit : m_shadow.circuits(m_clock.now()))
        known.insert(circuit.redisKey);
    m_finder->find(
        std::move(known),
        [this, shadow, caller = std::move(caller)](RedisCircuitFinder::Result result) mutable {
            if (!result)
                return caller.deliver(isAway(result.error().kind)
                                          ? shadow(result.error())
                                          : std::unexpected(storeError(result.error())));
            caller.deliver(merged(std::move(*result)));
        });
    return future;
}

QList<Circuit> RedisBreakerStore::merged(RedisCircuitFinder::Found found)
{
    const time_point now = m_clock.now();
    for (const Circuit &circuit : m_shadow.circuits(now)) {
        if (found.closed.contains(circuit.redisKey))
            m_shadow.forgetSeen(circuit.key);
    }
    for (Circuit &circuit : found.open) {
        completeFromShadow(circuit);
        m_shadow.see(circuit, now);
    }
    for (const ShadowCircuits::Entry &entry : m_shadow.unwritten(now)) {
        const auto isSame
            = [&](const Circuit &circuit) { return circuit.redisKey == entry.circuit.redisKey; };
        if (std::ranges::any_of(found.open, isSame))
            continue;
        found.open.append(entry.circuit);
        found.open.last().verification = Verification::Unverified;
    }
    std::ranges::sort(found.open, closesBefore);
    return std::move(found.open);
}

void RedisBreakerStore::completeFromShadow(Circuit &circuit) const
{
    // The strict Fynd layout keeps next to nothing; of our own openings more is known here.
    const ShadowCircuits::Entry *known = m_shadow.find(circuit.key, m_clock.now());
    if (!known || circuit.openedAt.isValid())
        return;
    circuit.reason = known->circuit.reason;
    circuit.openedBy = known->circuit.openedBy;
    circuit.trips = known->circuit.trips;
    circuit.openedAt = known->circuit.openedAt;
    circuit.openedFor = known->circuit.openedFor;
}

QFuture<CircuitLookup> RedisBreakerStore::circuit(const QString &key)
{
    const auto shadow = [this, key](const RedisError &error) -> CircuitLookup {
        const ShadowCircuits::Entry *entry = m_shadow.find(key, m_clock.now());
        if (!entry)
            return std::unexpected(storeError(error));
        Circuit circuit = entry->circuit;
        circuit.verification = Verification::Unverified;
        return circuit;
    };
    if (!isUsable(m_reads))
        return QtFuture::makeReadyValueFuture(
            shadow(m_reads.connection->lastError().value_or(RedisError{Kind::NotConnected, {}})));
    OwedValue<CircuitLookup> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<CircuitLookup> future = caller.future();
    m_finder->look(m_layout.circuitKey(key),
                   [this, key, shadow, caller = std::move(caller)](auto circuit) mutable {
                       if (!circuit)
                           return caller.deliver(shadow(circuit.error()));
                       if (*circuit) {
                           (*circuit)->key = key;
                           completeFromShadow(**circuit);
                           m_shadow.see(**circuit, m_clock.now());
                           return caller.deliver(std::move(*circuit));
                       }
                       m_shadow.forgetSeen(key);
                       if (m_shadow.find(key, m_clock.now()))
                           return caller.deliver(shadow({}));
                       caller.deliver(std::optional<Circuit>());
                   });
    return future;
}

QFuture<StoreWrite> RedisBreakerStore::close(const QString &key)
{
    openWrites();
    m_shadow.forget(key);
    OwedValue<StoreWrite> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<StoreWrite> future = caller.future();
    const QByteArray redisKey = m_layout.circuitKey(key);
    m_writes.connection->command(
        {"DEL"_ba, redisKey}, this,
        [this, redisKey, caller = std::move(caller)](const RedisReply &reply) mutable {
            if (reply && !m_layout.isFynd())
                m_writes.connection->command({"ZREM"_ba, m_layout.indexKey(), redisKey}, this,
                                             [](const RedisReply &) { });
            const QPointer self(this);
            caller.deliver(reply ? StoreWrite() : std::unexpected(storeError(reply.error())));
            if (self)
                Q_EMIT changed();
        });
    return future;
}

QFuture<StoreWrite> RedisBreakerStore::open(const QString &key, milliseconds duration,
                                            const QString &reason)
{
    openWrites();
    CircuitRecord record;
    record.reason = reason;
    record.url = key; // the strict Fynd layout wants a text, and there is no request here
    const Opening opening = makeOpening(key, duration, record);
    OwedValue<StoreWrite> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<StoreWrite> future = caller.future();
    write(opening, [this, opening, caller = std::move(caller)](const RedisReply &reply) mutable {
        if (reply)
            m_shadow.see(opening.circuit, m_clock.now());
        const QPointer self(this);
        takeWritten(opening, reply);
        caller.deliver(reply ? StoreWrite() : std::unexpected(storeError(reply.error())));
        if (self && reply)
            Q_EMIT changed();
    });
    return future;
}

StoreError RedisBreakerStore::storeError(const RedisError &error) const
{
    StoreError::Kind kind = StoreError::Kind::Refused;
    if (error.kind == Kind::ReadOnly)
        kind = StoreError::Kind::ReadOnly;
    else if (isAway(error.kind))
        kind = StoreError::Kind::Unavailable;
    return {kind, m_server, error.detail};
}

} // namespace Recloser
