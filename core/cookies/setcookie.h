// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookie.h"
#include "core/model/cookiereport.h"

#include <expected>

namespace Recloser {

/// A Set-Cookie line taken apart (RFC 6265 section 5.2), judged by nothing yet.
struct SetCookie
{
    QByteArray name;
    QByteArray value;
    /// All behind the first semicolon, as received.
    QByteArray attributes;
    /// The last Domain, canonical and without its dot; null without one. Empty ones are passed
    /// over.
    QByteArray domain;
    /// The last Path; null without one, and for one that does not start with a slash.
    QByteArray path;
    bool secure = false;
    bool httpOnly = false;
    Cookie::SameSite sameSite = Cookie::SameSite::Unset;
    /// Of the last Max-Age, else of the last Expires; at most 400 days from `now`.
    std::optional<QDateTime> expiresAt;
};

/// NotACookie without a name or an equals sign, ControlCharacters, TooLarge. Attributes that are
/// not understood, or have more than 1024 bytes, are passed over.
std::expected<SetCookie, CookieVerdict> parseSetCookie(QByteArrayView line, const QDateTime &now);

/// The cookie that `url` may set with it, or why it may not (section 5.3).
std::expected<Cookie, CookieVerdict> admitted(const SetCookie &line, const QUrl &url,
                                              const QDateTime &now);

} // namespace Recloser
