// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Reading addresses.

#include "core/redis/endpoint.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QUrl>

#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;
using Topology = RedisEndpoint::Topology;
using Transport = RedisEndpoint::Transport;

namespace {

constexpr quint16 serverPort = 6379;
constexpr quint16 sentinelPort = 26379;

/// What a scheme stands for.
struct Scheme
{
    Transport transport = Transport::Tcp;
    Topology topology = Topology::Standalone;
};

std::unexpected<RedisError> invalid(const QString &detail)
{
    return std::unexpected(RedisError{RedisError::Kind::InvalidUrl, detail});
}

/// QUrl leaves a broken "%zz" as it is; here it is a typing error worth naming. `place` never
/// contains the text itself: it may be a password.
std::expected<QString, RedisError> percentDecoded(QStringView text, const QString &place)
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray decoded;
    decoded.reserve(utf8.size());
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        if (utf8[i] != '%') {
            decoded += utf8[i];
            continue;
        }
        bool isHex = false;
        const auto code = utf8.mid(i + 1, 2).toUInt(&isHex, 16);
        if (!isHex || i + 2 >= utf8.size()
            || !std::isxdigit(static_cast<unsigned char>(utf8[i + 1])))
            return invalid(
                u"a '%' in the %1 needs two hexadecimal digits after it; write %25 for a percent sign"_s
                    .replace("%1"_L1, place));
        decoded += static_cast<char>(code);
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString result = decoder(decoded);
    if (decoder.hasError())
        return invalid(u"the %1 is not UTF-8 after percent-decoding"_s.arg(place));
    if (result.contains(QChar::Null))
        return invalid(u"the %1 contains a NUL character"_s.arg(place));
    return result;
}

/// Digits only: toInt() alone lets signs and white space pass.
std::optional<int> number(QStringView text)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    bool fits = false;
    const int value = text.toInt(&fits);
    return fits && std::ranges::all_of(text, isDigit) ? std::optional(value) : std::nullopt;
}

std::expected<int, RedisError> parsedDatabase(QStringView text)
{
    const std::optional<int> database = number(text);
    if (!database)
        return invalid(u"database \"%1\": write a number from 0"_s.arg(text));
    return *database;
}

std::expected<quint16, RedisError> parsedPort(QStringView text)
{
    const std::optional<int> port = number(text);
    if (!port || *port < 1 || *port > std::numeric_limits<quint16>::max())
        return invalid(u"port \"%1\": write a number from 1 to 65535"_s.arg(text));
    return static_cast<quint16>(*port);
}

std::expected<void, RedisError> readLogin(QStringView login, RedisEndpoint &endpoint)
{
    const qsizetype colon = login.indexOf(u':');
    const QStringView userText = colon < 0 ? login : login.first(colon);
    auto user = percentDecoded(userText, u"user name"_s);
    if (!user)
        return std::unexpected(user.error());
    endpoint.user = *user;
    if (colon >= 0) {
        auto password = percentDecoded(login.sliced(colon + 1), u"password"_s);
        if (!password)
            return std::unexpected(password.error());
        endpoint.password = *password;
    }
    return {};
}

/// The `?name=value&...` at the end of `rest`, without the question mark, where all names in it are
/// known ones and its '@' can only belong to an SSH server; then the '@' before it ends the login.
QStringView sshQuery(QStringView rest)
{
    static const QRegularExpression query(
        u"\\?(?:(?:db|sentinel_user|sentinel_password)=[^@&]*&)*ssh=[^&]*"_s
        u"(?:&(?:db|sentinel_user|sentinel_password)=[^@&]*)*$"_s);
    const QRegularExpressionMatch match = query.matchView(rest);
    return match.hasMatch() ? rest.sliced(match.capturedStart() + 1) : QStringView();
}

std::expected<void, RedisError> readOption(QStringView name, QStringView value,
                                           RedisEndpoint &endpoint)
{
    const bool isSentinel = endpoint.topology == Topology::Sentinel;
    if (name == "db"_L1) {
        auto database = parsedDatabase(value);
        if (!database)
            return std::unexpected(database.error());
        endpoint.database = *database;
        return {};
    }
    const bool isSsh = name == "ssh"_L1 && endpoint.transport != Transport::Unix;
    if (!isSsh && !(isSentinel && (name == "sentinel_user"_L1 || name == "sentinel_password"_L1)))
        return invalid(u"option \"%1\": an address may have %2"_s.arg(
            name,
            isSentinel ? u"db, ssh, sentinel_user and sentinel_password"_s
                       : u"db and, unless it is a socket file, ssh"_s));
    auto decoded = percentDecoded(value, u"option %1"_s.arg(name));
    if (!decoded)
        return std::unexpected(decoded.error());
    if (isSsh) {
        if (auto destination = parseSshDestination(*decoded); !destination)
            return std::unexpected(destination.error());
        endpoint.ssh = *decoded;
    } else if (name == "sentinel_user"_L1) {
        endpoint.sentinelUser = *decoded;
    } else {
        endpoint.sentinelPassword = *decoded;
    }
    return {};
}

