// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/memorybreakerstore.h"

#include "core/resilience/shadowcircuits.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Trips and counts of a circuit that nobody called for so long mean nothing any more.
constexpr milliseconds longestMemory = std::chrono::days(7);

} // namespace

MemoryBreakerStore::MemoryBreakerStore(Clock &clock, Jitter chance, QObject *parent)
    : BreakerStore(parent)
    , m_clock(clock)
    , m_chance(std::move(chance))
{
}

milliseconds MemoryBreakerStore::now() const
{
    return std::chrono::duration_cast<milliseconds>(m_clock.now().time_since_epoch());
}

Clock::time_point MemoryBreakerStore::timePoint(milliseconds time) const
{
    return Clock::time_point(time);
}

MemoryBreakerStore::Entry &MemoryBreakerStore::touched(const QString &key)
{
    if (m_facts.size() >= m_sweepAt)
        forgetOld();
    Entry &entry = m_facts[key];
    entry.touchedAt = now();
    return entry;
}

QFuture<Permit> MemoryBreakerStore::acquire(const QString &key, const CircuitRules &rules)
{
    using Answer = AdmissionDecision::Answer;
    const auto known = m_facts.find(key);
    if (known == m_facts.end()) {
        CallTicket ticket;
        if (rules.needsMemory())
            ticket.generation = 0;
        return QtFuture::makeReadyValueFuture(Permit(this, key, {}, rules, std::move(ticket)));
    }
    CircuitFacts &facts = known->facts;
    const milliseconds time = now();
    const AdmissionDecision decision = decideAdmission(facts, rules, time);
    Admission admission{.state = decision.state, .remaining = decision.remaining};
    CallTicket ticket;
    if (isForced(facts, time))
        admission.forced = facts.forced.kind;
    switch (decision.answer) {
    case Answer::Refused:
        admission.answer = Admission::Answer::Refused;
        admission.reason = admission.forced == CircuitOverride::Kind::ForcedOpen ? facts.forced.note
                                                                                 : facts.reason;
        break;
    case Answer::AdmittedAsProbe:
        admission.answer = Admission::Answer::AdmittedAsProbe;
        admission.reason = facts.reason;
        ticket.lease = "probe " + QByteArray::number(++m_leases);
        takeLease(facts, rules, ticket.lease, time);
        break;
    case Answer::AdmittedUncounted:
        ticket.counting = CallTicket::Counting::Uncounted;
        break;
    case Answer::Admitted:
        if (admission.forced == CircuitOverride::Kind::MetricsOnly)
            ticket.counting = CallTicket::Counting::Watched;
        break;
    }
    if (rules.needsMemory())
        ticket.generation = facts.generation;
    const bool isProbe = !ticket.lease.isEmpty();
    auto permit = QtFuture::makeReadyValueFuture(
        Permit(this, key, std::move(admission), rules, std::move(ticket)));
    if (isProbe)
        Q_EMIT changed();
    return permit;
}

QFuture<CircuitList> MemoryBreakerStore::circuits()
{
    QList<Circuit> list;
    for (auto item = m_facts.cbegin(); item != m_facts.cend(); ++item) {
        if (auto circuit = shown(item.key(), item->facts))
            list.append(*std::move(circuit));
    }
    std::ranges::sort(list, closesBefore);
    return QtFuture::makeReadyValueFuture(CircuitList(std::move(list)));
}

QFuture<CircuitLookup> MemoryBreakerStore::circuit(const QString &key)
{
    const auto known = m_facts.constFind(key);
    return QtFuture::makeReadyValueFuture(
        CircuitLookup(known == m_facts.cend() ? std::nullopt : shown(key, known->facts)));
}

