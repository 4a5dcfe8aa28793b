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

/// What opened a circuit.
enum class OpeningCause {
    Failures,
    Throttled, ///< the peer asked to be left alone for a while (429, Retry-After)
    ByHand,
};

/// A circuit held in a state by hand, whatever its calls do. Plain value.
struct CircuitOverride
{
    enum class Kind {
        None,
        ForcedOpen,
        ForcedClosed,
        MetricsOnly, ///< counts, but neither opens nor blocks
        ForcedHalfOpen, ///< of other libraries alone
    };
    Kind kind = Kind::None;
    QString author;
    QString note;

    bool operator==(const CircuitOverride &) const = default;
};

/// What becomes of an open circuit when its time is over.
enum class TimeOver {
    Closes,
    HalfOpens, ///< a key of its own says so from then on
    WaitsForCall, ///< stays as it is until the next call of its library finds that the time is over
};

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
    OpeningCause cause = OpeningCause::Failures;
    /// Held by hand; `state` and `closesAt` are then those of the override. Without an end of its
    /// own `ttl` is Unknown; Never is kept for the fault.
    CircuitOverride forced;
    /// Half-open: who holds the probe's lease, as far as it is known; `closesAt` is when that ends.
    QString probe;

    // What other libraries' circuits tell beside (core/redis/layouts).

    TimeOver timeOver = TimeOver::Closes;
    /// Its time is over and no call has come since: `ttl` is Unknown, `closesAt` when it was over
    /// (the epoch where that is not known).
    bool isElapsed = false;
    /// A lock says that a call which this circuit guards is under way.
    bool isCallInFlight = false;
    /// False where `state` is no more than a guess, because `unreadable` or because a setting that
    /// the library does not store (the threshold) is missing.
    bool isStateKnown = true;
    /// Part and reason, such as "opened_at: no number"; empty when all could be read.
    QString unreadable;
    /// Failures counted, where known.
    std::optional<qint64> failures;
    /// Of the client's: the bytes that stand before the layout's own key.
    QByteArray prefix;
    /// The exact bytes that `key` shows.
    QByteArray service;

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
