// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/resilience/breakerstore.h"

#include <QHash>

namespace Recloser {

/// Circuits of this process alone; the default, and the shadow that answers while Redis is away.
/// GUI thread.
class MemoryBreakerStore : public BreakerStore
{
    Q_OBJECT

public:
    explicit MemoryBreakerStore(Clock &clock, QObject *parent = nullptr);

    QFuture<Permit> acquire(const QString &key) override;
    QFuture<CircuitList> circuits() override;
    QFuture<CircuitLookup> circuit(const QString &key) override;
    QFuture<StoreWrite> close(const QString &key) override;
    QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                             const QString &reason) override;
    BreakerStoreStatus status() const override;

protected:
    QFuture<Settled> settle(const QString &key, const QByteArray &lease,
                            const Settlement &settlement) override;
    void release(const QString &key, const QByteArray &lease) override;

private:
    /// The open circuit of `key`, or null; forgets one whose time is over.
    const Circuit *find(const QString &key);
    void put(const QString &key, milliseconds duration, const QString &reason);
    void forgetExpired();

    Clock &m_clock;
    QHash<QString, Circuit> m_circuits;
};

} // namespace Recloser
