// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What calls end with: written to the server in one step, counted here where it is away.

#include "core/resilience/redisbreakerstore.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using Effect = BreakerEffect;

CircuitRecord RedisBreakerStore::recordOf(const QString &key, const Settlement &settlement) const
{
    CircuitRecord record;
    record.key = key;
    record.error = settlement.error;
    record.status = settlement.status;
    record.reason = settlement.reason;
    record.url = settlement.url;
    record.by = m_settings.author;
    return record;
}

QFuture<Settled> RedisBreakerStore::settle(const QString &key, const CircuitRules &rules,
                                           const CallTicket &ticket, const Settlement &settlement)
{
    const bool saysNothing = settlement.effect == Effect::Ignored
        || ticket.counting == CallTicket::Counting::Uncounted;
    if (saysNothing) {
        release(key, ticket);
        return QtFuture::makeReadyValueFuture(Settled{});
    }
    if (!rules.needsMemory())
        return ticket.counting == CallTicket::Counting::Watched
            ? QtFuture::makeReadyValueFuture(Settled{})
            : settlePlain(key, rules, settlement);
    openWrites();
    // The server knows nothing of a lease of our own.
    const bool isOurs = ticket.lease.startsWith(localLease);
    if (!mayWrite() || isOurs || !isUsable(m_writes))
        return QtFuture::makeReadyValueFuture(settleHere(key, rules, ticket, settlement));
    return settleByScript(key, rules, ticket, settlement);
}

// ---- the rules of the Fynd library: existence alone ---------------------------------------------

