// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What a RedisProbe asks once it is connected.

#include "core/redis/probe.h"

#include <QUuid>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using Topology = RedisEndpoint::Topology;

namespace {

/// The value of `field` in an INFO reply.
QString infoField(const QByteArray &info, QByteArrayView field)
{
    for (const QByteArray &line : info.split('\n')) {
        if (line.startsWith(field) && line.size() > field.size() && line[field.size()] == ':')
            return QString::fromUtf8(line.sliced(field.size() + 1)).trimmed();
    }
    return {};
}

QString versionIn(const QByteArray &info)
{
    // Valkey reports a redis_version for compatibility beside its own.
    if (const QString valkey = infoField(info, "valkey_version"); !valkey.isEmpty())
        return "Valkey "_L1 + valkey;
    return "Redis "_L1 + infoField(info, "redis_version");
}

QString evictionIn(const QByteArray &info)
{
    const QString limit = infoField(info, "maxmemory_human");
    const QString policy = infoField(info, "maxmemory_policy");
    return infoField(info, "maxmemory") == "0"_L1 ? policy : u"%1, at most %2"_s.arg(policy, limit);
}

bool isRight(RedisProbeStep::Name name)
{
    return name >= RedisProbeStep::Name::ReadRight;
}

} // namespace

void RedisProbe::onReady()
{
    const bool hasLogin = !m_server.user.isEmpty() || !m_server.password.isEmpty();
    if (!report(Name::Authenticate, hasLogin ? Outcome::Ok : Outcome::Skipped, {})
        || !report(Name::Select, m_server.database ? Outcome::Ok : Outcome::Skipped, {}))
        return;
    const QByteArray key
        = m_keyPrefix + "{recloser-probe-" + QUuid::createUuid().toByteArray(QUuid::Id128) + "}";
    m_questions = {{Name::Ping, {"PING"_ba}}};
    if (m_endpoint.topology == Topology::Cluster)
        m_questions += {{Name::Slots, {"CLUSTER"_ba, "SLOTS"_ba}}, {Name::Nodes, {}}};
    m_questions += {
        {Name::Version, {"INFO"_ba, "server"_ba}},
        {Name::Role, {"ROLE"_ba}},
        {Name::Eviction, {"INFO"_ba, "memory"_ba}},
        {Name::ReadRight, {"GET"_ba, key}},
        {Name::TimeLeftRight, {"PTTL"_ba, key}},
        {Name::WriteRight, {"SET"_ba, key, "1"_ba, "XX"_ba, "PX"_ba, "1"_ba}},
        {Name::DeleteRight, {"DEL"_ba, key}},
        {Name::IndexRight, {"ZADD"_ba, key, "XX"_ba, "0"_ba, "1"_ba}},
        {Name::ScriptRight, {"EVAL"_ba, "return 1"_ba, "1"_ba, key}},
        {Name::ScanRight, {"SCAN"_ba, "0"_ba, "COUNT"_ba, "1"_ba}},
    };
    askNext();
}

void RedisProbe::askNext()
{
    if (m_questions.isEmpty())
        return finish();
    const Question question = m_questions.first();
    m_stepBegan = m_clock.now();
    if (question.name == Name::Nodes)
        return askNodes();
    RedisClient &asked = m_cluster ? static_cast<RedisClient &>(*m_cluster) : *m_connection;
    asked.command(question.argv, this, [this, name = question.name](const RedisReply &reply) {
        name == Name::Slots ? takeSlots(reply) : take(name, reply);
    });
}

void RedisProbe::take(Name name, const RedisReply &reply)
{
    m_questions.removeFirst();
    if (!reply) {
        const RedisError error = reply.error();
        // Knowing the version is nice to have; the rights and an answer at all are what is asked
        // for.
        const bool isOptional = isServerReply(error.kind) && name != Name::Ping && !isRight(name);
        if (!report(name, isOptional ? Outcome::Skipped : Outcome::Failed, error.detail, error))
            return;
        // One server of a cluster may be away, and the next question goes to another.
        if (!isServerReply(error.kind) && error.kind != Kind::NodeAway)
            return finish();
        return askNext();
    }
    QString detail;
    if (name == Name::Version)
        detail = versionIn(reply->bytes);
    else if (name == Name::Eviction)
        detail = evictionIn(reply->bytes);
    else if (name == Name::Role && !reply->elements.empty())
        detail = QString::fromUtf8(reply->elements.front().bytes);
    if (name == Name::Role && m_endpoint.topology == Topology::Sentinel && detail != "master"_L1) {
        const RedisError error{Kind::NotMaster, detail};
        if (report(name, Outcome::Failed, detail, error))
            askNext();
        return;
    }
    if (report(name, Outcome::Ok, detail))
        askNext();
}

void RedisProbe::takeSlots(const RedisReply &reply)
{
    m_questions.removeFirst();
    const auto map = reply ? ClusterSlots::fromReply(*reply, {m_server.host, m_server.port})
                           : std::unexpected(reply.error());
    if (!map) {
        // A viewer's right is to keys; the servers are learned from redirections then.
        const bool isForbidden = map.error().kind == Kind::NoPermission;
        if (!report(Name::Slots, isForbidden ? Outcome::Skipped : Outcome::Failed,
                    map.error().detail, map.error()))
            return;
        return isForbidden ? askNext() : finish();
    }
    const QString detail = u"%1 masters, %2 of %3 slots"_s.arg(
        QString::number(map->masters().size()), QString::number(map->covered()),
        QString::number(clusterSlotCount));
    if (map->covered() == clusterSlotCount) {
        if (report(Name::Slots, Outcome::Ok, detail))
            askNext();
        return;
    }
    if (report(Name::Slots, Outcome::Failed, detail, RedisError{Kind::ClusterDown, detail}))
        finish();
}

void RedisProbe::askNodes()
{
    m_cluster = std::make_unique<ClusterClient>(m_endpoint, m_settings, m_clock);
    connect(m_cluster.get(), &ClusterClient::stateChanged, this, [this](RedisClient::State state) {
        if (state != RedisClient::State::Ready || m_nodesAwaited > 0)
            return;
        const QList<RedisNode> masters = m_cluster->masters();
        m_nodesAwaited = masters.size();
        for (const RedisNode &node : masters)
            m_cluster->commandAt(node, {"PING"_ba}, this,
                                 [this, node](const RedisReply &reply) { takeNode(node, reply); });
    });
    m_cluster->open();
    // Where it never becomes ready.
    m_cluster->command({"PING"_ba}, this, [this](const RedisReply &reply) {
        if (!reply && m_nodesAwaited == 0 && !m_questions.isEmpty()
            && m_questions.first().name == Name::Nodes)
            take(Name::Nodes, reply);
    });
}

void RedisProbe::takeNode(const RedisNode &node, const RedisReply &reply)
{
    // A server that refuses a PING is there all the same.
    if (!reply && !isServerReply(reply.error().kind))
        m_silentNodes.append(u"%1: %2"_s.arg(node.name(), reply.error().detail));
    if (--m_nodesAwaited > 0)
        return;
    m_questions.removeFirst();
    const QString silent = m_silentNodes.join("; "_L1);
    QStringList names;
    const QList<RedisNode> masters = m_cluster->masters();
    for (const RedisNode &master : masters)
        names.append(master.name());
    if (silent.isEmpty()
            ? report(Name::Nodes, Outcome::Ok, names.join(u' '))
            : report(Name::Nodes, Outcome::Failed, silent, RedisError{Kind::NodeAway, silent}))
        askNext();
}

} // namespace Recloser
