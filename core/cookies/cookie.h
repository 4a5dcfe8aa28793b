// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>

#include <optional>

namespace Recloser {

/// A cookie as a jar keeps it (RFC 6265 section 5.3). Plain value.
struct Cookie
{
    enum class SameSite { Unset, None, Lax, Strict };

    QByteArray name;
    QByteArray value;
    /// Lower case, without a leading dot; names beyond ASCII as Punycode.
    QByteArray domain;
    QByteArray path = QByteArrayLiteral("/");
    /// For `domain` alone, not for the hosts below it.
    bool hostOnly = true;
    bool secure = false;
    bool httpOnly = false;
    SameSite sameSite = SameSite::Unset;
    /// Unset: until the session ends.
    std::optional<QDateTime> expiresAt;
    QDateTime createdAt;

    bool isExpired(const QDateTime &now) const { return expiresAt && *expiresAt <= now; }
    /// Whether a jar has room for only one of the two.
    bool isSameAs(const Cookie &other) const
    {
        return name == other.name && domain == other.domain && path == other.path
            && hostOnly == other.hostOnly;
    }
    bool operator==(const Cookie &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::Cookie)
