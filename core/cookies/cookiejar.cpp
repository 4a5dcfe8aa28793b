// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookiejar.h"

#include "core/cookies/cookierules.h"
#include "core/cookies/setcookie.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace Recloser {

namespace {

/// `host` and the names above it, one after the other; an address has none above it that match.
class DomainsAbove
{
public:
    explicit DomainsAbove(QByteArray host) : m_name(std::move(host)) { }

    bool isAtEnd() const { return m_name.isEmpty(); }
    const QByteArray &name() const { return m_name; }
    void next()
    {
        const qsizetype dot = m_name.indexOf('.');
        m_name = dot < 0 ? QByteArray() : m_name.sliced(dot + 1);
    }

private:
    QByteArray m_name;
};

} // namespace

QList<Cookie> CookieJar::cookiesFor(const QUrl &url, const QDateTime &now)
{
    if (m_size == 0)
        return {};
    const QByteArray host = canonicalHost(url);
    const QByteArray path = requestPath(url);
    QList<Kept *> chosen;
    bool hasExpired = false;
    ++m_uses;
    for (DomainsAbove domain(host); !domain.isAtEnd(); domain.next()) {
        const auto found = m_domains.find(domain.name());
        if (found == m_domains.end() || !domainMatches(host, domain.name()))
            continue;
        for (Kept &kept : *found) {
            const Cookie &cookie = kept.cookie;
            if (cookie.isExpired(now)) {
                hasExpired = true;
                continue;
            }
            if ((cookie.hostOnly && cookie.domain != host) || !pathMatches(path, cookie.path)
                || (cookie.secure && !isSecure(url)))
                continue;
            kept.used = m_uses;
            chosen.append(&kept);
        }
    }
    std::ranges::sort(chosen, [](const Kept *one, const Kept *other) {
        return std::tuple(-one->cookie.path.size(), one->order)
            < std::tuple(-other->cookie.path.size(), other->order);
    });
    QList<Cookie> cookies;
    cookies.reserve(chosen.size());
    for (const Kept *kept : std::as_const(chosen))
        cookies.append(kept->cookie);
    if (hasExpired)
        removeExpired(now);
    return cookies;
}

QList<SetCookieReport> CookieJar::receive(const QUrl &url, const QList<RawHeader> &headers,
                                          const QDateTime &now)
{
    QList<SetCookieReport> reports;
    bool isAnother = false;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "set-cookie"))
            continue;
        SetCookieReport &report = reports.emplaceBack();
        const auto line = parseSetCookie(header.value, now);
        if (!line) {
            // What it would have been called is all that can be told of it.
            report.name = header.value.first(std::max<qsizetype>(0, header.value.indexOf('=')))
                              .trimmed()
                              .left(256);
            report.verdict = line.error();
            continue;
        }
        report.name = line->name;
        report.value = line->value;
        report.attributes = line->attributes;
        const auto cookie = admitted(*line, url, now);
        if (!cookie) {
            report.verdict = cookie.error();
        } else if (!cookie->secure && !isSecure(url) && isSecureThere(*cookie)) {
            report.verdict = CookieVerdict::ReplacesSecure;
        } else if (cookie->isExpired(now)) {
            report.verdict = CookieVerdict::Removed;
            isAnother = drop(*cookie) || isAnother;
        } else {
            isAnother = put(*cookie) || isAnother;
            evict(cookie->domain, now);
        }
    }
    if (isAnother)
        Q_EMIT changed();
    return reports;
}

QList<Cookie> CookieJar::cookies() const
{
    QList<const Kept *> all;
    all.reserve(m_size);
    for (const QList<Kept> &domain : m_domains) {
        for (const Kept &kept : domain)
            all.append(&kept);
    }
    std::ranges::sort(all, [](const Kept *one, const Kept *other) {
        return std::tie(one->cookie.domain, one->order)
            < std::tie(other->cookie.domain, other->order);
    });
    QList<Cookie> cookies;
    cookies.reserve(all.size());
    for (const Kept *kept : std::as_const(all))
        cookies.append(kept->cookie);
    return cookies;
}

