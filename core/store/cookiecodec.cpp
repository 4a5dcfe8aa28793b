// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cookiestore.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QDateTime timeOf(const QCborValue &value)
{
    return QDateTime::fromMSecsSinceEpoch(value.toInteger(), QTimeZone::UTC);
}

} // namespace

QByteArray encodedCookies(const QList<Cookie> &cookies)
{
    QCborArray array;
    for (const Cookie &cookie : cookies) {
        QCborMap map{{u"name"_s, cookie.name},
                     {u"value"_s, cookie.value},
                     {u"domain"_s, cookie.domain},
                     {u"path"_s, cookie.path},
                     {u"hostOnly"_s, cookie.hostOnly},
                     {u"secure"_s, cookie.secure},
                     {u"httpOnly"_s, cookie.httpOnly},
                     {u"sameSite"_s, int(cookie.sameSite)},
                     {u"created"_s, cookie.createdAt.toMSecsSinceEpoch()}};
        if (cookie.expiresAt)
            map.insert(u"expires"_s, cookie.expiresAt->toMSecsSinceEpoch());
        array.append(map);
    }
    return QCborMap{{u"cookies"_s, array}}.toCborValue().toCbor();
}

std::optional<QList<Cookie>> decodedCookies(const QByteArray &content)
{
    const QCborValue all = QCborValue::fromCbor(content);
    if (!all.isMap())
        return std::nullopt;
    QList<Cookie> cookies;
    const QCborArray array = all[u"cookies"_s].toArray();
    for (const QCborValue value : array) {
        const QCborMap map = value.toMap();
        Cookie cookie;
        cookie.name = map.value(u"name"_s).toByteArray();
        cookie.value = map.value(u"value"_s).toByteArray();
        cookie.domain = map.value(u"domain"_s).toByteArray();
        cookie.path = map.value(u"path"_s).toByteArray();
        cookie.hostOnly = map.value(u"hostOnly"_s).toBool(true);
        cookie.secure = map.value(u"secure"_s).toBool();
        cookie.httpOnly = map.value(u"httpOnly"_s).toBool();
        cookie.sameSite
            = Cookie::SameSite(std::clamp<qint64>(map.value(u"sameSite"_s).toInteger(), 0, 3));
        cookie.createdAt = timeOf(map.value(u"created"_s));
        if (map.contains(u"expires"_s))
            cookie.expiresAt = timeOf(map.value(u"expires"_s));
        if (!cookie.name.isEmpty() && !cookie.domain.isEmpty())
            cookies.append(cookie);
    }
    return cookies;
}

} // namespace Recloser
