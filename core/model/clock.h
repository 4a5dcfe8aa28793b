// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace Recloser {

/// A call that will be made later; destroying it takes the call back.
class ScheduledCall
{
public:
    ScheduledCall() = default;
    ScheduledCall(const ScheduledCall &) = delete;
    ScheduledCall &operator=(const ScheduledCall &) = delete;
    virtual ~ScheduledCall() = default;
};

/// Time as everything in core sees it, so that tests turn it by hand. Lives in, and calls back in,
/// one thread.
class Clock
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    /// Monotonic.
    virtual time_point now() const = 0;
    /// Wall clock, UTC, for people.
    virtual QDateTime wallTime() const = 0;
    /// Calls `call` once, `delay` from now, never inside this function.
    [[nodiscard]] virtual std::unique_ptr<ScheduledCall> schedule(std::chrono::milliseconds delay,
                                                                  std::function<void()> call)
        = 0;
};

/// The real one.
class SystemClock final : public Clock
{
public:
    time_point now() const override { return std::chrono::steady_clock::now(); }
    QDateTime wallTime() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::unique_ptr<ScheduledCall> schedule(std::chrono::milliseconds delay,
                                                          std::function<void()> call) override
    {
        return std::make_unique<TimerCall>(delay, std::move(call));
    }

private:
    class TimerCall final : public ScheduledCall
    {
    public:
        TimerCall(std::chrono::milliseconds delay, std::function<void()> call)
        {
            m_timer.setSingleShot(true);
            m_timer.setTimerType(Qt::PreciseTimer);
            // The call may destroy this object, so it runs from a copy on the stack.
            QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [call = std::move(call)] {
                auto copy = call;
                copy();
            });
            m_timer.start(delay);
        }

    private:
        QTimer m_timer;
    };
};

} // namespace Recloser
