// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Knowing the cluster: its map, its servers, and how they are doing.

#include "core/redis/clusterclient.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

ClusterClient::ClusterClient(RedisEndpoint endpoint, Settings settings, Clock &clock,
                             QObject *parent)
    : RedisClient(std::move(endpoint), std::move(settings), clock, parent)
    , m_held(clock)
{
}

ClusterClient::~ClusterClient()
{
    endAttempt();
}

void ClusterClient::open()
{
    if (state() != State::Disconnected && state() != State::Backoff && state() != State::Failed)
        return;
    m_failures = 0;
    m_isFirstAttempt = true;
    startOver();
}

void ClusterClient::close()
{
    if (state() == State::Disconnected)
        return;
    endAttempt();
    m_held.failAll({Kind::Closed, m_endpoint.display()});
    setState(State::Disconnected);
}

void ClusterClient::retryNow()
{
    if (state() != State::Ready)
        return RedisClient::retryNow();
    for (const auto &[name, connection] : m_nodes)
        connection->retryNow();
    m_refreshes = 0;
    m_mapCall.reset();
    refreshSoon();
}

std::optional<RedisError> ClusterClient::gap() const
{
    QStringList missing;
    if (!m_isMapPermitted)
        missing.append(u"CLUSTER SLOTS is not permitted: there may be more servers"_s);
    else if (const int covered = m_slots.covered(); covered < clusterSlotCount)
        missing.append(u"%1 of %2 slots have no master"_s.arg(
            QString::number(clusterSlotCount - covered), QString::number(clusterSlotCount)));
    const QList<RedisNode> all = masters();
    for (const RedisNode &master : all) {
        const auto known = m_nodes.find(master.name());
        if (known != m_nodes.end() && known->second->lastError())
            missing.append(u"%1: %2"_s.arg(master.name(), known->second->lastError()->detail));
        else if (const auto down = m_down.find(master.name()); down != m_down.end())
            missing.append(u"%1: %2"_s.arg(down->first, down->second));
    }
    if (missing.isEmpty())
        return std::nullopt;
    return RedisError{Kind::NodeAway, missing.join("; "_L1)};
}

QList<RedisNode> ClusterClient::masters() const
{
    QList<RedisNode> masters = m_slots.masters();
    if (m_isMapPermitted)
        return masters;
    // Whoever answered so far; a replica among them would send every command on.
    for (const auto &[name, connection] : m_nodes) {
        const RedisNode node{connection->endpoint().host, connection->endpoint().port};
        if (!masters.contains(node))
            masters.append(node);
    }
    std::ranges::sort(masters, {}, &RedisNode::name);
    return masters;
}

void ClusterClient::commandAt(const RedisNode &node, const QByteArrayList &argv,
                              const QObject *context, RedisCallback callback)
{
    connectionTo(node).command(argv, context, std::move(callback));
}

// ---- the map -----------------------------------------------------------------------------------

void ClusterClient::startOver()
{
    endAttempt();
    m_mapError.reset();
    m_toAsk = m_slots.masters();
    for (const RedisNode &seed : m_endpoint.nodes) {
        if (!m_toAsk.contains(seed))
            m_toAsk.append(seed);
    }
    askForMap();
    setState(State::Connecting);
}

void ClusterClient::askForMap()
{
    m_isAsking = !m_toAsk.isEmpty();
    if (!m_isAsking) {
        if (state() != State::Ready)
            return breakDown(m_mapError.value_or(RedisError{Kind::NotConnected, {}}));
        ++m_refreshes;
        return refreshSoon();
    }
    const RedisNode node = m_toAsk.takeFirst();
    connectionTo(node).command({"CLUSTER"_ba, "SLOTS"_ba}, this,
                               [this, node, generation = m_generation](const RedisReply &reply) {
                                   if (generation == m_generation)
                                       takeMap(node, reply);
                               });
}

void ClusterClient::takeMap(const RedisNode &from, const RedisReply &reply)
{
    const auto map = reply ? ClusterSlots::fromReply(*reply, from) : std::unexpected(reply.error());
    if (map) {
        m_slots = *map;
        m_isMapPermitted = true;
        return becomeReady();
    }
    if (map.error().kind == Kind::NoPermission) {
        m_isMapPermitted = false;
        return becomeReady();
    }
    RedisError error = map.error();
    if (error.kind == Kind::NotConnected)
        error = connectionTo(from).lastError().value_or(error);
    error.detail = u"%1: %2"_s.arg(from.name(), error.detail);
    if (!m_mapError || needsUser(error.kind))
        m_mapError = error;
    askForMap();
}

void ClusterClient::becomeReady()
{
    m_isAsking = false;
    m_toAsk.clear();
    m_lastError.reset();
    if (state() != State::Ready)
        m_readySince = m_clock.now();
    m_isFirstAttempt = false;
    dropStrangers();
    for (HeldCommand &held : m_held.takeAll())
        route(std::move(held));
    askWhoIsDown();
    m_refreshes = gap() ? m_refreshes + 1 : 0;
    if (m_refreshes > 0)
        refreshSoon();
    if (state() == State::Ready)
        return noteGap();
    m_knownGap = gap();
    setState(State::Ready);
}

