// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/exchangecodec.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

// Members are left out where they hold the default: most exchanges then need a few dozen bytes.

QCborArray headersValue(const QList<RawHeader> &headers)
{
    QCborArray array;
    for (const RawHeader &header : headers) {
        array.append(header.name);
        array.append(header.value);
    }
    return array;
}

QList<RawHeader> headersFrom(const QCborValue &value)
{
    const QCborArray array = value.toArray();
    QList<RawHeader> headers;
    headers.reserve(array.size() / 2);
    for (qsizetype i = 0; i + 1 < array.size(); i += 2)
        headers.append({array[i].toByteArray(), array[i + 1].toByteArray()});
    return headers;
}

QCborValue urlValue(const QUrl &url)
{
    return url.toEncoded();
}

QUrl urlFrom(const QCborValue &value)
{
    return QUrl::fromEncoded(value.toByteArray(), QUrl::StrictMode);
}

template<typename Duration>
void putDuration(QCborMap &map, QLatin1StringView name, std::optional<Duration> duration)
{
    if (duration)
        map.insert(name, qint64(duration->count()));
}

template<typename Duration>
void takeDuration(const QCborMap &map, QLatin1StringView name, std::optional<Duration> &place)
{
    const QCborValue value = map.value(name);
    if (value.isInteger())
        place = Duration(value.toInteger());
}

void putText(QCborMap &map, QLatin1StringView name, const QString &text)
{
    if (!text.isEmpty())
        map.insert(name, text);
}

/// An enum or int that is kept as its number.
template<typename T> T numberFrom(const QCborMap &map, QLatin1StringView name, T otherwise)
{
    return T(map.value(name).toInteger(qint64(otherwise)));
}

QCborMap redirectsValue(const RedirectPolicy &redirects)
{
    return {{"follow"_L1, int(redirects.follow)}, {"maxHops"_L1, redirects.maxHops}};
}

RedirectPolicy redirectsFrom(const QCborMap &map)
{
    const RedirectPolicy fresh;
    return {numberFrom(map, "follow"_L1, fresh.follow),
            numberFrom(map, "maxHops"_L1, fresh.maxHops)};
}

QCborMap requestValue(const ResolvedRequest &request)
{
    QCborMap map{{"method"_L1, request.method},
                 {"url"_L1, urlValue(request.url)},
                 {"urlText"_L1, request.urlText},
                 {"headers"_L1, headersValue(request.headers)},
                 {"version"_L1, int(request.httpVersion)}};
    QCborArray added;
    for (const QByteArray &name : request.addedHeaders)
        added.append(name);
    map.insert("added"_L1, added);
    if (request.redirects != RedirectPolicy{})
        map.insert("redirects"_L1, redirectsValue(request.redirects));
    QCborArray body;
    for (const BodySegment &segment : request.body) {
        body.append(segment.size);
        body.append(segment.filePath);
    }
    map.insert("body"_L1, body);
    return map;
}

ResolvedRequest requestFrom(const QCborMap &map)
{
    ResolvedRequest request;
    request.method = map.value("method"_L1).toByteArray();
    request.url = urlFrom(map.value("url"_L1));
    request.urlText = map.value("urlText"_L1).toString();
    request.headers = headersFrom(map.value("headers"_L1));
    request.httpVersion = numberFrom(map, "version"_L1, request.httpVersion);
    const QCborArray added = map.value("added"_L1).toArray();
    for (const QCborValue &name : added)
        request.addedHeaders.append(name.toByteArray());
    request.redirects = redirectsFrom(map.value("redirects"_L1).toMap());
    const QCborArray body = map.value("body"_L1).toArray();
    for (qsizetype i = 0; i + 1 < body.size(); i += 2)
        request.body.append({{}, body[i + 1].toString(), body[i].toInteger()});
    return request;
}

