// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Whether a call may go ahead. Asking only reads, so that it works where writes wait or are
// refused; the lease of a probe alone is written.

#include "core/resilience/redisbreakerstore.h"

#include <QUuid>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using Answer = Admission::Answer;
using Forced = CircuitOverride::Kind;

namespace {

bool isForbidden(const RedisReply &reply)
{
    return !reply
        && (reply.error().kind == Kind::NoPermission || reply.error().kind == Kind::UnknownCommand);
}

} // namespace

QFuture<Permit> RedisBreakerStore::acquire(const QString &key, const CircuitRules &rules)
{
    openWrites();
    if (!isUsable(m_reads))
        return QtFuture::makeReadyValueFuture(shadowPermit(key, rules));
    if (m_askSoon.empty())
        QMetaObject::invokeMethod(this, &RedisBreakerStore::askServer, Qt::QueuedConnection);
    Callers &callers = m_askSoon[key];
    callers.push_back(
        {OwedValue<Permit>(Permit(
             nullptr, key,
             Admission{.store = StoreKind::Redis, .verification = Verification::Unverified})),
         rules});
    return callers.back().permit.future();
}

void RedisBreakerStore::askServer()
{
    // The connection may have broken since; then it answers so at once, and the shadow takes over.
    for (auto &[key, callers] : std::exchange(m_askSoon, {})) {
        auto asking = std::make_shared<Asking>();
        asking->key = key;
        asking->redisKey = m_layout.circuitKey(key);
        asking->callers = std::move(callers);
        asking->askedAt = m_clock.now();
        const bool needsMemory = std::ranges::any_of(
            asking->callers, [](const Caller &caller) { return caller.rules.needsMemory(); });
        if (!m_layout.isFynd()) {
            m_reads.connection->command(
                {"GET"_ba, asking->redisKey}, this,
                [asking](const RedisReply &reply) {
                    if (reply)
                        asking->value = reply->bytes;
                },
                m_settings.answerTimeout);
            m_reads.connection->command(
                {"GET"_ba, m_layout.overrideKey(asking->redisKey)}, this,
                [asking](const RedisReply &reply) {
                    if (reply)
                        asking->forced = overrideFromValue(reply->bytes);
                },
                m_settings.answerTimeout);
        }
        if (needsMemory && m_metaReading == Right::Unknown)
            readMeta(asking);
        m_reads.connection->command(
            {"PTTL"_ba, asking->redisKey}, this,
            [this, asking](const RedisReply &timeLeft) { takeAdmission(asking, timeLeft); },
            m_settings.answerTimeout);
    }
}

void RedisBreakerStore::readMeta(const AskingPtr &asking)
{
    m_reads.connection->command(
        {"HMGET"_ba, m_layout.metaKey(asking->redisKey), "gen"_ba, "half"_ba, "reason"_ba}, this,
        [this, asking](const RedisReply &reply) {
            // A viewer who may not see it takes the circuit as its key alone shows it.
            if (isForbidden(reply))
                m_metaReading = Right::Missing;
            if (!reply || reply->elements.size() != 3)
                return;
            asking->generation = reply->elements[0].bytes.toLongLong();
            asking->awaitsProbe = reply->elements[1].bytes == "1";
            asking->reason = QString::fromUtf8(reply->elements[2].bytes);
        },
        m_settings.answerTimeout);
}

void RedisBreakerStore::takeAdmission(const AskingPtr &asking, const RedisReply &timeLeft)
{
    const QPointer self(this);
    if (!timeLeft) {
        const bool isLate = timeLeft.error().kind == Kind::CommandTimeout;
        deliverShadow(asking);
        if (self && isLate)
            suspect(m_reads);
        return;
    }
    if (asking->forced.kind != Forced::None)
        return takeForced(asking);
    std::optional<Circuit> circuit = m_finder->timed(
        asking->redisKey, asking->value, milliseconds(timeLeft->integer), m_clock.now());
    if (circuit)
        takeOpen(asking, *std::move(circuit));
    else
        takeClosed(asking);
}

void RedisBreakerStore::takeForced(const AskingPtr &asking)
{
    Admission admission{.store = StoreKind::Redis, .forced = asking->forced.kind};
    if (asking->forced.kind != Forced::ForcedOpen)
        return deliver(asking, admission);
    admission.answer = Answer::Refused;
    admission.state = BreakerState::Open;
    admission.reason = asking->forced.note;
    m_reads.connection->command(
        {"PTTL"_ba, m_layout.overrideKey(asking->redisKey)}, this,
        [this, asking, admission](const RedisReply &timeLeft) mutable {
            if (timeLeft && timeLeft->integer > 0)
                admission.remaining = milliseconds(timeLeft->integer);
            deliver(asking, admission);
        },
        m_settings.answerTimeout);
}

