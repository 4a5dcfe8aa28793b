// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/proxychoice.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = ProxyChoice::Kind;

constexpr std::array<std::pair<QStringView, Kind>, 4> schemes{{
    {u"http", Kind::Http},
    {u"socks5", Kind::Socks5},
    {u"socks5h", Kind::Socks5Names},
    {u"socks", Kind::Socks5Names},
}};

/// The four bytes of an IPv4 address in its usual form.
std::optional<quint32> ipv4From(QStringView text)
{
    quint32 address = 0;
    const auto parts = text.split(u'.');
    if (parts.size() != 4)
        return std::nullopt;
    for (const QStringView part : parts) {
        bool isNumber = false;
        const uint value = part.toUInt(&isNumber);
        if (!isNumber || value > 255)
            return std::nullopt;
        address = address << 8 | value;
    }
    return address;
}

bool isInNetwork(QStringView network, const QString &host)
{
    const qsizetype slash = network.indexOf(u'/');
    bool isNumber = false;
    const int bits = network.sliced(slash + 1).toInt(&isNumber);
    const auto base = ipv4From(network.first(slash));
    const auto address = ipv4From(host);
    if (!isNumber || bits < 0 || bits > 32 || !base || !address)
        return false;
    const quint32 mask = bits == 0 ? 0 : ~quint32(0) << (32 - bits);
    return (*base & mask) == (*address & mask);
}

bool fits(QStringView pattern, const QString &host, int port)
{
    if (pattern == "*"_L1)
        return true;
    if (pattern.contains(u'/'))
        return isInNetwork(pattern, host);
    const qsizetype colon = pattern.lastIndexOf(u':');
    if (colon >= 0 && (pattern.count(u':') == 1 || (colon > 0 && pattern[colon - 1] == u']'))) {
        if (pattern.sliced(colon + 1) != QString::number(port))
            return false;
        pattern = pattern.first(colon);
    }
    if (pattern.startsWith(u'[') && pattern.endsWith(u']'))
        pattern = pattern.sliced(1).chopped(1);
    if (pattern.startsWith("*."_L1))
        pattern = pattern.sliced(2);
    else if (pattern.startsWith(u'.'))
        pattern = pattern.sliced(1);
    if (pattern.isEmpty())
        return false;
    const QStringView name(host);
    if (name.compare(pattern, Qt::CaseInsensitive) == 0)
        return true;
    return name.size() > pattern.size() && name.endsWith(pattern, Qt::CaseInsensitive)
        && name[name.size() - pattern.size() - 1] == u'.';
}

} // namespace

std::expected<ProxyChoice, SendError> proxyFrom(const QString &text)
{
    const QString given = text.trimmed();
    const auto invalid = [](const QString &shown, const QString &why) {
        return std::unexpected(SendError{SendError::Kind::InvalidProxy, shown, why});
    };
    if (given.isEmpty() || given == "system"_L1)
        return ProxyChoice{};
    if (given == "none"_L1 || given == "direct"_L1)
        return ProxyChoice{.kind = Kind::None};
    const qsizetype colons = given.indexOf("://"_L1);
    const QString scheme = colons < 0 ? u"http"_s : given.first(colons).toLower();
    QString place = colons < 0 ? given : given.sliced(colons + 3);
    // A password is whatever somebody chose, so it is taken out before the rest is read.
    QString user;
    QString password;
    if (const qsizetype at = place.lastIndexOf(u'@'); at >= 0) {
        const QString credentials = place.first(at);
        const qsizetype colon = credentials.indexOf(u':');
        const auto decoded
            = [](const QString &part) { return QUrl::fromPercentEncoding(part.toUtf8()); };
        user = decoded(colon < 0 ? credentials : credentials.first(colon));
        password = colon < 0 ? QString() : decoded(credentials.sliced(colon + 1));
        place.remove(0, at + 1);
    }
    const QString shown = scheme + u"://"_s + place;
    const QUrl url(shown, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return invalid(shown, u"it is no URL with a host"_s);
    const auto *kind
        = std::ranges::find(schemes, QStringView(scheme), &std::pair<QStringView, Kind>::first);
    if (kind == schemes.end())
        return invalid(shown, u"its scheme is none of http, socks5 and socks5h"_s);
    if (!url.path().isEmpty() && url.path() != "/"_L1)
        return invalid(shown, u"a proxy has no path"_s);
    return ProxyChoice{.kind = kind->second,
                       .host = url.host(),
                       .port = url.port(kind->second == Kind::Http ? 8080 : 1080),
                       .user = user,
                       .password = password};
}

QString proxyText(const ProxyChoice &proxy)
{
    if (proxy.kind == Kind::System)
        return u"system"_s;
    if (proxy.kind == Kind::None)
        return u"none"_s;
    const auto *scheme
        = std::ranges::find(schemes, proxy.kind, &std::pair<QStringView, Kind>::second);
    QUrl url;
    url.setScheme(scheme->first.toString());
    url.setHost(proxy.host);
    url.setPort(proxy.port);
    url.setUserName(proxy.user);
    return url.toString();
}

bool isExcepted(const QStringList &exceptions, const QString &host, int port)
{
    return std::ranges::any_of(exceptions, [&](const QString &pattern) {
        return fits(QStringView(pattern).trimmed(), host, port);
    });
}

QStringList proxyExceptionsFrom(const QString &text)
{
    static const QRegularExpression between(u"[,;\\s]+"_s);
    return text.split(between, Qt::SkipEmptyParts);
}

} // namespace Recloser
