// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

#include <algorithm>
#include <ctime>

namespace Recloser {

/// The most work one turn of the event loop did while this lived, in milliseconds of this thread's
/// processor time: what other programs take from a busy machine does not count.
class Pulse : public QObject
{
public:
    Pulse() : m_last(processorTime()) { startTimer(0); }
    double longest = 0;

protected:
    void timerEvent(QTimerEvent *) override
    {
        const double now = processorTime();
        longest = std::max(longest, now - m_last);
        m_last = now;
    }

private:
    static double processorTime()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    double m_last;
};

} // namespace Recloser
