// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

namespace Recloser {

/// What opens and closes a circuit: the part of the policies that a store works with. Ranges as in
/// BreakerPolicy. Plain value.
struct CircuitRules
{
    milliseconds openFor{10'000};
    double openFactor = 1;
    milliseconds maxOpenFor{std::chrono::days(24)};
    double openSpread = 0;
    milliseconds healthyPeriod{0};
    int failuresInARow = 0;
    double failureRate = 0;
    milliseconds rateWindow{30'000};
    int rateCalls = 10;
    double slowRate = 0;
    /// Set: an open circuit whose time is over lets one probe through, which has this long.
    std::optional<milliseconds> probeLease;

    /// More has to be kept of a circuit than that it is open: counts, trips, probes. The rules of
    /// the Fynd library need none of it.
    bool needsMemory() const
    {
        return probeLease || failuresInARow > 0 || failureRate > 0 || slowRate > 0
            || openFactor > 1;
    }
    bool operator==(const CircuitRules &) const = default;
};

CircuitRules circuitRules(const Policies &policies);

} // namespace Recloser
