// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/recordedcall.h"

#include "core/model/decidingattempts.h"

namespace Recloser {

bool hasNoEnd(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return contentType.first(end < 0 ? contentType.size() : end)
               .trimmed()
               .compare("text/event-stream", Qt::CaseInsensitive)
        == 0;
}

RecordedResult recordedResult(const Attempt &attempt)
{
    if (!attempt.result)
        return {.error = attempt.result.error().kind, .reach = attempt.result.error().reach};
    RecordedResult result{.status = attempt.result->status};
    result.retryAfter = headerValue(attempt.result->headers, "Retry-After");
    if (!result.retryAfter.isEmpty())
        result.date = headerValue(attempt.result->headers, "Date");
    return result;
}

RecordedCall recordedCall(const Exchange &exchange)
{
    const ResolvedRequest &request = exchange.request;
    RecordedCall call{
        .id = exchange.id,
        .startedAt = milliseconds(exchange.startedAt.toMSecsSinceEpoch()),
        .method = request.method,
        .url = request.urlText,
        .hasIdempotencyKey = !headerValue(request.headers, "Idempotency-Key").isEmpty(),
        .outcome = exchange.outcome,
        .ending = exchange.ending,
        .elapsed = exchange.elapsed,
        .key = exchange.key.key,
        .use = exchange.circuit.use,
        .hasOpened = exchange.circuit.openedByThisCall,
        .openedFor = exchange.circuit.openedFor,
    };
    const QList<Attempt> attempts = decidingAttempts(exchange.attempts);
    call.attempts.reserve(attempts.size());
    for (const Attempt &attempt : attempts) {
        RecordedAttempt recorded{attempt.startedAfter, attempt.timings.total,
                                 recordedResult(attempt)};
        if (attempt.result && hasNoEnd(headerValue(attempt.result->headers, "content-type")))
            recorded.duration -= attempt.timings.download.value_or(microseconds(0));
        call.attempts.append(recorded);
    }
    return call;
}

} // namespace Recloser
