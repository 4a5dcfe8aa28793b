// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/resilience/breakerstore.h"

#include <QObject>
#include <QPointer>

namespace Recloser {

/// The circuits of the chosen store as the window shows them: asked adaptively (about every second while something is open or a view
/// is visible, slower with nothing open), kept with their deadlines on the monotonic clock, and closed on the spot when one runs out.
/// The circuits dock and the key lines listen here. GUI thread.
class CircuitBoard : public QObject
{
    Q_OBJECT

public:
    /// A circuit that closed less than 5 s ago fades.
    struct Row
    {
        Circuit circuit;
        bool justClosed = false;
        Clock::time_point closedAt{};
    };

    CircuitBoard(BreakerStore &store, Clock &clock, QObject *parent = nullptr);

    void setStore(BreakerStore &store);
    BreakerStore *store() const { return m_store; }
    Clock &clock() const { return m_clock; }

    /// Not closed ones, soonest to close first, then those just closed.
    const QList<Row> &rows() const { return m_rows; }
    int openCount() const;
    /// The circuit of `key` if it is not closed.
    const Circuit *find(const QString &key) const;
    /// Set while the store cannot be asked; the rows are then the last known ones.
    const std::optional<StoreError> &error() const { return m_error; }

    void refresh();

Q_SIGNALS:
    /// Rows came, went or changed.
    void updated();
    /// Time passed while something counts down (10 times a second); repaint countdowns, nothing else changed.
    void ticked();

private:
    void take(const CircuitList &list);
    void tick();
    void schedulePoll();
    void scheduleTick();

    QPointer<BreakerStore> m_store;
    Clock &m_clock;
    QList<Row> m_rows;
    std::optional<StoreError> m_error;
    std::unique_ptr<ScheduledCall> m_poll;
    std::unique_ptr<ScheduledCall> m_tick;
    quint64 m_generation = 0;
};

} // namespace Recloser
