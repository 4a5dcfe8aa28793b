// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QStringView>

namespace Recloser {

/// Characters [begin, end) of a row.
struct WordRange
{
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const WordRange &) const = default;
};

/// What differs within two rows that stand side by side, ascending.
struct WordDifferences
{
    QList<WordRange> left;
    QList<WordRange> right;
    /// They have next to nothing in common; both are marked whole.
    bool isWhole = false;

    bool operator==(const WordDifferences &) const = default;
};

/// Words are runs of letters, digits and underscores, runs of blanks, and single other characters.
/// Swapping the sides gives the mirror image. For rows, not for texts.
WordDifferences wordDifferences(QStringView left, QStringView right);

} // namespace Recloser