void ClusterClient::dropStrangers()
{
    const QList<RedisNode> known = masters();
    std::erase_if(m_nodes, [&known](auto &entry) {
        const RedisConnection &connection = *entry.second;
        return connection.pendingCommands() == 0
            && !known.contains(RedisNode{connection.endpoint().host, connection.endpoint().port});
    });
}

void ClusterClient::refreshSoon()
{
    if (m_mapCall || m_isAsking || state() != State::Ready || !m_isMapPermitted)
        return;
    m_mapCall = m_clock.schedule(
        backoffDelay(m_settings.timeouts, m_refreshes, m_settings.jitter), [this] {
            m_mapCall.reset();
            m_mapError.reset();
            // Those that answer first; the others would only hold it up.
            m_toAsk = masters();
            std::ranges::stable_partition(m_toAsk, [this](const RedisNode &node) {
                const auto known = m_nodes.find(node.name());
                return known != m_nodes.end() && known->second->state() == State::Ready;
            });
            askForMap();
        });
}

void ClusterClient::noteDown(const RedisNode &node, const RedisError &error)
{
    // Without the map it is never read again, and so would never end.
    if (!m_isMapPermitted || state() != State::Ready)
        return;
    m_down[node.name()] = error.detail;
    refreshSoon();
    noteGap();
}

void ClusterClient::askWhoIsDown()
{
    // It may be long before somebody sends the next command that would find out.
    for (const auto &[name, detail] : m_down) {
        const auto known = m_nodes.find(name);
        if (known == m_nodes.end())
            continue;
        known->second->command({"CLUSTER"_ba, "INFO"_ba}, this,
                               [this, name, generation = m_generation](const RedisReply &reply) {
                                   const bool isStillDown
                                       = reply && !reply->bytes.contains("cluster_state:ok");
                                   if (generation != m_generation || isStillDown)
                                       return;
                                   m_down.erase(name);
                                   noteGap();
                               });
    }
}

void ClusterClient::breakDown(const RedisError &error)
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
    m_mapCall = m_clock.schedule(delay, [this] { startOver(); });
    setState(State::Backoff);
}

void ClusterClient::endAttempt()
{
    ++m_generation;
    m_mapCall.reset();
    m_againCall.reset();
    m_toAsk.clear();
    m_isAsking = false;
    for (const JourneyPtr &journey : std::exchange(m_again, {}))
        deliverLater(std::move(journey->command.pending), {Kind::Closed, m_endpoint.display()});
    m_down.clear();
    m_nodes.clear();
}

// ---- the servers -------------------------------------------------------------------------------

RedisConnection &ClusterClient::connectionTo(const RedisNode &node)
{
    std::unique_ptr<RedisConnection> &connection = m_nodes[node.name()];
    if (connection)
        return *connection;
    connection = std::make_unique<RedisConnection>(m_endpoint.serverAt(node), m_settings, m_clock);
    connect(connection.get(), &RedisConnection::stateChanged, this,
            [this, made = connection.get()] { onNodeChanged(*made); });
    connect(connection.get(), &RedisConnection::roundTripMeasured, this,
            [this](std::chrono::microseconds roundTrip) {
                m_roundTrip = roundTrip;
                if (state() == State::Ready)
                    Q_EMIT roundTripMeasured(roundTrip);
            });
    RedisConnection &made = *connection;
    made.open();
    return made;
}

void ClusterClient::onNodeChanged(const RedisConnection &node)
{
    switch (node.state()) {
    case State::Tls:
    case State::Authenticating:
        if (state() != State::Ready)
            setState(node.state());
        return;
    case State::Backoff:
    case State::Failed:
        // While the map is being read for the first time, its answer tells.
        if (state() != State::Ready)
            return;
        if (!isAnyReady())
            return breakDown(node.lastError().value_or(RedisError{}));
        refreshSoon();
        return noteGap();
    case State::Ready:
        if (state() == State::Ready)
            noteGap();
        return;
    case State::Disconnected:
    case State::Connecting:
        return;
    }
}

void ClusterClient::noteGap()
{
    const std::optional<RedisError> now = gap();
    if (std::exchange(m_knownGap, now) != now)
        Q_EMIT gapChanged();
}

bool ClusterClient::isAnyReady() const
{
    return std::ranges::any_of(
        m_nodes, [](const auto &entry) { return entry.second->state() == State::Ready; });
}

RedisNode ClusterClient::anyMaster() const
{
    const QList<RedisNode> all = masters();
    const auto ready = std::ranges::find_if(all, [this](const RedisNode &node) {
        const auto known = m_nodes.find(node.name());
        return known != m_nodes.end() && known->second->state() == State::Ready;
    });
    if (ready != all.end())
        return *ready;
    return all.isEmpty() ? m_endpoint.nodes.first() : all.first();
}

} // namespace Recloser
