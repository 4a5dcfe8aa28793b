// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/setcookie.h"

#include "core/cookies/cookiedate.h"
#include "core/cookies/cookierules.h"

#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

// The limits that browsers keep and draft-ietf-httpbis-rfc6265bis has made common.
constexpr qsizetype largestCookie = 4096;
constexpr qsizetype longestAttribute = 1024;
constexpr qint64 longestLifetime = 400LL * 24 * 60 * 60;

/// WSP of the grammar, which is less than what QByteArrayView::trimmed() takes.
QByteArrayView trimmed(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isNamed(QByteArrayView name, QByteArrayView word)
{
    return name.compare(word, Qt::CaseInsensitive) == 0;
}

bool hasPrefix(QByteArrayView name, QByteArrayView prefix)
{
    return name.size() >= prefix.size() && isNamed(name.first(prefix.size()), prefix);
}

bool hasControlCharacters(QByteArrayView line)
{
    return std::ranges::any_of(line, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

/// Section 5.2.2; nothing for what is no number. A time that has come already is the earliest.
std::optional<QDateTime> afterSeconds(QByteArrayView text, const QDateTime &now)
{
    const bool isNegative = text.startsWith('-');
    const QByteArrayView digits = isNegative ? text.sliced(1) : text;
    if (text.isEmpty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool isNumber = false;
    qint64 seconds = digits.toLongLong(&isNumber);
    if (digits.isEmpty())
        return std::nullopt;
    if (!isNumber || seconds > longestLifetime)
        seconds = longestLifetime;
    if (isNegative || seconds == 0)
        return QDateTime::fromMSecsSinceEpoch(0, QTimeZone::UTC);
    return now.addSecs(seconds);
}

Cookie::SameSite sameSiteOf(QByteArrayView text)
{
    if (isNamed(text, "none"))
        return Cookie::SameSite::None;
    if (isNamed(text, "lax"))
        return Cookie::SameSite::Lax;
    return isNamed(text, "strict") ? Cookie::SameSite::Strict : Cookie::SameSite::Unset;
}

/// Of Max-Age and Expires, which of the two holds is known only at the end.
struct Lifetime
{
    std::optional<QDateTime> maxAge;
    std::optional<QDateTime> expires;
};

void readAttribute(SetCookie &cookie, Lifetime &lifetime, QByteArrayView name, QByteArrayView value,
                   const QDateTime &now)
{
    if (value.size() > longestAttribute)
        return;
    if (isNamed(name, "expires")) {
        if (const auto date = cookieDate(value))
            lifetime.expires = std::min(*date, now.addSecs(longestLifetime));
    } else if (isNamed(name, "max-age")) {
        if (const auto date = afterSeconds(value, now))
            lifetime.maxAge = date;
    } else if (isNamed(name, "domain")) {
        if (value.startsWith('.'))
            value = value.sliced(1);
        if (!value.isEmpty()) {
            cookie.domain = canonicalHost(value);
            // No host name, so that it matches none.
            if (cookie.domain.isEmpty())
                cookie.domain = "?"_ba;
        }
    } else if (isNamed(name, "path")) {
        cookie.path = value.startsWith('/') ? value.toByteArray() : QByteArray();
    } else if (isNamed(name, "secure")) {
        cookie.secure = true;
    } else if (isNamed(name, "httponly")) {
        cookie.httpOnly = true;
    } else if (isNamed(name, "samesite")) {
        cookie.sameSite = sameSiteOf(value);
    }
}

} // namespace

std::expected<SetCookie, CookieVerdict> parseSetCookie(QByteArrayView line, const QDateTime &now)
{
    if (hasControlCharacters(line))
        return std::unexpected(CookieVerdict::ControlCharacters);
    const qsizetype semicolon = line.indexOf(';');
    const QByteArrayView pair = semicolon < 0 ? line : line.first(semicolon);
    QByteArrayView rest = semicolon < 0 ? QByteArrayView() : line.sliced(semicolon + 1);
    const qsizetype equals = pair.indexOf('=');
    if (equals < 0)
        return std::unexpected(CookieVerdict::NotACookie);
    SetCookie cookie;
    cookie.name = trimmed(pair.first(equals)).toByteArray();
    cookie.value = trimmed(pair.sliced(equals + 1)).toByteArray();
    cookie.attributes = trimmed(rest).toByteArray();
    if (cookie.name.isEmpty())
        return std::unexpected(CookieVerdict::NotACookie);
    if (cookie.name.size() + cookie.value.size() > largestCookie)
        return std::unexpected(CookieVerdict::TooLarge);

    Lifetime lifetime;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf(';');
        const QByteArrayView attribute = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        const qsizetype sign = attribute.indexOf('=');
        readAttribute(cookie, lifetime, trimmed(sign < 0 ? attribute : attribute.first(sign)),
                      sign < 0 ? QByteArrayView() : trimmed(attribute.sliced(sign + 1)), now);
    }
    cookie.expiresAt = lifetime.maxAge ? lifetime.maxAge : lifetime.expires;
    return cookie;
}

std::expected<Cookie, CookieVerdict> admitted(const SetCookie &line, const QUrl &url,
                                              const QDateTime &now)
{
    const QByteArray host = canonicalHost(url);
    const bool secureOrigin = isSecure(url);
    Cookie cookie;
    cookie.name = line.name;
    cookie.value = line.value;
    cookie.domain = host;
    cookie.hostOnly = true;
    if (!line.domain.isNull()) {
        if (!domainMatches(host, line.domain))
            return std::unexpected(CookieVerdict::DomainMismatch);
        // A host that is a public suffix itself may have cookies, for itself alone.
        const bool isSuffix = isPublicSuffix(line.domain);
        if (isSuffix && line.domain != host)
            return std::unexpected(CookieVerdict::PublicSuffix);
        cookie.hostOnly = isSuffix;
        cookie.domain = line.domain;
    }
    if (line.secure && !secureOrigin)
        return std::unexpected(CookieVerdict::SecureOverHttp);
    if (hasPrefix(line.name, "__Secure-") && !line.secure)
        return std::unexpected(CookieVerdict::SecurePrefix);
    if (hasPrefix(line.name, "__Host-")
        && (!line.secure || !line.domain.isNull() || line.path != "/"))
        return std::unexpected(CookieVerdict::HostPrefix);
    cookie.path = line.path.isNull() ? defaultCookiePath(url) : line.path;
    cookie.secure = line.secure;
    cookie.httpOnly = line.httpOnly;
    cookie.sameSite = line.sameSite;
    cookie.expiresAt = line.expiresAt;
    cookie.createdAt = now;
    return cookie;
}

} // namespace Recloser
