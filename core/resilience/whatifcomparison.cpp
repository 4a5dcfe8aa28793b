// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/whatifcomparison.h"

#include <algorithm>
#include <map>

namespace Recloser {

qint64 WhatIfDifference::distance() const
{
    return qAbs(a.counts.blocked - b.counts.blocked) + qAbs(a.counts.openings - b.counts.openings);
}

QList<WhatIfDifference> differences(const WhatIfSide &a, const WhatIfSide &b)
{
    std::map<QString, WhatIfDifference> byKey;
    for (const WhatIfCircuit &circuit : a.circuits)
        byKey[circuit.key].a = circuit;
    for (const WhatIfCircuit &circuit : b.circuits)
        byKey[circuit.key].b = circuit;
    QList<WhatIfDifference> rows;
    rows.reserve(qsizetype(byKey.size()));
    for (auto &[key, row] : byKey) {
        row.key = key;
        row.a.key = key;
        row.b.key = key;
        rows.append(std::move(row));
    }
    // Sorted by key so far, which the sort keeps among equals.
    std::ranges::stable_sort(rows, std::ranges::greater(), &WhatIfDifference::distance);
    return rows;
}

} // namespace Recloser
