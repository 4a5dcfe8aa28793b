// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/model/response.h"
#include "core/model/storeerror.h"
#include "core/model/storescope.h"
#include "core/resilience/circuitrules.h"
#include "core/resilience/settlement.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QPointer>

#include <expected>

namespace Recloser {

/// What a store answered when it was asked whether a call may go ahead.
struct Admission
{
    enum class Answer { Admitted, AdmittedAsProbe, Refused };
    Answer answer = Answer::Admitted;
    /// Open or HalfOpen when refused, HalfOpen for the probe, else Closed.
    BreakerState state = BreakerState::Closed;
    /// Until it is worth asking again, when refused and known: the circuit's open time, or the
    /// lease of the probe that is under way.
    std::optional<milliseconds> remaining;
    StoreKind store = StoreKind::Memory;
    Verification verification = Verification::Verified;
    /// Why the circuit is open, as far as the store knows.
    QString reason;
    /// Set where it is held by hand.
    CircuitOverride::Kind forced = CircuitOverride::Kind::None;

    bool isRefused() const { return answer == Answer::Refused; }
    bool operator==(const Admission &) const = default;
};

/// What a store did with a settlement.
struct Settled
{
    /// True when this settlement opened the circuit (or prolonged an open one).
    bool opened = false;
    milliseconds openFor{0};
    /// True when this call was the probe, and closed it.
    bool closed = false;
    /// True when the circuit opened or closed since the admission: nothing was changed.
    bool late = false;
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
    Permit(BreakerStore *store, QString key, Admission admission, CircuitRules rules = {},
           CallTicket ticket = {});
    Permit(Permit &&other) noexcept;
    Permit &operator=(Permit &&other) noexcept;
    Permit(const Permit &) = delete;
    Permit &operator=(const Permit &) = delete;
    ~Permit();

    const Admission &admission() const { return m_admission; }
    const QString &key() const { return m_key; }
    const CallTicket &ticket() const { return m_ticket; }
    /// Tells the store what became of the call; uses the permit up. Always delivers a value.
    QFuture<Settled> settle(const Settlement &settlement);

private:
    void drop();

    QPointer<BreakerStore> m_store;
    QString m_key;
    Admission m_admission;
    CircuitRules m_rules;
    CallTicket m_ticket;
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
    StoreScope scope = StoreScope::Private;
    /// The servers that are missing although it is ready, so that lists are partial; machine text.
    QString missing;
    /// Whether each change is one step for everybody; where the server permits no scripts it is
    /// several, and others may come between.
    bool isAtomic = true;

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

    /// Asks whether a call with this key may go ahead under `rules`, which also say what its end
    /// does. A store that cannot be reached answers by its local shadow, marked unverified, within
    /// a quarter of a second.
    virtual QFuture<Permit> acquire(const QString &key, const CircuitRules &rules) = 0;

    /// Circuits that are not closed, soonest to close first.
    virtual QFuture<CircuitList> circuits() = 0;
    /// One circuit; an empty optional when closed. Also where listing is refused.
    virtual QFuture<CircuitLookup> circuit(const QString &key) = 0;
    /// Closes now; an override stays.
    virtual QFuture<StoreWrite> close(const QString &key) = 0;
    /// Opens by hand for `duration`.
    virtual QFuture<StoreWrite> open(const QString &key, milliseconds duration,
                                     const QString &reason)
        = 0;
    /// Holds the circuit as `forced` says, for `duration` or until it is taken back; Kind::None
    /// takes it back.
    virtual QFuture<StoreWrite> force(const QString &key, const CircuitOverride &forced,
                                      std::optional<milliseconds> duration)
        = 0;
    /// As if it had never been: closed, without trips, counts and override.
    virtual QFuture<StoreWrite> reset(const QString &key) = 0;

    /// Ready when nothing is on its way any more that no caller waits for, such as the index of
    /// open circuits; after the answer's time-out at the latest. For programs that end.
    virtual QFuture<void> flush() { return QtFuture::makeReadyVoidFuture(); }

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
    virtual QFuture<Settled> settle(const QString &key, const CircuitRules &rules,
                                    const CallTicket &ticket, const Settlement &settlement)
        = 0;
    /// Gives back a lease that was never settled.
    virtual void release(const QString &key, const CallTicket &ticket) = 0;
};

} // namespace Recloser
