// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/timedtransfer.h"

#include <QTimerEvent>

namespace Recloser {

void TimedTransfer::failLater(SendError error)
{
    QMetaObject::invokeMethod(
        this,
        [this, error = std::move(error)] {
            if (!m_phases.isDone())
                finish(std::unexpected(error));
        },
        Qt::QueuedConnection);
}

void TimedTransfer::arm(time_point now)
{
    const auto due = m_phases.due();
    // A timer that fires too early only arms itself again, so that the usual send starts a single
    // one.
    if (!due || (m_timer.isActive() && m_timerAt <= *due))
        return;
    m_timerAt = *due;
    m_timer.start(std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*due - now)),
                  Qt::PreciseTimer, this);
}

void TimedTransfer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId()) {
        Transfer::timerEvent(event);
        return;
    }
    m_timer.stop();
    const time_point now = std::chrono::steady_clock::now();
    if (auto error = m_phases.expired(now, authority()))
        limitReached(now, *std::move(error));
    else
        arm(now);
}

} // namespace Recloser