void RedisBreakerStore::takeOpen(const AskingPtr &asking, Circuit circuit)
{
    const time_point now = m_clock.now();
    circuit.key = asking->key;
    const ShadowCircuits::Entry *known = m_shadow.find(asking->key, now);
    if (known && circuit.reason.isEmpty())
        circuit.reason = known->circuit.reason;
    const bool isNews = !known;
    m_shadow.see(circuit, now);
    Admission admission{.answer = Answer::Refused,
                        .state = BreakerState::Open,
                        .store = StoreKind::Redis,
                        .reason = circuit.reason};
    if (circuit.ttl == TimeToLive::Finite)
        admission.remaining = remaining(circuit, now);
    const QPointer self(this);
    deliver(asking, admission);
    if (self && isNews)
        Q_EMIT changed();
}

void RedisBreakerStore::takeClosed(const AskingPtr &asking)
{
    m_shadow.forgetSeen(asking->key, asking->askedAt);
    // What is left there the server refused to take, took after it answered, or may not be told; it
    // holds for our own calls all the same.
    if (const ShadowCircuits::Entry *entry = m_shadow.find(asking->key, m_clock.now())) {
        Admission admission = shadowAdmission(asking->key);
        if (!entry->unwritten || !mayWrite())
            admission.verification = Verification::Verified;
        return deliver(asking, admission);
    }
    if (!asking->awaitsProbe)
        return deliver(asking, Admission{.store = StoreKind::Redis});
    // Rules without probes know only open and closed.
    const QPointer self(this);
    for (Caller &caller : std::exchange(asking->callers, {})) {
        if (!self)
            return; // the rest is told by its owed value
        if (caller.rules.probeLease)
            askLease(asking, std::move(caller));
        else
            caller.permit.deliver(
                Permit(this, asking->key, Admission{.store = StoreKind::Redis}, caller.rules,
                       {.generation = caller.rules.needsMemory() ? std::optional(asking->generation)
                                                                 : std::nullopt}));
    }
}

// ---- the lease of a probe ----------------------------------------------------------------------

void RedisBreakerStore::askLease(const AskingPtr &asking, Caller caller)
{
    if (!mayWrite() || !isUsable(m_writes)) {
        caller.permit.deliver(probeHere(asking->key, caller.rules));
        return;
    }
    auto call = std::make_shared<LeaseCall>(LeaseCall{
        asking, std::move(caller), QUuid::createUuid().toByteArray(QUuid::WithoutBraces)});
    if (!usesScripts())
        return askLeaseInSteps(call);
    evalScript(
        *m_writes.connection, CircuitScripts::lease(), allKeys(asking->redisKey),
        CircuitScripts::leaseArguments(call->token, *call->caller.rules.probeLease), this,
        [this, call](const RedisReply &reply) { takeLeaseAnswer(call, reply); },
        m_settings.answerTimeout);
}

void RedisBreakerStore::takeLeaseAnswer(const LeaseCallPtr &call, const RedisReply &reply)
{
    if (isForbidden(reply)) {
        m_scripts = Right::Missing;
        announceStatus();
        return askLeaseInSteps(call);
    }
    const auto answer = reply ? CircuitScripts::leaseAnswer(*reply) : std::nullopt;
    if (answer)
        return deliverLease(call, *answer);
    takeNoLease(call, reply);
}

void RedisBreakerStore::takeNoLease(const LeaseCallPtr &call, const RedisReply &reply)
{
    const QPointer self(this);
    if (!reply && reply.error().kind == Kind::CommandTimeout) {
        // The server may take it later, when nobody works with it any more.
        release(call->asking->key, {.lease = call->token});
        suspect(m_writes);
    }
    if (self)
        call->caller.permit.deliver(probeHere(call->asking->key, call->caller.rules));
}

void RedisBreakerStore::askLeaseInSteps(const LeaseCallPtr &call)
{
    const QByteArray probeKey = m_layout.probeKey(call->asking->redisKey);
    m_writes.connection->command(
        {"SET"_ba, probeKey, call->token, "NX"_ba, "PX"_ba,
         QByteArray::number(qint64(call->caller.rules.probeLease->count()))},
        this,
        [this, call, probeKey](const RedisReply &reply) {
            using LeaseAnswer = CircuitScripts::LeaseAnswer;
            if (!reply)
                return takeNoLease(call, reply);
            if (!reply->isNull())
                return deliverLease(call, {LeaseAnswer::Kind::Taken, {}, call->asking->generation});
            m_writes.connection->command(
                {"PTTL"_ba, probeKey}, this,
                [this, call](const RedisReply &timeLeft) {
                    deliverLease(call,
                                 {LeaseAnswer::Kind::Busy,
                                  milliseconds(timeLeft ? timeLeft->integer : 0), 0});
                },
                m_settings.answerTimeout);
        },
        m_settings.answerTimeout);
}

