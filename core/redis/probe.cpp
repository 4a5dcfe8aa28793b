// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// How a RedisProbe gets to a server.

#include "core/redis/probe.h"

#include <QHostAddress>
#include <QPointer>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using State = RedisConnection::State;
using Topology = RedisEndpoint::Topology;

namespace {

bool isTunnelError(RedisError::Kind kind)
{
    return kind >= RedisError::Kind::TunnelMissing && kind <= RedisError::Kind::TunnelFailed;
}

} // namespace

RedisProbe::RedisProbe(RedisEndpoint endpoint, QByteArray keyPrefix,
                       RedisConnection::Settings settings, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_keyPrefix(std::move(keyPrefix))
    , m_settings(std::move(settings))
    , m_clock(clock)
{
}

void RedisProbe::start()
{
    Q_ASSERT(!m_connection && m_steps.isEmpty());
    QMetaObject::invokeMethod(this, &RedisProbe::begin, Qt::QueuedConnection);
}

// ---- reaching a server -------------------------------------------------------------------------

void RedisProbe::begin()
{
    m_stepBegan = m_clock.now();
    switch (m_endpoint.topology) {
    case Topology::Standalone:
        return reach(m_endpoint);
    case Topology::Cluster:
        return reach(m_endpoint.serverAt(m_endpoint.nodes.first()));
    case Topology::Sentinel:
        m_query = std::make_unique<SentinelQuery>(m_endpoint, m_settings, m_clock);
        connect(m_query.get(), &SentinelQuery::finished, this, &RedisProbe::onSentinelsAsked);
        return m_query->start();
    }
}

void RedisProbe::onSentinelsAsked(const std::expected<RedisNode, RedisError> &master)
{
    const std::expected<RedisNode, RedisError> found = master;
    QStringList said;
    for (const SentinelAnswer &answer : m_query->answers())
        said.append(
            answer.master ? u"%1 names %2"_s.arg(answer.sentinel.name(), answer.master->name())
                : answer.error
                ? u"%1: %2"_s.arg(answer.sentinel.name(), answer.error->detail)
                : u"%1 does not know %2"_s.arg(answer.sentinel.name(), m_endpoint.masterName));
    if (!found)
        return fail(isTunnelError(found.error().kind) ? Name::Tunnel : Name::Sentinels,
                    found.error());
    if (!m_endpoint.ssh.isEmpty() && !report(Name::Tunnel, Outcome::Ok, m_endpoint.ssh))
        return;
    if (report(Name::Sentinels, Outcome::Ok, said.join("; "_L1))
        && report(Name::Master, Outcome::Ok, found->name()))
        reach(m_endpoint.serverAt(*found));
}

void RedisProbe::reach(const RedisEndpoint &server)
{
    m_server = server;
    // Names are looked up at the other end of a tunnel.
    if (m_server.ssh.isEmpty())
        resolve();
    else
        connectToServer();
}

void RedisProbe::resolve()
{
    if (m_server.transport == RedisEndpoint::Transport::Unix
        || !QHostAddress(m_server.host).isNull()) {
        if (report(Name::Resolve, Outcome::Skipped, {}))
            connectToServer();
        return;
    }
    m_lookupId = QHostInfo::lookupHost(m_server.host, this, &RedisProbe::onResolved);
    m_lookupCall = m_clock.schedule(m_settings.timeouts.connect, [this] {
        QHostInfo::abortHostLookup(m_lookupId);
        fail(Name::Resolve,
             {RedisError::Kind::NameNotFound,
              u"%1: no answer from the name servers"_s.arg(m_server.host)});
    });
}

void RedisProbe::onResolved(const QHostInfo &info)
{
    m_lookupCall.reset();
    if (info.error() != QHostInfo::NoError)
        return fail(
            Name::Resolve,
            {RedisError::Kind::NameNotFound, u"%1: %2"_s.arg(m_server.host, info.errorString())});
    QStringList addresses;
    for (const QHostAddress &address : info.addresses())
        addresses.append(address.toString());
    if (report(Name::Resolve, Outcome::Ok, addresses.join(u' ')))
        connectToServer();
}

void RedisProbe::connectToServer()
{
    m_connection = std::make_unique<RedisConnection>(m_server, m_settings, m_clock);
    connect(m_connection.get(), &RedisConnection::stateChanged, this, &RedisProbe::onStateChanged);
    connect(m_connection.get(), &RedisConnection::tunnelOpened, this, &RedisProbe::onTunnelOpened);
    m_connection->open();
}

void RedisProbe::onTunnelOpened()
{
    m_isTunnelOpen = true;
    // That of the sentinels was told before them.
    if (m_endpoint.topology == Topology::Sentinel) {
        report(Name::Resolve, Outcome::Skipped, {});
        return;
    }
    if (report(Name::Tunnel, Outcome::Ok, m_connection->tunnelOutput()))
        report(Name::Resolve, Outcome::Skipped, {});
}

void RedisProbe::onStateChanged(State state)
{
    const bool isTls = m_server.transport == RedisEndpoint::Transport::Tls;
    // Where there are several it matters which one.
    const QString server = m_endpoint.topology == Topology::Cluster
        ? (QStringList{RedisNode{m_server.host, m_server.port}.name()} + m_passedOver).join("; "_L1)
        : QString();
    switch (state) {
    case State::Tls:
        m_reached = state;
        report(Name::Connect, Outcome::Ok, server);
        return;
    case State::Authenticating:
        m_reached = state;
        if (isTls)
            report(Name::Tls, Outcome::Ok, {});
        else if (report(Name::Connect, Outcome::Ok, server))
            report(Name::Tls, Outcome::Skipped, {});
        return;
    case State::Ready:
        return onReady();
    case State::Backoff:
    case State::Failed:
        return onBroken();
    case State::Disconnected:
    case State::Connecting:
        m_reached = state;
        return;
    }
}

void RedisProbe::onBroken()
{
    if (m_isFinished || !m_connection)
        return;
    const RedisError error = m_connection->lastError().value_or(RedisError{});
    if (!m_questions.isEmpty()) {
        // The question under way hears of it through its reply.
        return;
    }
    Name name = m_reached == State::Tls ? Name::Tls : Name::Connect;
    if (!m_server.ssh.isEmpty() && !m_isTunnelOpen)
        name = Name::Tunnel;
    if (m_reached == State::Authenticating) {
        switch (m_connection->refusedStep().value_or(RedisHandshake::Step::Ping)) {
        case RedisHandshake::Step::Auth:
        case RedisHandshake::Step::SetName:
            name = Name::Authenticate;
            break;
        case RedisHandshake::Step::Select:
            name = Name::Select;
            break;
        case RedisHandshake::Step::Ping:
            name = Name::Ping;
            break;
        }
        // NOAUTH means that a login is missing, whichever command found out.
        if (error.kind == RedisError::Kind::NoAuth)
            name = Name::Authenticate;
    }
    fail(name, error);
}

void RedisProbe::fail(Name name, const RedisError &error)
{
    if (m_endpoint.topology == Topology::Cluster && (name == Name::Resolve || name == Name::Connect)
        && m_passedOver.size() + 1 < m_endpoint.nodes.size()) {
        const RedisNode &node = m_endpoint.nodes[m_passedOver.size()];
        m_passedOver.append(u"%1: %2"_s.arg(node.name(), error.detail));
        m_reached = State::Disconnected;
        m_isTunnelOpen = false;
        // The connection calls.
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_connection.reset();
                reach(m_endpoint.serverAt(m_endpoint.nodes[m_passedOver.size()]));
            },
            Qt::QueuedConnection);
        return;
    }
    RedisError whole = error;
    if (!m_passedOver.isEmpty())
        whole.detail = (m_passedOver + QStringList{error.detail}).join("; "_L1);
    // All that ssh said is worth reading, not only its last line.
    QString detail = whole.detail;
    if (name == Name::Tunnel && m_connection && !m_connection->tunnelOutput().isEmpty())
        detail = m_connection->tunnelOutput();
    if (report(name, Outcome::Failed, detail, whole))
        finish();
}

bool RedisProbe::report(Name name, Outcome outcome, const QString &detail,
                        std::optional<RedisError> error)
{
    const Clock::time_point now = m_clock.now();
    const RedisProbeStep step{name, outcome, detail, std::move(error),
                              duration_cast<microseconds>(now - m_stepBegan)};
    m_stepBegan = now;
    m_steps.append(step);
    const QPointer<RedisProbe> alive(this);
    Q_EMIT stepFinished(step);
    return !alive.isNull();
}

void RedisProbe::finish()
{
    m_isFinished = true;
    m_questions.clear();
    m_query.reset();
    m_cluster.reset();
    m_connection.reset();
    Q_EMIT finished(m_steps);
}

} // namespace Recloser
