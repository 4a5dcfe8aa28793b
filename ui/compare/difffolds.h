// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/alignedrows.h"

#include <vector>

namespace Recloser {

/// Which rows of two aligned texts are shown: all, or those that differ with a few around them, the
/// others folded to one line each. Lines are what is on the screen, rows what was compared. Plain
/// value.
class DiffFolds
{
public:
    /// Equal rows that stay around a difference.
    static constexpr qsizetype context = 3;
    /// Fewer rows are not worth folding.
    static constexpr qsizetype fewestFolded = 4;

    struct Line
    {
        /// The row, or the first of those folded.
        qsizetype row = 0;
        /// How many rows are folded; 0 for a row as it is.
        qsizetype folded = 0;

        bool operator==(const Line &) const = default;
    };

    DiffFolds() = default;
    /// All rows of `rows`.
    static DiffFolds whole(const AlignedRows &rows);
    static DiffFolds folded(const AlignedRows &rows);

    qsizetype lineCount() const { return m_lineCount; }
    Line at(qsizetype line) const;
    /// The line that shows a row, or has it folded.
    qsizetype lineOf(qsizetype row) const;
    /// Shows the rows that are folded at a line.
    void unfold(qsizetype line);

private:
    struct Part
    {
        qsizetype line = 0;
        qsizetype row = 0;
        qsizetype rows = 0;
        bool isFolded = false;
    };

    void append(qsizetype row, qsizetype rows, bool isFolded);

    std::vector<Part> m_parts;
    qsizetype m_lineCount = 0;
};

} // namespace Recloser