QCborMap policiesValue(const Policies &policies)
{
    QCborMap map;
    const RetryPolicy &retry = policies.retry;
    map.insert("maxAttempts"_L1, retry.maxAttempts);
    map.insert("initialDelay"_L1, qint64(retry.initialDelay.count()));
    map.insert("factor"_L1, retry.factor);
    map.insert("maxDelay"_L1, qint64(retry.maxDelay.count()));
    map.insert("jitter"_L1, int(retry.jitter));
    QCborArray statuses;
    for (const int status : retry.statuses)
        statuses.append(status);
    map.insert("statuses"_L1, statuses);
    const BreakerPolicy &breaker = policies.breaker;
    map.insert("breaker"_L1, int(breaker.breaker));
    putText(map, "keyPattern"_L1, breaker.keyPattern);
    map.insert("fallback"_L1, int(breaker.fallback));
    map.insert("emptyMatch"_L1, int(breaker.emptyMatch));
    map.insert("openFor"_L1, qint64(breaker.openFor.count()));
    const TimeoutPolicy &timeouts = policies.timeouts;
    putDuration(map, "connect"_L1, timeouts.connect);
    putDuration(map, "firstByte"_L1, timeouts.firstByte);
    putDuration(map, "idle"_L1, timeouts.idle);
    putDuration(map, "attempt"_L1, timeouts.attempt);
    putDuration(map, "deadline"_L1, timeouts.deadline);
    return map;
}

Policies policiesFrom(const QCborMap &map)
{
    Policies policies;
    RetryPolicy &retry = policies.retry;
    retry.maxAttempts = numberFrom(map, "maxAttempts"_L1, retry.maxAttempts);
    retry.initialDelay = milliseconds(map.value("initialDelay"_L1).toInteger());
    retry.factor = map.value("factor"_L1).toDouble(retry.factor);
    retry.maxDelay = milliseconds(map.value("maxDelay"_L1).toInteger(retry.maxDelay.count()));
    retry.jitter = numberFrom(map, "jitter"_L1, retry.jitter);
    const QCborArray statuses = map.value("statuses"_L1).toArray();
    retry.statuses.clear();
    for (const QCborValue &status : statuses)
        retry.statuses.append(int(status.toInteger()));
    BreakerPolicy &breaker = policies.breaker;
    breaker.breaker = numberFrom(map, "breaker"_L1, breaker.breaker);
    breaker.keyPattern = map.value("keyPattern"_L1).toString();
    breaker.fallback = numberFrom(map, "fallback"_L1, breaker.fallback);
    breaker.emptyMatch = numberFrom(map, "emptyMatch"_L1, breaker.emptyMatch);
    breaker.openFor = milliseconds(map.value("openFor"_L1).toInteger(breaker.openFor.count()));
    TimeoutPolicy &timeouts = policies.timeouts;
    timeouts.attempt.reset();
    takeDuration(map, "connect"_L1, timeouts.connect);
    takeDuration(map, "firstByte"_L1, timeouts.firstByte);
    takeDuration(map, "idle"_L1, timeouts.idle);
    takeDuration(map, "attempt"_L1, timeouts.attempt);
    takeDuration(map, "deadline"_L1, timeouts.deadline);
    return policies;
}

QCborMap keyValue(const KeyResult &key)
{
    QCborMap map{{"source"_L1, int(key.source)}};
    // A null key says that no breaker applied; an empty one is a key.
    if (!key.key.isNull())
        map.insert("key"_L1, key.key);
    if (key.span)
        map.insert("span"_L1, QCborArray{qint64(key.span->begin), qint64(key.span->end)});
    if (key.error) {
        map.insert("error"_L1, key.error->message);
        if (key.error->position)
            map.insert("position"_L1, qint64(*key.error->position));
    }
    if (!key.warnings.isEmpty())
        map.insert("warnings"_L1, QCborArray::fromStringList(key.warnings));
    return map;
}

