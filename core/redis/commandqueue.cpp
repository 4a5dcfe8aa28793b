// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/commandqueue.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace Recloser {

void PendingCommand::deliver(RedisReply reply)
{
    if (!isWanted())
        return;
    // The callback may destroy whatever holds this.
    RedisCallback taken = std::exchange(callback, nullptr);
    taken(std::move(reply));
}

void deliverLater(PendingCommand pending, RedisReply reply)
{
    if (!pending.isWanted())
        return;
    if (!pending.needsContext)
        return pending.deliver(std::move(reply));
    auto *context = const_cast<QObject *>(pending.context.data());
    auto late = std::make_shared<PendingCommand>(std::move(pending));
    QMetaObject::invokeMethod(
        context, [late, reply = std::move(reply)] { late->deliver(reply); }, Qt::QueuedConnection);
}

void CommandQueue::add(PendingCommand command)
{
    m_bytes += command.bytes;
    ++m_unwritten;
    m_commands.push_back(std::move(command));
}

void CommandQueue::markWritten(time_point now)
{
    if (m_unwritten == m_commands.size())
        m_headSince = now;
    for (; m_unwritten > 0; --m_unwritten)
        m_commands[m_commands.size() - m_unwritten].written = now;
}

PendingCommand CommandQueue::takeHead(time_point now)
{
    PendingCommand head = std::move(m_commands.front());
    m_commands.pop_front();
    m_unwritten = std::min(m_unwritten, m_commands.size());
    m_bytes -= head.bytes;
    m_headSince = now;
    return head;
}

std::vector<PendingCommand> CommandQueue::takeAll()
{
    std::vector<PendingCommand> all(std::make_move_iterator(m_commands.begin()),
                                    std::make_move_iterator(m_commands.end()));
    m_commands.clear();
    m_unwritten = 0;
    m_bytes = 0;
    return all;
}

std::vector<PendingCommand> CommandQueue::takeOverdue(time_point now)
{
    std::vector<PendingCommand> overdue;
    for (PendingCommand &command : m_commands) {
        if (command.deadline > now || !command.callback)
            continue;
        PendingCommand taken;
        taken.callback = std::exchange(command.callback, nullptr);
        taken.context = command.context;
        taken.needsContext = command.needsContext;
        overdue.push_back(std::move(taken));
    }
    return overdue;
}

std::optional<CommandQueue::time_point> CommandQueue::headDue() const
{
    if (m_commands.size() <= m_unwritten)
        return std::nullopt;
    return m_headSince + m_commands.front().headLimit;
}

std::optional<CommandQueue::time_point> CommandQueue::nextDue() const
{
    std::optional<time_point> due = headDue();
    for (const PendingCommand &command : m_commands) {
        if (command.callback && (!due || command.deadline < *due))
            due = command.deadline;
    }
    return due;
}

} // namespace Recloser
