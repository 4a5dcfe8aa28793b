// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/rediscluster.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 60'000;

struct Third
{
    int first;
    int last;
};
constexpr std::array thirds{Third{0, 5460}, Third{5461, 10922}, Third{10923, 16383}};

} // namespace

RedisCluster::RedisCluster() : RedisCluster(Options{}) { }

RedisCluster::RedisCluster(Options options) : m_options(std::move(options)) { }

bool RedisCluster::start()
{
    std::vector<quint16> buses;
    for (const Third &third : thirds) {
        buses.push_back(freeLoopbackPort());
        // The usual port of the bus, 10000 higher, may be over 65535.
        const QStringList config
            = QStringList{u"cluster-enabled yes"_s, u"cluster-port %1"_s.arg(buses.back()),
                          u"cluster-node-timeout 1000"_s,
                          u"cluster-require-full-coverage %1"_s.arg(m_options.needsAll ? u"yes"_s
                                                                                       : u"no"_s)}
            + m_options.config;
        m_nodes.push_back(
            std::make_unique<RedisServer>(RedisServer::Options{.tcp = true, .config = config}));
        RedisServer &made = *m_nodes.back();
        if (!made.start()) {
            m_error = made.error();
            return false;
        }
        made.ask({u"CLUSTER"_s, u"ADDSLOTSRANGE"_s, QString::number(third.first),
                  QString::number(third.last)});
        made.ask({u"CLUSTER"_s, u"SET-CONFIG-EPOCH"_s, QString::number(m_nodes.size())});
        // All meet all: gossip would get there too, but not at once.
        for (size_t i = 0; i + 1 < m_nodes.size(); ++i)
            made.ask({u"CLUSTER"_s, u"MEET"_s, u"127.0.0.1"_s, QString::number(m_nodes[i]->port()),
                      QString::number(buses[i])});
    }
    QElapsedTimer elapsed;
    elapsed.start();
    const auto isFine = [](const std::unique_ptr<RedisServer> &server) {
        const QByteArray info = server->ask({u"CLUSTER"_s, u"INFO"_s});
        return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:16384")
            && info.contains("cluster_known_nodes:3");
    };
    while (!std::ranges::all_of(m_nodes, isFine)) {
        if (elapsed.elapsed() > startLimit) {
            m_error = u"the cluster does not come together: %1"_s.arg(
                QString::fromUtf8(m_nodes[0]->ask({u"CLUSTER"_s, u"NODES"_s})));
            return false;
        }
        QThread::msleep(20);
    }
    return true;
}

QString RedisCluster::id(size_t index) const
{
    return QString::fromUtf8(m_nodes[index]->ask({u"CLUSTER"_s, u"MYID"_s}));
}

void RedisCluster::beginMove(int slot, size_t from, size_t to) const
{
    const QString number = QString::number(slot);
    m_nodes[to]->ask({u"CLUSTER"_s, u"SETSLOT"_s, number, u"IMPORTING"_s, id(from)});
    m_nodes[from]->ask({u"CLUSTER"_s, u"SETSLOT"_s, number, u"MIGRATING"_s, id(to)});
}

void RedisCluster::endMove(int slot, size_t to) const
{
    const QString owner = id(to);
    // The new owner first: it takes a new epoch, without which the old one's word would count.
    m_nodes[to]->ask({u"CLUSTER"_s, u"SETSLOT"_s, QString::number(slot), u"NODE"_s, owner});
    for (const auto &server : m_nodes)
        server->ask({u"CLUSTER"_s, u"SETSLOT"_s, QString::number(slot), u"NODE"_s, owner});
}

void RedisCluster::cancelMove(int slot) const
{
    for (const auto &server : m_nodes)
        server->ask({u"CLUSTER"_s, u"SETSLOT"_s, QString::number(slot), u"STABLE"_s});
}

} // namespace Recloser
