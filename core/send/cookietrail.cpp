// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/cookietrail.h"

#include <algorithm>

namespace Recloser {

namespace {

/// The names of the cookies in the lines that the user wrote.
QList<QByteArray> writtenNames(const QList<RawHeader> &headers)
{
    QList<QByteArray> names;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "cookie"))
            continue;
        for (const QList<QByteArray> pairs = header.value.split(';');
             const QByteArray &pair : pairs)
            names.append(pair.first(std::max<qsizetype>(0, pair.indexOf('='))).trimmed());
    }
    return names;
}

} // namespace

void CookieTrail::addTo(ResolvedRequest &request)
{
    if (m_added) {
        // A redirect to elsewhere has lost it already, with those that the user wrote.
        const auto last = std::ranges::find_last(request.headers, *m_added);
        request.headers.erase(last.begin(), last.empty() ? last.begin() : last.begin() + 1);
        m_added.reset();
    }
    if (!m_source.jar)
        return;
    HopCookies hop;
    hop.url = request.url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    const QList<Cookie> cookies = m_source.jar->cookiesFor(request.url, m_source.clock->wallTime());
    if (!cookies.isEmpty()) {
        const QList<QByteArray> written = writtenNames(request.headers);
        for (const Cookie &cookie : cookies) {
            if (!written.contains(cookie.name))
                hop.sent.append({cookie.name, cookie.value});
        }
    }
    if (!hop.sent.isEmpty()) {
        m_added = RawHeader{QByteArrayLiteral("Cookie"), cookieHeader(hop.sent)};
        request.headers.append(*m_added);
    }
    m_hops.append(hop);
}

void CookieTrail::take(const QUrl &url, const QList<RawHeader> &headers)
{
    if (m_source.jar)
        m_hops.last().received = m_source.jar->receive(url, headers, m_source.clock->wallTime());
}

} // namespace Recloser
