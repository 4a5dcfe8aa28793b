// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace Recloser {

/// What became of one Set-Cookie line (RFC 6265 section 5.3, with draft-ietf-httpbis-rfc6265bis
/// where browsers agree on it).
enum class CookieVerdict {
    Kept,
    Removed, ///< it has expired already, which is how servers take a cookie back
    NotACookie, ///< no name, or no equals sign
    ControlCharacters,
    TooLarge, ///< name and value have more than 4096 bytes
    DomainMismatch, ///< Domain is not the host's own nor a parent of it
    PublicSuffix, ///< Domain is one under which anybody registers, such as co.uk
    SecureOverHttp, ///< Secure, and came without encryption
    ReplacesSecure, ///< came without encryption and would take the place of a secure one
    SecurePrefix, ///< `__Secure-` without Secure
    HostPrefix, ///< `__Host-` without Secure, with Domain or with another Path than /
};

/// "kept", "domain-mismatch".
QString cookieVerdictName(CookieVerdict verdict);
std::optional<CookieVerdict> cookieVerdictFromName(QStringView name);
bool isRejection(CookieVerdict verdict);

/// One Set-Cookie line and what became of it.
struct SetCookieReport
{
    QByteArray name;
    QByteArray value;
    /// As received, without the first semicolon: "Path=/; HttpOnly".
    QByteArray attributes;
    CookieVerdict verdict = CookieVerdict::Kept;

    bool operator==(const SetCookieReport &) const = default;
};

/// What one request of an attempt, or of its redirects, had to do with the cookie jar. Cookies that
/// the user wrote as a header are not in it.
struct HopCookies
{
    /// Without query, credentials and fragment.
    QUrl url;
    /// Name and value.
    QList<RawHeader> sent;
    QList<SetCookieReport> received;

    bool operator==(const HopCookies &) const = default;
};

} // namespace Recloser
