// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/model/connectionreport.h"
#include "core/model/cookiereport.h"
#include "core/model/keyresult.h"
#include "core/model/requestspec.h"
#include "core/model/resolvedrequest.h"
#include "core/model/response.h"
#include "core/model/senderror.h"

#include <QDateTime>
#include <QMetaType>

#include <expected>
#include <memory>
#include <optional>

namespace Recloser {

/// Why an attempt did not start at once.
enum class WaitReason {
    None,
    Backoff,
    RetryAfter,
    Authentication, ///< it answers what the attempt before was asked for (401)
};

/// What an attempt sent that is not the request of its exchange: a signature of its own, or what
/// redirects made of the request before a challenge was answered. Plain value.
struct AttemptRequest
{
    QByteArray method;
    QUrl url;
    QList<RawHeader> headers;
    /// Unset: the body is the exchange's.
    std::optional<QByteArray> body = {};

    bool operator==(const AttemptRequest &) const = default;
};

/// One try of an exchange.
struct Attempt
{
    /// From 1.
    int number = 1;
    /// From the start of the exchange to the start of this attempt, its wait included.
    microseconds startedAfter{0};
    milliseconds wait{0};
    WaitReason waitReason = WaitReason::None;
    Timings timings;
    std::expected<Response, SendError> result = std::unexpected(SendError{});
    /// What its requests, redirects among them, had to do with the cookie jar; empty without one.
    QList<HopCookies> cookies;
    /// Those that were followed before it failed; what led to an answer is in that.
    QList<RedirectHop> redirects;
    /// Of its last request, where there is no answer to tell it: "1.1", "2"; empty: not known.
    QByteArray httpVersion;
    /// What it said beyond the request, to go on with a download: Range, If-Range.
    QList<RawHeader> addedHeaders;
    ConnectionReport connection = {};
    /// Unset: it sent the request of the exchange.
    std::optional<AttemptRequest> request = {};

    bool operator==(const Attempt &) const = default;
};

enum class Outcome {
    Success, ///< a status below 400
    Failed, ///< an HTTP error status is the result
    Exception, ///< network, TLS, time-out, or something wrong with the request itself
    Blocked, ///< an open circuit refused it; nothing was sent
    Cancelled,
};

/// The rule that ended an exchange.
enum class Ending {
    Answered, ///< a response that is not tried again
    AttemptsExhausted, ///< the last attempt would have been tried again
    NotRetried, ///< an error that is never tried again
    DeadlineReached,
    Blocked,
    Cancelled,
    Invalid, ///< found before anything was sent
    NotIdempotent, ///< parts of it may have been received, and receiving it twice may do harm
    WaitTooLong, ///< the wait before the next attempt would outlast the deadline
    BudgetExhausted, ///< too many of this circuit's calls are retries already
    CircuitOpened, ///< the circuit opened meanwhile, by this call or another
};

/// What the circuit breaker did for an exchange.
struct CircuitReport
{
    /// At admission, before anything was sent; an opening by this call is told by
    /// `openedByThisCall`.
    BreakerState state = BreakerState::Closed;
    std::optional<milliseconds> remaining;
    StoreKind store = StoreKind::Memory;
    Verification verification = Verification::Verified;
    /// Why the circuit was open, as far as the store knows.
    QString reason;
    /// Stored as numbers: new ones go to the end.
    enum class Use {
        Guarded,
        Bypassed,
        Off,
        Observed, ///< its state was read; it neither blocked nor counted the call
    };
    Use use = Use::Guarded;
    bool openedByThisCall = false;
    /// Set when this call opened it.
    milliseconds openedFor{0};
    /// This call, the probe, closed it.
    bool closedByThisCall = false;
    /// What it ended with came too late to count: the circuit opened or closed meanwhile.
    bool settledLate = false;

    bool operator==(const CircuitReport &) const = default;
};

/// Everything one send did: what history keeps. Plain value.
struct Exchange
{
    /// Row in history, 0 while it has none.
    qint64 id = 0;
    QDateTime startedAt;
    RequestSpec spec;
    ResolvedRequest request;
    Policies policies;
    KeyResult key;
    CircuitReport circuit;
    QList<Attempt> attempts;
    Outcome outcome = Outcome::Cancelled;
    Ending ending = Ending::Cancelled;
    /// Set unless the outcome is Success or Failed.
    std::optional<SendError> error;
    microseconds elapsed{0};

    /// The response that is the result: the last attempt's, if it has one.
    const Response *response() const
    {
        return attempts.isEmpty() || !attempts.last().result ? nullptr : &*attempts.last().result;
    }
    bool operator==(const Exchange &) const = default;
};

/// Shared by history, response view and tests; never changed once published.
using ExchangePtr = std::shared_ptr<const Exchange>;

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::ExchangePtr)
