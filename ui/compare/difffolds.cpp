// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/difffolds.h"

#include <algorithm>

namespace Recloser {

DiffFolds DiffFolds::whole(const AlignedRows &rows)
{
    DiffFolds folds;
    folds.append(0, rows.rowCount(), false);
    return folds;
}

DiffFolds DiffFolds::folded(const AlignedRows &rows)
{
    DiffFolds folds;
    qsizetype shown = 0;
    const auto skipTo = [&](qsizetype begin, qsizetype end) {
        // What is folded would be [begin, end).
        if (end - begin < fewestFolded)
            return;
        folds.append(shown, begin - shown, false);
        folds.append(begin, end - begin, true);
        shown = end;
    };
    qsizetype before = 0; // where the rows around the last difference end
    for (const Difference &difference : rows.differences()) {
        skipTo(before, difference.begin - context);
        before = difference.end + context;
    }
    skipTo(before, rows.rowCount());
    folds.append(shown, rows.rowCount() - shown, false);
    return folds;
}

void DiffFolds::append(qsizetype row, qsizetype rows, bool isFolded)
{
    if (rows <= 0)
        return;
    m_parts.push_back({m_lineCount, row, rows, isFolded});
    m_lineCount += isFolded ? 1 : rows;
}

DiffFolds::Line DiffFolds::at(qsizetype line) const
{
    const auto after = std::ranges::upper_bound(m_parts, line, {}, &Part::line);
    const Part &part = *(after - 1);
    if (part.isFolded)
        return {part.row, part.rows};
    return {part.row + line - part.line, 0};
}

qsizetype DiffFolds::lineOf(qsizetype row) const
{
    if (m_parts.empty())
        return 0;
    const auto after = std::ranges::upper_bound(m_parts, row, {}, &Part::row);
    const Part &part = after == m_parts.begin() ? *after : *(after - 1);
    return part.isFolded ? part.line : part.line + row - part.row;
}

void DiffFolds::unfold(qsizetype line)
{
    const auto after = std::ranges::upper_bound(m_parts, line, {}, &Part::line);
    if (after == m_parts.begin())
        return;
    const auto part = after - 1;
    if (!part->isFolded)
        return;
    part->isFolded = false;
    const qsizetype more = part->rows - 1;
    for (auto later = part + 1; later != m_parts.end(); ++later)
        later->line += more;
    m_lineCount += more;
}

} // namespace Recloser