std::expected<void, RedisError> readQuery(QStringView query, RedisEndpoint &endpoint)
{
    for (const QStringView item : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        const QStringView name = equals < 0 ? item : item.first(equals);
        if (auto read
            = readOption(name, equals < 0 ? QStringView() : item.sliced(equals + 1), endpoint);
            !read)
            return read;
    }
    return {};
}

std::expected<RedisNode, RedisError> parsedNode(QStringView text, quint16 usualPort)
{
    RedisNode node{.port = usualPort};
    QStringView host = text;
    QStringView port;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return invalid(u"\"%1\": the bracket of the IPv6 address is not closed"_s.arg(text));
        host = text.sliced(1, close - 1);
        port = text.sliced(close + 1);
        if (!port.isEmpty() && !port.startsWith(u':'))
            return invalid(u"\"%1\": after the bracket only :port may follow"_s.arg(text));
        const QString decoded = QUrl::fromPercentEncoding(host.toUtf8());
        if (QHostAddress(decoded).protocol() != QAbstractSocket::IPv6Protocol)
            return invalid(u"\"%1\" is not an IPv6 address"_s.arg(host));
        node.host = decoded;
    } else {
        const qsizetype colon = text.indexOf(u':');
        if (colon >= 0 && text.indexOf(u':', colon + 1) >= 0)
            return invalid(
                u"\"%1\" has more than one colon: write an IPv6 address in brackets, as in [::1]:6379"_s
                    .arg(text));
        if (colon >= 0) {
            host = text.first(colon);
            port = text.sliced(colon);
        }
        auto decoded = percentDecoded(host, u"host"_s);
        if (!decoded)
            return std::unexpected(decoded.error());
        for (const QChar c : std::as_const(*decoded)) {
            if (c.isSpace() || c.category() == QChar::Other_Control
                || u"/\\?#@[]<>\"'`{}|^"_s.contains(c))
                return invalid(
                    u"host \"%1\": a character does not belong into a host name"_s.arg(*decoded));
        }
        node.host = decoded->isEmpty() ? u"localhost"_s : *decoded;
    }
    if (!port.isEmpty()) {
        auto parsed = parsedPort(port.sliced(1));
        if (!parsed)
            return std::unexpected(parsed.error());
        node.port = *parsed;
    }
    return node;
}

std::expected<void, RedisError> readPath(QStringView path, RedisEndpoint &endpoint)
{
    if (endpoint.topology == Topology::Sentinel) {
        const qsizetype slash = path.indexOf(u'/');
        auto name = percentDecoded(slash < 0 ? path : path.first(slash), u"master's name"_s);
        if (!name)
            return std::unexpected(name.error());
        if (name->isEmpty())
            return invalid(
                u"no master's name: write redis+sentinel://host1,host2/name, the name as in the sentinels' configuration"_s);
        endpoint.masterName = *name;
        path = slash < 0 ? QStringView() : path.sliced(slash + 1);
    }
    if (path.isEmpty())
        return {};
    auto database = parsedDatabase(path);
    if (!database)
        return std::unexpected(database.error());
    endpoint.database = *database;
    return {};
}

std::expected<void, RedisError> readHosts(QStringView text, RedisEndpoint &endpoint)
{
    if (endpoint.topology == Topology::Standalone) {
        if (text.contains(u','))
            return invalid(
                u"\"%1\" names several hosts: write redis+sentinel://%1/name or redis+cluster://%1"_s
                    .arg(text));
        auto node = parsedNode(text, serverPort);
        if (!node)
            return std::unexpected(node.error());
        endpoint.host = node->host;
        endpoint.port = node->port;
        return {};
    }
    const quint16 usual = endpoint.topology == Topology::Sentinel ? sentinelPort : serverPort;
    for (const QStringView item : text.split(u',')) {
        const QStringView name = item.trimmed();
        if (name.isEmpty() && text.contains(u','))
            return invalid(u"\"%1\": a host is missing beside a comma"_s.arg(text));
        auto node = parsedNode(name, usual);
        if (!node)
            return std::unexpected(node.error());
        endpoint.nodes.append(*node);
    }
    return {};
}

