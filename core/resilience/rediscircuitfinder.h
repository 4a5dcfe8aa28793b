// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/client.h"
#include "core/redis/script.h"
#include "core/resilience/redislayout.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <expected>
#include <functional>
#include <memory>

namespace Recloser {

/// Lists the open circuits of one server and layout. GUI thread; belongs to its store.
///
/// Private layout: the index says which keys to look at, one pipeline of PTTL and GET. Keys that
/// the index lost are found again by one page of SCAN a call until the keyspace has been gone
/// through once; where reading the index is not permitted, SCAN alone serves. Strict Fynd layout:
/// nothing of ours may stand in that keyspace, so there is no index; each call goes on scanning for
/// a bounded number of pages and looks at what it found before. KEYS is never used.
class RedisCircuitFinder : public QObject
{
    Q_OBJECT
public:
    struct Found
    {
        QList<Circuit> open;
        /// Looked at, and closed.
        QSet<QByteArray> closed;
        /// Nobody knows: their server is away, others are not.
        QSet<QByteArray> unanswered;
    };
    using Result = std::expected<Found, RedisError>;
    using Callback = std::move_only_function<void(Result)>;
    using LookCallback
        = std::move_only_function<void(std::expected<std::optional<Circuit>, RedisError>)>;
    using ServerTime = std::function<std::chrono::milliseconds()>;

    /// `reads` is asked; the index is repaired through `writes` when that is ready.
    RedisCircuitFinder(RedisClient &reads, RedisClient &writes, RedisLayout layout, Clock &clock,
                       ServerTime serverTime);

    /// Calls back once unless this is destroyed before. `alsoKnown` are keys to look at whatever
    /// the index says.
    void find(QSet<QByteArray> alsoKnown, Callback callback);
    /// One circuit by its key; nothing when it is closed.
    void look(const QByteArray &redisKey, LookCallback callback);
    /// The circuit that a PTTL answered at `now` means; nothing when it is closed.
    std::optional<Circuit> timed(const QByteArray &redisKey, const QByteArray &value,
                                 std::chrono::milliseconds timeLeft, Clock::time_point now) const;
    /// Another server, or the same one emptied: what was found before means nothing any more.
    void restart();

private:
    struct Search;
    using SearchPtr = std::shared_ptr<Search>;

    /// Somebody may give a key more time than a clock of nanoseconds can hold.
    static constexpr std::chrono::milliseconds farthest = std::chrono::days(36'500);

    static bool isForbidden(RedisError::Kind kind);
    void readIndex(const SearchPtr &search);
    void takeIndex(const SearchPtr &search, const RedisReply &reply);
    void scan(const SearchPtr &search);
    void takePage(const SearchPtr &search, const RedisReply &reply);
    void sift(const SearchPtr &search, const QByteArrayList &keys);
    /// Looks at the beginning of a value that may be a circuit's.
    void peek(const QByteArray &key, const std::function<void()> &done);
    void readCircuits(const SearchPtr &search);
    /// The key is gone: is the circuit half-open? Then somebody's probe decides.
    void lookForProbe(const QByteArray &redisKey, LookCallback callback);
    void lookAtOverride(const QByteArray &overrideKey, LookCallback callback);
    void finish(const SearchPtr &search);
    /// Takes out what closed long ago and puts in what the index lost.
    void repairIndex(const Search &search);

    RedisClient &m_reads;
    RedisClient &m_writes;
    const RedisLayout m_layout;
    Clock &m_clock;
    const ServerTime m_serverTime;
    const RedisScript m_forget;
    /// Where SCAN goes on; nothing when the keyspace has been gone through (private layout).
    std::optional<QByteArray> m_cursor = QByteArray("0");
    /// The keyspace has been gone through once.
    bool m_hasSeenAll = false;
    /// Where there is no index: circuits found by scanning.
    QSet<QByteArray> m_scanned;
    enum class Right { Unknown, Missing };
    Right m_indexReading = Right::Unknown;
    Right m_indexRepair = Right::Unknown;
    Right m_valueReading = Right::Unknown;
    Right m_metaReading = Right::Unknown;
};

} // namespace Recloser
