// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitboard.h"

#include <algorithm>

namespace Recloser {

using namespace std::chrono_literals;

namespace {

/// More keys than these at once are confirmed by one list instead.
constexpr qsizetype confirmAtMost = 16;
constexpr qsizetype mostTransitions = 500;

} // namespace

CircuitBoard::CircuitBoard(BreakerStore &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(&store)
    , m_clock(clock)
{
    connectStore();
    refresh();
}

void CircuitBoard::setStore(BreakerStore &store)
{
    if (m_store == &store)
        return;
    if (m_store)
        disconnect(m_store, nullptr, this, nullptr);
    m_store = &store;
    ++m_generation;
    m_asking = m_askAgain = m_confirming = false;
    m_answerTook = 0ms;
    m_toConfirm.clear();
    m_pinned.clear();
    m_rows.clear();
    m_transitions.clear();
    m_deeds.clear();
    m_error.reset();
    m_lastAnswer = {};
    connectStore();
    refresh();
    Q_EMIT transitioned();
    announce();
}

void CircuitBoard::setSources(CircuitSources *sources)
{
    if (m_sources == sources)
        return;
    if (m_sources)
        disconnect(m_sources, nullptr, this, nullptr);
    m_sources = sources;
    if (sources)
        connect(sources, &CircuitSources::found, this,
                [this](CircuitSources::Finding finding) { takeFound(finding); });
    takeFound({});
}

void CircuitBoard::connectStore()
{
    m_health = m_store->status().health;
    m_missing = m_store->status().missing;
    connect(m_store, &BreakerStore::changed, this, &CircuitBoard::onChanged);
    connect(m_store, &BreakerStore::statusChanged, this, &CircuitBoard::onStatusChanged);
}

int CircuitBoard::openCount() const
{
    return int(std::ranges::count_if(m_rows, &Row::isOpen));
}

const Circuit *CircuitBoard::find(const QString &key) const
{
    for (const Row &row : m_rows) {
        if (row.circuit.key == key && !isForeign(row.circuit))
            return row.justClosed ? nullptr : &row.circuit;
    }
    return nullptr;
}

const Circuit *CircuitBoard::findById(const QString &identity) const
{
    for (const Row &row : m_rows) {
        if (identityOf(row.circuit) == identity)
            return row.justClosed ? nullptr : &row.circuit;
    }
    return nullptr;
}

void CircuitBoard::note(OwnDeed::Kind kind, const QString &identity)
{
    const auto now = m_clock.now();
    m_deeds.removeIf([now](const OwnDeed &deed) { return now - deed.at > deedLifetime; });
    m_deeds.append({.kind = kind, .identity = identity, .at = now});
}

void CircuitBoard::record(const QList<Row> &before)
{
    const QList<CircuitTransition> fresh
        = transitionsBetween(before, m_rows, m_deeds, m_clock.now(), m_clock.wallTime());
    if (fresh.isEmpty())
        return;
    m_transitions += fresh;
    if (m_transitions.size() > mostTransitions)
        m_transitions.remove(0, m_transitions.size() - mostTransitions);
    Q_EMIT transitioned();
}

void CircuitBoard::watch(QObject *viewer)
{
    if (m_viewers.contains(viewer))
        return;
    connect(viewer, &QObject::destroyed, this, &CircuitBoard::unwatch);
    m_viewers.insert(viewer);
    // What is shown first must not be as old as the time nobody looked.
    if (m_viewers.size() == 1)
        refresh();
    rearm();
}

void CircuitBoard::unwatch(QObject *viewer)
{
    if (!m_viewers.remove(viewer))
        return;
    disconnect(viewer, &QObject::destroyed, this, nullptr);
    rearm();
}

void CircuitBoard::pin(const QString &key)
{
    m_pinned.insert(key);
    confirm({key});
}

void CircuitBoard::unpin(const QString &key)
{
    m_pinned.remove(key);
}

void CircuitBoard::refresh()
{
    if (m_asking)
        m_askAgain = true;
    else
        ask();
}

void CircuitBoard::onChanged()
{
    const auto due = m_askedAt + changeGap;
    const auto now = m_clock.now();
    if (m_asking) {
        m_askAgain = true;
    } else if (now >= due) {
        ask();
    } else if (!m_pollAt || *m_pollAt > due) {
        m_pollAt = due;
        m_poll = m_clock.schedule(std::chrono::ceil<milliseconds>(due - now), [this] { ask(); });
    }
}

void CircuitBoard::onStatusChanged(const BreakerStoreStatus &status)
{
    // Round trips change with every answer; asking again for that would never end.
    const bool isPartialNews = std::exchange(m_missing, status.missing) != status.missing;
    if (std::exchange(m_health, status.health) != status.health || isPartialNews)
        onChanged();
    if (isPartialNews)
        announce();
}

void CircuitBoard::ask()
{
    m_poll.reset();
    m_pollAt.reset();
    m_askAgain = false;
    if (!m_store)
        return;
    m_asking = true;
    m_askedAt = m_clock.now();
    if (m_sources)
        m_sources->refresh();
    m_store->circuits().then(this, [this, generation = m_generation](const CircuitList &list) {
        if (generation == m_generation)
            take(list);
    });
}

void CircuitBoard::take(const CircuitList &list)
{
    m_asking = false;
    m_answerTook = std::chrono::duration_cast<milliseconds>(m_clock.now() - m_askedAt);
    const QList<Row> rowsBefore = m_rows;
    const auto errorBefore = m_error;
    const bool isFirst = !m_lastAnswer.isValid();
    QStringList unlisted(m_pinned.begin(), m_pinned.end());
    if (list) {
        m_lastAnswer = m_clock.wallTime();
        m_error.reset();
        QList<Circuit> circuits = *list;
        for (const Circuit &circuit : *list)
            unlisted.removeOne(circuit.key);
        // A pinned key is followed by its own look-ups; that it is not listed says nothing.
        for (const QString &key : std::as_const(unlisted)) {
            if (const Circuit *circuit = find(key))
                circuits.append(*circuit);
        }
        merge(std::move(circuits));
        // What was there before anybody looked is no news.
        if (!isFirst)
            record(rowsBefore);
    } else {
        m_error = list.error();
    }
    if (m_askAgain)
        onChanged();
    confirm(unlisted);
    if (!std::ranges::equal(rowsBefore, m_rows, looksSame) || errorBefore != m_error
        || (isFirst && list))
        announce();
    else
        rearm();
}

QList<Circuit> CircuitBoard::ownCircuits() const
{
    QList<Circuit> own;
    for (const Row &row : m_rows) {
        if (!row.justClosed && !isForeign(row.circuit))
            own.append(row.circuit);
    }
    return own;
}

void CircuitBoard::merge(QList<Circuit> own)
{
    if (m_sources && !m_sources->circuits().isEmpty()) {
        // The strict layout of the Fynd library may be the store's own too.
        QSet<QByteArray> keys;
        for (const Circuit &circuit : std::as_const(own))
            keys.insert(circuit.redisKey);
        for (const Circuit &circuit : m_sources->circuits()) {
            if (!keys.contains(circuit.redisKey))
                own.append(circuit);
        }
    }
    m_rows = mergedRows(m_rows, own, m_clock.now());
}

void CircuitBoard::forgetUnsought()
{
    QSet<QString> sought;
    if (m_sources) {
        for (const Circuit &circuit : m_sources->circuits())
            sought.insert(identityOf(circuit));
    }
    m_rows.removeIf([&sought](const Row &row) {
        return isForeign(row.circuit) && !sought.contains(identityOf(row.circuit));
    });
}

void CircuitBoard::takeFound(CircuitSources::Finding finding)
{
    const QList<Row> before = m_rows;
    const bool isFollowed = finding == CircuitSources::Finding::Followed;
    if (!isFollowed)
        forgetUnsought();
    merge(ownCircuits());
    if (isFollowed)
        record(before);
    if (!std::ranges::equal(before, m_rows, looksSame))
        announce();
    else
        rearm();
}

void CircuitBoard::confirm(const QStringList &keys)
{
    m_toConfirm += keys;
    m_toConfirm.removeDuplicates();
    if (m_toConfirm.size() > confirmAtMost) {
        m_toConfirm.clear();
        refresh();
    }
    confirmNext();
}

void CircuitBoard::confirmNext()
{
    if (m_confirming || m_toConfirm.isEmpty() || !m_store)
        return;
    m_confirming = true;
    const QString key = m_toConfirm.takeFirst();
    m_store->circuit(key).then(this,
                               [this, key, generation = m_generation](const CircuitLookup &lookup) {
                                   if (generation == m_generation)
                                       takeLookup(key, lookup);
                               });
}

void CircuitBoard::takeLookup(const QString &key, const CircuitLookup &lookup)
{
    m_confirming = false;
    // An error says nothing of the circuit: what is shown stays an estimate until the next poll.
    const QList<Row> before = m_rows;
    const bool changed = lookup && applyLookup(key, *lookup);
    confirmNext();
    if (changed) {
        record(before);
        announce();
    }
}

bool CircuitBoard::applyLookup(const QString &key, const std::optional<Circuit> &circuit)
{
    const bool isOpen = circuit && isShown(*circuit);
    const auto row = std::ranges::find(
        m_rows, key, [](const Row &r) { return isForeign(r.circuit) ? QString() : r.circuit.key; });
    if (row == m_rows.end()) {
        if (!isOpen)
            return false;
        m_rows.append({.circuit = *circuit});
    } else if (!isOpen) {
        if (row->justClosed)
            return false;
        row->justClosed = true;
        row->closedAt = m_clock.now();
    } else if (isOlderThanExpiry(*row, *circuit) || looksSame(*row, {.circuit = *circuit})) {
        return false;
    } else {
        *row = {.circuit = *circuit};
    }
    sortRows(m_rows);
    return true;
}

void CircuitBoard::announce()
{
    rearm();
    Q_EMIT updated();
}

} // namespace Recloser
