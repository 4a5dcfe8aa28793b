// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace Recloser {

using std::chrono::milliseconds;

/// An HTTP date in any of the three forms of RFC 9110 section 5.6.7 (IMF-fixdate, RFC 850,
/// asctime); always UTC. Invalid when it is none. A two-digit year more than 50 years after `now`
/// is of the century before.
QDateTime parseHttpDate(QByteArrayView text, const QDateTime &now);

/// The wait a response asks for in Retry-After (RFC 9110 section 10.2.3): seconds, or a date,
/// counted from the response's own Date where it has one, else from `now`. What is negative or past
/// is zero; more than 24 days count as 24 days. Nothing without a header, or with one that is
/// neither.
std::optional<milliseconds> retryAfter(const QList<RawHeader> &headers, const QDateTime &now);

} // namespace Recloser
