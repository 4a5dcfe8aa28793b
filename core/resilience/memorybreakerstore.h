// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/resilience/breakerstore.h"
#include "core/resilience/circuitmachine.h"
#include "core/resilience/retry.h"

#include <QHash>

namespace Recloser {

/// Circuits of this process alone; the default. GUI thread.
class MemoryBreakerStore : public BreakerStore
{
    Q_OBJECT

public:
    /// `chance` spreads open times.
    explicit MemoryBreakerStore(Clock &clock, Jitter chance = systemJitter(),
                                QObject *parent = nullptr);

    QFuture<Permit> acquire(const QString &key, const CircuitRules &rules) override;
    QFuture<CircuitList> circuits() override;
    QFuture<CircuitLookup> circuit(const QString &key) override;
    QFuture<StoreWrite> close(const QString &key) override;
    QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                             const QString &reason) override;
    QFuture<StoreWrite> force(const QString &key, const CircuitOverride &forced,
                              std::optional<milliseconds> duration) override;
    QFuture<StoreWrite> reset(const QString &key) override;
    BreakerStoreStatus status() const override;
    /// Circuits of which something is kept, closed ones too.
    qsizetype size() const { return m_facts.size(); }

protected:
    QFuture<Settled> settle(const QString &key, const CircuitRules &rules, const CallTicket &ticket,
                            const Settlement &settlement) override;
    void release(const QString &key, const CallTicket &ticket) override;

private:
    struct Entry
    {
        CircuitFacts facts;
        milliseconds touchedAt{0};
    };

    milliseconds now() const;
    Clock::time_point timePoint(milliseconds time) const;
    Entry &touched(const QString &key);
    std::optional<Circuit> shown(const QString &key, const CircuitFacts &facts) const;
    void forgetOld();

    Clock &m_clock;
    Jitter m_chance;
    QHash<QString, Entry> m_facts;
    qsizetype m_sweepAt = 256;
    quint64 m_leases = 0;
};

} // namespace Recloser
