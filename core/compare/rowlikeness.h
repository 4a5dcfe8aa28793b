// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

namespace Recloser {

/// Pairs rows that replace one another with those they are most like. Its work is bounded: once it
/// is used up, and where many rows are replaced by many, rows are paired in their order.
class RowPairing
{
public:
    RowPairing(const TextRows &left, const TextRows &right) : m_left(left), m_right(right) { }

    /// Adds stretches for left rows [leftBegin, leftEnd) and right rows [rightBegin, rightEnd),
    /// which have no row in common.
    void pair(quint32 leftBegin, quint32 leftEnd, quint32 rightBegin, quint32 rightEnd,
              std::vector<RowStretch> &stretches);

private:
    /// Pairs of rows that are looked at in one go, and in all.
    static constexpr quint32 mostCells = 4'096;
    static constexpr qint64 mostWork = 3'000'000;

    const TextRows &m_left;
    const TextRows &m_right;
    qint64 m_work = 0;
};

/// Adds a stretch, or lengthens the last one where it goes on.
void appendStretch(std::vector<RowStretch> &stretches, const RowStretch &stretch);

} // namespace Recloser
