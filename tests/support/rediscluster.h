// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/redisserver.h"

#include <vector>

namespace Recloser {

/// Three masters on loopback, without replicas, that share the slots in thirds: 0 to 5460, to
/// 10922, to 16383. Gone when this is destroyed or the test dies.
class RedisCluster
{
public:
    struct Options
    {
        /// Whether the others refuse everything when one is dead, as Redis does unless told.
        bool needsAll = true;
        /// Further lines of each redis.conf.
        QStringList config;
    };

    RedisCluster();
    explicit RedisCluster(Options options);

    /// False with error() set; true when all three say that the cluster is fine. Under QVERIFY2.
    bool start();
    QString error() const { return m_error; }

    /// `index` in [0, 3).
    RedisServer &node(size_t index) const { return *m_nodes[index]; }
    /// Its id in the cluster.
    QString id(size_t index) const;
    /// A slot on its way from one to another: what is there is asked for here, what is not there.
    void beginMove(int slot, size_t from, size_t to) const;
    /// After beginMove(): the slot belongs to `to`, and all know it.
    void endMove(int slot, size_t to) const;
    /// After beginMove(): it stays where it was.
    void cancelMove(int slot) const;

private:
    Options m_options;
    std::vector<std::unique_ptr<RedisServer>> m_nodes;
    QString m_error;
};

} // namespace Recloser
