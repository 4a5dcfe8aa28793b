// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace Recloser {

/// The time that the Expires attribute of a cookie names, by the rules of RFC 6265 section 5.1.1,
/// which read almost any date. Nothing when day, month, year or time are missing or impossible.
std::optional<QDateTime> cookieDate(QByteArrayView text);

/// As servers write it: "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7).
QByteArray httpDate(const QDateTime &time);

} // namespace Recloser
