// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/rediscircuitfinder.h"

#include "core/resilience/circuitscripts.h"
#include "core/resilience/shadowcircuits.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

namespace {

/// Slices of SCAN that other clients do not notice (BREAKER.md, pitfall 14).
const QByteArray scanCount = "1000"_ba;
/// Pages of one call where there is no index, until all has been seen once.
constexpr int firstPages = 10;
/// And from then on: what a poll costs the server counts more than what is new.
constexpr int laterPages = 4;
/// Keys looked at in one pipeline; two commands each.
constexpr qsizetype keysAtOnce = 1000;
/// How long a closed circuit keeps its place in the index, for clocks that differ.
constexpr milliseconds indexGrace{60'000};

/// Takes members out of the index unless they were opened again meanwhile.
const QByteArray forgetLua = R"(
for i = 1, #ARGV, 2 do
    if redis.call('ZSCORE', KEYS[1], ARGV[i]) == ARGV[i + 1] then
        redis.call('ZREM', KEYS[1], ARGV[i])
    end
end
return 0)"_ba;

} // namespace

/// One call of find() on its way.
struct RedisCircuitFinder::Search
{
    Callback callback;
    QSet<QByteArray> keys;
    /// Index members and their scores, as the server writes them.
    QHash<QByteArray, QByteArray> index;
    enum class Index { None, Read } source = Index::None;
    int pagesLeft = firstPages;
    QByteArrayList unread;
    qsizetype awaited = 0;
    QHash<QByteArray, Circuit> open;
    QSet<QByteArray> closed;
    QSet<QByteArray> unanswered;
    std::optional<RedisError> error;
};

RedisCircuitFinder::RedisCircuitFinder(RedisClient &reads, RedisClient &writes, RedisLayout layout,
                                       Clock &clock, ServerTime serverTime)
    : m_reads(reads)
    , m_writes(writes)
    , m_layout(std::move(layout))
    , m_clock(clock)
    , m_serverTime(std::move(serverTime))
    , m_forget(forgetLua)
{
}

bool RedisCircuitFinder::isForbidden(Kind kind)
{
    return kind == Kind::NoPermission || kind == Kind::UnknownCommand || kind == Kind::WrongType;
}

void RedisCircuitFinder::restart()
{
    m_cursor = "0"_ba;
    m_scanned.clear();
    m_hasSeenAll = false;
    m_indexReading = m_indexRepair = m_valueReading = m_metaReading = Right::Unknown;
}

void RedisCircuitFinder::find(QSet<QByteArray> alsoKnown, Callback callback)
{
    auto search = std::make_shared<Search>();
    search->callback = std::move(callback);
    search->keys = std::move(alsoKnown);
    search->pagesLeft = m_hasSeenAll ? laterPages : firstPages;
    if (m_layout.isFynd() || m_indexReading == Right::Missing)
        scan(search);
    else
        readIndex(search);
}

void RedisCircuitFinder::readIndex(const SearchPtr &search)
{
    m_reads.command({"ZRANGE"_ba, m_layout.indexKey(), "0"_ba, "-1"_ba, "WITHSCORES"_ba}, this,
                    [this, search](const RedisReply &reply) { takeIndex(search, reply); });
}

void RedisCircuitFinder::takeIndex(const SearchPtr &search, const RedisReply &reply)
{
    const bool isAway = !reply && reply.error().kind == Kind::NodeAway;
    if (!reply && !isAway && !isForbidden(reply.error().kind)) {
        search->error = reply.error();
        return finish(search);
    }
    if (reply) {
        const std::vector<RespValue> &pairs = reply->elements;
        for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
            search->index.insert(pairs[i].bytes, pairs[i + 1].bytes);
            search->keys.insert(pairs[i].bytes);
        }
        search->source = Search::Index::Read;
        search->pagesLeft = 1;
    } else if (isAway) {
        m_cursor = "0"_ba;
    } else {
        // Asking again and again for what is not permitted only fills the server's ACL log.
        m_indexReading = Right::Missing;
        m_cursor = "0"_ba;
    }
    scan(search);
}

