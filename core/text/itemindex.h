// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/structurewalk.h"

#include <vector>

namespace Recloser {

/// An item within another that is known to the index.
struct ItemMark
{
    qint64 begin = 0;
    qint64 ordinal = 0;
};

/// What a scan came upon, on the way from the thread that scans to the one that shows.
struct ItemScan
{
    std::vector<ItemMark> marks;
    /// Items found so far, from the first one on.
    qint64 count = 0;
    /// How far the text was looked at.
    qint64 reached = 0;
    /// There are no more.
    bool isComplete = false;
};

/// Counts the items within one and remembers some, at most one in `markStep` bytes. Plain value.
class ItemScanner
{
public:
    static constexpr qint64 markStep = 32'768;

    ItemScanner(StructureLanguage language, const StructureItem &container)
        : m_walk(language, container)
    {
    }

    /// Scans on through what of the text is known, from its start; no more of it comes where it
    /// `isWhole`.
    ItemScan scan(QByteArrayView known, bool isWhole);

private:
    StructureWalk m_walk;
    qint64 m_count = 0;
    qint64 m_nextMark = 0;
    bool m_isComplete = false;
};

/// Which item within another is where: a mark every few kilobytes, and walking between them. Takes
/// what an ItemScanner found, piece by piece, and is usable at any time. Plain value; the text is
/// handed to each call.
class ItemIndex
{
public:
    void add(ItemScan &&scan);

    qint64 count() const { return m_count; }
    bool isComplete() const { return m_isComplete; }
    qint64 reached() const { return m_reached; }
    /// A walk to it begins right there.
    bool isMarked(qint64 ordinal) const
    {
        const ItemMark *mark = markFor(ordinal);
        return mark && mark->ordinal == ordinal;
    }
    /// A walk within `container` that gives the item `ordinal`, in [0, count()), next.
    StructureWalk walkTo(StructureLanguage language, const StructureItem &container,
                         QByteArrayView text, qint64 ordinal) const;
    /// The ordinal of the item that a byte within the container is in, or of the one before.
    qint64 ordinalAt(StructureLanguage language, const StructureItem &container,
                     QByteArrayView text, qint64 byte) const;

private:
    const ItemMark *markFor(qint64 ordinal) const;

    std::vector<ItemMark> m_marks;
    qint64 m_count = 0;
    qint64 m_reached = 0;
    bool m_isComplete = false;
};

} // namespace Recloser
