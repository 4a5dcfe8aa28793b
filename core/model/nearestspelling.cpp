// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/nearestspelling.h"

#include <algorithm>
#include <vector>

namespace Recloser {

namespace {

/// Letters to replace, add, drop or swap with their neighbour.
qsizetype editDistance(QStringView one, QStringView other)
{
    const auto size = static_cast<size_t>(other.size()) + 1;
    std::vector<qsizetype> before(size);
    std::vector<qsizetype> last(size);
    std::vector<qsizetype> row(size);
    for (size_t i = 0; i < size; ++i)
        row[i] = static_cast<qsizetype>(i);
    for (qsizetype i = 0; i < one.size(); ++i) {
        std::swap(before, last);
        std::swap(last, row);
        row[0] = i + 1;
        for (qsizetype j = 0; j < other.size(); ++j) {
            const auto at = static_cast<size_t>(j) + 1;
            const qsizetype replaced = last[at - 1] + (one.at(i) == other.at(j) ? 0 : 1);
            row[at] = std::min({replaced, last[at] + 1, row[at - 1] + 1});
            if (i > 0 && j > 0 && one.at(i) == other.at(j - 1) && one.at(i - 1) == other.at(j))
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
    }
    return row.back();
}

} // namespace

QString nearestSpelling(const QString &name, const QStringList &known)
{
    QString nearest;
    qsizetype best = std::max<qsizetype>(2, name.size() / 3) + 1;
    QStringList candidates = known;
    // A hash gives its keys in any order; the answer shall be the same every time.
    candidates.sort();
    for (const QString &candidate : std::as_const(candidates)) {
        if (std::abs(candidate.size() - name.size()) >= best)
            continue;
        const qsizetype distance = editDistance(name.toLower(), candidate.toLower());
        if (distance < best && distance < std::max(name.size(), candidate.size())) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace Recloser
