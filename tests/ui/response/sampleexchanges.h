// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <QDir>
#include <QTemporaryFile>
#include <QTimeZone>

namespace Recloser::Samples {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline Exchange base()
{
    Exchange exchange;
    exchange.startedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::UTC);
    exchange.request.method = "GET";
    exchange.request.url = QUrl(u"http://www.store1.com:8001/m_search?productId=11211"_s);
    exchange.request.urlText = exchange.request.url.toString();
    exchange.request.headers = {{"Accept", "application/json"},
                                {"X-Trace", "7d1f0f2c-5b7e-4c58-8d0a-0c0ffee0c0de"},
                                {"Authorization", "Bearer ***"}};
    exchange.request.addedHeaders = {"authorization"};
    exchange.key.key = u"www.store1.com:8001"_s;
    exchange.key.source = KeySource::Match;
    exchange.policies.retry.jitter = JitterKind::Full;
    return exchange;
}

inline Response answer(int status, const QByteArray &reason, const QByteArray &type,
                       const QByteArray &body)
{
    Response response;
    response.status = status;
    response.reason = reason;
    response.httpVersion = "1.1";
    response.headers = {{"Content-Type", type},
                        {"Content-Length", QByteArray::number(body.size())},
                        {"Date", "Tue, 14 Nov 2023 22:13:20 GMT"},
                        {"Server", "store/4.2"},
                        {"Set-Cookie", "a=1; Path=/; HttpOnly"},
                        {"Set-Cookie", "session=0123456789abcdef0123456789abcdef; Path=/; Secure"}};
    response.body.bytes = body;
    response.body.size = body.size();
    response.body.transferredSize = body.size();
    response.addedRequestHeaders = {{"Host", "www.store1.com:8001"}, {"Connection", "Keep-Alive"}};
    return response;
}

inline Attempt attempt(int number, microseconds startedAfter,
                       std::expected<Response, SendError> result, microseconds total)
{
    Attempt one;
    one.number = number;
    one.startedAfter = startedAfter;
    one.result = std::move(result);
    one.timings.total = total;
    return one;
}

inline std::unexpected<SendError> failedWith(SendError::Kind kind)
{
    return std::unexpected(SendError{kind, u"500 ms"_s, {}});
}

inline Exchange success(const QByteArray &body, const QByteArray &type = "application/json")
{
    Exchange exchange = base();
    Attempt one = attempt(1, 2ms, answer(200, "OK", type, body), 48ms);
    one.timings.dns = 2ms;
    one.timings.connect = 6ms;
    one.timings.tls = 12ms;
    one.timings.sent = 1ms;
    one.timings.wait = 20ms;
    one.timings.download = 7ms;
    exchange.attempts = {one};
    exchange.outcome = Outcome::Success;
    exchange.ending = Ending::Answered;
    exchange.elapsed = 50ms;
    return exchange;
}

/// The picture of UI.md: three time-outs and a 503, waits of both kinds, the circuit opened.
inline Exchange timeouts()
{
    Exchange exchange = base();
    Attempt first = attempt(1, 1ms, failedWith(SendError::Kind::FirstByteTimeout), 500ms);
    first.timings.connect = 30ms;
    first.timings.tls = 35ms;
    first.timings.wait = 435ms;
    Attempt second = attempt(2, 613ms, failedWith(SendError::Kind::FirstByteTimeout), 500ms);
    second.wait = 112ms;
    second.waitReason = WaitReason::Backoff;
    second.timings.wait = 500ms;
    Attempt third
        = attempt(3, 1343ms, answer(503, "Service Unavailable", "text/plain", "busy"), 85ms);
    third.wait = 230ms;
    third.waitReason = WaitReason::Backoff;
    third.timings.wait = 65ms;
    third.timings.download = 20ms;
    Attempt fourth = attempt(4, 1908ms, failedWith(SendError::Kind::FirstByteTimeout), 500ms);
    fourth.wait = 480ms;
    fourth.waitReason = WaitReason::RetryAfter;
    fourth.timings.wait = 500ms;
    exchange.attempts = {first, second, third, fourth};
    exchange.outcome = Outcome::Exception;
    exchange.ending = Ending::AttemptsExhausted;
    exchange.error = fourth.result.error();
    exchange.elapsed = 2410ms;
    exchange.circuit.openedByThisCall = true;
    exchange.circuit.openedFor = 10s;
    return exchange;
}

