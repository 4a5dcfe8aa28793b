// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/judgement.h"

#include <algorithm>

namespace Recloser {

namespace {

bool fits(const OutcomeMatch &match, int status)
{
    return (match.of == OutcomeMatch::Of::Status && match.value == status)
        || (match.of == OutcomeMatch::Of::StatusClass && match.value == status / 100);
}

bool fits(const OutcomeMatch &match, const SendError &error)
{
    switch (match.of) {
    case OutcomeMatch::Of::Status:
    case OutcomeMatch::Of::StatusClass:
        return false;
    case OutcomeMatch::Of::Error:
        return match.value == int(error.kind);
    case OutcomeMatch::Of::NotSent:
        return isPeerFailure(error.kind) && wasNotSent(error);
    case OutcomeMatch::Of::Broken:
        return isPeerFailure(error.kind) && !wasNotSent(error);
    case OutcomeMatch::Of::Failure:
        return isPeerFailure(error.kind);
    case OutcomeMatch::Of::Certificate:
        return isCertificateError(error.kind);
    }
    return false;
}

} // namespace

Judgement judge(const OutcomeTable &table, const Attempt &attempt)
{
    const auto row = std::ranges::find_if(table, [&attempt](const OutcomeRule &rule) {
        return attempt.result ? fits(rule.match, attempt.result->status)
                              : fits(rule.match, attempt.result.error());
    });
    if (row != table.end())
        return {row->breaker, row->retry};
    return {attempt.result ? BreakerEffect::Success : BreakerEffect::Ignored, RetryEffect::No};
}

bool covers(const OutcomeMatch &wide, const OutcomeMatch &narrow)
{
    using Of = OutcomeMatch::Of;
    if (wide == narrow)
        return true;
    switch (narrow.of) {
    case Of::Status:
        return fits(wide, narrow.value);
    case Of::Error: {
        // How far a request came may differ from one such error to the next.
        const SendError error{.kind = SendError::Kind(narrow.value)};
        const bool isAlways = wide.of != Of::NotSent && wide.of != Of::Broken;
        return fits(wide, error) && (isAlways || (wide.of == Of::NotSent && wasNotSent(error)));
    }
    case Of::NotSent:
    case Of::Broken:
        return wide.of == Of::Failure;
    case Of::StatusClass:
    case Of::Failure:
    case Of::Certificate:
        break;
    }
    return false;
}

bool isIdempotent(const ResolvedRequest &request)
{
    static constexpr QByteArrayView methods[]
        = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
    return std::ranges::find(methods, QByteArrayView(request.method)) != std::end(methods)
        || !headerValue(request.headers, "Idempotency-Key").isEmpty();
}

} // namespace Recloser
