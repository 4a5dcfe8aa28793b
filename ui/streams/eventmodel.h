// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/streams/eventstream.h"

#include <QAbstractTableModel>
#include <QDateTime>
#include <QTimer>

#include <deque>

namespace Recloser {

/// The events of a stream that a filter leaves, for a table. Those that come are looked at in
/// slices, so that neither a burst nor a filter over many holds the window up; the oldest go where
/// there are too many. GUI thread.
class EventModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Type, Id, Data, ColumnCount };
    static constexpr size_t mostEvents = 200'000;
    static constexpr qint64 mostBytes = 128LL * 1024 * 1024;

    struct Event
    {
        ServerEvent event;
        /// Unset where nobody was there when it came.
        QDateTime at;
    };

    explicit EventModel(QObject *parent = nullptr);

    void clear();
    void append(const QList<ServerEvent> &events, const QDateTime &at);
    /// A text that stands in data, type or id, without regard to case; empty shows all.
    void setFilter(const QString &text);

    const Event &at(int row) const { return m_events[size_t(m_shown[size_t(row)] - m_first)]; }
    /// Of all that came, the ones that went included.
    qint64 total() const { return m_first + qint64(m_events.size()); }
    qint64 dropped() const { return m_first; }
    /// Every event has been looked at.
    bool isSettled() const { return m_next == total(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void lookOn();
    void dropOldest();
    bool isFound(const ServerEvent &event) const;

    std::deque<Event> m_events;
    /// Numbers of events, counted from the first that ever came.
    std::deque<qint64> m_shown;
    qint64 m_first = 0;
    qint64 m_next = 0;
    qint64 m_bytes = 0;
    QString m_filter;
    QTimer m_slice;
};

} // namespace Recloser
