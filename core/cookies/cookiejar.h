// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookie.h"
#include "core/model/cookiereport.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace Recloser {

/// Cookies as RFC 6265 section 5 keeps and sends them. Shared by the sends under way, whoever shows
/// it and whoever keeps it on disk; GUI thread.
class CookieJar : public QObject
{
    Q_OBJECT

public:
    /// As many as browsers keep, more than section 6.1 demands.
    static constexpr qsizetype mostOfDomain = 180;
    static constexpr qsizetype mostOfAll = 3300;

    using QObject::QObject;

    /// What a request to `url` sends, in the order of the header: longer paths first, then older
    /// ones. Expired ones are dropped on the way.
    QList<Cookie> cookiesFor(const QUrl &url, const QDateTime &now);
    /// Takes the Set-Cookie lines of an answer from `url`; one report each.
    QList<SetCookieReport> receive(const QUrl &url, const QList<RawHeader> &headers,
                                   const QDateTime &now);

    /// Every cookie, by domain and then in the order of creation.
    QList<Cookie> cookies() const;
    qsizetype size() const { return m_size; }
    /// Instead of everything there was; `cookies` in the order of creation.
    void assign(const QList<Cookie> &cookies);
    /// Adds or replaces one, as an editor or a file gives it.
    void set(const Cookie &cookie);
    void remove(const Cookie &cookie);
    /// All of one domain, those of the hosts below it not among them.
    void removeDomain(const QByteArray &domain);
    void removeExpired(const QDateTime &now);
    void clear();

Q_SIGNALS:
    /// Cookies came, went or changed.
    void changed();

private:
    struct Kept
    {
        Cookie cookie;
        /// Place in the order of creation: times alone are too coarse.
        quint64 order = 0;
        /// When it was sent last, in counts of m_uses.
        quint64 used = 0;
    };

    /// True when the jar is another one for it.
    bool put(const Cookie &cookie);
    bool drop(const Cookie &cookie);
    bool isSecureThere(const Cookie &cookie) const;
    void evict(const QByteArray &domain, const QDateTime &now);

    QHash<QByteArray, QList<Kept>> m_domains;
    qsizetype m_size = 0;
    quint64 m_orders = 0;
    quint64 m_uses = 0;
};

using CookieJarPtr = std::shared_ptr<CookieJar>;

/// "a=1; b=2", for the Cookie header.
QByteArray cookieHeader(const QList<RawHeader> &cookies);

} // namespace Recloser