inline Exchange failed()
{
    Exchange exchange = base();
    const Response busy = answer(503, "Service Unavailable", "application/problem+json",
                                 R"({"title":"Overloaded","status":503,"detail":"try later"})");
    for (int i = 0; i < 4; ++i) {
        Attempt one = attempt(i + 1, i * 31ms, busy, 30ms);
        one.timings.wait = 28ms;
        one.timings.download = 2ms;
        if (i > 0)
            one.waitReason = WaitReason::Backoff;
        exchange.attempts.append(one);
    }
    exchange.outcome = Outcome::Failed;
    exchange.ending = Ending::AttemptsExhausted;
    exchange.elapsed = 125ms;
    return exchange;
}

inline Exchange blocked()
{
    Exchange exchange = base();
    exchange.outcome = Outcome::Blocked;
    exchange.ending = Ending::Blocked;
    exchange.error = SendError{SendError::Kind::Blocked, exchange.key.key, {}};
    exchange.circuit.state = BreakerState::Open;
    exchange.circuit.remaining = 7300ms;
    exchange.circuit.reason = u"4 time-outs"_s;
    exchange.circuit.store = StoreKind::Redis;
    exchange.elapsed = 1ms;
    return exchange;
}

inline Exchange cancelled()
{
    Exchange exchange = base();
    exchange.attempts = {attempt(1, 1ms, failedWith(SendError::Kind::FirstByteTimeout), 500ms),
                         attempt(2, 620ms, failedWith(SendError::Kind::Cancelled), 140ms)};
    exchange.attempts[1].wait = 119ms;
    exchange.attempts[1].waitReason = WaitReason::Backoff;
    exchange.outcome = Outcome::Cancelled;
    exchange.ending = Ending::Cancelled;
    exchange.error = SendError{SendError::Kind::Cancelled, {}, {}};
    exchange.elapsed = 760ms;
    exchange.circuit.verification = Verification::Unverified;
    exchange.circuit.store = StoreKind::Redis;
    return exchange;
}

inline Exchange invalid()
{
    Exchange exchange = base();
    exchange.request = {};
    exchange.key = {};
    exchange.outcome = Outcome::Exception;
    exchange.ending = Ending::Invalid;
    exchange.error = SendError{SendError::Kind::UnresolvedVariable, u"token"_s, {}};
    exchange.elapsed = 0ms;
    return exchange;
}

inline QByteArray storeJson()
{
    return "{\"productId\":11211,\"name\":\"Caf\xc3\xa9 "
           "table\",\"price\":149.90,\"inStock\":true,\"tags\":[\"oak\","
           "\"round\"],\"maker\":null,\"sizes\":[{\"cm\":70},{\"cm\":90}],\"url\":\"https:\\/\\/"
           "store1.com\\/t\"}";
}

/// About `bytes` of JSON in one line.
inline QByteArray bigJson(qsizetype bytes)
{
    QByteArray json = "[";
    for (int i = 0; json.size() < bytes; ++i)
        json += (i ? "," : "") + QByteArray(R"({"id":)") + QByteArray::number(i)
            + R"(,"name":"item )" + QByteArray::number(i) + R"(","ok":true,"list":[1,2.5,null]})";
    return json + "]";
}

/// A body as the transport leaves large ones: in a temporary file.
inline ResponseBody inFile(const QByteArray &bytes)
{
    auto file = std::make_shared<QTemporaryFile>(QDir::tempPath() + u"/recloser-test-XXXXXX"_s);
    if (!file->open() || file->write(bytes) != bytes.size() || !file->flush())
        qFatal("cannot write a temporary file");
    ResponseBody body;
    body.file = file;
    body.size = bytes.size();
    body.transferredSize = bytes.size() / 4;
    return body;
}

inline ExchangePtr shared(Exchange exchange)
{
    return std::make_shared<const Exchange>(std::move(exchange));
}

} // namespace Recloser::Samples
