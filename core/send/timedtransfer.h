// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/transferphases.h"
#include "core/send/transport.h"

#include <QBasicTimer>

namespace Recloser {

/// A transfer with the limits of its phases, watched by one timer.
class TimedTransfer : public Transfer
{
    Q_OBJECT

protected:
    using time_point = TransferPhases::time_point;
    using Phase = TransferPhases::Phase;

    explicit TimedTransfer(const TimeoutPolicy &timeouts) : m_phases(timeouts) { }

    virtual void finish(std::expected<Response, SendError> outcome) = 0;
    /// A limit has come.
    virtual void limitReached(time_point now, SendError error) = 0;
    /// Whom the time-out is told of.
    virtual QString authority() const = 0;

    /// Watches for the next limit. Again after every change of m_phases.
    void arm(time_point now);
    void disarm() { m_timer.stop(); }
    /// Finishes in a turn of its own.
    void failLater(SendError error);
    void timerEvent(QTimerEvent *event) override;

    TransferPhases m_phases;

private:
    time_point m_timerAt;
    QBasicTimer m_timer;
};

} // namespace Recloser
