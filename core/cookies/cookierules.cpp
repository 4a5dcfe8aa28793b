// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookierules.h"

#include <QHostAddress>
#include <QNetworkCookie>
#include <QNetworkCookieJar>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Qt tells of public suffixes only by refusing cookies for them.
class SuffixJudge final : public QNetworkCookieJar
{
public:
    bool refuses(const QString &domain) const
    {
        QNetworkCookie cookie("n"_ba, "v"_ba);
        cookie.setDomain(domain);
        QUrl url;
        url.setScheme(u"https"_s);
        url.setHost(domain);
        return url.isValid() && !validateCookie(cookie, url);
    }
};

/// Where neither Qt nor the system has the list: what registries of countries sell names below.
bool isUsualSuffix(QByteArrayView domain)
{
    static constexpr std::array words{"ac"_L1,  "co"_L1,  "com"_L1, "edu"_L1,  "go"_L1,  "gob"_L1,
                                      "gov"_L1, "ltd"_L1, "mil"_L1, "ne"_L1,   "net"_L1, "nhs"_L1,
                                      "nom"_L1, "or"_L1,  "org"_L1, "govt"_L1, "plc"_L1, "sch"_L1};
    const qsizetype dot = domain.indexOf('.');
    return dot > 0 && domain.size() - dot - 1 == 2
        && std::ranges::find(words, QLatin1StringView(domain.first(dot))) != words.end();
}

bool isOnList(QByteArrayView domain)
{
    static const bool hasList = SuffixJudge().refuses(u"co.uk"_s);
    return hasList ? SuffixJudge().refuses(QString::fromLatin1(domain)) : isUsualSuffix(domain);
}

bool isAddress(QByteArrayView host)
{
    // Only these can be one; asking for every name would cost more than all the rest.
    const char last = host.isEmpty() ? '\0' : host.back();
    if (!host.contains(':') && !(last >= '0' && last <= '9'))
        return false;
    return !QHostAddress(QString::fromLatin1(host)).isNull();
}

} // namespace

QByteArray canonicalHost(QByteArrayView host)
{
    const bool isAscii
        = std::ranges::all_of(host, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return isAscii ? host.toByteArray().toLower() : QUrl::toAce(QString::fromUtf8(host)).toLower();
}

QByteArray canonicalHost(const QUrl &url)
{
    return url.host(QUrl::FullyEncoded).toLatin1().toLower();
}

bool domainMatches(QByteArrayView host, QByteArrayView domain)
{
    if (host == domain)
        return true;
    return !domain.isEmpty() && host.size() > domain.size() && host.endsWith(domain)
        && host[host.size() - domain.size() - 1] == '.' && !isAddress(host);
}

bool isPublicSuffix(QByteArrayView domain)
{
    if (isAddress(domain))
        return false;
    return !domain.contains('.') || isOnList(domain);
}

QByteArray requestPath(const QUrl &url)
{
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    return path.isEmpty() ? "/"_ba : path;
}

QByteArray defaultCookiePath(const QUrl &url)
{
    const QByteArray path = requestPath(url);
    const qsizetype last = path.lastIndexOf('/');
    return !path.startsWith('/') || last == 0 ? "/"_ba : path.first(last);
}

bool pathMatches(QByteArrayView requestPath, QByteArrayView cookiePath)
{
    if (!requestPath.startsWith(cookiePath))
        return false;
    return requestPath.size() == cookiePath.size() || cookiePath.endsWith('/')
        || requestPath[cookiePath.size()] == '/';
}

bool isSecure(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

} // namespace Recloser
