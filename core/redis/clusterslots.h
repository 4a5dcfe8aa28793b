// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"
#include "core/redis/respvalue.h"

#include <QByteArrayList>

#include <array>
#include <expected>
#include <optional>
#include <vector>

namespace Recloser {

/// Of every Redis Cluster.
constexpr int clusterSlotCount = 16384;

/// The slot of a key: CRC16 (XMODEM) of what stands between the first '{' and the next '}', where
/// that is something, else of all of it (Redis Cluster specification, "Key distribution model").
quint16 keySlot(QByteArrayView key);

/// The key that decides where a command goes; nothing for commands without one, or unknown here
/// and without arguments.
std::optional<QByteArray> firstKey(const QByteArrayList &argv);

/// Where a MOVED or ASK reply points to. `from` is who replied: an empty host means the same one.
struct ClusterRedirect
{
    quint16 slot = 0;
    RedisNode node;

    bool operator==(const ClusterRedirect &) const = default;
};
std::optional<ClusterRedirect> redirectIn(const RedisError &reply, const RedisNode &from);

/// Which master has which slots. Plain value.
class ClusterSlots
{
public:
    ClusterSlots() { m_owners.fill(none); }
    /// Reads the reply to CLUSTER SLOTS of `from`. Errors: Protocol.
    static std::expected<ClusterSlots, RedisError> fromReply(const RespValue &reply,
                                                             const RedisNode &from);

    std::optional<RedisNode> master(quint16 slot) const;
    /// All that have a slot, by name.
    QList<RedisNode> masters() const;
    void move(quint16 slot, const RedisNode &master);
    /// Slots that have a master, of clusterSlotCount.
    int covered() const;

    bool operator==(const ClusterSlots &) const = default;

private:
    static constexpr qint16 none = -1;

    qint16 indexOf(const RedisNode &node);

    std::vector<RedisNode> m_nodes;
    /// Places in m_nodes.
    std::array<qint16, clusterSlotCount> m_owners;
};

} // namespace Recloser
