// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDateTime>
#include <QMetaType>

namespace Recloser {

/// What history keeps; 0 is no bound. What goes is the oldest. Exchanges that are kept for ever
/// neither go nor count.
struct HistoryRetention
{
    qint64 mostExchanges = 1'000'000;
    /// Database and bodies.
    qint64 mostBytes = 10LL * 1024 * 1024 * 1024;
    /// Since they began.
    qint64 mostDays = 0;

    bool operator==(const HistoryRetention &) const = default;
};

/// How long an exchange is kept.
enum class Keeping { ByRetention, ForEver };

/// What one cleaning has removed.
struct HistoryCleaning
{
    qint64 byAge = 0;
    qint64 byCount = 0;
    qint64 bySize = 0;

    qint64 exchanges() const { return byAge + byCount + bySize; }
    bool operator==(const HistoryCleaning &) const = default;
};

/// What there is.
struct HistoryUsage
{
    qint64 exchanges = 0;
    /// Of them, those that are kept for ever.
    qint64 kept = 0;
    /// Of the database, and of that what would be free for new rows.
    qint64 databaseBytes = 0;
    qint64 freeBytes = 0;
    qint64 bodyFiles = 0;
    qint64 bodyBytes = 0;
    /// Files beside the database that belong to no exchange.
    qint64 orphans = 0;
    QDateTime oldest;
    QDateTime newest;
    /// Removed by retention so far.
    qint64 cleaned = 0;
    /// What the next cleaning removes; `bySize` is an estimate.
    HistoryCleaning excess;

    bool operator==(const HistoryUsage &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::HistoryCleaning)
Q_DECLARE_METATYPE(Recloser::Keeping)
