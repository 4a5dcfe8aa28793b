// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace Recloser {

inline std::chrono::nanoseconds threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// The longest that this thread worked without coming back to its event loop, in processor time, so
/// that a busy machine does not count.
class Pulse
{
public:
    Pulse() : m_start(threadTime()), m_last(m_start)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
        m_timer.start(0);
    }
    void beat()
    {
        const auto now = threadTime();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
        // Else the beat itself would take all the time there is.
        m_timer.setInterval(std::chrono::milliseconds(1));
    }
    double longest() const { return std::chrono::duration<double, std::milli>(m_longest).count(); }
    double all() const
    {
        return std::chrono::duration<double, std::milli>(threadTime() - m_start).count();
    }

private:
    QTimer m_timer;
    std::chrono::nanoseconds m_start;
    std::chrono::nanoseconds m_last;
    std::chrono::nanoseconds m_longest{0};
};

} // namespace Recloser
