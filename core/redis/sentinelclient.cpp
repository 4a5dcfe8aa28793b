// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/sentinelclient.h"

#include <QPointer>

#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

SentinelClient::SentinelClient(RedisEndpoint endpoint, Settings settings, Clock &clock,
                               QObject *parent)
    : RedisClient(std::move(endpoint), std::move(settings), clock, parent)
    , m_sentinels(m_endpoint.nodes)
    , m_held(clock)
{
}

SentinelClient::~SentinelClient() = default;

void SentinelClient::open()
{
    if (state() != State::Disconnected && state() != State::Backoff && state() != State::Failed)
        return;
    m_failures = 0;
    m_isFirstAttempt = true;
    findMaster();
}

void SentinelClient::close()
{
    if (state() == State::Disconnected)
        return;
    endAttempt();
    m_retired.reset();
    m_held.failAll({Kind::Closed, m_endpoint.display()});
    setState(State::Disconnected);
}

void SentinelClient::submit(const QByteArrayList &argv, PendingCommand pending,
                            std::optional<milliseconds> timeout)
{
    const bool mayWait = m_isFirstAttempt && state() != State::Backoff && state() != State::Failed
        && state() != State::Disconnected;
    if (state() != State::Ready && !mayWait)
        return deliverLater(
            std::move(pending),
            {Kind::NotConnected, m_lastError ? m_lastError->detail : m_endpoint.display()});
    if (state() != State::Ready) {
        if (m_held.size() >= m_settings.limits.pendingCommands)
            return deliverLater(std::move(pending), {Kind::TooManyPending, m_endpoint.display()});
        return m_held.add({argv, std::move(pending),
                           m_clock.now() + timeout.value_or(m_settings.timeouts.command)});
    }
    send(argv, std::move(pending), timeout);
}

void SentinelClient::send(const QByteArrayList &argv, PendingCommand pending,
                          std::optional<milliseconds> timeout)
{
    pending.callback = [self = QPointer(this), generation = m_generation,
                        callback = std::move(pending.callback)](RedisReply reply) mutable {
        const bool isReplica = !reply && reply.error().kind == Kind::ReadOnly;
        const RedisError error = isReplica ? reply.error() : RedisError{};
        callback(std::move(reply));
        if (self && isReplica)
            self->onReadOnly(generation, error);
    };
    m_connection->submit(argv, std::move(pending), timeout);
}

void SentinelClient::findMaster()
{
    endAttempt();
    RedisEndpoint asked = m_endpoint;
    asked.nodes = m_sentinels;
    m_query = std::make_unique<SentinelQuery>(asked, m_settings, m_clock);
    connect(m_query.get(), &SentinelQuery::finished, this, &SentinelClient::onFound);
    m_query->start();
    setState(State::Connecting);
}

void SentinelClient::onFound(const std::expected<RedisNode, RedisError> &master)
{
    const std::unique_ptr<SentinelQuery> query = std::move(m_query);
    if (!master)
        return breakDown(master.error());
    m_sentinels.move(m_sentinels.indexOf(query->answers().last().sentinel), 0);
    m_master = *master;
    ++m_generation;
    m_connection
        = std::make_unique<RedisConnection>(m_endpoint.serverAt(*master), m_settings, m_clock);
    connect(m_connection.get(), &RedisConnection::stateChanged, this,
            &SentinelClient::onConnectionChanged);
    connect(m_connection.get(), &RedisConnection::roundTripMeasured, this,
            [this](std::chrono::microseconds roundTrip) {
                m_roundTrip = roundTrip;
                if (state() == State::Ready)
                    Q_EMIT roundTripMeasured(roundTrip);
            });
    m_connection->open();
}

void SentinelClient::onConnectionChanged(RedisConnection::State state)
{
    switch (state) {
    case State::Tls:
    case State::Authenticating:
        return setState(state);
    case State::Ready:
        return askRole();
    case State::Backoff:
    case State::Failed:
        return breakDown(m_connection->lastError().value_or(RedisError{}));
    case State::Disconnected:
    case State::Connecting:
        return;
    }
}

void SentinelClient::askRole()
{
    // A sentinel may not have heard yet of what happened to the master it names.
    m_connection->command({"ROLE"_ba}, this,
                          [this, generation = m_generation](const RedisReply &role) {
                              if (generation == m_generation && m_connection)
                                  takeRole(role);
                          });
}

void SentinelClient::takeRole(const RedisReply &role)
{
    if (!role) {
        // A viewer may not ask; READONLY would tell later.
        const bool isForbidden
            = role.error().kind == Kind::NoPermission || role.error().kind == Kind::UnknownCommand;
        return isForbidden ? becomeReady() : breakDown(role.error());
    }
    const QByteArray name = role->elements.empty() ? QByteArray() : role->elements.front().bytes;
    if (name == "master")
        return becomeReady();
    breakDown({Kind::NotMaster,
               u"%1 is named as the master, but its role is %2"_s.arg(m_master->name(),
                                                                      QString::fromUtf8(name))});
}

void SentinelClient::becomeReady()
{
    m_lastError.reset();
    m_isFirstAttempt = false;
    m_readySince = m_clock.now();
    m_retired.reset();
    m_roundTrip = m_connection->roundTrip();
    for (HeldCommand &held : m_held.takeAll()) {
        const auto left = std::chrono::ceil<milliseconds>(held.deadline - m_clock.now());
        send(held.argv, std::move(held.pending), std::max(milliseconds(1), left));
    }
    setState(State::Ready);
}

void SentinelClient::onReadOnly(quint64 generation, const RedisError &error)
{
    if (generation != m_generation || !m_connection || state() != State::Ready)
        return;
    m_connection->disconnect(this);
    m_retired = std::move(m_connection);
    // For its answers only, not to be connected to again.
    connect(m_retired.get(), &RedisConnection::stateChanged, this, [this] { m_retired.reset(); });
    breakDown(error);
}

void SentinelClient::breakDown(const RedisError &error)
{
    const Clock::time_point now = m_clock.now();
    if (state() == State::Ready && now - m_readySince >= m_settings.timeouts.stableAfter)
        m_failures = 0;
    endAttempt();
    m_lastError = error;
    m_isFirstAttempt = false;
    m_held.failAll({Kind::NotConnected, error.detail});
    if (needsUser(error.kind))
        return setState(State::Failed);
    const milliseconds delay = backoffDelay(m_settings.timeouts, m_failures++, m_settings.jitter);
    m_retryAt = now + delay;
    m_retryCall = m_clock.schedule(delay, [this] { findMaster(); });
    setState(State::Backoff);
}

void SentinelClient::endAttempt()
{
    m_retryCall.reset();
    m_query.reset();
    ++m_generation;
    m_connection.reset();
}

} // namespace Recloser
