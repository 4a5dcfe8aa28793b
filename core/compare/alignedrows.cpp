// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/alignedrows.h"

#include <algorithm>

namespace Recloser {

AlignedRows::AlignedRows(TextRows left, TextRows right, std::vector<RowStretch> stretches)
    : m_left(std::move(left)), m_right(std::move(right)), m_stretches(std::move(stretches))
{
    m_stretchBegins.reserve(m_stretches.size());
    for (const RowStretch &stretch : m_stretches) {
        m_stretchBegins.push_back(quint32(m_rowCount));
        const qsizetype end = m_rowCount + stretch.count;
        m_counts[size_t(stretch.kind)] += stretch.count;
        if (stretch.kind != RowKind::Equal && stretch.kind != RowKind::Ignored) {
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

AlignedRow AlignedRows::at(qsizetype row) const
{
    const size_t index = stretchOf(row);
    const RowStretch &stretch = m_stretches[index];
    const qsizetype offset = row - m_stretchBegins[index];
    return {stretch.kind, stretch.hasLeft() ? stretch.left + offset : -1,
            stretch.hasRight() ? stretch.right + offset : -1};
}

} // namespace Recloser