KeyResult keyFrom(const QCborMap &map)
{
    KeyResult key;
    key.source = numberFrom(map, "source"_L1, key.source);
    if (map.contains("key"_L1)) {
        key.key = map.value("key"_L1).toString();
        if (key.key.isNull())
            key.key = u""_s;
    }
    if (const QCborValue span = map.value("span"_L1); span.isArray())
        key.span = {qsizetype(span[0].toInteger()), qsizetype(span[1].toInteger())};
    if (map.contains("error"_L1)) {
        key.error = KeyError{map.value("error"_L1).toString(), std::nullopt};
        if (const QCborValue position = map.value("position"_L1); position.isInteger())
            key.error->position = qsizetype(position.toInteger());
    }
    const QCborArray warnings = map.value("warnings"_L1).toArray();
    for (const QCborValue &warning : warnings)
        key.warnings.append(warning.toString());
    return key;
}

QCborMap circuitValue(const CircuitReport &circuit)
{
    QCborMap map{{"state"_L1, int(circuit.state)},
                 {"store"_L1, int(circuit.store)},
                 {"verification"_L1, int(circuit.verification)},
                 {"use"_L1, int(circuit.use)},
                 {"opened"_L1, circuit.openedByThisCall},
                 {"openedFor"_L1, qint64(circuit.openedFor.count())}};
    putDuration(map, "remaining"_L1, circuit.remaining);
    putText(map, "reason"_L1, circuit.reason);
    return map;
}

CircuitReport circuitFrom(const QCborMap &map)
{
    CircuitReport circuit;
    circuit.state = numberFrom(map, "state"_L1, circuit.state);
    circuit.store = numberFrom(map, "store"_L1, circuit.store);
    circuit.verification = numberFrom(map, "verification"_L1, circuit.verification);
    circuit.use = numberFrom(map, "use"_L1, circuit.use);
    circuit.openedByThisCall = map.value("opened"_L1).toBool();
    circuit.openedFor = milliseconds(map.value("openedFor"_L1).toInteger());
    takeDuration(map, "remaining"_L1, circuit.remaining);
    circuit.reason = map.value("reason"_L1).toString();
    return circuit;
}

QCborMap errorValue(const SendError &error)
{
    return {{"kind"_L1, kindName(error.kind)},
            {"subject"_L1, error.subject},
            {"detail"_L1, error.detail}};
}

SendError errorFrom(const QCborMap &map)
{
    return {
        kindFromName(map.value("kind"_L1).toString()).value_or(SendError::Kind::OtherNetworkError),
        map.value("subject"_L1).toString(), map.value("detail"_L1).toString()};
}

QCborMap responseValue(const Response &response)
{
    QCborMap map{
        {"status"_L1, response.status},       {"reason"_L1, response.reason},
        {"version"_L1, response.httpVersion}, {"headers"_L1, headersValue(response.headers)},
        {"url"_L1, urlValue(response.url)},   {"size"_L1, response.body.size}};
    if (response.body.transferredSize)
        map.insert("transferred"_L1, *response.body.transferredSize);
    if (!response.addedRequestHeaders.isEmpty())
        map.insert("added"_L1, headersValue(response.addedRequestHeaders));
    putText(map, "tls"_L1, response.tls);
    QCborArray hops;
    for (const RedirectHop &hop : response.redirects) {
        hops.append(QCborMap{{"method"_L1, hop.method},
                             {"url"_L1, urlValue(hop.url)},
                             {"status"_L1, hop.status},
                             {"headers"_L1, headersValue(hop.headers)}});
    }
    if (!hops.isEmpty())
        map.insert("hops"_L1, hops);
    return map;
}

Response responseFrom(const QCborMap &map)
{
    Response response;
    response.status = int(map.value("status"_L1).toInteger());
    response.reason = map.value("reason"_L1).toByteArray();
    response.httpVersion = map.value("version"_L1).toByteArray();
    response.headers = headersFrom(map.value("headers"_L1));
    response.url = urlFrom(map.value("url"_L1));
    response.body.size = map.value("size"_L1).toInteger();
    if (const QCborValue transferred = map.value("transferred"_L1); transferred.isInteger())
        response.body.transferredSize = transferred.toInteger();
    response.addedRequestHeaders = headersFrom(map.value("added"_L1));
    response.tls = map.value("tls"_L1).toString();
    const QCborArray hops = map.value("hops"_L1).toArray();
    for (const QCborValue &value : hops) {
        const QCborMap hop = value.toMap();
        response.redirects.append(
            {hop.value("method"_L1).toByteArray(), urlFrom(hop.value("url"_L1)),
             int(hop.value("status"_L1).toInteger()), headersFrom(hop.value("headers"_L1))});
    }
    return response;
}

} // namespace

