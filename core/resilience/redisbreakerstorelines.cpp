// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The two connections of a RedisBreakerStore, and what is known of the server.

#include "core/resilience/redisbreakerstore.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using State = RedisClient::State;
using std::chrono::duration_cast;
using std::chrono::microseconds;

namespace {

/// A figure that changes with every command is not worth a repaint each time.
constexpr milliseconds statusPause{1000};

} // namespace

BreakerStoreStatus RedisBreakerStore::status() const
{
    using Health = BreakerStoreStatus::Health;
    BreakerStoreStatus status;
    status.store = StoreKind::Redis;
    status.server = m_server;
    status.prefix = QString::fromUtf8(m_settings.prefix);
    status.scope = m_settings.scope;
    status.isAtomic = usesScripts();
    switch (m_reads.connection->state()) {
    case State::Ready:
        status.health = m_reads.isSuspect ? Health::Away : Health::Ready;
        status.roundTrip = m_reads.connection->roundTrip();
        if (m_writeError)
            status.detail = m_writeError->detail;
        if (const auto gap = m_reads.connection->gap())
            status.missing = gap->detail;
        return status;
    case State::Connecting:
    case State::Tls:
    case State::Authenticating:
        status.health = Health::Connecting;
        break;
    case State::Failed:
        status.health = Health::NeedsUser;
        break;
    case State::Disconnected:
    case State::Backoff:
        status.health = Health::Away;
        break;
    }
    if (const auto error = m_reads.connection->lastError())
        status.detail = error->detail;
    return status;
}

void RedisBreakerStore::retryNow()
{
    m_writes.connection->retryNow();
    m_reads.connection->retryNow();
}

void RedisBreakerStore::onReadsChanged(State state)
{
    if (state != State::Ready)
        return announceStatus();
    m_reads.isSuspect = false;
    m_metaReading = Right::Unknown;
    m_finder->restart();
    takeUpAgain();
    readServerClock();
    const QPointer self(this);
    announceStatus();
    if (self)
        Q_EMIT changed();
}

void RedisBreakerStore::onWritesChanged(State state)
{
    if (state != State::Ready)
        return;
    m_writes.isSuspect = false;
    // Another server, or another user of the same, may permit what was refused.
    if (m_settings.scripts == RedisStoreSettings::Scripts::Used)
        m_scripts = Right::Unknown;
    takeUpAgain();
}

void RedisBreakerStore::takeUpAgain()
{
    if (!mayWrite())
        return;
    // What was counted here alone ends with the server's absence; what opened is written now.
    if (isUsable(m_reads))
        m_here.clear();
    reconcile();
}

void RedisBreakerStore::onRoundTrip()
{
    if (m_clock.now() - m_announcedAt >= statusPause)
        announceStatus();
}

void RedisBreakerStore::announceStatus()
{
    m_announcedAt = m_clock.now();
    Q_EMIT statusChanged(status());
}

void RedisBreakerStore::suspect(Line &line)
{
    if (line.connection->state() != State::Ready)
        return;
    const bool isNews = !std::exchange(line.isSuspect, true);
    line.connection->command({"PING"_ba}, this, [this, &line](const RedisReply &reply) {
        if (!line.isSuspect)
            return;
        if (!reply && !isServerReply(reply.error().kind))
            return suspect(line);
        line.isSuspect = false;
        takeUpAgain();
        announceStatus();
    });
    if (isNews)
        announceStatus();
}

void RedisBreakerStore::readServerClock()
{
    m_reads.connection->command({"TIME"_ba}, this, [this](const RedisReply &reply) {
        if (!reply || reply->elements.size() != 2)
            return; // not permitted; the wall clock serves
        const std::chrono::seconds seconds(reply->elements[0].bytes.toLongLong());
        const microseconds rest(reply->elements[1].bytes.toLongLong());
        const microseconds now = seconds + rest + m_reads.connection->roundTrip() / 2;
        m_serverOffset = duration_cast<milliseconds>(now - m_clock.now().time_since_epoch());
    });
}

milliseconds RedisBreakerStore::serverTime() const
{
    if (!m_serverOffset)
        return milliseconds(m_clock.wallTime().toMSecsSinceEpoch());
    return duration_cast<milliseconds>(m_clock.now().time_since_epoch()) + *m_serverOffset;
}

} // namespace Recloser
