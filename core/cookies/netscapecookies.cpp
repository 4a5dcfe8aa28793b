// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/netscapecookies.h"

#include "core/cookies/cookierules.h"
#include "core/cookies/setcookie.h"

#include <QTimeZone>

#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView httpOnlyMark = "#HttpOnly_";
constexpr QByteArrayView setCookieMark = "Set-Cookie:";

std::optional<bool> truth(QByteArrayView word)
{
    if (word.compare("TRUE", Qt::CaseInsensitive) == 0)
        return true;
    return word.compare("FALSE", Qt::CaseInsensitive) == 0 ? std::optional(false) : std::nullopt;
}

std::optional<Cookie> cookieOfFields(QByteArrayView line, bool httpOnly, const QDateTime &now)
{
    QList<QByteArrayView> fields;
    for (qsizetype at = 0; at <= line.size() && fields.size() < 6;) {
        const qsizetype tab = line.indexOf('\t', at);
        const qsizetype end = tab < 0 ? line.size() : tab;
        fields.append(line.sliced(at, end - at));
        at = end + 1;
        if (fields.size() == 6 && at <= line.size())
            fields.append(line.sliced(at));
    }
    if (fields.size() < 6)
        return std::nullopt;
    const auto below = truth(fields[1]);
    const auto secure = truth(fields[3]);
    bool isNumber = false;
    const qint64 seconds = fields[4].toLongLong(&isNumber);
    Cookie cookie;
    cookie.domain = canonicalHost(fields[0].startsWith('.') ? fields[0].sliced(1) : fields[0]);
    cookie.path = fields[2].toByteArray();
    cookie.name = fields[5].toByteArray();
    cookie.value = fields.size() > 6 ? fields[6].toByteArray() : ""_ba;
    if (!below || !secure || !isNumber || cookie.domain.isEmpty() || cookie.name.isEmpty()
        || !cookie.path.startsWith('/'))
        return std::nullopt;
    cookie.hostOnly = !*below;
    cookie.secure = *secure;
    cookie.httpOnly = httpOnly;
    if (seconds != 0)
        cookie.expiresAt = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC);
    cookie.createdAt = now;
    return cookie;
}

std::optional<Cookie> cookieOfHeader(QByteArrayView line, const QDateTime &now)
{
    const auto parsed = parseSetCookie(line, now);
    if (!parsed || parsed->domain.isEmpty())
        return std::nullopt;
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(QString::fromLatin1(parsed->domain));
    url.setPath(u"/"_s);
    const auto cookie = admitted(*parsed, url, now);
    return cookie ? std::optional(*cookie) : std::nullopt;
}

} // namespace

NetscapeCookies readNetscapeCookies(QByteArrayView text, const QDateTime &now)
{
    NetscapeCookies result;
    int number = 0;
    while (!text.isEmpty()) {
        ++number;
        const qsizetype end = text.indexOf('\n');
        QByteArrayView line = end < 0 ? text : text.first(end);
        text = end < 0 ? QByteArrayView() : text.sliced(end + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        const bool httpOnly = line.startsWith(httpOnlyMark);
        if (httpOnly)
            line = line.sliced(httpOnlyMark.size());
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        const bool isHeader = line.size() >= setCookieMark.size()
            && line.first(setCookieMark.size()).compare(setCookieMark, Qt::CaseInsensitive) == 0;
        const auto cookie = isHeader ? cookieOfHeader(line.sliced(setCookieMark.size()), now)
                                     : cookieOfFields(line, httpOnly, now);
        if (!cookie)
            result.badLines.append(number);
        else if (!cookie->isExpired(now))
            result.cookies.append(*cookie);
    }
    return result;
}

QByteArray writeNetscapeCookies(const QList<Cookie> &cookies)
{
    QByteArray text = "# Netscape HTTP Cookie File\n"
                      "# Written by Recloser; curl and wget read it.\n\n"_ba;
    for (const Cookie &cookie : cookies) {
        if (cookie.name.contains('\t') || cookie.value.contains('\t'))
            continue;
        if (cookie.httpOnly)
            text += httpOnlyMark;
        if (!cookie.hostOnly)
            text += '.';
        text += cookie.domain + '\t' + (cookie.hostOnly ? "FALSE" : "TRUE") + '\t' + cookie.path
            + '\t' + (cookie.secure ? "TRUE" : "FALSE") + '\t'
            + QByteArray::number(cookie.expiresAt
                                     ? std::max<qint64>(1, cookie.expiresAt->toSecsSinceEpoch())
                                     : 0)
            + '\t' + cookie.name + '\t' + cookie.value + '\n';
    }
    return text;
}

} // namespace Recloser
