// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/layoutscanner.h"

#include "core/redis/layouts/values.h"

#include <QPointer>

#include <algorithm>
#include <tuple>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

namespace {

/// A scan that has had this many times the pages a keyspace needs goes round in circles. SCAN's
/// hash table may grow on the way, and be sparse (https://redis.io/docs/latest/commands/scan/).
constexpr qint64 pagesFactor = 16;
constexpr qint64 pagesAtLeast = 1000;
constexpr qint64 pagesUnknown = 1'000'000;

bool comesBefore(const Circuit &a, const Circuit &b)
{
    const auto rank = [](const Circuit &circuit) {
        return circuit.state == BreakerState::Closed ? 2
            : circuit.ttl == TimeToLive::Finite      ? 0
                                                     : 1;
    };
    const auto order = [&](const Circuit &c) {
        const auto closesAt = rank(c) == 0 ? c.closesAt : Clock::time_point();
        return std::tuple(rank(c), closesAt, c.key, c.layout, c.redisKey);
    };
    return order(a) < order(b);
}

} // namespace

LayoutScanner::LayoutScanner(RedisClient &connection, Clock &clock, Settings settings,
                             QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_settings(settings)
    , m_reader(connection, clock)
{
}

LayoutScanner::LayoutScanner(RedisClient &connection, Clock &clock, QObject *parent)
    : LayoutScanner(connection, clock, Settings(), parent)
{
}

void LayoutScanner::setChoices(const QList<LayoutChoice> &choices)
{
    m_choices = choices;
    m_byName.clear();
    for (const LayoutChoice &choice : choices)
        m_byName.insert(choice.layout.name, choice);
    m_known.removeIf([this](const auto &known) { return !m_byName.contains(known.key().layout); });
    m_indexed.removeIf([this](const QString &name) { return !m_byName.contains(name); });
    m_progress.found = m_known.size();
}

void LayoutScanner::forget()
{
    ++m_generation;
    ++m_server;
    m_next.reset();
    m_known.clear();
    m_indexed.clear();
    m_progress = {};
    m_error.reset();
    m_reader.restart();
}

void LayoutScanner::scan()
{
    m_next.reset();
    m_progress = {.isScanning = true, .found = m_known.size()};
    m_error.reset();
    askSize(++m_generation);
}

void LayoutScanner::cancel()
{
    if (m_progress.isScanning)
        endScan();
}

void LayoutScanner::endScan()
{
    ++m_generation;
    m_next.reset();
    m_progress.isScanning = false;
    const QPointer self(this);
    Q_EMIT progressed(m_progress);
    if (self)
        Q_EMIT scanFinished();
}

void LayoutScanner::askSize(quint64 generation)
{
    // DBSIZE is of one server alone.
    if (m_connection.endpoint().topology == RedisEndpoint::Topology::Cluster) {
        m_pagesLeft = pagesUnknown;
        return scanPage(generation, "0"_ba);
    }
    m_connection.command({"DBSIZE"_ba}, this, [this, generation](const RedisReply &reply) {
        if (generation != m_generation)
            return;
        if (reply && reply->type == RespValue::Type::Integer) {
            m_progress.total = reply->integer;
        } else if (!reply && !m_reader.toleratesError("DBSIZE"_ba, reply.error())) {
            m_error = reply.error();
            return endScan();
        }
        m_pagesLeft = m_progress.total
            ? pagesAtLeast + pagesFactor * (*m_progress.total / m_settings.count)
            : pagesUnknown;
        scanPage(generation, "0"_ba);
    });
}

void LayoutScanner::scanPage(quint64 generation, const QByteArray &cursor)
{
    m_next.reset();
    if (--m_pagesLeft < 0)
        return endScan();
    m_connection.command(
        {"SCAN"_ba, cursor, "COUNT"_ba, QByteArray::number(m_settings.count)}, this,
        [this, generation, cursor, sentAt = m_clock.now()](const RedisReply &reply) {
            if (generation == m_generation)
                takePage(generation, cursor, sentAt, reply);
        });
}

void LayoutScanner::takePage(quint64 generation, const QByteArray &cursor, Clock::time_point sentAt,
                             const RedisReply &reply)
{
    if (!reply) {
        m_reader.toleratesError("SCAN"_ba, reply.error());
        m_error = reply.error();
        return endScan();
    }
    const bool isPage
        = reply->elements.size() == 2 && reply->elements[1].type == RespValue::Type::Array;
    // The same cursor again would never end.
    if (!isPage || (reply->elements[0].bytes == cursor && cursor != "0")) {
        m_error = RedisError{Kind::Protocol, u"SCAN"_s};
        return endScan();
    }
    // What the server spent on it; what we do with the page is no load of others.
    const auto took = std::chrono::ceil<milliseconds>(m_clock.now() - sentAt);
    const QByteArray next = reply->elements[0].bytes;
    QList<QByteArray> keys;
    for (const RespValue &key : reply->elements[1].elements)
        keys << key.bytes;
    m_progress.scanned += keys.size();
    m_reader.read(m_byName, sift(keys), LayoutReader::Trust::Sieved,
                  [this, generation, next, took](const LayoutReader::Result &result) {
                      if (generation != m_generation)
                          return;
                      take(result);
                      if (!result || next == "0") {
                          m_progress.isComplete = result.has_value();
                          return endScan();
                      }
                      m_next = m_clock.schedule(
                          std::clamp(took, m_settings.shortestPause, m_settings.longestPause),
                          [this, generation, next] { scanPage(generation, next); });
                      Q_EMIT progressed(m_progress);
                  });
}

QList<CircuitPlace> LayoutScanner::sift(const QList<QByteArray> &keys) const
{
    QSet<CircuitPlace> places;
    for (const QByteArray &key : keys) {
        for (const LayoutChoice &choice : m_choices) {
            auto name = choice.layout.match(key);
            if (!name || (!choice.glob.isEmpty() && !matchesGlob(choice.glob, key)))
                continue;
            CircuitPlace place{choice.layout.name, *std::move(name)};
            if (!m_known.contains(place))
                places.insert(std::move(place));
        }
    }
    return places.values();
}

qsizetype LayoutScanner::look(const QByteArray &key)
{
    const QList<CircuitPlace> places = sift({key});
    qsizetype known = 0;
    for (const CircuitPlace &place : places)
        m_known.insert(place, Circuit{.state = BreakerState::Closed});
    for (const LayoutChoice &choice : std::as_const(m_choices)) {
        const auto name = choice.layout.match(key);
        known += name && m_known.contains(CircuitPlace{choice.layout.name, *name}) ? 1 : 0;
    }
    refresh();
    return known;
}

void LayoutScanner::refresh()
{
    if (std::exchange(m_isRefreshing, true)) {
        m_refreshAgain = true;
        return;
    }
    m_error.reset();
    readIndexes();
}

void LayoutScanner::readIndexes()
{
    if (std::ranges::none_of(m_choices, [](const LayoutChoice &c) { return bool(c.layout.index); }))
        return readKnown();
    m_reader.learnTime([this](const std::optional<RedisError> &error) {
        if (error) {
            m_error = error;
            return endRefresh();
        }
        askIndexes();
    });
}

void LayoutScanner::askIndexes()
{
    const auto serverTime = m_reader.serverTime();
    m_indexesAwaited = 1;
    for (const LayoutChoice &choice : std::as_const(m_choices)) {
        if (!choice.layout.index || !serverTime)
            continue;
        const auto extent = m_indexed.contains(choice.layout.name)
            ? CircuitLayout::Index::Extent::Latest
            : CircuitLayout::Index::Extent::All;
        m_indexed.insert(choice.layout.name);
        for (const QByteArray &prefix : prefixesOf(choice.layout.name)) {
            for (const QByteArrayList &argv :
                 choice.layout.index->ask(prefix, *serverTime, extent)) {
                if (m_reader.isRefused(argv[0]))
                    continue;
                ++m_indexesAwaited;
                m_connection.command(argv, this,
                                     [this, choice, prefix, command = argv[0],
                                      server = m_server](const RedisReply &reply) {
                                         if (!reply
                                             && !m_reader.toleratesError(command, reply.error()))
                                             m_error = reply.error();
                                         if (server == m_server)
                                             takeIndex(choice, prefix, reply);
                                         if (--m_indexesAwaited == 0)
                                             readKnown();
                                     });
            }
        }
    }
    if (--m_indexesAwaited == 0)
        readKnown();
}

void LayoutScanner::takeIndex(const LayoutChoice &choice, const QByteArray &prefix,
                              const RedisReply &reply)
{
    if (!reply || reply->elements.size() != 2)
        return;
    const std::vector<RespValue> &elements = reply->elements[1].elements;
    for (size_t i = 0; i < elements.size(); i += choice.layout.index->stride) {
        const CircuitPlace place{choice.layout.name, {prefix, elements[i].bytes}};
        const QByteArray key = choice.layout.anchors.first().key(place.name);
        const bool isWanted = choice.glob.isEmpty() || matchesGlob(choice.glob, key);
        if (isWanted && m_byName.contains(place.layout) && !m_known.contains(place)
            && m_known.size() < m_settings.most)
            m_known.insert(place, Circuit{.state = BreakerState::Closed});
    }
}

QSet<QByteArray> LayoutScanner::prefixesOf(const QString &layout) const
{
    QSet<QByteArray> prefixes{QByteArray("")};
    for (const auto &[place, circuit] : m_known.asKeyValueRange()) {
        if (place.layout == layout)
            prefixes.insert(place.name.prefix);
    }
    return prefixes;
}

void LayoutScanner::readKnown()
{
    if (m_error)
        return endRefresh();
    m_reader.read(m_byName, m_known.keys(), LayoutReader::Trust::Known,
                  [this, server = m_server](const LayoutReader::Result &result) {
                      if (server == m_server)
                          take(result);
                      endRefresh();
                  });
}

void LayoutScanner::endRefresh()
{
    m_isRefreshing = false;
    const QPointer self(this);
    Q_EMIT refreshed();
    if (self && std::exchange(m_refreshAgain, false))
        refresh();
}

void LayoutScanner::take(const LayoutReader::Result &result)
{
    if (!result) {
        m_error = result.error();
        return;
    }
    for (const LayoutReader::Reading &reading : *result)
        remember(reading);
    m_progress.found = m_known.size();
}

void LayoutScanner::remember(const LayoutReader::Reading &reading)
{
    const auto known = m_known.find(reading.place);
    if (!reading.circuit) {
        if (known != m_known.end())
            m_known.erase(known);
        return;
    }
    if (known == m_known.end() && m_known.size() >= m_settings.most) {
        m_known.removeIf(
            [](const auto &entry) { return entry.value().state == BreakerState::Closed; });
        if (m_known.size() >= m_settings.most) {
            m_progress.isFull = true;
            return;
        }
    }
    // The layout may have been switched off since it was asked.
    if (m_byName.contains(reading.place.layout))
        m_known.insert(reading.place, *reading.circuit);
}

QList<Circuit> LayoutScanner::circuits() const
{
    QList<Circuit> circuits;
    for (const Circuit &circuit : m_known) {
        if (!circuit.layout.isEmpty())
            circuits << circuit;
    }
    std::ranges::sort(circuits, comesBefore);
    return circuits;
}

QList<LayoutAction> LayoutScanner::actions(const Circuit &circuit,
                                           std::optional<std::chrono::seconds> forceFor) const
{
    const auto choice = m_byName.constFind(circuit.layout);
    if (choice == m_byName.constEnd())
        return {};
    return choice->layout.act({circuit.prefix, circuit.service},
                              {circuit, choice->settings, forceFor});
}

} // namespace Recloser
