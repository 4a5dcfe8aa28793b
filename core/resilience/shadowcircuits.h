// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <optional>

namespace Recloser {

/// What this process knows of a shared store's circuits, for the time when the store cannot be
/// asked, and what it still owes the store. Plain value.
class ShadowCircuits
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct Entry
    {
        Circuit circuit;
        /// Value to write when the store has not taken this opening yet.
        std::optional<QByteArray> unwritten;
        /// When the store is known to have taken it, if that was ours.
        std::optional<time_point> writtenAt = {};
    };

    /// Seen in the store, or opened by us. An opening that is still unwritten is not replaced by
    /// something seen.
    void see(const Circuit &circuit, time_point now);
    void putUnwritten(const Circuit &circuit, const QByteArray &value, time_point now);
    /// The store has this opening now, or one of somebody else's in its place.
    void markWritten(const QString &key, const QByteArray &value, time_point now);
    /// The store, asked at `askedAt`, says that it is closed; what it has not taken yet stays, and
    /// so does what it took since then, over another connection.
    void forgetSeen(const QString &key, time_point askedAt = time_point::max());
    void forget(const QString &key);

    /// Null when closed, as far as is known.
    const Entry *find(const QString &key, time_point now) const;
    /// Soonest to close first, those that never do last.
    QList<Circuit> circuits(time_point now) const;
    QList<Entry> unwritten(time_point now) const;
    /// Entries kept, some of which may be over.
    qsizetype size() const { return m_entries.size(); }

private:
    void insert(const Circuit &circuit, std::optional<QByteArray> unwritten, time_point now);

    QHash<QString, Entry> m_entries;
    qsizetype m_sweepAt = 256;
};

/// Order of lists of circuits: soonest to close first, then by key.
bool closesBefore(const Circuit &a, const Circuit &b);

} // namespace Recloser
