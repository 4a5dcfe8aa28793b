// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/clusterclient.h"
#include "core/redis/connection.h"
#include "core/redis/sentinelquery.h"

#include <QHostInfo>
#include <QList>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace Recloser {

/// One line of a connection test. Plain value.
struct RedisProbeStep
{
    enum class Name {
        Tunnel, ///< SSH, where the endpoint says so; `detail` is what ssh said
        Sentinels, ///< of Sentinel: what each of those that were asked said
        Master, ///< of Sentinel: where it is
        Resolve,
        Connect,
        Tls,
        Authenticate,
        Select,
        Ping,
        Slots, ///< of Cluster: whether all have a master
        Nodes, ///< of Cluster: whether all masters answer
        Version,
        Role, ///< of Sentinel: verified
        Eviction,
        ReadRight, ///< GET
        TimeLeftRight, ///< PTTL
        WriteRight, ///< SET
        DeleteRight, ///< DEL
        IndexRight, ///< ZADD
        ScriptRight, ///< EVAL
        ScanRight, ///< SCAN
    };
    enum class Outcome { Ok, Failed, Skipped };

    Name name = Name::Resolve;
    Outcome outcome = Outcome::Skipped;
    /// Addresses, version, role, or the reason.
    QString detail;
    std::optional<RedisError> error;
    std::chrono::microseconds took{0};

    bool operator==(const RedisProbeStep &) const = default;
};

/// Tries out an endpoint step by step, for the "test" button of the connection dialog, and leaves
/// nothing at the server: the rights are tried with commands on a key that does not exist and that
/// they do not create (SET ... XX, ZADD ... XX, DEL). The object is the operation: deleting it
/// stops it silently. The first failure up to Slots ends the test; the steps after it are
/// independent of each other. Of a cluster the first of its servers that can be connected to is
/// tried in the steps up to Slots, and all that have slots after them.
class RedisProbe : public QObject
{
    Q_OBJECT
public:
    /// `keyPrefix` is where rights are needed. `clock` must outlive the probe.
    RedisProbe(RedisEndpoint endpoint, QByteArray keyPrefix, RedisConnection::Settings settings,
               Clock &clock, QObject *parent = nullptr);

    /// Once.
    void start();
    /// So far.
    QList<RedisProbeStep> steps() const { return m_steps; }

Q_SIGNALS:
    /// In the order of RedisProbeStep::Name, never inside start().
    void stepFinished(const Recloser::RedisProbeStep &step);
    /// Once, after the last step.
    void finished(const QList<Recloser::RedisProbeStep> &steps);

private:
    using Name = RedisProbeStep::Name;
    using Outcome = RedisProbeStep::Outcome;

    struct Question
    {
        Name name;
        QByteArrayList argv;
    };

    void begin();
    void onSentinelsAsked(const std::expected<RedisNode, RedisError> &master);
    void reach(const RedisEndpoint &server);
    void resolve();
    void onResolved(const QHostInfo &info);
    void connectToServer();
    void onTunnelOpened();
    void onStateChanged(RedisConnection::State state);
    void onBroken();
    void onReady();
    /// Reports what ends the test, unless another server of the cluster may do better.
    void fail(Name name, const RedisError &error);
    void askNext();
    void askNodes();
    void takeSlots(const RedisReply &reply);
    void takeNode(const RedisNode &node, const RedisReply &reply);
    void take(Name name, const RedisReply &reply);
    /// False when a listener deleted this.
    bool report(Name name, Outcome outcome, const QString &detail,
                std::optional<RedisError> error = {});
    void finish();

    const RedisEndpoint m_endpoint;
    const QByteArray m_keyPrefix;
    const RedisConnection::Settings m_settings;
    Clock &m_clock;
    /// The one server that is tried now.
    RedisEndpoint m_server;
    std::unique_ptr<SentinelQuery> m_query;
    std::unique_ptr<RedisConnection> m_connection;
    /// From the step Nodes on.
    std::unique_ptr<ClusterClient> m_cluster;
    /// Servers of the cluster that could not be connected to, and why.
    QStringList m_passedOver;
    QStringList m_silentNodes;
    qsizetype m_nodesAwaited = 0;
    bool m_isTunnelOpen = false;
    RedisConnection::State m_reached = RedisConnection::State::Disconnected;
    std::unique_ptr<ScheduledCall> m_lookupCall;
    int m_lookupId = -1;
    QList<Question> m_questions;
    QList<RedisProbeStep> m_steps;
    Clock::time_point m_stepBegan;
    bool m_isFinished = false;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RedisProbeStep)
