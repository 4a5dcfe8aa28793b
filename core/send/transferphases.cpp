// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/transferphases.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

void add(std::optional<microseconds> &sum, std::chrono::steady_clock::duration time)
{
    sum = sum.value_or(microseconds(0)) + std::chrono::duration_cast<microseconds>(time);
}

std::optional<TransferPhases::time_point> endOf(const std::optional<milliseconds> &limit,
                                                TransferPhases::time_point since)
{
    return limit ? std::optional(since + *limit) : std::nullopt;
}

/// "500 ms", "15 s": whole seconds as such.
QString inWords(milliseconds limit)
{
    const bool isWhole = limit.count() >= 1000 && limit.count() % 1000 == 0;
    return QString::number(isWhole ? limit.count() / 1000 : limit.count())
        % (isWhole ? " s"_L1 : " ms"_L1);
}

} // namespace

void TransferPhases::beginHop(Phase first, time_point now)
{
    m_resolving = false;
    m_connecting = false;
    m_lookup = {};
    m_hopSince = now;
    enter(first, now);
}

void TransferPhases::resolving(time_point now)
{
    if (m_phase != Phase::Connecting)
        return;
    m_resolving = true;
    m_phaseSince = now;
}

void TransferPhases::resolved(time_point now)
{
    if (!std::exchange(m_resolving, false))
        return;
    m_lookup = now - m_phaseSince;
    add(m_timings.dns, m_lookup);
    m_phaseSince = now;
}

void TransferPhases::connecting(time_point now)
{
    if (m_connecting)
        return;
    m_connecting = true;
    m_lastActivity = now;
    if (m_phase == Phase::Connecting)
        m_phaseSince = now;
}

void TransferPhases::connected(Phase next, time_point now)
{
    if (m_connecting)
        add(m_timings.connect, now - m_phaseSince);
    m_connecting = false;
    enter(next, now);
}

void TransferPhases::sent(time_point now)
{
    if (m_phase != Phase::Sending)
        return;
    add(m_timings.sent, now - m_phaseSince);
    enter(Phase::Waiting, now);
}

void TransferPhases::answered(time_point now)
{
    // A connection that was made within the request hides where connecting ended; nothing is
    // guessed then.
    if (!m_connecting && m_phase == Phase::Waiting)
        add(m_timings.wait, now - m_phaseSince);
    enter(Phase::Receiving, now);
}

void TransferPhases::received(time_point now)
{
    if (m_phase == Phase::Receiving)
        add(m_timings.download, now - m_phaseSince);
    enter(Phase::Decoding, now);
}

void TransferPhases::brokeOff(time_point now)
{
    if (m_resolving)
        resolved(now);
    else if (m_phase == Phase::Connecting && m_connecting)
        add(m_timings.connect, now - m_phaseSince);
    else if (m_phase == Phase::Waiting && !m_connecting)
        add(m_timings.wait, now - m_phaseSince);
    else if (m_phase == Phase::Receiving)
        add(m_timings.download, now - m_phaseSince);
}

Timings TransferPhases::end(time_point now)
{
    m_phase = Phase::Done;
    m_timings.total = std::chrono::duration_cast<microseconds>(now - m_startedAt);
    return m_timings;
}

std::optional<TransferPhases::time_point> TransferPhases::due() const
{
    const auto phase = phaseEnd();
    const auto attempt = attemptEnd();
    return phase && attempt ? std::min(*phase, *attempt) : phase ? phase : attempt;
}

std::optional<SendError> TransferPhases::expired(time_point now, const QString &host) const
{
    if (const auto end = attemptEnd(); end && now >= *end)
        return SendError{Kind::AttemptTimeout, inWords(*m_timeouts.attempt), host};
    if (const auto end = phaseEnd(); !end || now < *end)
        return std::nullopt;
    if (m_phase == Phase::Connecting)
        return SendError{Kind::ConnectTimeout, inWords(*m_timeouts.connect), host};
    if (m_phase == Phase::Waiting)
        return SendError{Kind::FirstByteTimeout, inWords(*m_timeouts.firstByte), host};
    return SendError{Kind::IdleTimeout, inWords(*m_timeouts.idle), host};
}

void TransferPhases::enter(Phase phase, time_point now)
{
    m_phase = phase;
    m_phaseSince = now;
    m_lastActivity = now;
}

std::optional<TransferPhases::time_point> TransferPhases::phaseEnd() const
{
    switch (m_phase) {
    case Phase::Connecting:
        return endOf(m_timeouts.connect, m_phaseSince - m_lookup);
    case Phase::Waiting:
        return endOf(m_timeouts.firstByte, m_phaseSince);
    case Phase::Sending:
    case Phase::Receiving:
        return endOf(m_timeouts.idle, m_lastActivity);
    case Phase::Starting:
    case Phase::Decoding:
    case Phase::Done:
        break;
    }
    return std::nullopt;
}

std::optional<TransferPhases::time_point> TransferPhases::attemptEnd() const
{
    return endOf(m_timeouts.attempt, m_startedAt);
}

} // namespace Recloser
