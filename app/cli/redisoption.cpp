// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/redisoption.h"

#include "core/model/policywords.h"

namespace Recloser {

using namespace Qt::StringLiterals;

void RedisOption::add(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"redis"_s,
         u"Where circuits live: redis://[user[:password]@]host[:port][/db], unix:///path or "
         u"host:port; "
         u"redis+sentinel://host,host/master[/db] for the master that sentinels name; "
         u"redis+cluster://host,host for a cluster; rediss instead of redis for TLS; "
         u"?ssh=[user@]host[:port] through SSH."_s,
         u"URL"_s},
        {u"redis-ca"_s, u"Certificates to trust for rediss:// instead of the system's."_s,
         u"FILE"_s},
        {u"redis-cert"_s, u"Client certificate for rediss://."_s, u"FILE"_s},
        {u"redis-key"_s, u"Its key."_s, u"FILE"_s},
        {u"prefix"_s, u"Put before every key; empty is the layout of the Fynd library."_s, u"P"_s,
         u"recloser:"_s},
        {u"scope"_s,
         u"private: circuits of this prefix are read and written (usual on this machine); observe: "
         u"they are read, nothing is written (usual for other machines' servers); join: read and "
         u"written where production does (usual for an empty prefix on this machine)."_s,
         u"SCOPE"_s},
        {u"when-away"_s,
         u"While the server cannot be asked: open (send, by what is known here), or closed (do not "
         u"send)."_s,
         u"WORD"_s, u"open"_s},
    });
}

std::expected<std::unique_ptr<RedisOption>, QString>
RedisOption::from(const QCommandLineParser &parser, Clock &clock)
{
    const auto given = fromWord<StoreScope>(parser.value(u"scope"_s));
    if (parser.isSet(u"scope"_s) && !given)
        return std::unexpected(u"unknown --scope %1; there are %2"_s.arg(
            parser.value(u"scope"_s), allWords<StoreScope>().join(u", "_s)));
    const auto whenAway = fromWord<WhenAway>(parser.value(u"when-away"_s));
    if (!whenAway)
        return std::unexpected(u"unknown --when-away %1; there are %2"_s.arg(
            parser.value(u"when-away"_s), allWords<WhenAway>().join(u", "_s)));
    const auto named = endpoint(parser);
    if (!named)
        return std::unexpected(named.error());
    if (!*named)
        return nullptr;
    const QString prefix = parser.value(u"prefix"_s);
    const StoreScope scope = given.value_or(usualScope((*named)->isLocal(), !prefix.isEmpty()));
    if (scope == StoreScope::Private && prefix.isEmpty())
        return std::unexpected(u"--scope private needs a --prefix; without one the keys are "
                               u"everybody's: give join or observe"_s);
    RedisStoreSettings settings;
    settings.prefix = prefix.toUtf8();
    settings.scope = scope;
    settings.whenAway = *whenAway;
    return std::make_unique<RedisOption>(**named, std::move(settings), clock);
}

std::expected<std::optional<RedisEndpoint>, QString>
RedisOption::endpoint(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"redis"_s))
        return std::nullopt;
    auto named = parseRedisUrl(parser.value(u"redis"_s));
    if (!named)
        return std::unexpected(named.error().detail);
    named->tls = {parser.value(u"redis-ca"_s), parser.value(u"redis-cert"_s),
                  parser.value(u"redis-key"_s)};
    return *std::move(named);
}

namespace {

/// A program that sends once has no connection yet when it asks, and one after the other they take
/// longer than an answer may.
RedisStoreSettings patient(RedisStoreSettings settings, const RedisEndpoint &endpoint)
{
    const RedisTimeouts timeouts;
    if (!endpoint.ssh.isEmpty())
        settings.answerTimeout = timeouts.tunnel;
    else if (endpoint.topology != RedisEndpoint::Topology::Standalone)
        settings.answerTimeout = timeouts.connect;
    return settings;
}

} // namespace

RedisOption::RedisOption(const RedisEndpoint &endpoint, RedisStoreSettings settings, Clock &clock)
    : m_store(endpoint, patient(std::move(settings), endpoint), clock)
{
}

} // namespace Recloser
