// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/model/policies.h"
#include "core/model/response.h"
#include "core/model/storeerror.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QPointer>

#include <expected>

namespace Recloser {

/// What a store answered when it was asked whether a call may go ahead.
struct Admission
{
    /// Open: refused. HalfOpen: this call is the probe.
    BreakerState state = BreakerState::Closed;
    /// Time left, when refused and known.
    std::optional<milliseconds> remaining;
    StoreKind store = StoreKind::Memory;
    Verification verification = Verification::Verified;
    /// Why the circuit is open, as far as the store knows.
    QString reason;

    bool isRefused() const { return state == BreakerState::Open; }
    bool operator==(const Admission &) const = default;
};

/// What became of a call that had a permit.
struct Settlement
{
    enum class Verdict {
        Success, ///< the peer answered
        Opens, ///< its failures open the circuit
        Ignored, ///< says nothing of the peer's health (cancelled, bad certificate)
    };
    Verdict verdict = Verdict::Ignored;
    milliseconds openFor{0};
    /// Kind name of the last failure, such as "attempt-timeout".
    QString error;
    /// One short line for people: "4 x attempt-timeout".
    QString reason;
    /// The URL as sent; the strict Fynd layout keeps it as the value.
    QString url;

    bool operator==(const Settlement &) const = default;
};

/// What a store did with a settlement.
struct Settled
{
    /// True when this settlement opened the circuit (or prolonged an open one).
    bool opened = false;
    milliseconds openFor{0};
    Verification verification = Verification::Verified;

    bool operator==(const Settled &) const = default;
};

class BreakerStore;

/// The right (or refusal) to make one call; move-only. One that is dropped unsettled gives back
/// whatever lease it holds. May outlive its store. GUI thread.
class Permit
{
public:
    Permit() = default;
    Permit(BreakerStore *store, QString key, Admission admission, QByteArray lease = {});
    Permit(Permit &&other) noexcept;
    Permit &operator=(Permit &&other) noexcept;
    Permit(const Permit &) = delete;
    Permit &operator=(const Permit &) = delete;
    ~Permit();

    const Admission &admission() const { return m_admission; }
    const QString &key() const { return m_key; }
    /// Tells the store what became of the call; uses the permit up. Always delivers a value.
    QFuture<Settled> settle(const Settlement &settlement);

private:
    void drop();

    QPointer<BreakerStore> m_store;
    QString m_key;
    Admission m_admission;
    QByteArray m_lease;
};

/// How a store is doing; for the status bar and the banner.
struct BreakerStoreStatus
{
    enum class Health { Ready, Connecting, Away, NeedsUser };
    StoreKind store = StoreKind::Memory;
    Health health = Health::Ready;
    /// Server and database without password; empty in memory.
    QString server;
    /// Key prefix; empty in memory and in the strict Fynd layout.
    QString prefix;
    std::optional<microseconds> roundTrip;
    /// Why it is away; machine text.
    QString detail;
    /// The servers that are missing although it is ready, so that lists are partial; machine text.
    QString missing;

    bool operator==(const BreakerStoreStatus &) const = default;
};

using CircuitList = std::expected<QList<Circuit>, StoreError>;
using CircuitLookup = std::expected<std::optional<Circuit>, StoreError>;
using StoreWrite = std::expected<void, StoreError>;

/// Where circuits live, with the same rules in memory and in Redis (BREAKER.md sections 1 and 3).
/// Every future delivers a value (never cancelled, no exception); a ready one where the answer is
/// at hand. All in the GUI thread; never blocks.
class BreakerStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks whether a call with this key may go ahead. A store that cannot be reached admits by its
    /// local shadow, marked unverified, within a quarter of a second.
    virtual QFuture<Permit> acquire(const QString &key) = 0;

    /// Circuits that are not closed, soonest to close first.
    virtual QFuture<CircuitList> circuits() = 0;
    /// One circuit; an empty optional when closed. Also where listing is refused.
    virtual QFuture<CircuitLookup> circuit(const QString &key) = 0;
    /// Closes now.
    virtual QFuture<StoreWrite> close(const QString &key) = 0;
    /// Opens by hand for `duration`.
    virtual QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                                     const QString &reason)
        = 0;

    virtual BreakerStoreStatus status() const = 0;
    /// Tries a lost connection again at once; nothing in memory.
    virtual void retryNow() { }

Q_SIGNALS:
    /// This program opened, closed or admitted something such that lists are out of date. Changes
    /// of others show by asking.
    void changed();
    void statusChanged(const Recloser::BreakerStoreStatus &status);

protected:
    friend class Permit;
    virtual QFuture<Settled> settle(const QString &key, const QByteArray &lease,
                                    const Settlement &settlement)
        = 0;
    /// Gives back a lease that was never settled.
    virtual void release(const QString &key, const QByteArray &lease) = 0;
};

} // namespace Recloser