QFuture<Settled> RedisBreakerStore::settlePlain(const QString &key, const CircuitRules &rules,
                                                const Settlement &settlement)
{
    const bool isThrottled = settlement.effect == Effect::Throttled && settlement.retryAfter
        && *settlement.retryAfter > milliseconds(0);
    const bool isUsedUp = settlement.effect == Effect::Failure
        && settlement.attempts == Settlement::Attempts::UsedUp;
    if (!isThrottled && !isUsedUp)
        return QtFuture::makeReadyValueFuture(Settled{});
    CircuitRecord record = recordOf(key, settlement);
    record.cause = isThrottled ? OpeningCause::Throttled : OpeningCause::Failures;
    const milliseconds duration = isThrottled
        ? *settlement.retryAfter
        : openingTime(rules, 1, m_settings.chance(), settlement.retryAfter);
    const Opening opening = makeOpening(key, duration, record);
    m_shadow.putUnwritten(opening.circuit, opening.value, m_clock.now());
    Settled unverified{
        .opened = true, .openFor = opening.duration, .verification = Verification::Unverified};
    if (!mayWrite()) {
        unverified.verification = Verification::Verified;
        Q_EMIT changed();
        return QtFuture::makeReadyValueFuture(unverified);
    }
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

// ---- rules with a memory ------------------------------------------------------------------------

QFuture<Settled> RedisBreakerStore::settleByScript(const QString &key, const CircuitRules &rules,
                                                   const CallTicket &ticket,
                                                   const Settlement &settlement)
{
    const auto caller
        = std::make_shared<OwedValue<Settled>>(Settled{.verification = Verification::Unverified});
    QFuture<Settled> future = caller->future();
    if (!usesScripts()) {
        settleInSteps(key, rules, ticket, settlement, caller);
        return future;
    }
    const std::optional<milliseconds> now
        = m_settings.scriptTime ? std::optional(m_settings.scriptTime()) : std::nullopt;
    evalScript(
        *m_writes.connection, CircuitScripts::settle(), allKeys(m_layout.circuitKey(key)),
        CircuitScripts::settleArguments(m_layout, recordOf(key, settlement), rules, ticket,
                                        settlement, m_settings.chance(), now),
        this,
        [this, key, rules, ticket, settlement, caller](const RedisReply &reply) {
            takeSettled(key, rules, ticket, settlement, reply, caller);
        },
        m_settings.answerTimeout);
    return future;
}

void RedisBreakerStore::takeSettled(const QString &key, const CircuitRules &rules,
                                    const CallTicket &ticket, const Settlement &settlement,
                                    const RedisReply &reply, const Settling &caller)
{
    if (!reply
        && (reply.error().kind == Kind::NoPermission
            || reply.error().kind == Kind::UnknownCommand)) {
        m_scripts = Right::Missing;
        announceStatus();
        return settleInSteps(key, rules, ticket, settlement, caller);
    }
    const auto answer = reply ? CircuitScripts::settleAnswer(*reply) : std::nullopt;
    const QPointer self(this);
    if (!answer) {
        if (!reply)
            noteWriteError(reply.error());
        if (self)
            caller->deliver(settleHere(key, rules, {}, settlement));
        return;
    }
    using ChangeKind = CircuitChange::Kind;
    m_here.remove(key);
    noteChange(key, settlement, answer->change, answer->trips);
    caller->deliver(Settled{.opened = answer->change.kind == ChangeKind::Opened,
                            .openFor = answer->change.openFor,
                            .closed = answer->change.kind == ChangeKind::Closed,
                            .late = answer->change.kind == ChangeKind::Late});
    if (self && answer->change.kind != ChangeKind::None)
        Q_EMIT changed();
}

void RedisBreakerStore::noteChange(const QString &key, const Settlement &settlement,
                                   const CircuitChange &change, int trips)
{
    if (std::exchange(m_writeError, std::nullopt)) {
        reconcile();
        announceStatus();
    }
    if (change.kind == CircuitChange::Kind::Closed) {
        m_shadow.forget(key);
        forgetIndexed({m_layout.circuitKey(key)});
    }
    if (change.kind != CircuitChange::Kind::Opened)
        return;
    CircuitRecord record = recordOf(key, settlement);
    record.cause
        = settlement.effect == Effect::Throttled ? OpeningCause::Throttled : OpeningCause::Failures;
    Opening opening = makeOpening(key, change.openFor, record);
    opening.circuit.trips = trips;
    m_shadow.see(opening.circuit, m_clock.now());
    writeIndex(opening);
}

// ---- without scripts: read, decide, write; not atomic -------------------------------------------

void RedisBreakerStore::settleInSteps(const QString &key, const CircuitRules &rules,
                                      const CallTicket &ticket, const Settlement &settlement,
                                      const Settling &caller)
{
    const QByteArray redisKey = m_layout.circuitKey(key);
    const auto facts = std::make_shared<CircuitFacts>();
    RedisClient &line = *m_writes.connection;
    line.command(QByteArrayList{"HMGET"_ba, m_layout.metaKey(redisKey)}
                     + CircuitScripts::metaFields(),
                 this, [facts](const RedisReply &reply) {
                     if (reply)
                         *facts = CircuitScripts::factsFromMeta(*reply);
                 });
    line.command({"GET"_ba, m_layout.probeKey(redisKey)}, this, [facts](const RedisReply &reply) {
        if (reply)
            facts->probe = reply->bytes;
    });
    line.command(
        {"PTTL"_ba, redisKey}, this,
        [this, key, facts, rules, ticket, settlement, caller](const RedisReply &reply) {
            if (!reply) {
                const QPointer self(this);
                noteWriteError(reply.error());
                if (self)
                    caller->deliver(settleHere(key, rules, {}, settlement));
                return;
            }
            const milliseconds now = m_settings.scriptTime ? m_settings.scriptTime() : serverTime();
            // The key's own time to live says whether it is open; the hash only remembers since
            // when.
            if (reply->integer > 0)
                facts->openUntil = now + milliseconds(reply->integer);
            else
                facts->openUntil = std::min(facts->openUntil, now);
            if (!facts->probe.isEmpty())
                facts->probeUntil = now + milliseconds(1);
            writeInSteps(key, *facts, rules, ticket, settlement, caller);
        },
        m_settings.answerTimeout);
}

void RedisBreakerStore::writeInSteps(const QString &key, CircuitFacts facts,
                                     const CircuitRules &rules, const CallTicket &ticket,
                                     const Settlement &settlement, const Settling &caller)
{
    using ChangeKind = CircuitChange::Kind;
    const QByteArray redisKey = m_layout.circuitKey(key);
    const milliseconds now = m_settings.scriptTime ? m_settings.scriptTime() : serverTime();
    const CircuitFacts before = facts;
    const CircuitChange change
        = settleCall(facts, rules, ticket, settlement, m_settings.chance(), now);
    RedisClient &line = *m_writes.connection;
    const auto refused = std::make_shared<std::optional<RedisError>>();
    const auto note = [refused](const RedisReply &reply) {
        if (!reply && !*refused)
            *refused = reply.error();
    };
    const auto finish = [this, key, rules, settlement, change, refused, note, caller,
                         trips = facts.trips](const RedisReply &reply) {
        const QPointer self(this);
        note(reply);
        if (*refused) {
            noteWriteError(**refused);
            if (self)
                caller->deliver(settleHere(key, rules, {}, settlement));
            return;
        }
        m_here.remove(key);
        noteChange(key, settlement, change, trips);
        caller->deliver(Settled{.opened = change.kind == ChangeKind::Opened,
                                .openFor = change.openFor,
                                .closed = change.kind == ChangeKind::Closed,
                                .late = change.kind == ChangeKind::Late});
        if (self && change.kind != ChangeKind::None)
            Q_EMIT changed();
    };
    if (facts == before)
        return finish(RespValue());
    if (change.kind == ChangeKind::Opened) {
        CircuitRecord record = recordOf(key, settlement);
        record.trips = facts.trips;
        record.openedAt = now;
        record.openedFor = change.openFor;
        record.cause = facts.cause;
        line.command({"SET"_ba, redisKey, m_layout.value(record), "PX"_ba,
                      QByteArray::number(qint64(change.openFor.count()))},
                     this, note, m_settings.answerTimeout);
    }
    if (!before.probe.isEmpty() && facts.probe.isEmpty())
        line.command({"DEL"_ba, m_layout.probeKey(redisKey)}, this, note, m_settings.answerTimeout);
    const QByteArray metaKey = m_layout.metaKey(redisKey);
    line.command(QByteArrayList{"HSET"_ba, metaKey, "key"_ba, key.toUtf8()}
                     + CircuitScripts::metaOf(facts),
                 this, note, m_settings.answerTimeout);
    line.command(
        {"PEXPIRE"_ba, metaKey, QByteArray::number(qint64(CircuitScripts::metaLifetime.count()))},
        this, finish, m_settings.answerTimeout);
}

// ---- here alone --------------------------------------------------------------------------------

Settled RedisBreakerStore::settleHere(const QString &key, const CircuitRules &rules,
                                      const CallTicket &ticket, const Settlement &settlement)
{
    using ChangeKind = CircuitChange::Kind;
    CircuitFacts &facts = m_here[key];
    CallTicket here = ticket;
    // A ticket of the server's generation says nothing of what is counted here.
    if (!here.lease.startsWith(localLease)) {
        here.lease.clear();
        here.generation.reset();
    }
    const CircuitChange change
        = settleCall(facts, rules, here, settlement, m_settings.chance(), serverTime());
    if (change.kind == ChangeKind::Opened) {
        CircuitRecord record = recordOf(key, settlement);
        record.cause = facts.cause;
        const Opening opening = makeOpening(key, change.openFor, record);
        m_shadow.putUnwritten(opening.circuit, opening.value, m_clock.now());
        // The server may be back already, or may have refused no more than its script.
        reconcile();
    }
    if (change.kind == ChangeKind::Closed)
        m_shadow.forget(key);
    if (change.kind != ChangeKind::None)
        Q_EMIT changed();
    return Settled{.opened = change.kind == ChangeKind::Opened,
                   .openFor = change.openFor,
                   .closed = change.kind == ChangeKind::Closed,
                   .late = change.kind == ChangeKind::Late,
                   .verification = mayWrite() ? Verification::Unverified : Verification::Verified};
}

void RedisBreakerStore::release(const QString &key, const CallTicket &ticket)
{
    if (ticket.lease.isEmpty())
        return;
    if (ticket.lease.startsWith(localLease)) {
        if (const auto known = m_here.find(key); known != m_here.end())
            releaseLease(*known, ticket.lease);
        return;
    }
    const QByteArray redisKey = m_layout.circuitKey(key);
    if (usesScripts()) {
        evalScript(*m_writes.connection, CircuitScripts::release(), allKeys(redisKey),
                   {ticket.lease}, this, [this](const RedisReply &) { Q_EMIT changed(); });
        return;
    }
    // Not atomic: between the two another probe's lease could be the one that is deleted, but only
    // when ours has run out in the very same moment.
    m_writes.connection->command({"GET"_ba, m_layout.probeKey(redisKey)}, this,
                                 [this, redisKey, token = ticket.lease](const RedisReply &reply) {
                                     if (reply && reply->bytes == token)
                                         m_writes.connection->command(
                                             {"DEL"_ba, m_layout.probeKey(redisKey)}, this,
                                             [this](const RedisReply &) { Q_EMIT changed(); });
                                 });
}

} // namespace Recloser
