// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/script.h"

#include <QCryptographicHash>
#include <QPointer>

namespace Recloser {

using namespace Qt::StringLiterals;

RedisScript::RedisScript(QByteArray lua)
    : source(std::move(lua))
    , sha1(QCryptographicHash::hash(source, QCryptographicHash::Sha1).toHex())
{
}

void evalScript(RedisClient &client, const RedisScript &script, const QByteArrayList &keys,
                const QByteArrayList &arguments, const QObject *context, RedisCallback callback,
                std::optional<std::chrono::milliseconds> timeout)
{
    QByteArrayList argv{"EVALSHA"_ba, script.sha1, QByteArray::number(keys.size())};
    argv += keys;
    argv += arguments;
    client.command(
        argv, context,
        [client = QPointer<RedisClient>(&client), argv, source = script.source, context, timeout,
         callback = std::move(callback)](RedisReply reply) mutable {
            const bool isUnknown = !reply && reply.error().kind == RedisError::Kind::NoScript;
            if (!isUnknown || !client)
                return callback(std::move(reply));
            argv[0] = "EVAL"_ba;
            argv[1] = source;
            client->command(argv, context, std::move(callback), timeout);
        },
        timeout);
}

} // namespace Recloser
