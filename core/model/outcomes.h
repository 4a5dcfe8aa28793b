// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/senderror.h"

#include <QList>
#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// What the end of an attempt says of the peer's health.
enum class BreakerEffect {
    Success,
    Failure,
    /// Not failed, but asked to slow down; may open the circuit for as long as it asks.
    Throttled,
    /// Says nothing: not the peer's doing.
    Ignored,
};

/// Whether an attempt that ended so is made again, while attempts are left.
enum class RetryEffect {
    No,
    /// Only where receiving it twice does no harm: an idempotent method (RFC 9110 section 9.2.2),
    /// an Idempotency-Key header, or the user's consent (ResendRule).
    IfIdempotent,
    /// Whatever the method: nothing was done with it.
    Always,
};

/// The attempts that a row of the outcome table is about.
struct OutcomeMatch
{
    enum class Of {
        Status, ///< exactly `value`
        StatusClass, ///< `value` is the first digit
        Error, ///< exactly this SendError::Kind
        NotSent, ///< failed before the first byte of the request left
        Broken, ///< failed when parts of the request may have been received
        Failure, ///< any failure of the network or the peer: NotSent or Broken
        Certificate, ///< the peer's certificate or host name, or our own certificate
    };
    Of of = Of::Failure;
    int value = 0;

    bool operator==(const OutcomeMatch &) const = default;
};

/// One row: what an outcome means for the breaker and for the retries.
struct OutcomeRule
{
    OutcomeMatch match;
    BreakerEffect breaker = BreakerEffect::Ignored;
    RetryEffect retry = RetryEffect::No;

    bool operator==(const OutcomeRule &) const = default;
};

/// The first row that matches counts. What no row matches: a status is a success, an error is
/// ignored, neither is tried again (BREAKER.md section 2).
using OutcomeTable = QList<OutcomeRule>;

/// "503", "5xx", "connection-reset" (a kindName()), "not-sent", "broken", "failure", "certificate".
QString outcomeName(const OutcomeMatch &match);
std::optional<OutcomeMatch> outcomeFromName(QStringView name);

/// One word a row, such as "503:failure/if-idempotent", separated by commas; what
/// outcomesFromText() reads.
QString outcomesText(const OutcomeTable &table);
/// The error is the word that was not understood.
std::expected<OutcomeTable, QString> outcomesFromText(QStringView text);

/// `over` before `under`, whose rows with the same match are dropped.
OutcomeTable laidOver(const OutcomeTable &over, const OutcomeTable &under);

} // namespace Recloser
