// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/redisserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 60'000;

} // namespace

quint16 freeLoopbackPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

RedisServer::RedisServer() : RedisServer(Options{}) { }

RedisServer::RedisServer(Options options) : m_options(std::move(options)) { }

RedisServer::~RedisServer()
{
    kill();
}

bool RedisServer::isRunning() const
{
    return m_process && m_process->state() == QProcess::Running;
}

qint64 RedisServer::processId() const
{
    return m_process ? m_process->processId() : 0;
}

bool RedisServer::start()
{
    if (QStandardPaths::findExecutable(u"redis-server"_s).isEmpty()) {
        m_error = u"redis-server is not installed"_s;
        return false;
    }
    // Between finding a free port and taking it somebody else may have been faster.
    for (int round = 0; round < 5; ++round) {
        if (startOnce())
            return true;
        if (!m_output.contains("Address already in use"))
            break;
        m_hasPorts = false;
    }
    return false;
}

bool RedisServer::startOnce()
{
    if (!m_hasPorts) {
        m_port = m_options.tcp ? freeLoopbackPort() : 0;
        m_tlsPort = m_options.tlsCertificate.isEmpty() ? 0 : freeLoopbackPort();
        m_hasPorts = true;
    }
    QFile config(m_directory.filePath(u"redis.conf"_s));
    if (!config.open(QIODevice::WriteOnly) || config.write(configuration()) < 0) {
        m_error = config.errorString();
        return false;
    }
    config.close();
    m_output.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    // The server must not outlive a test that crashes.
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process->start(u"redis-server"_s, {config.fileName()});
    QElapsedTimer elapsed;
    elapsed.start();
    int expected = (m_port ? 1 : 0) + (m_tlsPort ? 1 : 0) + 1;
    while (m_output.count("Ready to accept connections") < expected) {
        if (!m_process->waitForReadyRead(int(startLimit - elapsed.elapsed()))) {
            m_error = u"redis-server did not become ready: %1"_s.arg(QString::fromUtf8(m_output));
            kill();
            return false;
        }
        m_output += m_process->readAll();
        // Before Redis 7.0 there was one such line in all.
        if (m_output.contains("The server is now ready to accept connections"))
            expected = int(m_output.count("Ready to accept connections"));
    }
    return true;
}

QByteArray RedisServer::configuration() const
{
    QStringList lines{
        u"port %1"_s.arg(m_port),
        u"bind 127.0.0.1 -::1"_s,
        u"unixsocket %1"_s.arg(socketPath()),
        u"unixsocketperm 700"_s,
        u"dir %1"_s.arg(m_directory.path()),
        u"daemonize no"_s,
        u"save \"\""_s,
        u"appendonly no"_s,
        u"enable-debug-command local"_s,
    };
    if (m_tlsPort) {
        lines << u"tls-port %1"_s.arg(m_tlsPort)
              << u"tls-cert-file %1"_s.arg(m_options.tlsCertificate)
              << u"tls-key-file %1"_s.arg(m_options.tlsKey)
              << u"tls-ca-cert-file %1"_s.arg(m_options.tlsCa)
              << u"tls-auth-clients %1"_s.arg(m_options.tlsAuthClients);
    }
    return (lines + m_options.config).join(u'\n').toUtf8() + '\n';
}

void RedisServer::pause()
{
    ::kill(pid_t(processId()), SIGSTOP);
}

void RedisServer::resume()
{
    ::kill(pid_t(processId()), SIGCONT);
}

void RedisServer::askWithoutWaiting(const QStringList &arguments)
{
    m_unattended = std::make_unique<QProcess>();
    m_unattended->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_unattended->start(u"redis-cli"_s, QStringList{u"-s"_s, socketPath()} + arguments);
    m_unattended->waitForStarted(startLimit);
}

void RedisServer::kill()
{
    if (m_unattended) {
        m_unattended->kill();
        m_unattended->waitForFinished(startLimit);
        m_unattended.reset();
    }
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(startLimit);
    m_process.reset();
}

bool RedisServer::restart()
{
    kill();
    return start();
}

QByteArray RedisServer::ask(const QStringList &arguments) const
{
    QProcess cli;
    cli.start(u"redis-cli"_s,
              QStringList{u"-s"_s, socketPath(), u"--no-auth-warning"_s} + arguments);
    cli.closeWriteChannel();
    if (!cli.waitForFinished(startLimit))
        return "redis-cli: " + cli.errorString().toUtf8();
    return cli.readAllStandardOutput().trimmed();
}

} // namespace Recloser