QByteArray encodedDetails(const Exchange &exchange)
{
    QCborMap map{{"request"_L1, requestValue(exchange.request)},
                 {"key"_L1, keyValue(exchange.key)},
                 {"ending"_L1, int(exchange.ending)}};
    if (exchange.policies != Policies{})
        map.insert("policies"_L1, policiesValue(exchange.policies));
    if (exchange.circuit != CircuitReport{})
        map.insert("circuit"_L1, circuitValue(exchange.circuit));
    if (exchange.error)
        map.insert("error"_L1, errorValue(*exchange.error));
    return map.toCborValue().toCbor();
}

void decodeDetails(const QByteArray &cbor, Exchange &exchange)
{
    const QCborMap map = QCborValue::fromCbor(cbor).toMap();
    exchange.request = requestFrom(map.value("request"_L1).toMap());
    exchange.key = keyFrom(map.value("key"_L1).toMap());
    exchange.ending = numberFrom(map, "ending"_L1, exchange.ending);
    if (map.contains("policies"_L1))
        exchange.policies = policiesFrom(map.value("policies"_L1).toMap());
    exchange.circuit = circuitFrom(map.value("circuit"_L1).toMap());
    if (map.contains("error"_L1))
        exchange.error = errorFrom(map.value("error"_L1).toMap());
}

QByteArray encodedAttempt(const Attempt &attempt)
{
    QCborMap map{{"startedAfter"_L1, qint64(attempt.startedAfter.count())},
                 {"wait"_L1, qint64(attempt.wait.count())},
                 {"waitReason"_L1, int(attempt.waitReason)},
                 {"total"_L1, qint64(attempt.timings.total.count())}};
    putDuration(map, "dns"_L1, attempt.timings.dns);
    putDuration(map, "connect"_L1, attempt.timings.connect);
    putDuration(map, "tls"_L1, attempt.timings.tls);
    putDuration(map, "sent"_L1, attempt.timings.sent);
    putDuration(map, "ttfb"_L1, attempt.timings.wait);
    putDuration(map, "download"_L1, attempt.timings.download);
    if (attempt.result)
        map.insert("response"_L1, responseValue(*attempt.result));
    else
        map.insert("error"_L1, errorValue(attempt.result.error()));
    return map.toCborValue().toCbor();
}

Attempt decodedAttempt(const QByteArray &cbor)
{
    const QCborMap map = QCborValue::fromCbor(cbor).toMap();
    Attempt attempt;
    attempt.startedAfter = microseconds(map.value("startedAfter"_L1).toInteger());
    attempt.wait = milliseconds(map.value("wait"_L1).toInteger());
    attempt.waitReason = numberFrom(map, "waitReason"_L1, attempt.waitReason);
    attempt.timings.total = microseconds(map.value("total"_L1).toInteger());
    takeDuration(map, "dns"_L1, attempt.timings.dns);
    takeDuration(map, "connect"_L1, attempt.timings.connect);
    takeDuration(map, "tls"_L1, attempt.timings.tls);
    takeDuration(map, "sent"_L1, attempt.timings.sent);
    takeDuration(map, "ttfb"_L1, attempt.timings.wait);
    takeDuration(map, "download"_L1, attempt.timings.download);
    if (map.contains("response"_L1))
        attempt.result = responseFrom(map.value("response"_L1).toMap());
    else
        attempt.result = std::unexpected(errorFrom(map.value("error"_L1).toMap()));
    return attempt;
}

} // namespace Recloser
