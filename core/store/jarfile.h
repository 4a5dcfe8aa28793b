// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookie.h"
#include "core/model/storeerror.h"

#include <QList>

#include <expected>
#include <optional>

namespace Recloser {

/// What became of one cookie; unset: it was not there.
struct CookieChange
{
    std::optional<Cookie> before;
    std::optional<Cookie> after;

    bool operator==(const CookieChange &) const = default;
};

QList<CookieChange> cookieChanges(const QList<Cookie> &from, const QList<Cookie> &to);
/// `cookies` after `changes`. A cookie that is not as it was before its change was changed here as
/// well, and stays.
QList<Cookie> merged(QList<Cookie> cookies, const QList<CookieChange> &changes);

/// The file of a jar that several programs write. What others wrote since it was last read or
/// written here is merged into what is written next, so that nobody's cookies are lost and what one
/// deleted stays deleted; of two changes to one cookie the one that is written last counts. Used by
/// one thread at a time; blocks on the disk.
class JarFile
{
public:
    struct Written
    {
        std::expected<void, StoreError> done;
        /// What others had done, for the jar here, and its number among such; 0: nothing.
        QList<CookieChange> changes;
        qint64 number = 0;
    };

    /// What the file holds, as it was read.
    void noteContent(const QByteArray &content, const QList<Cookie> &cookies);
    /// `taken`: the number of the last changes that `cookies` has.
    Written write(const QString &path, const QByteArray &key, QList<Cookie> cookies, qint64 taken);

private:
    QByteArray m_content;
    QList<Cookie> m_cookies;
    /// By number, those that the jar may not have taken yet.
    QList<std::pair<qint64, QList<CookieChange>>> m_changes;
    qint64 m_number = 0;
};

} // namespace Recloser
