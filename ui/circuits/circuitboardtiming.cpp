// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// When the board asks, ticks and ends rows.

#include "ui/circuits/circuitboard.h"

#include <algorithm>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

/// Many rows that end one after the other are ended together, so that the work for each stays
/// small.
milliseconds expiryGap(qsizetype rows)
{
    return milliseconds(rows / 50);
}

} // namespace

void CircuitBoard::onDeadline()
{
    m_deadline.reset();
    m_deadlineAt.reset();
    const QList<Row> before = m_rows;
    m_expiredAt = m_clock.now();
    const QList<Circuit> expired = expireRows(m_rows, m_clock.now());
    record(before);
    // Another process may have extended it, or a probe may have ended.
    QStringList keys;
    for (const Circuit &circuit : expired) {
        if (!isForeign(circuit))
            keys.append(circuit.key);
    }
    confirm(keys);
    if (m_sources && keys.size() < expired.size())
        m_sources->refresh();
    if (!expired.isEmpty() || m_rows.size() != before.size())
        announce();
    else
        rearm();
}

void CircuitBoard::rearm()
{
    schedulePoll();
    scheduleTick();
    scheduleDeadline();
}

std::optional<milliseconds> CircuitBoard::pollInterval() const
{
    // Memory says when something changes, and expiry is our own business.
    if (!m_store || m_store->status().store == StoreKind::Memory)
        return {};
    const bool isOpen = std::ranges::any_of(m_rows, std::not_fn(&Row::justClosed));
    const bool isWatched = !m_viewers.isEmpty();
    if (!isOpen && !isWatched)
        return {};
    const milliseconds interval = !isWatched ? 5000ms : isOpen && !m_error ? 1000ms : 2000ms;
    // A slow server is not asked more often than it can answer.
    return std::max(interval, 4 * m_answerTook);
}

void CircuitBoard::schedulePoll()
{
    const auto interval = pollInterval();
    if (!interval) {
        // An ask for a burst of changes stays.
        if (m_pollAt && *m_pollAt > m_askedAt + changeGap) {
            m_poll.reset();
            m_pollAt.reset();
        }
        return;
    }
    const auto due = m_askedAt + m_answerTook + *interval;
    if (m_asking || (m_pollAt && *m_pollAt <= due))
        return;
    m_pollAt = due;
    const auto left = std::chrono::ceil<milliseconds>(due - m_clock.now());
    m_poll = m_clock.schedule(std::max(0ms, left), [this] { ask(); });
}

void CircuitBoard::scheduleTick()
{
    milliseconds interval{0};
    if (!m_viewers.isEmpty() && !m_rows.isEmpty()) {
        // Sorted: the soonest deadline stands first, what fades last.
        const Row &first = m_rows.first();
        if (m_rows.last().justClosed
            || (first.countsDown() && first.circuit.closesAt - m_clock.now() < 10s))
            interval = 100ms;
        else if (first.countsDown())
            interval = 1000ms;
    }
    if (m_tick && interval == m_tickInterval)
        return;
    m_tickInterval = interval;
    m_tick.reset();
    if (interval > 0ms) {
        m_tick = m_clock.schedule(interval, [this] {
            m_tick.reset();
            scheduleTick();
            Q_EMIT ticked();
        });
    }
}

void CircuitBoard::scheduleDeadline()
{
    std::optional<Clock::time_point> next;
    for (const Row &row : std::as_const(m_rows)) {
        if (!row.justClosed && !row.countsDown())
            continue;
        const auto due = row.justClosed ? row.closedAt + circuitFadeTime : row.circuit.closesAt;
        if (!next || due < *next)
            next = due;
    }
    if (next)
        next = std::max(*next, m_expiredAt + expiryGap(m_rows.size()));
    if (m_deadline && next == m_deadlineAt)
        return;
    m_deadlineAt = next;
    m_deadline.reset();
    if (next) {
        const auto left = std::chrono::ceil<milliseconds>(*next - m_clock.now());
        m_deadline = m_clock.schedule(std::max(0ms, left), [this] { onDeadline(); });
    }
}

} // namespace Recloser
