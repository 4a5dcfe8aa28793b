// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/headercompare.h"
#include "core/compare/ignoring.h"
#include "core/model/exchange.h"

#include <variant>

namespace Recloser {

enum class ExchangeField {
    Method,
    Address, ///< the URL without its query
    Query, ///< one parameter; its name beside it
    RequestBodySize,
    Outcome,
    Status,
    Reason,
    HttpVersion,
    FinalUrl,
    Redirects, ///< how many
    Tls,
    BodySize,
    TransferredSize,
    Error,
    Started,
    Elapsed,
    NameLookup, ///< phases are those of the last attempt
    Connecting,
    TlsHandshake,
    Sending,
    Waiting,
    Downloading,
    Attempts, ///< how many
    AttemptResult, ///< of one, its number beside it: the status, or the kind of error
    AttemptWait,
    Ending,
    Key,
    KeySource,
    KeyPattern,
    CircuitState,
    CircuitUse,
    CircuitStore,
    CircuitReason,
    CircuitChange, ///< "opened", "closed", "late"
    Policy, ///< its name beside it
};

/// Nothing, text or a stable word, a number, a size in bytes, a time.
struct ByteCount
{
    qint64 bytes = 0;
    bool operator==(const ByteCount &) const = default;
};
using FieldValue
    = std::variant<std::monostate, QString, qint64, ByteCount, microseconds, QDateTime>;

struct ComparedField
{
    enum class Section { Request, Response, Time, Circuit, Policies };
    Section section = Section::Request;
    ExchangeField field = ExchangeField::Method;
    /// Of the parameter, the policy; the number of the attempt.
    QString name;
    FieldValue left;
    FieldValue right;
    Verdict verdict = Verdict::Same;

    /// Times are never the same twice, which says nothing.
    bool isTime() const { return section == Section::Time; }
    bool operator==(const ComparedField &) const = default;
};

struct ExchangeComparison
{
    QList<ComparedField> fields;
    QList<ComparedHeader> requestHeaders;
    QList<ComparedHeader> responseHeaders;

    /// Differences but for those of times.
    qsizetype differenceCount() const;
    bool operator==(const ExchangeComparison &) const = default;
};

/// Everything of two exchanges but their bodies, row by row.
ExchangeComparison compareExchanges(const Exchange &left, const Exchange &right,
                                    const Ignoring &ignoring = {});

/// The headers of the response that is the result; none without one.
QList<RawHeader> responseHeadersOf(const Exchange &exchange);

} // namespace Recloser
