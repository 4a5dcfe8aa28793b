// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/clusterslots.h"

#include <QSet>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr quint16 crcOf(quint8 byte)
{
    auto crc = static_cast<quint16>(byte << 8);
    for (int bit = 0; bit < 8; ++bit)
        crc = static_cast<quint16>((crc & 0x8000) ? (crc << 1) ^ 0x1021 : crc << 1);
    return crc;
}

constexpr auto crcTable = [] {
    std::array<quint16, 256> table{};
    for (size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = crcOf(static_cast<quint8>(byte));
    return table;
}();

std::optional<quint16> numberIn(QByteArrayView text, int most)
{
    bool isNumber = false;
    const uint number = text.toUInt(&isNumber);
    return isNumber && number <= uint(most) ? std::optional(quint16(number)) : std::nullopt;
}

} // namespace

quint16 keySlot(QByteArrayView key)
{
    const qsizetype open = key.indexOf('{');
    const qsizetype close = open < 0 ? -1 : key.indexOf('}', open + 1);
    if (close > open + 1)
        key = key.sliced(open + 1, close - open - 1);
    quint16 crc = 0;
    for (const char c : key)
        crc = static_cast<quint16>((crc << 8)
                                   ^ crcTable[((crc >> 8) ^ static_cast<quint8>(c)) & 0xff]);
    return crc % clusterSlotCount;
}

std::optional<QByteArray> firstKey(const QByteArrayList &argv)
{
    static const QSet<QByteArray> keyless{
        "ACL"_ba,    "ASKING"_ba,  "AUTH"_ba,      "CLIENT"_ba, "CLUSTER"_ba,  "COMMAND"_ba,
        "CONFIG"_ba, "DBSIZE"_ba,  "ECHO"_ba,      "INFO"_ba,   "LASTSAVE"_ba, "LATENCY"_ba,
        "PING"_ba,   "PUBLISH"_ba, "RANDOMKEY"_ba, "ROLE"_ba,   "SCAN"_ba,     "SCRIPT"_ba,
        "SELECT"_ba, "SLOWLOG"_ba, "TIME"_ba};
    const QByteArray name = argv.value(0).toUpper();
    if (argv.size() < 2 || keyless.contains(name))
        return std::nullopt;
    if (name.startsWith("EVAL") || name.startsWith("FCALL"))
        return argv.size() > 3 && argv[2] != "0" ? std::optional(argv[3]) : std::nullopt;
    if (name == "OBJECT" || name == "MEMORY")
        return argv.size() > 2 ? std::optional(argv[2]) : std::nullopt;
    return argv[1];
}

std::optional<ClusterRedirect> redirectIn(const RedisError &reply, const RedisNode &from)
{
    // "MOVED 3999 127.0.0.1:6381"; an IPv6 address stands there without brackets.
    const QByteArrayList words = reply.detail.toUtf8().split(' ');
    if (words.size() < 3)
        return std::nullopt;
    const qsizetype colon = words[2].lastIndexOf(':');
    const auto slot = numberIn(words[1], clusterSlotCount - 1);
    const auto port = numberIn(QByteArrayView(words[2]).sliced(colon + 1), 65535);
    if (colon < 0 || !slot || !port || *port == 0)
        return std::nullopt;
    QString host = QString::fromUtf8(words[2].first(colon));
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    return ClusterRedirect{*slot, {host.isEmpty() || host == "?"_L1 ? from.host : host, *port}};
}

std::expected<ClusterSlots, RedisError> ClusterSlots::fromReply(const RespValue &reply,
                                                                const RedisNode &from)
{
    const std::unexpected wrong(
        RedisError{RedisError::Kind::Protocol, u"a map of the slots that is none"_s});
    if (reply.type != RespValue::Type::Array)
        return wrong;
    ClusterSlots map;
    for (const RespValue &range : reply.elements) {
        // First slot, last slot, master, replicas; a server is host, port and more.
        if (range.elements.size() < 3 || range.elements[2].elements.size() < 2)
            return wrong;
        const qint64 first = range.elements[0].integer;
        const qint64 last = range.elements[1].integer;
        const RespValue &host = range.elements[2].elements[0];
        const qint64 port = range.elements[2].elements[1].integer;
        if (first < 0 || last < first || last >= clusterSlotCount || port < 1 || port > 65535)
            return wrong;
        // A server that does not know its own address means the one it was asked at.
        const bool isUnknown = host.bytes.isEmpty() || host.bytes == "?";
        const qint16 owner
            = map.indexOf({isUnknown ? from.host : QString::fromUtf8(host.bytes), quint16(port)});
        std::fill(map.m_owners.begin() + first, map.m_owners.begin() + last + 1, owner);
    }
    return map;
}

std::optional<RedisNode> ClusterSlots::master(quint16 slot) const
{
    const qint16 owner = m_owners[slot];
    return owner == none ? std::nullopt : std::optional(m_nodes[size_t(owner)]);
}

QList<RedisNode> ClusterSlots::masters() const
{
    std::vector<bool> isOwner(m_nodes.size());
    for (const qint16 owner : m_owners) {
        if (owner != none)
            isOwner[size_t(owner)] = true;
    }
    QList<RedisNode> masters;
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        if (isOwner[i])
            masters.append(m_nodes[i]);
    }
    std::ranges::sort(masters, {}, &RedisNode::name);
    return masters;
}

void ClusterSlots::move(quint16 slot, const RedisNode &master)
{
    m_owners[slot] = indexOf(master);
}

int ClusterSlots::covered() const
{
    return int(std::ranges::count_if(m_owners, [](qint16 owner) { return owner != none; }));
}

qint16 ClusterSlots::indexOf(const RedisNode &node)
{
    const auto known = std::ranges::find(m_nodes, node);
    const auto index = static_cast<qint16>(known - m_nodes.begin());
    if (known == m_nodes.end())
        m_nodes.push_back(node);
    return index;
}

} // namespace Recloser
