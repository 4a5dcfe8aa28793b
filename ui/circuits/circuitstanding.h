// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"

namespace Recloser {

/// What a circuit is to those who look at it; each has a word and a shape of its own.
enum class Standing {
    Closed,
    Open,
    Elapsed, ///< open, its time is over, and its library waits for the next call to notice
    HalfOpen, ///< a probe is under way
    ProbeDue, ///< half-open, and nobody probes: the next call will
    Throttled,
    ForcedOpen,
    ForcedClosed,
    MetricsOnly,
    ForcedHalfOpen,
    NeverExpires, ///< a key that should expire has no time to live
    UnknownDuration, ///< open, nobody knows for how long
    StateUnknown, ///< its library does not store what decides (the threshold)
    Unreadable,
};

Standing standingOf(const Circuit &circuit);

/// Written by another library and found in its keys, not told by the store.
bool isForeign(const Circuit &circuit);

/// Tells circuits apart that share a key: the key itself for the store's own, with layout, prefix
/// and exact bytes for those of other libraries. For looking up, not for showing.
QString identityOf(const Circuit &circuit);

/// Worth a row: not closed, or held by hand.
bool isShown(const Circuit &circuit);

} // namespace Recloser
