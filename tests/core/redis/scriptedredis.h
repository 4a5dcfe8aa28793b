// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/respcodec.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace Recloser {

/// A server on loopback that says what a test wants; the greeting it knows by itself.
class ScriptedRedis : public QTcpServer
{
public:
    /// The raw reply to a command.
    using Script = std::function<QByteArray(const QByteArrayList &argv)>;

    explicit ScriptedRedis(Script says = {}) : script(std::move(says))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &ScriptedRedis::take);
    }

    Script script;
    /// To the PING of the greeting.
    QByteArray ping = "+PONG\r\n";
    QList<QByteArrayList> commands;
    int connections = 0;

    qsizetype count(const QByteArray &name) const
    {
        return std::ranges::count_if(commands,
                                     [&](const auto &argv) { return argv.first() == name; });
    }

private:
    void take()
    {
        ++connections;
        QTcpSocket *client = nextPendingConnection();
        auto reader = std::make_shared<RespReader>();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(client, &QTcpSocket::readyRead, client, [this, client, reader] {
            reader->feed(client->readAll());
            for (auto next = reader->next(); next && *next; next = reader->next()) {
                QByteArrayList argv;
                for (const RespValue &word : (*next)->elements)
                    argv.append(word.bytes);
                client->write(answer(argv));
            }
        });
    }
    QByteArray answer(const QByteArrayList &argv)
    {
        if (argv.first() == "CLIENT" || argv.first() == "AUTH" || argv.first() == "ASKING")
            return "+OK\r\n";
        if (argv.first() == "PING")
            return ping;
        commands.append(argv);
        const QByteArray reply = script ? script(argv) : QByteArray();
        return reply.isEmpty() ? QByteArray("-ERR unknown command\r\n") : reply;
    }
};

} // namespace Recloser
