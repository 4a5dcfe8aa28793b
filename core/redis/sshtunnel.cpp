// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/sshtunnel.h"

#include <QNetworkProxy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QThread>

#include <array>
#include <csignal>

#include <sys/prctl.h>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

constexpr qsizetype mostOutput = 16 * 1024;
constexpr std::chrono::milliseconds knockPause{40};

struct Words
{
    QByteArrayView text;
    Kind kind;
};

/// Of OpenSSH, which are not translated.
constexpr std::array causes{
    Words{"Host key verification failed", Kind::TunnelHostKey},
    Words{"REMOTE HOST IDENTIFICATION HAS CHANGED", Kind::TunnelHostKey},
    Words{"Permission denied", Kind::TunnelDenied},
    Words{"Too many authentication failures", Kind::TunnelDenied},
    Words{"No supported authentication methods", Kind::TunnelDenied},
};

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

QStringList argumentsFor(const SshDestination &destination, quint16 port, const RedisNode &target)
{
    QStringList arguments{
        // No command and no terminal, the forwarding alone.
        u"-N"_s, u"-T"_s, u"-o"_s, u"RemoteCommand=none"_s, u"-L"_s,
        u"127.0.0.1:%1:%2"_s.arg(QString::number(port), target.name()), u"-o"_s,
        u"ExitOnForwardFailure=yes"_s,
        // Questions would wait for ever.
        u"-o"_s, u"BatchMode=yes"_s,
        // A shared connection would go on without this program, and end without it.
        u"-o"_s, u"ControlMaster=no"_s, u"-o"_s, u"ControlPath=none"_s, u"-o"_s,
        u"ServerAliveInterval=15"_s, u"-o"_s, u"ServerAliveCountMax=2"_s};
    if (destination.port)
        arguments << u"-p"_s << QString::number(*destination.port);
    return arguments << u"--"_s << destination.login;
}

} // namespace

SshTunnel::SshTunnel(const QString &ssh, RedisNode target, Clock &clock)
    : m_ssh(ssh)
    , m_target(std::move(target))
    , m_clock(clock)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    // The tunnel must not outlive a program that crashes.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyRead, this, [this] {
        m_output += m_process.readAll();
        m_output = m_output.last(std::min(mostOutput, m_output.size()));
    });
    connect(&m_process, &QProcess::finished, this,
            [this] { onEnded(u"%1: the SSH tunnel ended"_s.arg(m_ssh)); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onEnded(m_process.errorString());
    });
    m_knocker.setProxy(QNetworkProxy::NoProxy);
    connect(&m_knocker, &QTcpSocket::connected, this, &SshTunnel::onKnocked);
    connect(&m_knocker, &QTcpSocket::errorOccurred, this, [this] {
        if (m_state == State::Starting)
            m_nextKnock = m_clock.schedule(knockPause, [this] { knock(); });
    });
    QMetaObject::invokeMethod(this, &SshTunnel::start, Qt::QueuedConnection);
}

void SshTunnel::retire(SshTunnel *tunnel)
{
    tunnel->m_state = State::Ended;
    tunnel->disconnect();
    tunnel->m_nextKnock.reset();
    tunnel->m_process.disconnect(tunnel);
    tunnel->m_knocker.disconnect(tunnel);
    // After the program's loop nobody would hear of its end, and nobody waits for this thread.
    if (QThread::currentThread()->loopLevel() == 0) {
        tunnel->m_process.kill();
        tunnel->m_process.waitForFinished(1000);
        delete tunnel;
        return;
    }
    if (tunnel->m_process.state() == QProcess::NotRunning)
        return tunnel->deleteLater();
    // Waiting for its end here would block.
    connect(&tunnel->m_process, &QProcess::stateChanged, tunnel, [tunnel] {
        if (tunnel->m_process.state() == QProcess::NotRunning)
            tunnel->deleteLater();
    });
    tunnel->m_process.kill();
}

void SshTunnel::start()
{
    if (m_state == State::Ended)
        return;
    const auto destination = parseSshDestination(m_ssh);
    const QString program = QStandardPaths::findExecutable(u"ssh"_s);
    m_port = freePort();
    if (!destination || program.isEmpty() || !m_port) {
        m_state = State::Ended;
        if (!destination)
            Q_EMIT failed(destination.error());
        else
            Q_EMIT failed({Kind::TunnelMissing, u"%1: no program ssh in PATH"_s.arg(m_ssh)});
        return;
    }
    m_process.start(program, argumentsFor(*destination, m_port, m_target));
    m_nextKnock = m_clock.schedule(knockPause, [this] { knock(); });
}

void SshTunnel::knock()
{
    m_knocker.abort();
    m_knocker.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void SshTunnel::onKnocked()
{
    m_knocker.disconnect(this);
    m_knocker.disconnectFromHost();
    if (m_state != State::Starting)
        return;
    m_state = State::Open;
    Q_EMIT opened();
}

void SshTunnel::onEnded(const QString &reason)
{
    if (m_state == State::Ended)
        return;
    m_state = State::Ended;
    m_nextKnock.reset();
    Q_EMIT failed(error(reason));
}

QString SshTunnel::output() const
{
    return QString::fromUtf8(m_output).trimmed();
}

QString SshTunnel::lastWords() const
{
    const QString all = output();
    return all.sliced(all.lastIndexOf(u'\n') + 1).trimmed();
}

RedisError SshTunnel::error(const QString &reason) const
{
    Kind kind = Kind::TunnelFailed;
    for (const Words &cause : causes) {
        if (m_output.contains(cause.text)) {
            kind = cause.kind;
            break;
        }
    }
    return {kind, m_output.trimmed().isEmpty() ? reason : reason + u": "_s + lastWords()};
}

std::shared_ptr<SshTunnel> SshTunnels::tunnel(const std::shared_ptr<SshTunnels> &tunnels,
                                              const RedisEndpoint &endpoint, Clock &clock)
{
    const RedisNode target{endpoint.host, endpoint.port};
    const QString name = endpoint.ssh + u' ' + target.name();
    if (tunnels) {
        const std::shared_ptr<SshTunnel> known = tunnels->m_tunnels.value(name).lock();
        if (known && !known->hasEnded())
            return known;
    }
    // Whoever lets it go may be inside its signal, or have no event loop any more.
    std::shared_ptr<SshTunnel> made(new SshTunnel(endpoint.ssh, target, clock), &SshTunnel::retire);
    if (tunnels)
        tunnels->m_tunnels.insert(name, made);
    return made;
}

} // namespace Recloser
