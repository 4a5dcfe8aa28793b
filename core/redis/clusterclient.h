// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/clusterslots.h"
#include "core/redis/connection.h"
#include "core/redis/heldcommands.h"

#include <map>

namespace Recloser {

/// The masters of a cluster, a connection to each made when it is first needed. It is Ready while
/// it knows the map of the slots and one master answers; commands for another one then fail with
/// NodeAway. The map is read again when a server says that it is out of date, when one is lost, and
/// in growing intervals while one is missing. Where CLUSTER SLOTS is not permitted the map is
/// learned from redirections.
class ClusterClient : public RedisClient
{
    Q_OBJECT
public:
    /// `clock` must outlive the client.
    ClusterClient(RedisEndpoint endpoint, Settings settings, Clock &clock,
                  QObject *parent = nullptr);
    ~ClusterClient() override;

    void open() override;
    void close() override;
    void retryNow() override;
    void submit(const QByteArrayList &argv, PendingCommand pending,
                std::optional<std::chrono::milliseconds> timeout) override;
    std::optional<RedisError> gap() const override;

    const ClusterSlots &slotMap() const { return m_slots; }
    /// Those that SCAN goes through, by name.
    QList<RedisNode> masters() const;
    /// To this server, whatever the keys.
    void commandAt(const RedisNode &node, const QByteArrayList &argv, const QObject *context,
                   RedisCallback callback);

private:
    /// A command on its way, with what it takes to send it elsewhere.
    struct Journey
    {
        HeldCommand command;
        RedisNode node;
        int redirects = 0;
    };
    using JourneyPtr = std::shared_ptr<Journey>;
    enum class Asking { No, Yes };

    void startOver();
    void askForMap();
    void takeMap(const RedisNode &from, const RedisReply &reply);
    void becomeReady();
    void dropStrangers();
    void refreshSoon();
    void noteDown(const RedisNode &node, const RedisError &error);
    void askWhoIsDown();
    void breakDown(const RedisError &error);
    void endAttempt();

    RedisConnection &connectionTo(const RedisNode &node);
    void onNodeChanged(const RedisConnection &node);
    void noteGap();
    bool isAnyReady() const;
    /// One that answers, where there is one.
    RedisNode anyMaster() const;

    void route(HeldCommand command);
    RedisNode ownerOf(const QByteArrayList &argv) const;
    void scan(HeldCommand command);
    void send(const JourneyPtr &journey, const RedisNode &node, Asking asking = Asking::No);
    void take(const JourneyPtr &journey, RedisReply reply);
    void redirect(const JourneyPtr &journey, const RedisError &error);
    void tryAgainLater(const JourneyPtr &journey);
    void sendLater(const JourneyPtr &journey);

    ClusterSlots m_slots;
    /// False where CLUSTER SLOTS is not permitted.
    bool m_isMapPermitted = true;
    /// Who is still to be asked for the map; not empty or m_isAsking while it is being read.
    QList<RedisNode> m_toAsk;
    bool m_isAsking = false;
    std::optional<RedisError> m_mapError;
    /// By name.
    std::map<QString, std::unique_ptr<RedisConnection>> m_nodes;
    HeldCommands m_held;
    std::vector<JourneyPtr> m_again;
    bool m_isFirstAttempt = true;
    std::optional<RedisError> m_knownGap;
    /// Servers that answer and refuse everything, by name, with what they say.
    std::map<QString, QString> m_down;
    int m_failures = 0;
    /// Readings of the map in a row that found servers missing.
    int m_refreshes = 0;
    Clock::time_point m_readySince;
    /// Counts attempts: what was begun in an older one must not go on in the next.
    quint64 m_generation = 0;
    /// The next attempt, or the next reading of the map.
    std::unique_ptr<ScheduledCall> m_mapCall;
    std::unique_ptr<ScheduledCall> m_againCall;
};

} // namespace Recloser
