// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

namespace Recloser {

inline ExchangePtr answered(const QString &url, int status, const QByteArray &body,
                            const QByteArray &type = "application/json")
{
    using namespace std::chrono_literals;
    static qint64 moment = 1'700'000'000'000;
    auto exchange = std::make_shared<Exchange>();
    exchange->startedAt = QDateTime::fromMSecsSinceEpoch(moment += 61'000);
    exchange->spec.url = url;
    exchange->request.method = "GET";
    exchange->request.url = QUrl(url);
    exchange->request.urlText = url;
    exchange->request.headers = {{"Accept", "application/json"}, {"X-Request-Id", "7f3a"}};
    exchange->key = {.key = QUrl(url).authority(), .source = KeySource::Match};
    exchange->policies.breaker.keyPattern = QStringLiteral("(?<=//)[^/?#]+");
    exchange->outcome = status < 400 ? Outcome::Success : Outcome::Failed;
    exchange->ending = Ending::Answered;
    exchange->elapsed = 112ms;
    Attempt attempt;
    attempt.timings
        = {.connect = 300us, .sent = 90us, .wait = 108ms, .download = 2ms, .total = 112ms};
    attempt.result = Response{
        .status = status,
        .reason = status < 400 ? "OK" : "Service Unavailable",
        .httpVersion = "1.1",
        .headers = {{"Content-Type", type}, {"Date", "Thu, 26 Nov 2026 12:03:04 GMT"}},
        .body = {.bytes = body, .size = body.size()},
        .url = QUrl(url),
    };
    exchange->attempts.append(attempt);
    return exchange;
}

} // namespace Recloser
