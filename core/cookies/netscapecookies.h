// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookie.h"

#include <QList>

namespace Recloser {

/// Cookies of a `cookies.txt`, the format of Netscape that curl, wget and browser extensions
/// exchange.
struct NetscapeCookies
{
    QList<Cookie> cookies;
    /// Numbers of the lines that are none, from 1.
    QList<int> badLines;
};

/// As curl reads it: `#HttpOnly_` before the domain, a missing value is empty, and lines of
/// "Set-Cookie:" are read where they name a domain. Expired ones are left out.
NetscapeCookies readNetscapeCookies(QByteArrayView text, const QDateTime &now);

/// As curl writes it. SameSite has no place in it and is lost; so is a cookie whose name or value
/// holds a tab.
QByteArray writeNetscapeCookies(const QList<Cookie> &cookies);

} // namespace Recloser
