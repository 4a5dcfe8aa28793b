// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QString>

namespace Recloser {

/// "At worst 4 attempts, 0 s of waiting, 60 s in all. If none of them gets an answer, the circuit
/// opens for 10 s."
QString planSummary(const Policies &policies);

/// "10 s", or "10 s, then 20 s … up to 5 min" where openings grow.
QString openingTimes(const BreakerPolicy &breaker);

/// What opens the circuit besides a call that fails for good: "after 5 failures in a row"; empty
/// where nothing is counted.
QString openingCounts(const BreakerPolicy &breaker);

/// "50 %", "12.5 %".
QString shareText(double share);

} // namespace Recloser
