// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/respvalue.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace Recloser {

using RedisCallback = std::move_only_function<void(RedisReply)>;

/// A command between its call and its callback. Delivering it twice is harmless: the first empties
/// it.
struct PendingCommand
{
    using time_point = std::chrono::steady_clock::time_point;

    RedisCallback callback;
    QPointer<const QObject> context;
    /// False only where the callback itself owns all it touches.
    bool needsContext = true;
    time_point deadline;
    /// How long it may stand at the head of the line before the connection counts as dead.
    std::chrono::milliseconds headLimit{};
    time_point written;
    qsizetype bytes = 0;

    /// False when the answer interests nobody any more.
    bool isWanted() const { return callback && (!needsContext || context); }
    void deliver(RedisReply reply);
};

/// Delivers in a later turn of the event loop, whatever has ended by then; at once where the
/// callback owns all it touches.
void deliverLater(PendingCommand pending, RedisReply reply);
inline void deliverLater(PendingCommand pending, const RedisError &error)
{
    deliverLater(std::move(pending), RedisReply(std::unexpected(error)));
}

/// The commands written to one socket, in order; the server answers in the same order.
class CommandQueue
{
public:
    using time_point = PendingCommand::time_point;

    void add(PendingCommand command);
    /// Commands added since the last call left now.
    void markWritten(time_point now);
    bool isEmpty() const { return m_commands.empty(); }
    qsizetype size() const { return static_cast<qsizetype>(m_commands.size()); }
    /// Encoded bytes of all commands in it.
    qsizetype bytes() const { return m_bytes; }

    /// Precondition: not empty. The next one becomes the head at `now`.
    PendingCommand takeHead(time_point now);
    std::vector<PendingCommand> takeAll();
    /// Takes what is past its deadline; the place in the line stays, for the answer that may come.
    std::vector<PendingCommand> takeOverdue(time_point now);
    /// When the head has been waited for too long.
    std::optional<time_point> headDue() const;
    /// The next moment at which takeOverdue() or headDue() has something to say.
    std::optional<time_point> nextDue() const;

private:
    std::deque<PendingCommand> m_commands;
    size_t m_unwritten = 0;
    qsizetype m_bytes = 0;
    time_point m_headSince;
};

} // namespace Recloser
