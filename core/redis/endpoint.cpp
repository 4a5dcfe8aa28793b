// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/endpoint.h"

#include <QHostAddress>
#include <QStringDecoder>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;
using Transport = RedisEndpoint::Transport;

namespace {

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

std::expected<void, RedisError> readQuery(QStringView query, RedisEndpoint &endpoint)
{
    for (const QStringView item : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        const QStringView name = equals < 0 ? item : item.first(equals);
        if (name != "db"_L1)
            return invalid(u"option \"%1\": the only one an address may have is db"_s.arg(name));
        auto database = parsedDatabase(equals < 0 ? QStringView() : item.sliced(equals + 1));
        if (!database)
            return std::unexpected(database.error());
        endpoint.database = *database;
    }
    return {};
}

std::expected<void, RedisError> readHost(QStringView text, RedisEndpoint &endpoint)
{
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
        endpoint.host = decoded;
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
        endpoint.host = decoded->isEmpty() ? u"localhost"_s : *decoded;
    }
    if (!port.isEmpty()) {
        auto parsed = parsedPort(port.sliced(1));
        if (!parsed)
            return std::unexpected(parsed.error());
        endpoint.port = *parsed;
    }
    return {};
}

std::expected<RedisEndpoint, RedisError> parsedNetwork(QStringView rest, Transport transport)
{
    RedisEndpoint endpoint;
    endpoint.transport = transport;
    // A password may hold any character, '@', '/' and '?' included, so the last '@' decides.
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        if (auto login = readLogin(rest.first(at), endpoint); !login)
            return std::unexpected(login.error());
        rest = rest.sliced(at + 1);
    }
    if (const qsizetype question = rest.indexOf(u'?'); question >= 0) {
        if (auto query = readQuery(rest.sliced(question + 1), endpoint); !query)
            return std::unexpected(query.error());
        rest = rest.first(question);
    }
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
        const QStringView path = rest.sliced(slash + 1);
        if (!path.isEmpty()) {
            auto database = parsedDatabase(path);
            if (!database)
                return std::unexpected(database.error());
            endpoint.database = *database;
        }
        rest = rest.first(slash);
    }
    if (auto host = readHost(rest, endpoint); !host)
        return std::unexpected(host.error());
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

} // namespace

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
        return whole.startsWith(u'/') ? parsedUnix(whole) : parsedNetwork(whole, Transport::Tcp);
    }
    const QString scheme = whole.first(separator).toString().toLower();
    const QStringView rest = whole.sliced(separator + 3);
    if (scheme == "redis"_L1 || scheme == "valkey"_L1)
        return parsedNetwork(rest, Transport::Tcp);
    if (scheme == "rediss"_L1 || scheme == "valkeys"_L1)
        return parsedNetwork(rest, Transport::Tls);
    if (scheme == "unix"_L1)
        return parsedUnix(rest);
    if (scheme.contains("sentinel"_L1) || scheme.contains("cluster"_L1)) {
        return std::unexpected(RedisError{
            RedisError::Kind::UnsupportedScheme,
            u"%1:// is not supported yet by this version; give one server as redis://host:port"_s
                .arg(scheme)});
    }
    return invalid(u"scheme \"%1\": write redis://, rediss:// or unix://"_s.arg(scheme));
}

QString RedisEndpoint::display() const
{
    const auto encoded = [](const QString &plain, const QByteArray &kept) {
        return QString::fromLatin1(QUrl::toPercentEncoding(plain, kept));
    };
    const QString login = user.isEmpty() ? QString() : encoded(user, {}) + u'@';
    if (transport == Transport::Unix) {
        const QString query = database ? u"?db=%1"_s.arg(database) : QString();
        return "unix://"_L1 + login + encoded(path, "/") + query;
    }
    const QString place = host.contains(u':') ? u'[' + encoded(host, ":") + u']' : host;
    const QString scheme = transport == Transport::Tls ? u"rediss://"_s : u"redis://"_s;
    const QString suffix = database ? u"/%1"_s.arg(database) : QString();
    return scheme + login + place + u':' + QString::number(port) + suffix;
}

bool RedisEndpoint::isLocal() const
{
    return transport == Transport::Unix || host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || QHostAddress(host).isLoopback();
}

} // namespace Recloser
