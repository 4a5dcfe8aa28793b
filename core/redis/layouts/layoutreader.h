// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/redis/client.h"
#include "core/redis/layouts/circuitlayout.h"

#include <QObject>
#include <QSet>

#include <expected>
#include <functional>
#include <memory>

namespace Recloser {

/// A layout that is looked for, and what its library does not store. Value.
struct LayoutChoice
{
    CircuitLayout layout;
    LayoutSettings settings;
    /// Keys that must fit beside, a glob of Redis; empty for all.
    QByteArray glob;
};

/// One circuit of one layout, whatever its state. Plain value.
struct CircuitPlace
{
    /// CircuitLayout::name.
    QString layout;
    CircuitName name;

    bool operator==(const CircuitPlace &) const = default;
};

inline size_t qHash(const CircuitPlace &place, size_t seed = 0)
{
    return qHashMulti(seed, place.layout, place.name);
}

/// Asks a server about circuits, one pipeline for many, and has the layouts decode what it says.
/// What is refused once is not asked for again, so that a viewer with few rights sees what it may
/// and fills no log: without GETRANGE there is GET, without TIME no deadline that is written down.
/// GUI thread; deleting it drops what is under way.
class LayoutReader : public QObject
{
    Q_OBJECT

public:
    struct Reading
    {
        CircuitPlace place;
        /// Nothing: the keys are somebody else's.
        std::optional<Circuit> circuit;
    };
    using Result = std::expected<QList<Reading>, RedisError>;
    using Callback = std::move_only_function<void(Result)>;
    /// Sieved: places that do not pass the sieve of their layout are not asked more.
    enum class Trust { Known, Sieved };

    /// Both must outlive the reader.
    LayoutReader(RedisClient &connection, Clock &clock, QObject *parent = nullptr);

    /// Calls back once, never inside this call; their choices are found by the layout's name.
    /// Errors: what ended the connection, or keeps the server from answering anybody.
    void read(const QHash<QString, LayoutChoice> &choices, QList<CircuitPlace> places, Trust trust,
              Callback callback);
    /// TIME, where it is not known yet; then serverTime() tells.
    void learnTime(std::move_only_function<void(std::optional<RedisError>)> callback);

    /// Milliseconds since 1970 by the server's clock, as far as it is known.
    std::optional<std::chrono::milliseconds> serverTime() const;
    /// By how much the server's clock is ahead of this machine's.
    std::optional<std::chrono::milliseconds> skew() const;
    /// Commands that this user may not run, in lower case.
    QStringList refused() const;
    /// Whether `error` concerns one command or key alone. Remembers a refused command.
    bool toleratesError(const QByteArray &command, const RedisError &error);
    bool isRefused(const QByteArray &command) const { return m_refused.contains(command); }
    /// Another server: rights and time are unknown again.
    void restart();

private:
    struct Run;
    using RunPtr = std::shared_ptr<Run>;

    void sendNext(const RunPtr &run);
    void ask(const RunPtr &run, size_t circuit, size_t question, QByteArrayList argv);
    void takeTime(const RedisReply &reply, Clock::time_point sentAt);
    void takeAll(const RunPtr &run);

    RedisClient &m_connection;
    Clock &m_clock;
    QSet<QByteArray> m_refused;
    /// Server's time minus our monotonic time.
    std::optional<std::chrono::milliseconds> m_serverOffset;
};

} // namespace Recloser
