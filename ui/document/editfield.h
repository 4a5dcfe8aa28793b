// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QMetaType>

namespace Recloser {

/// The part of a request that an edit is about.
enum class RequestPart {
    Everything,
    Name,
    Method,
    Url,
    Parameters,
    Headers,
    BodyKind,
    BodyText,
    BodyVariables,
    BodyOperation,
    BodyForm,
    BodyParts,
    BodyFile,
    BodyMediaType,
    AuthKind,
    AuthUser,
    AuthPassword,
    AuthToken,
    AuthKeyName,
    AuthKeyValue,
    /// Another text of authentication, by its row among authTexts() of the kind.
    AuthText,
    AuthPlacement,
    Preset,
    Breaker,
    AdmissionOrder,
    KeyPattern,
    KeyFallback,
    EmptyMatch,
    OpenFor,
    OpenFactor,
    MaxOpenFor,
    OpenSpread,
    HealthyPeriod,
    FailuresInARow,
    FailureRate,
    RateWindow,
    RateCalls,
    SlowerThan,
    SlowRate,
    Throttling,
    HalfOpen,
    LeaseMargin,
    MaxRetries,
    RetryDelay,
    RetryFactor,
    RetryMaxDelay,
    RetryJitter,
    RetryAfter,
    Resend,
    BudgetShare,
    BudgetLeast,
    ConnectTimeout,
    FirstByteTimeout,
    IdleTimeout,
    AttemptTimeout,
    Deadline,
    /// Rows of the outcome table.
    Outcomes,
    /// Several values at once, by one fix.
    PolicyFix,
    Redirects,
    HttpVersion,
};

/// One field the user can type in: a part, and in tables the cell. Edits of the same field merge
/// while typing.
struct EditField
{
    // NOLINTNEXTLINE(google-explicit-constructor): most fields are a part and nothing else
    EditField(RequestPart aPart = RequestPart::Everything, int aRow = -1, int aColumn = -1)
        : part(aPart)
        , row(aRow)
        , column(aColumn)
    {
    }

    RequestPart part;
    int row;
    int column;

    bool operator==(const EditField &) const = default;
};

/// What a document tells its listeners.
struct DocumentChange
{
    enum class Cause { Edited, Undone, Redone, Loaded };

    Cause cause = Cause::Edited;
    EditField field;

    bool operator==(const DocumentChange &) const = default;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::DocumentChange)
