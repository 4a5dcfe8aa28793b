// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

namespace Recloser {

/// What a store may do to the circuits of a server (BREAKER.md section 3).
enum class StoreScope {
    Private, ///< reads and writes keys with a prefix of our own
    Observe, ///< reads where production reads, writes nothing: our own openings stay with us
    Join, ///< reads and writes where production does
};

/// What a call may do when the server cannot be asked.
enum class WhenAway {
    FailOpen, ///< go ahead, as far as the shadow knows of no opening
    FailClosed, ///< nothing
};

/// What is meant where nobody chose: a server of somebody else's is only looked at, since one
/// developer's broken network must not open production's circuits.
constexpr StoreScope usualScope(bool isLocal, bool hasPrefix)
{
    if (!isLocal)
        return StoreScope::Observe;
    return hasPrefix ? StoreScope::Private : StoreScope::Join;
}

} // namespace Recloser