void CookieJar::assign(const QList<Cookie> &cookies)
{
    m_domains.clear();
    m_size = 0;
    for (const Cookie &cookie : cookies)
        put(cookie);
    Q_EMIT changed();
}

void CookieJar::set(const Cookie &cookie)
{
    if (put(cookie))
        Q_EMIT changed();
}

void CookieJar::remove(const Cookie &cookie)
{
    if (drop(cookie))
        Q_EMIT changed();
}

void CookieJar::removeDomain(const QByteArray &domain)
{
    const QList<Kept> gone = m_domains.take(domain);
    m_size -= gone.size();
    if (!gone.isEmpty())
        Q_EMIT changed();
}

void CookieJar::removeExpired(const QDateTime &now)
{
    const qsizetype before = m_size;
    m_domains.removeIf([&](QHash<QByteArray, QList<Kept>>::iterator domain) {
        m_size -= domain->removeIf([&](const Kept &kept) { return kept.cookie.isExpired(now); });
        return domain->isEmpty();
    });
    if (m_size != before)
        Q_EMIT changed();
}

void CookieJar::clear()
{
    if (m_size > 0)
        assign({});
}

bool CookieJar::put(const Cookie &cookie)
{
    QList<Kept> &domain = m_domains[cookie.domain];
    for (Kept &kept : domain) {
        if (!kept.cookie.isSameAs(cookie))
            continue;
        // The newer one takes the place of the older one, its time of creation included.
        Cookie next = cookie;
        next.createdAt = kept.cookie.createdAt;
        return std::exchange(kept.cookie, next) != next;
    }
    domain.append({cookie, ++m_orders, m_uses});
    ++m_size;
    return true;
}

bool CookieJar::drop(const Cookie &cookie)
{
    const auto domain = m_domains.find(cookie.domain);
    if (domain == m_domains.end())
        return false;
    const qsizetype dropped
        = domain->removeIf([&](const Kept &kept) { return kept.cookie.isSameAs(cookie); });
    if (domain->isEmpty())
        m_domains.erase(domain);
    m_size -= dropped;
    return dropped > 0;
}

/// A secure cookie of that name that the new one would hide ("leave secure cookies alone",
/// draft-ietf-httpbis-rfc6265bis section 5.7, step 14).
bool CookieJar::isSecureThere(const Cookie &cookie) const
{
    for (const QList<Kept> &domain : m_domains) {
        for (const auto &[kept, order, used] : domain) {
            if (kept.secure && kept.name == cookie.name
                && (domainMatches(kept.domain, cookie.domain)
                    || domainMatches(cookie.domain, kept.domain))
                && pathMatches(cookie.path, kept.path))
                return true;
        }
    }
    return false;
}

/// Section 5.3: expired ones go first, then those of the domain that has too many, then the rest;
/// each time what has not been sent for longest.
void CookieJar::evict(const QByteArray &domain, const QDateTime &now)
{
    const auto isOver
        = [&] { return m_domains.value(domain).size() > mostOfDomain || m_size > mostOfAll; };
    if (!isOver())
        return;
    removeExpired(now);
    const auto leastUsed = [](const Kept &one, const Kept &other) {
        return std::tie(one.used, one.order) < std::tie(other.used, other.order);
    };
    while (isOver()) {
        const Kept *victim = nullptr;
        const bool inDomain = m_domains.value(domain).size() > mostOfDomain;
        for (auto at = m_domains.cbegin(); at != m_domains.cend(); ++at) {
            if (inDomain && at.key() != domain)
                continue;
            for (const Kept &kept : *at) {
                if (!victim || leastUsed(kept, *victim))
                    victim = &kept;
            }
        }
        drop(Cookie(victim->cookie));
    }
}

QByteArray cookieHeader(const QList<RawHeader> &cookies)
{
    QByteArray header;
    for (const RawHeader &cookie : cookies) {
        if (!header.isEmpty())
            header += "; ";
        header += cookie.name + '=' + cookie.value;
    }
    return header;
}

} // namespace Recloser
