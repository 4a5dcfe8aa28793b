// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/endpoint.h"

#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTcpSocket>

#include <memory>

namespace Recloser {

/// A port of this machine that leads to one server through SSH: the system's own `ssh` program,
/// with the user's configuration, keys and agent. It never asks for a password, for nobody would
/// see the question. Used once; ended by retire(). Never blocks.
class SshTunnel : public QObject
{
    Q_OBJECT
public:
    /// `target` as the SSH server sees it. Starts in a later turn of the event loop.
    SshTunnel(const QString &ssh, RedisNode target, Clock &clock);
    /// Ends the program silently, and deletes `tunnel` when it has ended.
    static void retire(SshTunnel *tunnel);

    bool isOpen() const { return m_state == State::Open; }
    bool hasEnded() const { return m_state == State::Ended; }
    /// Of 127.0.0.1.
    quint16 port() const { return m_port; }
    /// All that ssh has said so far, bounded.
    QString output() const;
    /// The last line of it.
    QString lastWords() const;
    /// The error that ssh's words mean, TunnelFailed where they say nothing; with `reason` before
    /// them.
    RedisError error(const QString &reason) const;

Q_SIGNALS:
    void opened();
    /// Once; the program has ended, before or after it was open.
    void failed(const Recloser::RedisError &error);

private:
    enum class State { Starting, Open, Ended };

    void start();
    void knock();
    void onKnocked();
    void onEnded(const QString &reason);

    const QString m_ssh;
    const RedisNode m_target;
    Clock &m_clock;
    State m_state = State::Starting;
    quint16 m_port = 0;
    QByteArray m_output;
    QProcess m_process;
    /// Tries whether the port is there; ssh does not say so.
    QTcpSocket m_knocker;
    std::unique_ptr<ScheduledCall> m_nextKnock;
};

/// The tunnels of several connections, each as long as one of them uses it. GUI thread.
class SshTunnels
{
public:
    /// The tunnel of `tunnels` for this endpoint, or one of its own where `tunnels` is null.
    static std::shared_ptr<SshTunnel> tunnel(const std::shared_ptr<SshTunnels> &tunnels,
                                             const RedisEndpoint &endpoint, Clock &clock);

private:
    QHash<QString, std::weak_ptr<SshTunnel>> m_tunnels;
};

} // namespace Recloser
