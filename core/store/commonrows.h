// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>

#include <algorithm>
#include <utility>

namespace Recloser {

/// Rows that stay when `oldSize` rows become `freshSize` others, as pairs of places in both, in
/// order: a longest common subsequence.
template<typename IsSame>
QList<std::pair<qsizetype, qsizetype>> commonRows(qsizetype oldSize, qsizetype freshSize,
                                                  IsSame &&isSame)
{
    QList<std::pair<qsizetype, qsizetype>> pairs;
    qsizetype first = 0;
    while (first < oldSize && first < freshSize && isSame(first, first)) {
        pairs.append({first, first});
        ++first;
    }
    qsizetype atEnd = 0;
    while (atEnd < oldSize - first && atEnd < freshSize - first
           && isSame(oldSize - 1 - atEnd, freshSize - 1 - atEnd))
        ++atEnd;
    const qsizetype rows = oldSize - first - atEnd;
    const qsizetype columns = freshSize - first - atEnd;
    const qsizetype width = columns + 1;
    // Beyond this a file is no longer written by hand, and what lies between is written anew.
    if ((rows + 1) * width <= 4'000'000) {
        QList<int> length((rows + 1) * width, 0);
        for (qsizetype i = rows - 1; i >= 0; --i) {
            for (qsizetype j = columns - 1; j >= 0; --j) {
                length[i * width + j] = isSame(first + i, first + j)
                    ? length[(i + 1) * width + j + 1] + 1
                    : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
            }
        }
        for (qsizetype i = 0, j = 0; i < rows && j < columns;) {
            if (isSame(first + i, first + j)) {
                pairs.append({first + i, first + j});
                ++i;
                ++j;
            } else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) {
                ++i;
            } else {
                ++j;
            }
        }
    }
    for (; atEnd > 0; --atEnd)
        pairs.append({oldSize - atEnd, freshSize - atEnd});
    return pairs;
}

} // namespace Recloser
