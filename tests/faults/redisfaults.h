// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/core/resilience/storetesting.h"
#include "tests/support/toxicproxy.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

namespace Recloser {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool isSanitized = true;
#else
inline constexpr bool isSanitized = false;
#endif

/// A Redis that can be broken in many ways, and a store that reaches it through a breakable line.
class BreakableRedis
{
public:
    BreakableRedis()
        : m_server({.tcp = true,
                    .config = {QStringLiteral("busy-reply-threshold 20"),
                               QStringLiteral("save 3600 1000000")}})
    {
    }

    bool start()
    {
        if (!m_server.start())
            return false;
        m_line = std::make_unique<ToxicProxy>(m_server.port());
        return m_line->port() != 0;
    }

    RedisServer &server() { return m_server; }
    ToxicProxy &line() { return *m_line; }

    /// Time-outs of the product where it matters (a permit's), short ones for the connection.
    std::unique_ptr<RedisBreakerStore> store(const QByteArray &prefix, Clock &clock)
    {
        RedisStoreSettings settings{.prefix = prefix, .author = QStringLiteral("tester")};
        settings.connection = quickSettings();
        settings.connection.timeouts.headOfLine = std::chrono::milliseconds(600);
        return std::make_unique<RedisBreakerStore>(tcpEndpoint(m_line->port()), settings, clock);
    }

