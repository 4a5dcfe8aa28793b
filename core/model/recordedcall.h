// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QList>

namespace Recloser {

/// What ended an attempt, as far as retries and circuits look at it. Plain value.
struct RecordedResult
{
    /// 0: no response.
    int status = 0;
    /// Without a response.
    SendError::Kind error = SendError::Kind::OtherNetworkError;
    SendError::Reach reach = SendError::Reach::Unknown;
    /// The header as received.
    QByteArray retryAfter;
    /// Set where `retryAfter` is: a date in it counts from this one.
    QByteArray date;

    bool operator==(const RecordedResult &) const = default;
};

RecordedResult recordedResult(const Attempt &attempt);

/// By the value of its Content-Type: an event stream, which counts when its head is there.
bool hasNoEnd(QByteArrayView contentType);

/// One attempt that was made.
struct RecordedAttempt
{
    /// From the start of the call.
    microseconds startedAfter{0};
    /// Until its result counted.
    microseconds duration{0};
    RecordedResult result;

    bool operator==(const RecordedAttempt &) const = default;
};

/// An exchange of history without bodies, and without whatever says nothing of retries and
/// circuits: what a what-if is run over. Plain value.
struct RecordedCall
{
    qint64 id = 0;
    /// Since 1970, UTC.
    milliseconds startedAt{0};
    QByteArray method;
    /// The text that the circuit key is searched in.
    QString url;
    /// It carried an Idempotency-Key header.
    bool hasIdempotencyKey = false;
    QList<RecordedAttempt> attempts;
    Outcome outcome = Outcome::Success;
    Ending ending = Ending::Answered;
    microseconds elapsed{0};
    /// The circuit it belonged to; null: to none.
    QString key;
    CircuitReport::Use use = CircuitReport::Use::Guarded;
    /// It opened its circuit, at its end, for `openedFor`.
    bool hasOpened = false;
    milliseconds openedFor{0};

    bool operator==(const RecordedCall &) const = default;
};

RecordedCall recordedCall(const Exchange &exchange);

/// Whatever its circuit said.
constexpr bool isSentAnyway(const RecordedCall &call)
{
    return call.use == CircuitReport::Use::Bypassed || call.use == CircuitReport::Use::Observed;
}

/// Which recorded calls, a page of them at a time, in the order of their starts (then of their
/// ids).
struct RecordedCallQuery
{
    /// Since 1970; [since, until). Unset: from the first, to the last.
    std::optional<milliseconds> since;
    std::optional<milliseconds> until;
    /// Of this host alone; empty: of all.
    QString host;
    /// Only those after this one, the last of the page before.
    milliseconds afterStart{-1};
    qint64 afterId = 0;
    int limit = 4096;

    bool operator==(const RecordedCallQuery &) const = default;
};

struct RecordedCallPage
{
    QList<RecordedCall> calls;
    /// How many the query has in all; told with its first page alone.
    std::optional<qint64> total;
    bool hasMore = false;

    bool operator==(const RecordedCallPage &) const = default;
};

} // namespace Recloser