std::expected<RedisEndpoint, RedisError> parsedNetwork(QStringView rest, Scheme scheme)
{
    RedisEndpoint endpoint;
    endpoint.transport = scheme.transport;
    endpoint.topology = scheme.topology;
    QStringView query = sshQuery(rest);
    if (!query.isEmpty())
        rest = rest.chopped(query.size() + 1);
    // A password may hold any character, '@', '/' and '?' included, so the last '@' decides.
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        if (auto login = readLogin(rest.first(at), endpoint); !login)
            return std::unexpected(login.error());
        rest = rest.sliced(at + 1);
    }
    if (const qsizetype question = rest.indexOf(u'?'); question >= 0 && query.isEmpty()) {
        query = rest.sliced(question + 1);
        rest = rest.first(question);
    }
    if (auto read = readQuery(query, endpoint); !read)
        return std::unexpected(read.error());
    const qsizetype slash = rest.indexOf(u'/');
    if (auto path = readPath(slash < 0 ? QStringView() : rest.sliced(slash + 1), endpoint); !path)
        return std::unexpected(path.error());
    if (auto hosts = readHosts(slash < 0 ? rest : rest.first(slash), endpoint); !hosts)
        return std::unexpected(hosts.error());
    if (endpoint.topology == Topology::Cluster && endpoint.database != 0)
        return invalid(
            u"database %1: a cluster has only database 0, leave it out"_s.arg(endpoint.database));
    return endpoint;
}

std::expected<RedisEndpoint, RedisError> parsedUnix(QStringView rest)
{
    RedisEndpoint endpoint;
    endpoint.transport = Transport::Unix;
    if (!rest.startsWith(u'/')) {
        const qsizetype at = rest.indexOf("@/"_L1);
        if (at < 0)
            return invalid(
                u"the socket's path starts with a slash: write unix:///run/redis.sock"_s);
        if (auto login = readLogin(rest.first(at), endpoint); !login)
            return std::unexpected(login.error());
        rest = rest.sliced(at + 1);
    }
    if (const qsizetype question = rest.indexOf(u'?'); question >= 0) {
        if (auto query = readQuery(rest.sliced(question + 1), endpoint); !query)
            return std::unexpected(query.error());
        rest = rest.first(question);
    }
    auto path = percentDecoded(rest, u"path"_s);
    if (!path)
        return std::unexpected(path.error());
    if (path->size() < 2)
        return invalid(u"no socket path: write unix:///run/redis.sock"_s);
    endpoint.path = *path;
    return endpoint;
}

/// Nothing for one that is not ours.
std::optional<Scheme> schemeNamed(const QString &name)
{
    static const QRegularExpression form(u"^(?:redis|valkey)(s?)(?:[+-](sentinel|cluster))?$"_s);
    const QRegularExpressionMatch match = form.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    const QStringView topology = match.capturedView(2);
    return Scheme{match.capturedView(1).isEmpty() ? Transport::Tcp : Transport::Tls,
                  topology.isEmpty()             ? Topology::Standalone
                      : topology == "cluster"_L1 ? Topology::Cluster
                                                 : Topology::Sentinel};
}

} // namespace

std::expected<SshDestination, RedisError> parseSshDestination(QStringView text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    const QStringView user = at < 0 ? QStringView() : text.first(at + 1);
    const QStringView place = text.sliced(at + 1);
    if (place.isEmpty() || at == 0)
        return invalid(u"ssh \"%1\": write [user@]host[:port]"_s.arg(text));
    // parsedNode() wants an address where there are brackets, and so does the ssh program not.
    auto node = parsedNode(place, 1);
    if (!node)
        return std::unexpected(node.error());
    const bool hasPort
        = place.contains(u"]:"_s) || (!place.startsWith(u'[') && place.contains(u':'));
    SshDestination destination{.login = user.toString() + node->host};
    if (hasPort)
        destination.port = node->port;
    const auto isWrong
        = [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; };
    if (text.startsWith(u'-') || place.startsWith(u'-') || std::ranges::any_of(user, isWrong))
        return invalid(u"ssh \"%1\": a user or host does not look like that"_s.arg(text));
    return destination;
}

std::expected<RedisEndpoint, RedisError> parseRedisUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(u"empty: write redis://host:6379"_s);
    const QStringView whole(trimmed);
    const qsizetype separator = whole.indexOf("://"_L1);
    // A password may contain "://" too, so only a word before it is a scheme.
    const bool hasScheme = separator > 0 && !whole.first(separator).contains(u'@')
        && !whole.first(separator).contains(u':') && !whole.first(separator).contains(u'/');
    if (!hasScheme) {
        if (separator == 0)
            return invalid(u"nothing before \"://\": write redis://host:6379"_s);
        return whole.startsWith(u'/') ? parsedUnix(whole) : parsedNetwork(whole, {});
    }
    const QString scheme = whole.first(separator).toString().toLower();
    const QStringView rest = whole.sliced(separator + 3);
    if (const auto known = schemeNamed(scheme))
        return parsedNetwork(rest, *known);
    if (scheme == "unix"_L1)
        return parsedUnix(rest);
    return invalid(
        u"scheme \"%1\": write redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://"_s
            .arg(scheme));
}

} // namespace Recloser
