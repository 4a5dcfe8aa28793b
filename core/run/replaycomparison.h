// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QStringList>

namespace Recloser {

/// What matters of one exchange beside another.
struct ReplaySide
{
    Outcome outcome = Outcome::Cancelled;
    /// 0 without a response.
    int status = 0;
    /// Set unless the outcome is Success or Failed.
    std::optional<SendError> error;
    qsizetype attempts = 0;
    microseconds elapsed{0};
    /// Null: no breaker applied.
    QString key;

    bool operator==(const ReplaySide &) const = default;
};

enum class BodyVerdict {
    Equal,
    Different,
    Unknown, ///< one of them has no response, or history has not kept its body
};

/// One request then and now. Plain value.
struct ReplayRow
{
    /// Of the exchange that was sent again, and of the new one where it is known; else 0.
    qint64 thenId = 0;
    qint64 nowId = 0;
    QByteArray method;
    QString url;
    ReplaySide then;
    ReplaySide now;
    BodyVerdict body = BodyVerdict::Unknown;
    /// Names of response headers whose values are others, or that one side lacks, in lower case.
    /// Date and Age say nothing but the time, so they are not among them.
    QStringList headers;

    /// Outcome, status and key are the same, and the body is not known to be different.
    bool isSame() const;
    /// Nothing went out: it could not be sent as asked. Blocked is a result.
    bool isNotSent() const;
    /// History has the exchange; without one `then` says nothing.
    bool isThenKnown() const;
    bool operator==(const ReplayRow &) const = default;
};

/// How a replay went. Plain value.
struct ReplayTotals
{
    qint64 replayed = 0;
    qint64 notSent = 0; ///< could not be sent as asked; counted nowhere below
    qint64 same = 0;
    /// Of the others, each counted wherever it belongs.
    qint64 otherResult = 0; ///< outcome or status
    qint64 otherKey = 0;
    qint64 otherBody = 0;
    qint64 unknownBody = 0;
    microseconds elapsedThen{0};
    microseconds elapsedNow{0};

    void count(const ReplayRow &row);
    bool operator==(const ReplayTotals &) const = default;
};

/// Both redacted, so that what is masked is masked alike. Reads bodies in files.
ReplayRow replayRow(const Exchange &then, const Exchange &now);

} // namespace Recloser
