// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/digest.h"

#include <QUrl>

#include <optional>

namespace Recloser {

/// The nonces that servers gave for Digest, so that calls after the first need no challenge (RFC
/// 7616 section 3.4). Remembered by origin and user name, for as long as the sender lives; holds no
/// passwords.
class DigestNonces
{
public:
    struct Turn
    {
        DigestChallenge challenge;
        QByteArray clientNonce;
        /// `nc`, counted up by every turn.
        quint32 count = 1;
    };

    /// The next use of what is remembered; nothing where nothing is.
    std::optional<Turn> next(const QUrl &url, const QString &user);
    /// From now on this challenge is answered, with a count from 1.
    void remember(const QUrl &url, const QString &user, const DigestChallenge &challenge,
                  const QByteArray &clientNonce);
    /// The server names the nonce of the next request (`nextnonce`).
    void renew(const QUrl &url, const QString &user, const QByteArray &nonce);
    void forget(const QUrl &url, const QString &user);

private:
    struct Entry
    {
        QString place;
        DigestChallenge challenge;
        QByteArray clientNonce;
        quint32 used = 0;
    };

    Entry *find(const QString &place);

    /// The one used last is the last.
    QList<Entry> m_entries;
};

} // namespace Recloser
