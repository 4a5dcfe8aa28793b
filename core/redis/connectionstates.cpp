// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How a RedisConnection comes and goes. In every function here setState() is the last thing done:
// whoever listens may close or delete the connection.

#include "core/redis/connection.h"
#include "core/redis/socket.h"
#include "core/redis/sshtunnel.h"

#include <QPointer>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

void RedisConnection::connectNow()
{
    endSocket();
    if (!m_endpoint.ssh.isEmpty())
        return openTunnel();
    connectSocket({});
}

void RedisConnection::openTunnel()
{
    if (!m_tunnel || m_tunnel->hasEnded()) {
        m_tunnel = SshTunnels::tunnel(m_settings.tunnels, m_endpoint, m_clock);
        connect(m_tunnel.get(), &SshTunnel::opened, this, &RedisConnection::onTunnelOpened,
                Qt::UniqueConnection);
        connect(m_tunnel.get(), &SshTunnel::failed, this, &RedisConnection::onTunnelFailed,
                Qt::UniqueConnection);
    }
    if (m_tunnel->isOpen())
        return connectSocket(m_tunnel->port());
    m_phaseCall = m_clock.schedule(m_settings.timeouts.tunnel, [this] {
        onTunnelFailed(m_tunnel->error(u"%1: no tunnel within %2 ms"_s.arg(
            m_endpoint.ssh, QString::number(m_settings.timeouts.tunnel.count()))));
    });
    setState(State::Connecting);
}

void RedisConnection::onTunnelOpened()
{
    if (state() != State::Connecting || m_socket)
        return;
    const QPointer<RedisConnection> alive(this);
    Q_EMIT tunnelOpened();
    if (alive && state() == State::Connecting && !m_socket)
        connectSocket(m_tunnel->port());
}

void RedisConnection::onTunnelFailed(const RedisError &error)
{
    switch (state()) {
    case State::Connecting:
    case State::Tls:
    case State::Authenticating:
    case State::Ready:
        return breakDown(error);
    case State::Backoff:
        // The socket noticed first, and knew less.
        m_lastError = error;
        return;
    case State::Disconnected:
    case State::Failed:
        return;
    }
}

QString RedisConnection::tunnelOutput() const
{
    return m_tunnel ? m_tunnel->output() : QString();
}

void RedisConnection::connectSocket(std::optional<quint16> tunnelPort)
{
    m_socket = std::make_unique<RedisSocket>(m_endpoint, tunnelPort);
    connect(m_socket.get(), &RedisSocket::tlsStarted, this, [this] { setState(State::Tls); });
    connect(m_socket.get(), &RedisSocket::connected, this, &RedisConnection::greet);
    connect(m_socket.get(), &RedisSocket::readyRead, this, &RedisConnection::onReadyRead);
    connect(m_socket.get(), &RedisSocket::failed, this,
            [this](const RedisError &error) { breakDown(error); });
    startPhaseTimer(m_settings.timeouts.connect);
    // Queued, so that everything the socket has to say comes after stateChanged(Connecting).
    QMetaObject::invokeMethod(m_socket.get(), &RedisSocket::connectToServer, Qt::QueuedConnection);
    setState(State::Connecting);
}

void RedisConnection::greet()
{
    m_handshake = RedisHandshake(m_endpoint);
    startPhaseTimer(m_settings.timeouts.headOfLine);
    m_socket->write(m_handshake.bytes());
    setState(State::Authenticating);
}

bool RedisConnection::takeGreeting(const RespValue &reply)
{
    const auto progress = m_handshake.take(reply);
    if (!progress) {
        breakDown(progress.error(), m_handshake.step());
        return false;
    }
    if (*progress == RedisHandshake::Progress::Done)
        becomeReady();
    return true;
}

void RedisConnection::becomeReady()
{
    m_phaseCall.reset();
    m_lastError.reset();
    m_refusedStep.reset();
    m_isFirstAttempt = false;
    m_readySince = m_clock.now();
    for (WaitingCommand &waiting : std::exchange(m_waiting, {})) {
        if (waiting.pending.isWanted())
            enqueue(waiting.argv, std::move(waiting.pending));
    }
    setState(State::Ready);
}

void RedisConnection::breakDown(const RedisError &error,
                                std::optional<RedisHandshake::Step> refused)
{
    const Clock::time_point now = m_clock.now();
    if (state() == State::Ready && now - m_readySince >= m_settings.timeouts.stableAfter)
        m_failures = 0;
    endSocket();
    m_lastError = error;
    m_refusedStep = refused;
    // What is at the other end of the tunnel only ssh knows.
    if (m_tunnel && !isServerReply(error.kind) && !m_tunnel->lastWords().isEmpty()
        && !error.detail.contains(m_tunnel->lastWords()))
        m_lastError->detail += u"; ssh: "_s + m_tunnel->lastWords();
    m_isFirstAttempt = false;
    failPending(error, {Kind::NotConnected, error.detail});
    if (needsUser(error.kind))
        return setState(State::Failed);
    const milliseconds delay = backoffDelay(m_settings.timeouts, m_failures++, m_settings.jitter);
    m_retryAt = now + delay;
    m_phaseCall = m_clock.schedule(delay, [this] { connectNow(); });
    setState(State::Backoff);
}

void RedisConnection::endSocket()
{
    ++m_generation;
    m_phaseCall.reset();
    m_socket.reset();
    m_reader.reset();
    m_outgoing.clear();
}

void RedisConnection::failPending(const RedisError &forWritten, const RedisError &forWaiting)
{
    for (PendingCommand &pending : m_queue.takeAll())
        m_deliveries.push_back({std::move(pending), forWritten});
    for (WaitingCommand &waiting : std::exchange(m_waiting, {}))
        m_deliveries.push_back({std::move(waiting.pending), forWaiting});
    if (!m_deliveries.empty())
        wakeSoon();
}

void RedisConnection::startPhaseTimer(milliseconds limit)
{
    // The second, short wait lets the socket speak first when our own event loop stood still.
    m_phaseCall = m_clock.schedule(limit, [this] {
        m_phaseCall = m_clock.schedule(milliseconds(1), [this] { onPhaseTimeout(); });
    });
}

void RedisConnection::onPhaseTimeout()
{
    const QString place = m_endpoint.display();
    const QString limit = QString::number(m_settings.timeouts.connect.count());
    switch (state()) {
    case State::Tls:
        return breakDown(
            {Kind::ConnectTimeout,
             u"%1: no answer to the TLS greeting; does the port speak TLS?"_s.arg(place)});
    case State::Authenticating:
        return breakDown(
            {Kind::CommandTimeout, u"%1: connected, but the server does not answer"_s.arg(place)});
    default:
        return breakDown(
            {Kind::ConnectTimeout, u"%1: no connection within %2 ms"_s.arg(place, limit)});
    }
}

} // namespace Recloser
