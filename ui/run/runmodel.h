// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/replaycomparison.h"
#include "core/run/series.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

namespace Recloser {

/// One request of a run as the table shows it. Plain value.
struct RunEntry
{
    QString label;
    /// The file, or the exchange that is sent again.
    QString origin;
    bool isUnderWay = true;
    /// Of a replay both sides count, else `now` alone.
    ReplayRow row;
    /// When it ended or what it was, to know it again in history.
    qint64 startedAt = 0;
    microseconds elapsed{0};
};

/// The requests of a run in the order of their beginnings; grows while it goes on. What comes
/// within a twentieth of a second is shown together, so that a hundred thousand rows cost little.
/// GUI thread.
class RunModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Kind { Requests, Replay };
    enum Column { Number, Request, Then, Now, Time, Attempts, Body, Key, ColumnCount };

    explicit RunModel(const Theme &theme, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear(Kind kind);
    Kind kind() const { return m_kind; }
    void begin(qint64 index, RunEntry entry);
    void finish(qint64 index, const ReplayRow &row, const Exchange &exchange);
    /// History has given it this number.
    void noteId(qint64 startedAt, microseconds elapsed, qint64 id);
    /// Shows at once what waits.
    void flush();
    const RunEntry &at(int row) const { return m_entries[row]; }

private:
    using Moment = std::pair<qint64, qint64>;

    QVariant text(const RunEntry &entry, int row, int column) const;
    bool isRightAligned(int column) const;

    const Theme &m_theme;
    Kind m_kind = Kind::Requests;
    QList<RunEntry> m_entries;
    /// Rows of m_entries that views know of; the rest waits.
    int m_shown = 0;
    /// [first, last] of shown rows that have changed.
    int m_firstChanged = -1;
    int m_lastChanged = -1;
    QTimer m_timer;
    /// Entries that history has not numbered yet.
    QHash<Moment, int> m_unnumbered;
};

} // namespace Recloser
