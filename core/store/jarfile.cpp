// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/jarfile.h"

#include "core/store/cookiestore.h"
#include "core/store/sealedbox.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;
constexpr auto longestWait = 5s;

using Identity = std::tuple<QByteArray, QByteArray, QByteArray, bool>;

Identity identityOf(const Cookie &cookie)
{
    return {cookie.domain, cookie.path, cookie.name, cookie.hostOnly};
}

} // namespace

QList<CookieChange> cookieChanges(const QList<Cookie> &from, const QList<Cookie> &to)
{
    std::map<Identity, Cookie> before;
    for (const Cookie &cookie : from)
        before.insert_or_assign(identityOf(cookie), cookie);
    QList<CookieChange> changes;
    for (const Cookie &cookie : to) {
        const auto was = before.extract(identityOf(cookie));
        if (was.empty())
            changes.append({{}, cookie});
        else if (was.mapped() != cookie)
            changes.append({was.mapped(), cookie});
    }
    for (const Cookie &cookie : from) {
        if (before.contains(identityOf(cookie)))
            changes.append({cookie, {}});
    }
    return changes;
}

QList<Cookie> merged(QList<Cookie> cookies, const QList<CookieChange> &changes)
{
    for (const auto &[before, after] : changes) {
        const Cookie &meant = before ? *before : *after;
        const auto here = std::ranges::find_if(
            cookies, [&](const Cookie &cookie) { return cookie.isSameAs(meant); });
        const bool isThere = here != cookies.end();
        if (isThere != before.has_value() || (isThere && *here != *before))
            continue;
        if (!after)
            cookies.erase(here);
        else if (isThere)
            *here = *after;
        else
            cookies.append(*after);
    }
    return cookies;
}

void JarFile::noteContent(const QByteArray &content, const QList<Cookie> &cookies)
{
    m_content = content;
    m_cookies = cookies;
}

JarFile::Written JarFile::write(const QString &path, const QByteArray &key, QList<Cookie> cookies,
                                qint64 taken)
{
    Written written;
    QDir().mkpath(QFileInfo(path).path());
    QLockFile lock(path + u".lock"_s);
    // Where there can be no lock, writing says why.
    if (!lock.tryLock(longestWait) && lock.error() == QLockFile::LockFailedError) {
        written.done = std::unexpected(
            StoreError{StoreError::Kind::Unwritable, path, u"another program holds it"_s});
        return written;
    }
    m_changes.removeIf([&](const auto &change) { return change.first <= taken; });
    for (const auto &[number, changes] : std::as_const(m_changes))
        cookies = merged(std::move(cookies), changes);

    const auto content = readWholeFile(path, largestFile);
    if (!content && content.error().kind != StoreError::Kind::NotFound) {
        written.done = std::unexpected(content.error());
        return written;
    }
    if (content && *content != m_content) {
        const auto plain = unsealed(*content, key);
        const auto theirs = plain ? decodedCookies(*plain) : std::nullopt;
        if (theirs) {
            written.changes = cookieChanges(m_cookies, *theirs);
            cookies = merged(std::move(cookies), written.changes);
            noteContent(*content, *theirs);
        } else {
            // As when it is read: kept, out of the way.
            moveFileAside(path);
        }
    }
    if (!written.changes.isEmpty()) {
        written.number = ++m_number;
        m_changes.append({written.number, written.changes});
    }
    if (content && *content == m_content && cookies == m_cookies)
        return written;
    const QByteArray next = sealed(encodedCookies(cookies), key);
    written.done = writeWholeFile(path, next, FileRights::OwnerOnly);
    if (written.done)
        noteContent(next, cookies);
    return written;
}

} // namespace Recloser
