// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/whatifresult.h"

namespace Recloser {

/// One circuit on two sides; a side that does not tell of it has zeros. Plain value.
struct WhatIfDifference
{
    QString key;
    WhatIfCircuit a;
    WhatIfCircuit b;

    /// How far the sides are apart, in blocked calls and openings.
    qint64 distance() const;
    bool operator==(const WhatIfDifference &) const = default;
};

/// The circuits of two sides, those that differ most first, then by key.
QList<WhatIfDifference> differences(const WhatIfSide &a, const WhatIfSide &b);

} // namespace Recloser
