// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/layoutwriting.h"

#include <memory>

namespace Recloser {

void performAction(RedisClient &connection, const LayoutAction &action, const QObject *context,
                   LayoutWritten callback)
{
    struct Run
    {
        qsizetype awaited;
        std::expected<void, RedisError> result;
        LayoutWritten callback;
    };
    const bool isAllowed = action.isSafe && !action.commands.isEmpty();
    // The connection refuses an empty command, and does so in a later turn.
    const QList<QByteArrayList> commands
        = isAllowed ? action.commands : QList<QByteArrayList>{QByteArrayList()};
    auto run = std::make_shared<Run>(commands.size(), std::expected<void, RedisError>(),
                                     std::move(callback));
    for (const QByteArrayList &argv : commands) {
        connection.command(argv, context, [run](const RedisReply &reply) {
            if (!reply && run->result)
                run->result = std::unexpected(reply.error());
            if (--run->awaited == 0)
                run->callback(run->result);
        });
    }
}

} // namespace Recloser