void RedisCircuitFinder::scan(const SearchPtr &search)
{
    if (search->pagesLeft <= 0 || !m_cursor) {
        search->keys.unite(m_scanned);
        return readCircuits(search);
    }
    --search->pagesLeft;
    QByteArrayList argv{"SCAN"_ba, *m_cursor, "COUNT"_ba, scanCount};
    if (m_layout.isFynd())
        argv << "TYPE"_ba << "string"_ba;
    else
        argv << "MATCH"_ba << m_layout.scanGlob();
    m_reads.command(argv, this,
                    [this, search](const RedisReply &reply) { takePage(search, reply); });
}

void RedisCircuitFinder::takePage(const SearchPtr &search, const RedisReply &reply)
{
    const bool hasIndex = search->source == Search::Index::Read;
    if (!reply || reply->elements.size() != 2) {
        if (!reply && !isServerReply(reply.error().kind)) {
            search->error = reply.error();
            return finish(search);
        }
        // Neither index nor SCAN: only keys that are known by name can be looked at.
        if (!hasIndex && search->keys.isEmpty() && !reply)
            search->error = reply.error();
        if (hasIndex)
            m_cursor.reset();
        search->pagesLeft = 0;
        return search->error ? finish(search) : scan(search);
    }
    const QByteArray next = reply->elements[0].bytes;
    QByteArrayList keys;
    for (const RespValue &key : reply->elements[1].elements)
        keys.append(key.bytes);
    if (next == "0") {
        // Gone through once. An index is complete then and stays so; without one it starts over
        // next time.
        search->pagesLeft = 0;
        m_hasSeenAll = true;
        m_cursor = hasIndex && !m_reads.gap() ? std::nullopt : std::optional("0"_ba);
    } else {
        m_cursor = next;
    }
    if (m_layout.isFynd())
        return sift(search, keys);
    for (const QByteArray &key : std::as_const(keys)) {
        // A circuit that waits for its probe has no key of its own, only what is remembered of it.
        const QByteArray member = m_layout.circuitOfMeta(key).value_or(key);
        if (member.endsWith('}') || m_layout.circuitOfOverride(member))
            (hasIndex ? search->keys : m_scanned).insert(member);
    }
    scan(search);
}

/// Strict Fynd layout: most strings of a shared keyspace are somebody else's.
void RedisCircuitFinder::sift(const SearchPtr &search, const QByteArrayList &keys)
{
    search->awaited = 1;
    const auto done = [this, search] {
        if (--search->awaited == 0)
            scan(search);
    };
    for (const QByteArray &key : keys) {
        if (search->keys.contains(key) || m_scanned.contains(key))
            continue;
        ++search->awaited;
        m_reads.command({"PTTL"_ba, key}, this, [this, search, key, done](const RedisReply &reply) {
            if (!reply || reply->integer <= 0)
                return done();
            peek(key, done);
        });
    }
    done();
}

void RedisCircuitFinder::peek(const QByteArray &key, const std::function<void()> &done)
{
    // A viewer who may not look into values was given these keys to look at, so they are circuits.
    if (m_valueReading == Right::Missing) {
        m_scanned.insert(key);
        return done();
    }
    m_reads.command({"GETRANGE"_ba, key, "0"_ba, "511"_ba}, this,
                    [this, key, done](const RedisReply &start) {
                        if (!start && isForbidden(start.error().kind))
                            m_valueReading = Right::Missing;
                        if (m_valueReading == Right::Missing
                            || (start && RedisLayout::looksLikeFyndValue(start->bytes)))
                            m_scanned.insert(key);
                        done();
                    });
}