void RedisBreakerStore::deliverLease(const LeaseCallPtr &call,
                                     const CircuitScripts::LeaseAnswer &answer)
{
    using LeaseKind = CircuitScripts::LeaseAnswer::Kind;
    Admission admission{.store = StoreKind::Redis, .reason = call->asking->reason};
    CallTicket ticket{.generation = answer.generation};
    switch (answer.kind) {
    case LeaseKind::Closed:
        admission.reason.clear();
        break;
    case LeaseKind::Taken:
        admission.answer = Answer::AdmittedAsProbe;
        admission.state = BreakerState::HalfOpen;
        ticket.lease = call->token;
        break;
    case LeaseKind::Open:
    case LeaseKind::Busy:
        admission.answer = Answer::Refused;
        admission.state
            = answer.kind == LeaseKind::Open ? BreakerState::Open : BreakerState::HalfOpen;
        if (answer.timeLeft > milliseconds(0))
            admission.remaining = answer.timeLeft;
        break;
    }
    const QPointer self(this);
    const bool isNews = answer.kind == LeaseKind::Taken;
    call->caller.permit.deliver(Permit(this, call->asking->key, std::move(admission),
                                       call->caller.rules, std::move(ticket)));
    if (self && isNews)
        Q_EMIT changed();
}

// ---- without the server ------------------------------------------------------------------------

Admission RedisBreakerStore::shadowAdmission(const QString &key) const
{
    Admission admission{.store = StoreKind::Redis, .verification = Verification::Unverified};
    const time_point now = m_clock.now();
    if (const ShadowCircuits::Entry *entry = m_shadow.find(key, now)) {
        admission.answer = Answer::Refused;
        admission.state = BreakerState::Open;
        admission.reason = entry->circuit.reason;
        if (entry->circuit.ttl == TimeToLive::Finite)
            admission.remaining = remaining(entry->circuit, now);
    }
    return admission;
}

Permit RedisBreakerStore::shadowPermit(const QString &key, const CircuitRules &rules)
{
    Admission admission = shadowAdmission(key);
    if (!mayWrite())
        admission.verification = Verification::Verified;
    if (admission.isRefused())
        return Permit(this, key, std::move(admission), rules);
    if (m_settings.whenAway == WhenAway::FailClosed && !isUsable(m_reads)) {
        admission.answer = Answer::Refused;
        admission.state = BreakerState::Open;
        admission.reason = u"%1 is away"_s.arg(m_reads.connection->endpoint().display());
        return Permit(this, key, std::move(admission), rules);
    }
    CallTicket ticket;
    if (!rules.needsMemory())
        return Permit(this, key, std::move(admission), rules, std::move(ticket));
    const milliseconds now = serverTime();
    CircuitFacts &facts = m_here[key];
    const AdmissionDecision decision = decideAdmission(facts, rules, now);
    admission.state = decision.state;
    admission.remaining = decision.remaining;
    if (decision.answer == AdmissionDecision::Answer::Refused) {
        admission.answer = Answer::Refused;
        admission.reason = facts.reason;
    } else if (decision.answer == AdmissionDecision::Answer::AdmittedAsProbe) {
        admission.answer = Answer::AdmittedAsProbe;
        ticket.lease = localLease + QByteArray::number(++m_localLeases);
        ticket.generation = facts.generation;
        takeLease(facts, rules, ticket.lease, now);
    }
    return Permit(this, key, std::move(admission), rules, std::move(ticket));
}

Permit RedisBreakerStore::probeHere(const QString &key, const CircuitRules &rules)
{
    m_here[key].awaitsProbe = true;
    return shadowPermit(key, rules);
}

void RedisBreakerStore::deliverShadow(const AskingPtr &asking)
{
    const QPointer self(this);
    for (Caller &caller : std::exchange(asking->callers, {})) {
        if (!self)
            return;
        caller.permit.deliver(shadowPermit(asking->key, caller.rules));
    }
}

void RedisBreakerStore::deliver(const AskingPtr &asking, const Admission &admission)
{
    const QPointer<BreakerStore> self(this);
    const Admission answer = admission;
    for (Caller &caller : std::exchange(asking->callers, {})) {
        CallTicket ticket;
        if (caller.rules.needsMemory())
            ticket.generation = asking->generation;
        if (answer.forced == Forced::ForcedClosed)
            ticket.counting = CallTicket::Counting::Uncounted;
        else if (answer.forced == Forced::MetricsOnly)
            ticket.counting = CallTicket::Counting::Watched;
        caller.permit.deliver(Permit(self, asking->key, answer, caller.rules, std::move(ticket)));
    }
}

} // namespace Recloser
