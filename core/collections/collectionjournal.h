// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionplans.h"

namespace Recloser {

/// Steps that were done, and which of them were taken back. Plain value.
class CollectionJournal
{
public:
    /// Done steps first; those from position() on are to be done again.
    const QList<CollectionStep> &steps() const { return m_steps; }
    qsizetype position() const { return m_position; }

    const CollectionStep *undoable() const;
    const CollectionStep *redoable() const;
    /// What could be done again is forgotten, and so is what is too long ago.
    void add(const CollectionStep &step);
    /// The step at `position` as it is now, and on which side of it we are.
    void stepBack(const CollectionStep &step);
    void stepForward(const CollectionStep &step);

    QByteArray toBytes() const;
    /// An empty one where they are not understood.
    static CollectionJournal fromBytes(const QByteArray &bytes);

private:
    QList<CollectionStep> m_steps;
    qsizetype m_position = 0;
};

/// The journal of a collection; empty where `journalFolder` is or there is none. Blocks on the
/// disk.
CollectionJournal readJournal(const QString &journalFolder, const QString &folder);
std::expected<void, StoreError> writeJournal(const QString &journalFolder, const QString &folder,
                                             const CollectionJournal &journal);

} // namespace Recloser