QFuture<StoreWrite> MemoryBreakerStore::close(const QString &key)
{
    const auto known = m_facts.find(key);
    if (known != m_facts.end() && stateAt(known->facts, now()) != BreakerState::Closed) {
        closeByHand(known->facts, now());
        Q_EMIT changed();
    }
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

QFuture<StoreWrite> MemoryBreakerStore::open(const QString &key, milliseconds duration,
                                             const QString &reason)
{
    openByHand(touched(key).facts, duration, reason, u"this app"_s, now());
    Q_EMIT changed();
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

QFuture<StoreWrite> MemoryBreakerStore::force(const QString &key, const CircuitOverride &forced,
                                              std::optional<milliseconds> duration)
{
    CircuitFacts &facts = touched(key).facts;
    facts.forced = forced;
    facts.forcedUntil = duration ? now() + *duration : milliseconds(0);
    Q_EMIT changed();
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

QFuture<StoreWrite> MemoryBreakerStore::reset(const QString &key)
{
    // Its generation goes on, so that calls under way do not count against the new beginning.
    CircuitFacts &facts = touched(key).facts;
    facts = {.generation = facts.generation + 1};
    Q_EMIT changed();
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

BreakerStoreStatus MemoryBreakerStore::status() const
{
    return {};
}

QFuture<Settled> MemoryBreakerStore::settle(const QString &key, const CircuitRules &rules,
                                            const CallTicket &ticket, const Settlement &settlement)
{
    using Effect = BreakerEffect;
    using Kind = CircuitChange::Kind;
    // Under the rules of the Fynd library only an opening leaves anything behind.
    const bool leavesNothing = !rules.needsMemory() && !m_facts.contains(key)
        && !(settlement.effect == Effect::Failure
             && settlement.attempts == Settlement::Attempts::UsedUp)
        && !(settlement.effect == Effect::Throttled && settlement.retryAfter);
    if (leavesNothing || settlement.effect == Effect::Ignored) {
        release(key, ticket);
        return QtFuture::makeReadyValueFuture(Settled{});
    }
    CircuitFacts &facts = touched(key).facts;
    const CircuitChange change = settleCall(facts, rules, ticket, settlement, m_chance(), now());
    Settled settled{.opened = change.kind == Kind::Opened,
                    .openFor = change.openFor,
                    .closed = change.kind == Kind::Closed,
                    .late = change.kind == Kind::Late};
    if (settled.opened)
        facts.openedBy = u"this app"_s;
    if (settled.opened || settled.closed)
        Q_EMIT changed();
    return QtFuture::makeReadyValueFuture(settled);
}

void MemoryBreakerStore::release(const QString &key, const CallTicket &ticket)
{
    const auto known = m_facts.find(key);
    if (ticket.lease.isEmpty() || known == m_facts.end() || known->facts.probe != ticket.lease)
        return;
    releaseLease(known->facts, ticket.lease);
    Q_EMIT changed();
}

std::optional<Circuit> MemoryBreakerStore::shown(const QString &key,
                                                 const CircuitFacts &facts) const
{
    auto circuit = circuitOf(facts, key, now(), [this](milliseconds t) { return timePoint(t); });
    if (!circuit)
        return std::nullopt;
    circuit->layout = u"memory"_s;
    if (facts.openedAt > milliseconds(0))
        circuit->openedAt = m_clock.wallTime().addMSecs((facts.openedAt - now()).count());
    return circuit;
}

void MemoryBreakerStore::forgetOld()
{
    const milliseconds time = now();
    m_facts.removeIf([time](const auto &item) {
        const Entry &entry = item.value();
        // Only what was never opened under rules with a memory may go at once: the generation tells
        // late results apart.
        const bool isOver
            = stateAt(entry.facts, time) == BreakerState::Closed && !isForced(entry.facts, time);
        return isOver
            && (time - entry.touchedAt > longestMemory
                || (isForgettable(entry.facts, time) && entry.facts.generation == 0)
                || (entry.facts.trips <= 1 && entry.facts.window.isEmpty()
                    && time - entry.touchedAt > std::chrono::hours(1)));
    });
    m_sweepAt = std::max<qsizetype>(256, 2 * m_facts.size());
}

} // namespace Recloser
