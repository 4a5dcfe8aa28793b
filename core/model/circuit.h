// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <algorithm>
#include <chrono>
#include <optional>

namespace Recloser {

enum class BreakerState { Closed, Open, HalfOpen };

enum class StoreKind { Memory, Redis };

/// Unverified: the shared store could not be asked, the local shadow answered.
enum class Verification { Verified, Unverified };

/// What is known of how long a circuit stays open.
enum class TimeToLive { Finite, Never, Unknown };

/// One circuit as a store shows it. Plain value.
struct Circuit
{
    QString key;
    BreakerState state = BreakerState::Open;
    TimeToLive ttl = TimeToLive::Finite;
    /// When it closes, on the monotonic clock; set for Finite.
    std::chrono::steady_clock::time_point closesAt{};
    /// How long it was opened for in all, where known; draws the bar.
    std::optional<std::chrono::milliseconds> openedFor;
    /// Wall clock, where known.
    QDateTime openedAt;
    QString reason;
    QString openedBy;
    int trips = 0;
    /// Exact bytes of the Redis key; empty in memory.
    QByteArray redisKey;
    /// "recloser" or "fynd", or the name of another library's layout.
    QString layout;
    Verification verification = Verification::Verified;

    bool operator==(const Circuit &) const = default;
};

/// `closesAt - now`, never negative.
inline std::chrono::milliseconds remaining(const Circuit &circuit,
                                           std::chrono::steady_clock::time_point now)
{
    using std::chrono::milliseconds;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(circuit.closesAt - now));
}

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::Circuit)
