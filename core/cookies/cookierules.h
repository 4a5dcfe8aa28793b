// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QUrl>

namespace Recloser {

/// A host as cookies compare it: lower case, Punycode (RFC 6265 section 5.1.2). Empty when it is no
/// host name.
QByteArray canonicalHost(QByteArrayView host);
QByteArray canonicalHost(const QUrl &url);

/// Section 5.1.3: the same, or a name below `domain`. Addresses match only themselves.
bool domainMatches(QByteArrayView host, QByteArrayView domain);

/// Whether anybody may register names below `domain`, by the list of publicsuffix.org that Qt
/// carries or the system has (Debian's package publicsuffix); where there is none, by what is usual
/// in countries (co.uk). A name without a dot is taken for such.
bool isPublicSuffix(QByteArrayView domain);

/// Section 5.1.4: the path of the URL up to its last slash.
QByteArray defaultCookiePath(const QUrl &url);
bool pathMatches(QByteArrayView requestPath, QByteArrayView cookiePath);
/// The path of the URL as it goes over the wire.
QByteArray requestPath(const QUrl &url);

bool isSecure(const QUrl &url);

} // namespace Recloser
