// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/redisoption.h"

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
        {u"scope"_s, u"private: circuits of this prefix are read and written."_s, u"SCOPE"_s,
         u"private"_s},
    });
}

std::expected<std::unique_ptr<RedisOption>, QString>
RedisOption::from(const QCommandLineParser &parser, Clock &clock)
{
    if (parser.value(u"scope"_s) != "private"_L1)
        return std::unexpected(
            u"unknown scope %1, this version knows private; use --prefix '' for the keys others use"_s
                .arg(parser.value(u"scope"_s)));
    const auto named = endpoint(parser);
    if (!named)
        return std::unexpected(named.error());
    if (!*named)
        return nullptr;
    return std::make_unique<RedisOption>(**named, parser.value(u"prefix"_s), clock);
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
milliseconds answerTimeout(const RedisEndpoint &endpoint)
{
    const RedisTimeouts timeouts;
    if (!endpoint.ssh.isEmpty())
        return timeouts.tunnel;
    return endpoint.topology == RedisEndpoint::Topology::Standalone
        ? RedisStoreSettings().answerTimeout
        : timeouts.connect;
}

} // namespace

RedisOption::RedisOption(const RedisEndpoint &endpoint, const QString &prefix, Clock &clock)
    : m_store(endpoint, {.prefix = prefix.toUtf8(), .answerTimeout = answerTimeout(endpoint)},
              clock)
{
}

} // namespace Recloser
