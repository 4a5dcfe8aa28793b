// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/response.h"
#include "core/model/senderror.h"

#include <optional>

namespace Recloser {

/// Where a transfer is, how long its phases took, and which of its limits of time comes next. It
/// has no timer: its owner asks due() and then expired(). Plain object.
///
/// Timings, all hops added up: `dns` while the address of a name was asked for before a new
/// connection, unset where none was; `connect` from the start of a new connection to its standing,
/// TLS included, unset when a kept connection served; `tls` unset, Qt does not tell it apart;
/// `sent` until the last byte of a body was handed to the connection, unset without a body; `wait`
/// until the headers are there; `download` until the last byte of the body.
class TransferPhases
{
public:
    using time_point = std::chrono::steady_clock::time_point;
    enum class Phase {
        Starting,
        Connecting,
        Sending,
        Waiting,
        Receiving,
        Decoding, ///< all has come, and is not yet unpacked
        Done,
    };

    explicit TransferPhases(const TimeoutPolicy &timeouts) : m_timeouts(timeouts) { }

    void begin(time_point now) { m_startedAt = now; }
    void beginHop(Phase first, time_point now);
    /// The address of the host is being asked for, and is known. Nothing in other phases than
    /// Connecting. Its time counts for the limit of connecting.
    void resolving(time_point now);
    void resolved(time_point now);
    /// A connection is being made. The second of two addresses that are tried side by side changes
    /// nothing.
    void connecting(time_point now);
    void connected(Phase next, time_point now);
    /// All of the body is out. Nothing in other phases than Sending.
    void sent(time_point now);
    void answered(time_point now);
    void received(time_point now);
    /// What comes now has no end of its own: the attempt's limit was for what came before.
    void streams() { m_timeouts.attempt.reset(); }
    /// Something moved, so that it is not idle.
    void moved(time_point now) { m_lastActivity = now; }
    /// The present phase leads nowhere: how long it took in vain is as well known as how long one
    /// took that led on.
    void brokeOff(time_point now);
    /// The end: the total is from begin() to here.
    Timings end(time_point now);

    Phase phase() const { return m_phase; }
    bool isDone() const { return m_phase == Phase::Done; }
    bool isAnswered() const { return m_phase == Phase::Receiving || m_phase == Phase::Decoding; }
    time_point hopSince() const { return m_hopSince; }

    /// When the next limit ends, unless something moves until then.
    std::optional<time_point> due() const;
    /// The time-out that has come, with its limit in words.
    std::optional<SendError> expired(time_point now, const QString &host) const;

private:
    void enter(Phase phase, time_point now);
    std::optional<time_point> phaseEnd() const;
    std::optional<time_point> attemptEnd() const;

    TimeoutPolicy m_timeouts;
    Phase m_phase = Phase::Starting;
    bool m_resolving = false;
    bool m_connecting = false;
    /// Within the present hop.
    std::chrono::steady_clock::duration m_lookup{0};
    Timings m_timings;
    time_point m_startedAt;
    time_point m_hopSince;
    time_point m_phaseSince;
    time_point m_lastActivity;
};

} // namespace Recloser
