// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/resilience/breakerstore.h"
#include "ui/circuits/circuitrows.h"
#include "ui/circuits/circuitsources.h"
#include "ui/circuits/circuittransitions.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace Recloser {

/// The circuits of the chosen store as the window shows them: asked adaptively while somebody
/// watches, kept with their deadlines on the monotonic clock, and closed on the spot when one runs
/// out. Beside them stand the circuits that other libraries keep, where a source for them is set.
/// The circuits dock and the key lines listen here. With nothing open and nobody watching no timer
/// runs. GUI thread.
class CircuitBoard : public QObject
{
    Q_OBJECT

public:
    using Row = CircuitRow;

    CircuitBoard(BreakerStore &store, Clock &clock, QObject *parent = nullptr);

    void setStore(BreakerStore &store);
    /// Asked together with the store; outlives the board, or null.
    void setSources(CircuitSources *sources);
    CircuitSources *sources() const { return m_sources; }
    BreakerStore *store() const { return m_store; }
    Clock &clock() const { return m_clock; }

    /// Not closed ones and those held by hand, soonest to close first (those that never do last),
    /// then those just closed.
    const QList<Row> &rows() const { return m_rows; }
    /// Those that refuse calls.
    int openCount() const;
    /// The store's circuit of `key` if it has a row and is not just closed.
    const Circuit *find(const QString &key) const;
    /// The same for any circuit, by identityOf().
    const Circuit *findById(const QString &identity) const;
    /// What the board saw happen to the circuits of this store, oldest first; the last 500.
    const QList<CircuitTransition> &transitions() const { return m_transitions; }
    /// This program did something to a circuit; says why the change that follows happened.
    void note(OwnDeed::Kind kind, const QString &identity);
    /// Set while the store cannot be asked; the rows are then the last known ones.
    const std::optional<StoreError> &error() const { return m_error; }
    /// The servers whose circuits are missing in the rows; empty when the list is whole.
    const QString &missing() const { return m_missing; }
    /// Wall clock (UTC) of the last good answer; invalid if this store never gave one.
    const QDateTime &lastAnswer() const { return m_lastAnswer; }

    /// `viewer` is on the screen: while it is, the store is asked and countdowns tick. A viewer
    /// that is destroyed stops watching by itself.
    void watch(QObject *viewer);
    void unwatch(QObject *viewer);

    /// Follows one key by exact look-ups, for stores that cannot or may not list it.
    void pin(const QString &key);
    void unpin(const QString &key);

    /// Asks now, or as soon as the answer under way is there.
    void refresh();

Q_SIGNALS:
    /// Rows or the error came, went or changed.
    void updated();
    /// Time passed while somebody watches something count down: 10 times a second under 10 s, else
    /// once a second. Repaint countdowns, nothing else changed.
    void ticked();
    /// transitions() has more.
    void transitioned();

private:
    /// A burst of our own changes is answered by one ask in this time.
    static constexpr milliseconds changeGap{50};

    void connectStore();
    void onChanged();
    void onStatusChanged(const BreakerStoreStatus &status);
    void ask();
    void take(const CircuitList &list);
    /// What the sources found goes among the rows, as the store's ones are.
    void takeFound(CircuitSources::Finding finding);
    /// Rows of what is no longer looked for go without having closed.
    void forgetUnsought();
    void merge(QList<Circuit> own);
    QList<Circuit> ownCircuits() const;
    /// Keeps what changed since `before` in mind.
    void record(const QList<Row> &before);
    void confirm(const QStringList &keys);
    void confirmNext();
    void takeLookup(const QString &key, const CircuitLookup &lookup);
    bool applyLookup(const QString &key, const std::optional<Circuit> &circuit);
    void onDeadline();
    void announce();
    void rearm();
    void schedulePoll();
    void scheduleTick();
    void scheduleDeadline();
    std::optional<milliseconds> pollInterval() const;

    QPointer<BreakerStore> m_store;
    CircuitSources *m_sources = nullptr;
    Clock &m_clock;
    QList<Row> m_rows;
    QList<CircuitTransition> m_transitions;
    QList<OwnDeed> m_deeds;
    std::optional<StoreError> m_error;
    QDateTime m_lastAnswer;
    BreakerStoreStatus::Health m_health = BreakerStoreStatus::Health::Ready;
    QString m_missing;

    QSet<QObject *> m_viewers;
    QSet<QString> m_pinned;
    QStringList m_toConfirm;

    std::unique_ptr<ScheduledCall> m_poll;
    std::unique_ptr<ScheduledCall> m_tick;
    std::unique_ptr<ScheduledCall> m_deadline;
    std::optional<Clock::time_point> m_pollAt;
    std::optional<Clock::time_point> m_deadlineAt;
    milliseconds m_tickInterval{0};
    Clock::time_point m_expiredAt{};

    /// Answers of an older generation (another store) are dropped.
    quint64 m_generation = 0;
    bool m_asking = false;
    bool m_askAgain = false;
    bool m_confirming = false;
    Clock::time_point m_askedAt{};
    milliseconds m_answerTook{0};
};

} // namespace Recloser
