// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <ctime>

namespace Recloser {

/// Measures for how long at most the event loop did not turn, by the wall and by what this thread
/// itself worked: a busy machine makes the one longer, never the other.
class LagProbe
{
public:
    LagProbe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
        m_timer.start(1);
        reset();
    }

    void reset()
    {
        m_wall = m_work = 0;
        m_since.start();
        m_workedBefore = workedMs();
    }
    double longestMs() const { return m_wall; }
    double longestWorkMs() const { return m_work; }

private:
    static double workedMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    void tick()
    {
        m_wall = std::max(m_wall, double(m_since.nsecsElapsed()) / 1e6 - 1.0);
        m_since.restart();
        const double now = workedMs();
        m_work = std::max(m_work, now - m_workedBefore);
        m_workedBefore = now;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    double m_wall = 0;
    double m_work = 0;
    double m_workedBefore = 0;
};

} // namespace Recloser
