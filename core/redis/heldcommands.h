// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/commandqueue.h"

#include <QByteArrayList>

#include <memory>
#include <vector>

namespace Recloser {

/// A command that no connection has got yet.
struct HeldCommand
{
    QByteArrayList argv;
    PendingCommand pending;
    Clock::time_point deadline;
};

/// Commands that wait until it is known which server they go to. Whoever waits too long hears
/// CommandTimeout; destroying this ends the others with Closed.
class HeldCommands
{
public:
    explicit HeldCommands(Clock &clock) : m_clock(clock) { }
    ~HeldCommands();

    void add(HeldCommand command);
    std::vector<HeldCommand> takeAll();
    /// In a later turn of the event loop.
    void failAll(const RedisError &error);
    qsizetype size() const { return qsizetype(m_commands.size()); }

private:
    void watch();
    void onDeadline();

    Clock &m_clock;
    std::vector<HeldCommand> m_commands;
    std::unique_ptr<ScheduledCall> m_deadlineCall;
};

} // namespace Recloser
