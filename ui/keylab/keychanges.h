// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QStringList>

#include <utility>
#include <vector>

namespace Recloser {

/// What becomes of the circuits of one pattern under another, over a list of URLs. Plain value.
struct KeyChanges
{
    /// A circuit and how many of the URLs in question it has; a null key is no breaker.
    struct Share
    {
        QString key;
        qsizetype urls = 0;

        bool operator==(const Share &) const = default;
    };
    /// One circuit on one side, what stands for it on the other.
    struct Change
    {
        Share circuit;
        QList<Share> others; ///< the largest first; at most mostShares of them
        qsizetype otherCount = 0;

        bool operator==(const Change &) const = default;
    };
    static constexpr qsizetype mostShares = 20;
    static constexpr qsizetype mostChanges = 200;

    /// Old circuits that become several.
    QList<Change> splits;
    /// New circuits that several become.
    QList<Change> merges;
    /// Old circuits that have another name now and nothing else.
    QList<Change> renames;
    qsizetype splitCount = 0;
    qsizetype mergeCount = 0;
    qsizetype renameCount = 0;
    qsizetype moved = 0; ///< URLs that have another circuit
    qsizetype urls = 0; ///< that were looked at

    bool isNothing() const { return moved == 0; }
    bool operator==(const KeyChanges &) const = default;
};

/// For each URL its old and its new circuit, as indices of the names; noCircuit: no breaker.
using CircuitMoves = std::vector<std::pair<quint32, quint32>>;
inline constexpr quint32 noCircuit = 0xffffffff;

KeyChanges changesOf(const CircuitMoves &moves, const QStringList &names);

} // namespace Recloser
