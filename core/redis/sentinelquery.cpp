// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/sentinelquery.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

/// Nothing in an answer that is neither an address nor "no such master".
std::expected<std::optional<RedisNode>, RedisError> masterIn(const RespValue &reply)
{
    if (reply.isNull())
        return std::nullopt;
    bool isNumber = false;
    if (reply.elements.size() == 2) {
        const uint port = reply.elements[1].bytes.toUInt(&isNumber);
        if (isNumber && port > 0 && port <= 65535 && !reply.elements[0].bytes.isEmpty())
            return RedisNode{QString::fromUtf8(reply.elements[0].bytes), quint16(port)};
    }
    return std::unexpected(RedisError{Kind::Protocol, u"an address of the master that is none"_s});
}

} // namespace

SentinelQuery::SentinelQuery(RedisEndpoint endpoint, RedisClient::Settings settings, Clock &clock,
                             QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_settings(std::move(settings))
    , m_clock(clock)
{
    RedisTimeouts &timeouts = m_settings.timeouts;
    timeouts.connect = std::min(timeouts.connect, timeouts.sentinel);
    timeouts.headOfLine = std::min(timeouts.headOfLine, timeouts.sentinel);
}

void SentinelQuery::askNext()
{
    const RedisNode &sentinel = m_endpoint.nodes[m_answers.size()];
    m_connection
        = std::make_unique<RedisConnection>(m_endpoint.sentinelAt(sentinel), m_settings, m_clock);
    m_connection->open();
    // The steps before it have limits of their own, and end it.
    const RedisTimeouts &timeouts = m_settings.timeouts;
    m_connection->command(
        {"SENTINEL"_ba, "GET-MASTER-ADDR-BY-NAME"_ba, m_endpoint.masterName.toUtf8()}, this,
        [this](const RedisReply &reply) { take(reply); },
        timeouts.tunnel + timeouts.connect + 2 * timeouts.headOfLine);
}

void SentinelQuery::take(const RedisReply &reply)
{
    SentinelAnswer answer{.sentinel = m_endpoint.nodes[m_answers.size()]};
    if (reply) {
        const auto master = masterIn(*reply);
        if (master)
            answer.master = *master;
        else
            answer.error = master.error();
    } else if (reply.error().kind == Kind::UnknownCommand) {
        answer.error = RedisError{Kind::NotSentinel, reply.error().detail};
    } else {
        answer.error = reply.error().kind == Kind::NotConnected
            ? m_connection->lastError().value_or(reply.error())
            : reply.error();
    }
    m_answers.append(answer);
    m_connection.reset();
    if (answer.master)
        Q_EMIT finished(*answer.master);
    else if (m_answers.size() == m_endpoint.nodes.size())
        Q_EMIT finished(std::unexpected(failure()));
    else
        askNext();
}

RedisError SentinelQuery::failure() const
{
    QStringList details;
    bool isKnownNowhere = true;
    for (const SentinelAnswer &answer : m_answers) {
        isKnownNowhere = isKnownNowhere && !answer.error;
        details.append(answer.error ? u"%1: %2"_s.arg(answer.sentinel.name(), answer.error->detail)
                                    : u"%1: no master \"%2\""_s.arg(answer.sentinel.name(),
                                                                    m_endpoint.masterName));
    }
    const QString detail = details.join("; "_L1);
    if (isKnownNowhere)
        return {Kind::UnknownMaster, detail};
    // One that may come back is worth waiting for.
    const bool isUp = std::ranges::all_of(m_answers, [](const SentinelAnswer &answer) {
        return !answer.error || needsUser(answer.error->kind);
    });
    const auto refused = std::ranges::find_if(m_answers, &std::optional<RedisError>::has_value,
                                              &SentinelAnswer::error);
    return {isUp ? refused->error->kind : Kind::SentinelsAway, detail};
}

} // namespace Recloser