    QByteArray ask(const QString &command) { return m_server.ask(command.split(u' ')); }

private:
    RedisServer m_server;
    std::unique_ptr<ToxicProxy> m_line;
};

/// One way to break it, and to heal it again.
struct RedisFault
{
    std::function<void(BreakableRedis &)> strike;
    std::function<void(BreakableRedis &)> heal;
    /// Whether the server still answers reads.
    bool answersReads = false;
    /// Whether asking for a list is refused instead of unanswered.
    bool refusesLists = false;
    /// Whether it has lost all keys when it is back.
    bool losesKeys = false;
};

inline void addRedisFaults()
{
    using namespace Qt::StringLiterals;
    const auto tell = [](const QString &command) {
        return [command](BreakableRedis &redis) { redis.ask(command); };
    };
    QTest::addColumn<RedisFault>("fault");
    QTest::newRow("Redis is killed and started again")
        << RedisFault{.strike = [](BreakableRedis &redis) { redis.server().kill(); },
                      .heal =
                          [](BreakableRedis &redis) {
                              QVERIFY2(redis.server().start(), qPrintable(redis.server().error()));
                          },
                      .losesKeys = true};
    QTest::newRow("Redis hangs (SIGSTOP)")
        << RedisFault{.strike = [](BreakableRedis &redis) { redis.server().pause(); },
                      .heal = [](BreakableRedis &redis) { redis.server().resume(); }};
    QTest::newRow("the line swallows everything")
        << RedisFault{.strike = [](BreakableRedis &redis) { redis.line().toxics.blackHole = true; },
                      .heal = [](BreakableRedis &redis) { redis.line().toxics.blackHole = false; }};
    QTest::newRow("connections are reset after the greeting")
        << RedisFault{.strike =
                          [](BreakableRedis &redis) {
                              redis.line().toxics.limitData = "+OK\r\n+PONG\r\n"_ba.size();
                              redis.line().toxics.limitEnd = Toxics::End::Reset;
                              redis.line().resetAll();
                          },
                      .heal = [](BreakableRedis &redis) { redis.line().toxics.limitData.reset(); }};
    // Redis takes CLIENT UNPAUSE only when this pause is over, so it is a short one.
    QTest::newRow("all clients are paused") << RedisFault{
        .strike = tell(u"CLIENT PAUSE 5000 ALL"_s), .heal = tell(u"CLIENT UNPAUSE"_s)};
    QTest::newRow("a script keeps it busy") << RedisFault{
        .strike =
            [](BreakableRedis &redis) {
                redis.server().askWithoutWaiting({u"EVAL"_s, u"while true do end"_s, u"0"_s});
                EVENTUALLY(redis.ask(u"GET x"_s).startsWith("BUSY"));
            },
        .heal = tell(u"SCRIPT KILL"_s)};
    QTest::newRow("its master is down")
        << RedisFault{.strike =
                          [](BreakableRedis &redis) {
                              redis.ask(u"CONFIG SET replica-serve-stale-data no"_s);
                              redis.ask(u"REPLICAOF 127.0.0.1 1"_s);
                          },
                      .heal = tell(u"REPLICAOF NO ONE"_s)};
    QTest::newRow("nothing is permitted")
        << RedisFault{.strike = tell(u"ACL SETUSER default -@all +ping +acl +client"_s),
                      .heal = tell(u"ACL SETUSER default +@all"_s),
                      .refusesLists = true};
    // From here on reading works and writing does not.
    QTest::newRow("memory is full") << RedisFault{.strike = tell(u"CONFIG SET maxmemory 1"_s),
                                                  .heal = tell(u"CONFIG SET maxmemory 0"_s),
                                                  .answersReads = true};
    QTest::newRow("it is a read-only replica")
        << RedisFault{.strike =
                          [](BreakableRedis &redis) {
                              redis.ask(u"CONFIG SET replica-serve-stale-data yes"_s);
                              redis.ask(u"REPLICAOF 127.0.0.1 1"_s);
                          },
                      .heal = tell(u"REPLICAOF NO ONE"_s),
                      .answersReads = true};
    QTest::newRow("writing is not permitted")
        << RedisFault{.strike = tell(u"ACL SETUSER default -set"_s),
                      .heal = tell(u"ACL SETUSER default +set"_s),
                      .answersReads = true};
    QTest::newRow("writes are paused") << RedisFault{.strike = tell(u"CLIENT PAUSE 60000 WRITE"_s),
                                                     .heal = tell(u"CLIENT UNPAUSE"_s),
                                                     .answersReads = true};
    QTest::newRow("snapshots fail") << RedisFault{
        .strike =
            [](BreakableRedis &redis) {
                QDir(redis.server().directory()).mkdir(u"dump.rdb"_s);
                redis.ask(u"BGSAVE"_s);
                EVENTUALLY(redis.ask(u"INFO persistence"_s).contains("rdb_last_bgsave_status:err"));
            },
        .heal = tell(u"CONFIG SET stop-writes-on-bgsave-error no"_s),
        .answersReads = true};
}

/// The longest that the event loop stood still while this lived.
class LoopLag
{
public:
    LoopLag()
    {
        m_elapsed.start();
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { note(); });
        m_beat.start(std::chrono::milliseconds(2));
    }
    std::chrono::milliseconds longest()
    {
        note();
        return std::chrono::milliseconds(m_longest);
    }

private:
    void note() { m_longest = std::max(m_longest, m_elapsed.restart()); }

    QTimer m_beat;
    QElapsedTimer m_elapsed;
    qint64 m_longest = 0;
};

/// The longest that this thread, its event loop that is, did not come back although it could have:
/// it worked or was blocked. What it waited for a processor is the machine's doing.
class LoopStall
{
public:
    LoopStall()
    {
        note();
        m_longest = std::chrono::nanoseconds(0);
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { note(); });
        m_beat.setTimerType(Qt::PreciseTimer);
        m_beat.start(std::chrono::milliseconds(1));
    }
    double longest()
    {
        note();
        return std::chrono::duration<double, std::milli>(m_longest).count();
    }

private:
    void note()
    {
        using std::chrono::nanoseconds;
        QFile file(QStringLiteral("/proc/thread-self/schedstat"));
        const QByteArrayList fields
            = file.open(QFile::ReadOnly) ? file.readAll().split(' ') : QByteArrayList();
        const nanoseconds queued(fields.value(1).toLongLong());
        const auto now = std::chrono::steady_clock::now();
        m_longest = std::max(m_longest, nanoseconds(now - m_last) - (queued - m_queued));
        m_last = now;
        m_queued = queued;
    }

    QTimer m_beat;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
    std::chrono::nanoseconds m_queued{0};
    std::chrono::nanoseconds m_longest{0};
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::RedisFault)
