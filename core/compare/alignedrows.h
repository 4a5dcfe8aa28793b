// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/textrows.h"

#include <optional>
#include <vector>

namespace Recloser {

/// What two rows that stand side by side are to each other.
enum class RowKind : quint8 {
    Equal,
    Changed,
    Removed, ///< on the left alone
    Added, ///< on the right alone
    Rewritten, ///< equal by value, written differently, such as 1.0 and 1
    Ignored, ///< different, and not to be told
    IgnoredRemoved,
    IgnoredAdded,
};
constexpr int rowKinds = 8;

constexpr bool hasLeft(RowKind kind)
{
    return kind != RowKind::Added && kind != RowKind::IgnoredAdded;
}
constexpr bool hasRight(RowKind kind)
{
    return kind != RowKind::Removed && kind != RowKind::IgnoredRemoved;
}
/// To be told.
constexpr bool isDifference(RowKind kind)
{
    return kind != RowKind::Equal && kind < RowKind::Ignored;
}

/// `count` rows side by side from rows `left` and `right` on; of a side that has none, `left` or
/// `right` is where they would be.
struct RowStretch
{
    quint32 left = 0;
    quint32 right = 0;
    quint32 count = 0;
    RowKind kind = RowKind::Equal;

    bool operator==(const RowStretch &) const = default;
};

/// One row of both sides; -1 where a side has none.
struct AlignedRow
{
    RowKind kind = RowKind::Equal;
    qsizetype left = -1;
    qsizetype right = -1;

    bool operator==(const AlignedRow &) const = default;
};

/// Rows [begin, end) of an AlignedRows that differ, with equal ones around them.
struct Difference
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const Difference &) const = default;
};

/// Two texts side by side. Every row of either is in it once, in order. Plain value.
class AlignedRows
{
public:
    AlignedRows() = default;
    /// `stretches` hold all rows of both, in order.
    AlignedRows(TextRows left, TextRows right, std::vector<RowStretch> stretches);

    const TextRows &left() const { return m_left; }
    const TextRows &right() const { return m_right; }
    const std::vector<RowStretch> &stretches() const { return m_stretches; }
    qsizetype rowCount() const { return m_rowCount; }
    AlignedRow at(qsizetype row) const;
    /// Index of the stretch that holds a row.
    size_t stretchOf(qsizetype row) const;
    enum class Side { Left, Right };
    const TextRows &side(Side side) const { return side == Side::Left ? m_left : m_right; }
    /// Where a row of one side is among the aligned ones.
    qsizetype rowOf(Side side, qsizetype row) const;
    /// The row that a stretch begins at.
    qsizetype beginOf(size_t stretch) const { return m_stretchBegins[stretch]; }
    const std::vector<Difference> &differences() const { return m_differences; }
    /// How many rows are of this kind.
    qsizetype count(RowKind kind) const { return m_counts[size_t(kind)]; }

    /// The texts were so different that the shortest list of differences was not looked for.
    bool isApproximate = false;

private:
    TextRows m_left;
    TextRows m_right;
    std::vector<RowStretch> m_stretches;
    std::vector<quint32> m_stretchBegins;
    std::vector<Difference> m_differences;
    qsizetype m_rowCount = 0;
    qsizetype m_counts[rowKinds] = {};
};

} // namespace Recloser