void RedisCircuitFinder::readCircuits(const SearchPtr &search)
{
    if (search->unread.isEmpty() && search->open.isEmpty() && search->closed.isEmpty()
        && search->unanswered.isEmpty())
        search->unread = search->keys.values();
    if (search->unread.isEmpty() || search->error)
        return finish(search);
    const QByteArrayList chunk = search->unread.first(std::min(search->unread.size(), keysAtOnce));
    search->unread = search->unread.sliced(chunk.size());
    search->awaited = chunk.size();
    for (const QByteArray &key : chunk) {
        look(key,
             [this, search, key](const std::expected<std::optional<Circuit>, RedisError> &circuit) {
                 if (!circuit && circuit.error().kind == Kind::NodeAway)
                     search->unanswered.insert(key);
                 else if (!circuit)
                     search->error = circuit.error();
                 else if (*circuit)
                     search->open.insert(key, **circuit);
                 else
                     search->closed.insert(key);
                 if (--search->awaited == 0)
                     readCircuits(search);
             });
    }
}

std::optional<Circuit> RedisCircuitFinder::timed(const QByteArray &redisKey,
                                                 const QByteArray &value, milliseconds timeLeft,
                                                 Clock::time_point now) const
{
    // PTTL: -2 is missing, -1 never expires.
    if (timeLeft == milliseconds(-2))
        return std::nullopt;
    Circuit circuit = m_layout.circuit(redisKey, value);
    if (timeLeft < milliseconds(0)) {
        circuit.ttl = TimeToLive::Never;
        return circuit;
    }
    timeLeft = std::min(timeLeft, farthest);
    // The answer was true about half a round trip ago. What existed then is open all the same: with
    // every guess of that time it would be closed for one call and open for the next.
    circuit.closesAt = std::max(now, now + timeLeft - m_reads.roundTrip() / 2);
    if (circuit.openedAt.isValid() && !circuit.openedFor) {
        const milliseconds openedAt(circuit.openedAt.toMSecsSinceEpoch());
        circuit.openedFor = std::max(timeLeft, m_serverTime() + timeLeft - openedAt);
    }
    return circuit;
}

void RedisCircuitFinder::finish(const SearchPtr &search)
{
    Callback callback = std::move(search->callback);
    if (search->error)
        return callback(std::unexpected(*search->error));
    for (const QByteArray &key : std::as_const(search->closed))
        m_scanned.remove(key);
    if (search->source == Search::Index::Read)
        repairIndex(*search);
    // What is held by hand is that, whatever its circuit would be otherwise.
    for (const QByteArray &key : search->open.keys()) {
        if (const auto circuit = m_layout.circuitOfOverride(key))
            search->open.remove(*circuit);
    }
    QList<Circuit> open = search->open.values();
    std::ranges::sort(open, closesBefore);
    callback(Found{std::move(open), std::move(search->closed), std::move(search->unanswered)});
}

void RedisCircuitFinder::repairIndex(const Search &search)
{
    if (m_indexRepair == Right::Missing || m_writes.state() != RedisClient::State::Ready)
        return;
    const auto notice = [this](const RedisReply &reply) {
        if (!reply && isServerReply(reply.error().kind))
            m_indexRepair = Right::Missing;
    };
    const Clock::time_point now = m_clock.now();
    QByteArrayList missing{"ZADD"_ba, m_layout.indexKey()};
    for (const auto &[key, circuit] : search.open.asKeyValueRange()) {
        if (search.index.contains(key))
            continue;
        const milliseconds closesAt = m_serverTime() + remaining(circuit, now);
        missing << (circuit.ttl != TimeToLive::Finite
                        ? "+inf"_ba
                        : QByteArray::number(qint64(closesAt.count())))
                << key;
    }
    if (missing.size() > 2)
        m_writes.command(missing, this, notice);
    QByteArrayList over;
    const milliseconds latest = m_serverTime() - indexGrace;
    for (const QByteArray &key : search.closed) {
        const auto score = search.index.constFind(key);
        if (score != search.index.constEnd() && score->toDouble() < double(latest.count()))
            over << key << *score;
    }
    if (!over.isEmpty())
        evalScript(m_writes, m_forget, {m_layout.indexKey()}, over, this, notice);
}

} // namespace Recloser
