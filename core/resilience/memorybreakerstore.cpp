// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/memorybreakerstore.h"

#include <algorithm>
#include <tuple>

namespace Recloser {

using namespace Qt::StringLiterals;

MemoryBreakerStore::MemoryBreakerStore(Clock &clock, QObject *parent)
    : BreakerStore(parent)
    , m_clock(clock)
{
}

const Circuit *MemoryBreakerStore::find(const QString &key)
{
    const auto found = m_circuits.constFind(key);
    if (found == m_circuits.constEnd())
        return nullptr;
    if (found->closesAt <= m_clock.now()) {
        m_circuits.erase(found);
        return nullptr;
    }
    return &*found;
}

QFuture<Permit> MemoryBreakerStore::acquire(const QString &key)
{
    Admission admission;
    if (const Circuit *circuit = find(key)) {
        admission.state = BreakerState::Open;
        admission.remaining = remaining(*circuit, m_clock.now());
        admission.reason = circuit->reason;
    }
    return QtFuture::makeReadyValueFuture(Permit(this, key, std::move(admission)));
}

QFuture<CircuitList> MemoryBreakerStore::circuits()
{
    forgetExpired();
    QList<Circuit> list = m_circuits.values();
    std::ranges::sort(list, [](const Circuit &a, const Circuit &b) {
        return std::tie(a.closesAt, a.key) < std::tie(b.closesAt, b.key);
    });
    return QtFuture::makeReadyValueFuture(CircuitList(std::move(list)));
}

QFuture<CircuitLookup> MemoryBreakerStore::circuit(const QString &key)
{
    const Circuit *circuit = find(key);
    return QtFuture::makeReadyValueFuture(
        CircuitLookup(circuit ? std::optional(*circuit) : std::optional<Circuit>()));
}

QFuture<StoreWrite> MemoryBreakerStore::close(const QString &key)
{
    if (m_circuits.remove(key) > 0)
        Q_EMIT changed();
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

QFuture<StoreWrite> MemoryBreakerStore::open(const QString &key, milliseconds duration,
                                             const QString &reason)
{
    put(key, duration, reason);
    return QtFuture::makeReadyValueFuture(StoreWrite());
}

BreakerStoreStatus MemoryBreakerStore::status() const
{
    return {};
}

QFuture<Settled> MemoryBreakerStore::settle(const QString &key, const QByteArray &,
                                            const Settlement &settlement)
{
    Settled settled;
    if (settlement.verdict == Settlement::Verdict::Opens) {
        settled.opened = true;
        settled.openFor = settlement.openFor;
        put(key, settlement.openFor, settlement.reason);
    }
    return QtFuture::makeReadyValueFuture(settled);
}

void MemoryBreakerStore::release(const QString &, const QByteArray &)
{
    // The rules of the fynd preset know no leases.
}

void MemoryBreakerStore::put(const QString &key, milliseconds duration, const QString &reason)
{
    const Circuit *old = find(key);
    Circuit circuit;
    circuit.key = key;
    circuit.closesAt = m_clock.now() + duration;
    circuit.openedFor = duration;
    circuit.openedAt = m_clock.wallTime();
    circuit.reason = reason;
    circuit.openedBy = u"this app"_s;
    circuit.trips = old ? old->trips + 1 : 1;
    circuit.layout = u"memory"_s;
    m_circuits.insert(key, std::move(circuit));
    Q_EMIT changed();
}

void MemoryBreakerStore::forgetExpired()
{
    m_circuits.removeIf(
        [now = m_clock.now()](const auto &item) { return item.value().closesAt <= now; });
}

} // namespace Recloser
