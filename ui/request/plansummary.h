// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QString>

namespace Recloser {

/// The most a send can cost under its policies.
struct PlanCost
{
    int attempts = 1;
    /// All waits between attempts, at their longest.
    milliseconds waiting{0};
    /// Empty: nothing bounds it.
    std::optional<milliseconds> total;

    bool operator==(const PlanCost &) const = default;
};

/// Counts the backoff alone: a server's Retry-After may stretch a wait.
PlanCost worstCase(const Policies &policies);

/// "At worst 4 attempts, 0 s of waiting, 1 min in all. If ..., the circuit opens for 10 s."
QString planSummary(const Policies &policies);

} // namespace Recloser
