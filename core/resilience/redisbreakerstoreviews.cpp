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
        if (found.unanswered.contains(circuit.redisKey)) {
            found.open.append(circuit);
            found.open.last().verification = Verification::Unverified;
        }
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
        found.open.last().verification
            = mayWrite() ? Verification::Unverified : Verification::Verified;
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
    lookAt(key, [this, key, shadow, caller = std::move(caller)](auto circuit) mutable {
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

/// What is held by hand is that, whatever the circuit would be otherwise.
void RedisBreakerStore::lookAt(const QString &key, RedisCircuitFinder::LookCallback callback)
{
    const QByteArray redisKey = m_layout.circuitKey(key);
    if (m_layout.isFynd())
        return m_finder->look(redisKey, std::move(callback));
    m_finder->look(m_layout.overrideKey(redisKey),
                   [this, redisKey, callback = std::move(callback)](auto forced) mutable {
                       if (!forced || *forced)
                           return callback(std::move(forced));
                       m_finder->look(redisKey, std::move(callback));
                   });
}

// ---- by hand -----------------------------------------------------------------------------------

QFuture<StoreWrite> RedisBreakerStore::close(const QString &key)
{
    m_shadow.forget(key);
    return byHand(key, CircuitScripts::Hand::Close, {});
}

QFuture<StoreWrite> RedisBreakerStore::reset(const QString &key)
{
    m_shadow.forget(key);
    return byHand(key, CircuitScripts::Hand::Reset, {});
}

QFuture<StoreWrite> RedisBreakerStore::open(const QString &key, milliseconds duration,
                                            const QString &reason)
{
    CircuitRecord record;
    record.reason = reason;
    record.cause = OpeningCause::ByHand;
    record.url = key; // the strict Fynd layout wants a text, and there is no request here
    return byHand(key, CircuitScripts::Hand::Open, makeOpening(key, duration, record));
}

QFuture<StoreWrite> RedisBreakerStore::refuseWrite() const
{
    return QtFuture::makeReadyValueFuture(StoreWrite(std::unexpected(
        StoreError{StoreError::Kind::ReadOnly, m_reads.connection->endpoint().display(),
                   u"it is only observed"_s})));
}

QFuture<StoreWrite> RedisBreakerStore::byHand(const QString &key, CircuitScripts::Hand hand,
                                              const std::optional<Opening> &opening)
{
    if (!mayWrite())
        return refuseWrite();
    openWrites();
    OwedValue<StoreWrite> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<StoreWrite> future = caller.future();
    const QByteArray redisKey = m_layout.circuitKey(key);
    auto take = [this, key, redisKey, hand, opening,
                 caller = std::move(caller)](const RedisReply &reply) mutable {
        const QPointer self(this);
        if (reply && opening)
            m_shadow.see(opening->circuit, m_clock.now());
        if (opening)
            takeWritten(*opening, reply);
        if (self && reply && !opening)
            forgetIndexed(hand == CircuitScripts::Hand::Reset
                              ? QByteArrayList{redisKey, m_layout.overrideKey(redisKey)}
                              : QByteArrayList{redisKey});
        caller.deliver(reply ? StoreWrite() : std::unexpected(storeError(reply.error())));
        if (self)
            Q_EMIT changed();
    };
    if (!usesScripts()) {
        byHandInSteps(redisKey, hand, opening, std::move(take));
        return future;
    }
    const std::optional<milliseconds> now
        = m_settings.scriptTime ? std::optional(m_settings.scriptTime()) : std::nullopt;
    const QByteArrayList arguments = CircuitScripts::handArguments(
        m_layout, hand, opening ? opening->duration : milliseconds(0),
        opening ? opening->value : QByteArray(), now);
    evalScript(
        *m_writes.connection, CircuitScripts::hand(), allKeys(redisKey), arguments, this,
        [this, redisKey, hand, opening, take = std::move(take)](const RedisReply &reply) mutable {
            const bool isForbidden = !reply
                && (reply.error().kind == Kind::NoPermission
                    || reply.error().kind == Kind::UnknownCommand);
            if (!isForbidden)
                return take(reply);
            m_scripts = Right::Missing;
            announceStatus();
            byHandInSteps(redisKey, hand, opening, std::move(take));
        });
    return future;
}

void RedisBreakerStore::byHandInSteps(const QByteArray &redisKey, CircuitScripts::Hand hand,
                                      const std::optional<Opening> &opening, RedisCallback callback)
{
    using CircuitScripts::Hand;
    const auto exists = std::make_shared<bool>(false);
    m_writes.connection->command({"EXISTS"_ba, redisKey}, this, [exists](const RedisReply &reply) {
        *exists = reply && reply->integer > 0;
    });
    m_writes.connection->command(
        QByteArrayList{"HMGET"_ba, m_layout.metaKey(redisKey)} + CircuitScripts::metaFields(), this,
        [this, redisKey, hand, opening, exists,
         callback = std::move(callback)](const RedisReply &reply) mutable {
            const bool isKnown
                = reply && !reply->elements.empty() && !reply->elements.front().isNull();
            const auto ignore = [](const RedisReply &) { };
            const auto drop = [&](const QByteArray &key) {
                m_writes.connection->command({"DEL"_ba, key}, this, ignore);
            };
            const milliseconds now = m_settings.scriptTime ? m_settings.scriptTime() : serverTime();
            CircuitFacts facts = isKnown ? CircuitScripts::factsFromMeta(*reply) : CircuitFacts();
            // Closing what is closed is nothing, not even a new beginning of the counts.
            if (hand == Hand::Close && !*exists && !facts.awaitsProbe)
                return callback(reply);
            if (isKnown || !m_layout.isFynd())
                drop(m_layout.probeKey(redisKey));
            if (hand == Hand::Reset) {
                drop(m_layout.overrideKey(redisKey));
                drop(m_layout.metaKey(redisKey));
                facts = {.generation = facts.generation + 1};
            } else if (hand == Hand::Close) {
                closeByHand(facts, now);
            } else if (opening) {
                openByHand(facts, opening->duration, opening->circuit.reason, {}, now);
            }
            if (isKnown || (hand != Hand::Close && !m_layout.isFynd())) {
                m_writes.connection->command(QByteArrayList{"HSET"_ba, m_layout.metaKey(redisKey)}
                                                 + CircuitScripts::metaOf(facts),
                                             this, ignore);
                m_writes.connection->command(
                    {"PEXPIRE"_ba, m_layout.metaKey(redisKey),
                     QByteArray::number(qint64(CircuitScripts::metaLifetime.count()))},
                    this, ignore);
            }
            // The key itself comes last: when that is done, all is.
            if (opening)
                write(*opening, std::move(callback));
            else
                m_writes.connection->command({"DEL"_ba, redisKey}, this, std::move(callback));
        });
}

QFuture<StoreWrite> RedisBreakerStore::force(const QString &key, const CircuitOverride &forced,
                                             std::optional<milliseconds> duration)
{
    if (!mayWrite())
        return refuseWrite();
    if (m_layout.isFynd()) // whose services would not look at it
        return QtFuture::makeReadyValueFuture(StoreWrite(std::unexpected(StoreError{
            StoreError::Kind::Refused, m_reads.connection->endpoint().display(),
            u"the layout without a prefix has no overrides: open or close the circuit instead"_s})));
    openWrites();
    const QByteArray overrideKey = m_layout.overrideKey(m_layout.circuitKey(key));
    CircuitOverride signed_ = forced;
    if (signed_.author.isEmpty())
        signed_.author = m_settings.author;
    const bool isTakenBack = forced.kind == CircuitOverride::Kind::None;
    QByteArrayList argv{"DEL"_ba, overrideKey};
    if (!isTakenBack) {
        argv = {"SET"_ba, overrideKey, overrideValue(signed_)};
        if (duration)
            argv << "PX"_ba << QByteArray::number(qint64(duration->count()));
    }
    OwedValue<StoreWrite> caller(std::unexpected(storeError({Kind::Closed, {}})));
    QFuture<StoreWrite> future = caller.future();
    m_writes.connection->command(
        argv, this,
        [this, overrideKey, isTakenBack, duration,
         caller = std::move(caller)](const RedisReply &reply) mutable {
            if (reply && isTakenBack)
                forgetIndexed({overrideKey});
            else if (reply)
                addToIndex(overrideKey,
                           duration ? std::optional(serverTime() + *duration) : std::nullopt);
            const QPointer self(this);
            caller.deliver(reply ? StoreWrite() : std::unexpected(storeError(reply.error())));
            if (self)
                Q_EMIT changed();
        });
    return future;
}

void RedisBreakerStore::forgetIndexed(const QByteArrayList &members)
{
    if (!m_layout.isFynd())
        writeAside(QByteArrayList{"ZREM"_ba, m_layout.indexKey()} + members);
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
