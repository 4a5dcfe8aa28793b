// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/client.h"

#include "core/redis/clusterclient.h"
#include "core/redis/connection.h"
#include "core/redis/sentinelclient.h"
#include "core/redis/sshtunnel.h"

#include <QPromise>

namespace Recloser {

using std::chrono::milliseconds;

std::unique_ptr<RedisClient> RedisClient::make(const RedisEndpoint &endpoint,
                                               const Settings &settings, Clock &clock)
{
    switch (endpoint.topology) {
    case RedisEndpoint::Topology::Sentinel:
        return std::make_unique<SentinelClient>(endpoint, settings, clock);
    case RedisEndpoint::Topology::Cluster:
        return std::make_unique<ClusterClient>(endpoint, settings, clock);
    case RedisEndpoint::Topology::Standalone:
        break;
    }
    return std::make_unique<RedisConnection>(endpoint, settings, clock);
}

namespace {

RedisClient::Settings completed(RedisClient::Settings settings)
{
    if (!settings.tunnels)
        settings.tunnels = std::make_shared<SshTunnels>();
    return settings;
}

} // namespace

RedisClient::RedisClient(RedisEndpoint endpoint, Settings settings, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_settings(completed(std::move(settings)))
    , m_clock(clock)
{
}

void RedisClient::retryNow()
{
    if (m_state == State::Backoff || m_state == State::Failed)
        open();
}

std::optional<milliseconds> RedisClient::nextRetryIn() const
{
    if (m_state != State::Backoff)
        return std::nullopt;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(m_retryAt - m_clock.now()));
}

void RedisClient::command(const QByteArrayList &argv, const QObject *context,
                          RedisCallback callback, std::optional<milliseconds> timeout)
{
    Q_ASSERT(context);
    PendingCommand pending;
    pending.callback = std::move(callback);
    pending.context = context;
    submit(argv, std::move(pending), timeout);
}

QFuture<RedisReply> RedisClient::command(const QByteArrayList &argv,
                                         std::optional<milliseconds> timeout)
{
    QPromise<RedisReply> promise;
    promise.start();
    QFuture<RedisReply> future = promise.future();
    PendingCommand pending;
    pending.needsContext = false;
    pending.callback = [promise = std::move(promise)](RedisReply reply) mutable {
        promise.addResult(std::move(reply));
        promise.finish();
    };
    submit(argv, std::move(pending), timeout);
    return future;
}

void RedisClient::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace Recloser
