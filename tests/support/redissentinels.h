// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/redisserver.h"

namespace Recloser {

/// A master called "shop", its replica and one sentinel that fails over within a second or two.
/// Gone when this is destroyed or the test dies.
class RedisSentinels
{
public:
    struct Options
    {
        /// Of the servers; empty for none.
        QString password;
        /// Further lines of the sentinel's.
        QStringList sentinelConfig;
    };

    RedisSentinels();
    explicit RedisSentinels(Options options);
    ~RedisSentinels();

    /// False with error() set; true when the sentinel knows the replica. Call it under QVERIFY2.
    bool start();
    QString error() const { return m_error; }

    quint16 port() const { return m_port; }
    /// Whichever the sentinel names now.
    RedisServer &master() const;
    RedisServer &other() const;
    /// Of 127.0.0.1; what the sentinel names now, or 0.
    quint16 masterPort() const;
    /// redis-cli to the sentinel (blocking).
    QByteArray ask(const QStringList &arguments) const;
    /// redis-cli to one of the servers.
    QByteArray ask(const RedisServer &server, const QStringList &arguments) const;

private:
    Options m_options;
    std::unique_ptr<RedisServer> m_first;
    std::unique_ptr<RedisServer> m_second;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_sentinel;
    quint16 m_port = 0;
    QString m_error;
};

} // namespace Recloser
