// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/alignedrows.h"

#include <algorithm>

namespace Recloser {

AlignedRows::AlignedRows(TextRows left, TextRows right, std::vector<RowStretch> stretches)
    : m_left(std::move(left))
    , m_right(std::move(right))
    , m_stretches(std::move(stretches))
{
    m_stretchBegins.reserve(m_stretches.size());
    for (const RowStretch &stretch : m_stretches) {
        m_stretchBegins.push_back(quint32(m_rowCount));
        const qsizetype end = m_rowCount + stretch.count;
        m_counts[size_t(stretch.kind)] += stretch.count;
        if (isDifference(stretch.kind)) {
            if (!m_differences.empty() && m_differences.back().end == m_rowCount)
                m_differences.back().end = end;
            else
                m_differences.push_back({m_rowCount, end});
        }
        m_rowCount = end;
    }
}

size_t AlignedRows::stretchOf(qsizetype row) const
{
    const auto after = std::ranges::upper_bound(m_stretchBegins, quint32(row));
    return size_t(after - m_stretchBegins.begin()) - 1;
}

qsizetype AlignedRows::rowOf(Side side, qsizetype row) const
{
    // Of stretches that begin at the same row of a side, the last one holds it.
    const auto after = side == Side::Left
        ? std::ranges::upper_bound(m_stretches, quint32(row), {}, &RowStretch::left)
        : std::ranges::upper_bound(m_stretches, quint32(row), {}, &RowStretch::right);
    const auto index = size_t(after - m_stretches.begin()) - 1;
    const RowStretch &stretch = m_stretches[index];
    return m_stretchBegins[index] + row - (side == Side::Left ? stretch.left : stretch.right);
}

AlignedRow AlignedRows::at(qsizetype row) const
{
    const size_t index = stretchOf(row);
    const RowStretch &stretch = m_stretches[index];
    const qsizetype offset = row - m_stretchBegins[index];
    return {stretch.kind, hasLeft(stretch.kind) ? stretch.left + offset : -1,
            hasRight(stretch.kind) ? stretch.right + offset : -1};
}

} // namespace Recloser
