// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/redissentinels.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 60'000;

template<typename Condition> bool eventually(Condition condition)
{
    QElapsedTimer elapsed;
    elapsed.start();
    while (!condition()) {
        if (elapsed.elapsed() > startLimit)
            return false;
        QThread::msleep(20);
    }
    return true;
}

} // namespace

RedisSentinels::RedisSentinels() : RedisSentinels(Options{}) { }

RedisSentinels::RedisSentinels(Options options) : m_options(std::move(options)) { }

RedisSentinels::~RedisSentinels()
{
    if (!m_sentinel)
        return;
    m_sentinel->kill();
    m_sentinel->waitForFinished(startLimit);
}

bool RedisSentinels::start()
{
    // A replica that waits for others to come would cost seconds.
    QStringList config{u"repl-diskless-sync-delay 0"_s, u"repl-ping-replica-period 1"_s};
    QStringList sentinelConfig = m_options.sentinelConfig;
    if (!m_options.password.isEmpty()) {
        config << "requirepass "_L1 + m_options.password << "masterauth "_L1 + m_options.password;
        sentinelConfig << "sentinel auth-pass shop "_L1 + m_options.password;
    }
    m_first = std::make_unique<RedisServer>(RedisServer::Options{.tcp = true, .config = config});
    if (!m_first->start()) {
        m_error = m_first->error();
        return false;
    }
    m_second = std::make_unique<RedisServer>(RedisServer::Options{
        .tcp = true,
        .config = config + QStringList{u"replicaof 127.0.0.1 %1"_s.arg(m_first->port())}});
    if (!m_second->start()) {
        m_error = m_second->error();
        return false;
    }
    if (!eventually([this] {
            return ask(*m_second, {u"INFO"_s, u"replication"_s}).contains("master_link_status:up");
        })) {
        m_error = u"the replica does not follow"_s;
        return false;
    }

    m_port = freeLoopbackPort();
    QFile file(m_directory.filePath(u"sentinel.conf"_s));
    const QStringList lines
        = QStringList{u"port %1"_s.arg(m_port),
                      u"bind 127.0.0.1"_s,
                      u"dir %1"_s.arg(m_directory.path()),
                      u"sentinel monitor shop 127.0.0.1 %1 1"_s.arg(m_first->port()),
                      u"sentinel down-after-milliseconds shop 400"_s,
                      u"sentinel failover-timeout shop 2000"_s}
        + sentinelConfig;
    if (!file.open(QIODevice::WriteOnly) || file.write((lines.join(u'\n') + u'\n').toUtf8()) < 0) {
        m_error = file.errorString();
        return false;
    }
    file.close();
    m_sentinel = std::make_unique<QProcess>();
    m_sentinel->setStandardOutputFile(m_directory.filePath(u"sentinel.log"_s));
    m_sentinel->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    // The program redis-sentinel is a link to this, and Debian puts it into another package.
    m_sentinel->start(u"redis-server"_s, {file.fileName(), u"--sentinel"_s});
    // From seconds to tenths; where a sentinel does not know them, it takes longer.
    if (!eventually([this] { return ask({u"PING"_s}) == "PONG"; })) {
        m_error = u"the sentinel does not answer"_s;
        return false;
    }
    ask({u"SENTINEL"_s, u"DEBUG"_s, u"info-period"_s, u"200"_s, u"ping-period"_s, u"100"_s,
         u"publish-period"_s, u"200"_s, u"ask-period"_s, u"100"_s});
    if (!eventually([this] {
            return ask({u"SENTINEL"_s, u"REPLICAS"_s, u"shop"_s})
                .contains("master-link-status\nok");
        })) {
        m_error = u"the sentinel does not see the replica"_s;
        return false;
    }
    return true;
}

quint16 RedisSentinels::masterPort() const
{
    return ask({u"SENTINEL"_s, u"GET-MASTER-ADDR-BY-NAME"_s, u"shop"_s})
        .split('\n')
        .value(1)
        .toUShort();
}

RedisServer &RedisSentinels::master() const
{
    return masterPort() == m_second->port() ? *m_second : *m_first;
}

RedisServer &RedisSentinels::other() const
{
    return masterPort() == m_second->port() ? *m_first : *m_second;
}

QByteArray RedisSentinels::ask(const QStringList &arguments) const
{
    QProcess cli;
    cli.start(u"redis-cli"_s,
              QStringList{u"-p"_s, QString::number(m_port), u"--no-auth-warning"_s} + arguments);
    cli.closeWriteChannel();
    if (!cli.waitForFinished(startLimit))
        return "redis-cli: " + cli.errorString().toUtf8();
    return cli.readAllStandardOutput().trimmed();
}

QByteArray RedisSentinels::ask(const RedisServer &server, const QStringList &arguments) const
{
    return server.ask(m_options.password.isEmpty()
                          ? arguments
                          : QStringList{u"-a"_s, m_options.password} + arguments);
}

} // namespace Recloser
