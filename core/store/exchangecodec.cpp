// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/exchangecodec.h"

#include "core/store/cborreading.h"
#include "core/store/cborwriting.h"
#include "core/store/connectioncodec.h"
#include "core/store/policycodec.h"
#include "core/store/requestcodec.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

// Members are left out where they hold the default: most exchanges then need a few dozen bytes.

void write(QCborStreamWriter &cbor, const KeyResult &key)
{
    CborMapWriter map(cbor);
    map.put("source"_L1, key.source);
    // A null key says that no breaker applied; an empty one is a key.
    if (!key.key.isNull())
        map.put("key"_L1, key.key);
    if (key.span) {
        map.member("span"_L1);
        const CborArrayWriter span(cbor, 2);
        cbor.append(qint64(key.span->begin));
        cbor.append(qint64(key.span->end));
    }
    if (key.error) {
        map.put("error"_L1, key.error->message);
        if (key.error->position)
            map.put("position"_L1, *key.error->position);
    }
    if (!key.warnings.isEmpty()) {
        map.member("warnings"_L1);
        const CborArrayWriter warnings(cbor, key.warnings.size());
        for (const QString &warning : key.warnings)
            cbor.append(QStringView(warning));
    }
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
    for (const QCborValue warning : warnings)
        key.warnings.append(warning.toString());
    return key;
}

void write(QCborStreamWriter &cbor, const CircuitReport &circuit)
{
    CborMapWriter map(cbor);
    map.put("state"_L1, circuit.state);
    map.put("store"_L1, circuit.store);
    map.put("verification"_L1, circuit.verification);
    map.put("use"_L1, circuit.use);
    map.put("opened"_L1, circuit.openedByThisCall);
    if (circuit.closedByThisCall)
        map.put("closed"_L1, true);
    if (circuit.settledLate)
        map.put("late"_L1, true);
    map.putDuration("openedFor"_L1, circuit.openedFor);
    map.putDuration("remaining"_L1, circuit.remaining);
    map.putText("reason"_L1, circuit.reason);
}

CircuitReport circuitFrom(const QCborMap &map)
{
    CircuitReport circuit;
    circuit.state = numberFrom(map, "state"_L1, circuit.state);
    circuit.store = numberFrom(map, "store"_L1, circuit.store);
    circuit.verification = numberFrom(map, "verification"_L1, circuit.verification);
    circuit.use = numberFrom(map, "use"_L1, circuit.use);
    circuit.openedByThisCall = map.value("opened"_L1).toBool();
    circuit.closedByThisCall = map.value("closed"_L1).toBool();
    circuit.settledLate = map.value("late"_L1).toBool();
    circuit.openedFor = milliseconds(map.value("openedFor"_L1).toInteger());
    takeDuration(map, "remaining"_L1, circuit.remaining);
    circuit.reason = map.value("reason"_L1).toString();
    return circuit;
}

void write(QCborStreamWriter &cbor, const SendError &error)
{
    CborMapWriter map(cbor);
    map.put("kind"_L1, kindName(error.kind));
    map.put("subject"_L1, error.subject);
    map.put("detail"_L1, error.detail);
    if (error.reach != SendError::Reach::Unknown)
        map.put("reach"_L1, error.reach);
}

SendError errorFrom(const QCborMap &map)
{
    return {
        kindFromName(map.value("kind"_L1).toString()).value_or(SendError::Kind::OtherNetworkError),
        map.value("subject"_L1).toString(), map.value("detail"_L1).toString(),
        numberFrom(map, "reach"_L1, SendError::Reach::Unknown)};
}

void write(QCborStreamWriter &cbor, const QList<RedirectHop> &hops)
{
    const CborArrayWriter array(cbor, hops.size());
    for (const RedirectHop &hop : hops) {
        CborMapWriter map(cbor);
        map.put("method"_L1, hop.method);
        map.put("url"_L1, hop.url.toEncoded());
        map.put("status"_L1, hop.status);
        write(map.member("headers"_L1), hop.headers);
        if (!hop.httpVersion.isEmpty())
            map.put("version"_L1, hop.httpVersion);
        if (hop.elapsed.count() > 0)
            map.putDuration("took"_L1, hop.elapsed);
        map.putText("proxy"_L1, hop.proxy);
    }
}

QList<RedirectHop> hopsFrom(const QCborValue &value)
{
    QList<RedirectHop> hops;
    const QCborArray array = value.toArray();
    for (const QCborValue item : array) {
        const QCborMap hop = item.toMap();
        hops.append({hop.value("method"_L1).toByteArray(), urlFrom(hop.value("url"_L1)),
                     int(hop.value("status"_L1).toInteger()), headersFrom(hop.value("headers"_L1)),
                     hop.value("version"_L1).toByteArray(),
                     microseconds(hop.value("took"_L1).toInteger()),
                     hop.value("proxy"_L1).toString()});
    }
    return hops;
}

void write(QCborStreamWriter &cbor, const Response &response)
{
    CborMapWriter map(cbor);
    map.put("status"_L1, response.status);
    map.put("reason"_L1, response.reason);
    map.put("version"_L1, response.httpVersion);
    write(map.member("headers"_L1), response.headers);
    map.put("url"_L1, response.url.toEncoded());
    map.put("size"_L1, response.body.size);
    if (response.body.transferredSize)
        map.put("transferred"_L1, *response.body.transferredSize);
    if (!response.addedRequestHeaders.isEmpty())
        write(map.member("added"_L1), response.addedRequestHeaders);
    map.putText("tls"_L1, response.tls);
    if (!response.redirects.isEmpty())
        write(map.member("hops"_L1), response.redirects);
    if (response.brokenOff)
        write(map.member("broken"_L1), *response.brokenOff);
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
    response.redirects = hopsFrom(map.value("hops"_L1));
    if (map.contains("broken"_L1))
        response.brokenOff = errorFrom(map.value("broken"_L1).toMap());
    return response;
}

void write(QCborStreamWriter &cbor, const AttemptRequest &request)
{
    CborMapWriter map(cbor);
    map.put("method"_L1, request.method);
    map.put("url"_L1, request.url.toEncoded());
    write(map.member("headers"_L1), request.headers);
    if (request.body)
        map.put("body"_L1, *request.body);
}

AttemptRequest attemptRequestFrom(const QCborMap &map)
{
    AttemptRequest request{map.value("method"_L1).toByteArray(), urlFrom(map.value("url"_L1)),
                           headersFrom(map.value("headers"_L1))};
    if (map.contains("body"_L1))
        request.body = map.value("body"_L1).toByteArray();
    return request;
}

void write(QCborStreamWriter &cbor, const QList<HopCookies> &hops)
{
    const CborArrayWriter array(cbor, hops.size());
    for (const HopCookies &hop : hops) {
        CborMapWriter map(cbor);
        map.put("url"_L1, hop.url.toEncoded());
        write(map.member("sent"_L1), hop.sent);
        map.member("received"_L1);
        const CborArrayWriter received(cbor, 4 * hop.received.size());
        for (const SetCookieReport &cookie : hop.received) {
            cbor.append(cookie.name);
            cbor.append(cookie.value);
            cbor.append(cookie.attributes);
            cbor.append(QStringView(cookieVerdictName(cookie.verdict)));
        }
    }
}

QList<HopCookies> cookiesFrom(const QCborValue &value)
{
    QList<HopCookies> hops;
    const QCborArray array = value.toArray();
    for (const QCborValue item : array) {
        const QCborMap map = item.toMap();
        HopCookies hop{urlFrom(map.value("url"_L1)), headersFrom(map.value("sent"_L1)), {}};
        const QCborArray received = map.value("received"_L1).toArray();
        for (qsizetype i = 0; i + 3 < received.size(); i += 4)
            hop.received.append({received[i].toByteArray(), received[i + 1].toByteArray(),
                                 received[i + 2].toByteArray(),
                                 cookieVerdictFromName(received[i + 3].toString())
                                     .value_or(CookieVerdict::NotACookie)});
        hops.append(hop);
    }
    return hops;
}

} // namespace

QByteArray encodedDetails(const Exchange &exchange)
{
    QByteArray bytes;
    QCborStreamWriter cbor(&bytes);
    {
        CborMapWriter map(cbor);
        write(map.member("request"_L1), exchange.request);
        write(map.member("key"_L1), exchange.key);
        map.put("ending"_L1, exchange.ending);
        if (exchange.policies != Policies{})
            write(map.member("policies"_L1), exchange.policies);
        if (exchange.circuit != CircuitReport{})
            write(map.member("circuit"_L1), exchange.circuit);
        if (exchange.error)
            write(map.member("error"_L1), *exchange.error);
    }
    return bytes;
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
    QByteArray bytes;
    QCborStreamWriter cbor(&bytes);
    {
        CborMapWriter map(cbor);
        map.putDuration("startedAfter"_L1, attempt.startedAfter);
        map.putDuration("wait"_L1, attempt.wait);
        map.put("waitReason"_L1, attempt.waitReason);
        map.putDuration("total"_L1, attempt.timings.total);
        map.putDuration("dns"_L1, attempt.timings.dns);
        map.putDuration("connect"_L1, attempt.timings.connect);
        map.putDuration("tls"_L1, attempt.timings.tls);
        map.putDuration("sent"_L1, attempt.timings.sent);
        map.putDuration("ttfb"_L1, attempt.timings.wait);
        map.putDuration("download"_L1, attempt.timings.download);
        if (attempt.result)
            write(map.member("response"_L1), *attempt.result);
        else
            write(map.member("error"_L1), attempt.result.error());
        if (!attempt.cookies.isEmpty())
            write(map.member("cookies"_L1), attempt.cookies);
        if (!attempt.redirects.isEmpty())
            write(map.member("hops"_L1), attempt.redirects);
        if (!attempt.httpVersion.isEmpty())
            map.put("version"_L1, attempt.httpVersion);
        if (!attempt.addedHeaders.isEmpty())
            write(map.member("added"_L1), attempt.addedHeaders);
        if (attempt.connection != ConnectionReport{})
            write(map.member("connection"_L1), attempt.connection);
        if (attempt.request)
            write(map.member("request"_L1), *attempt.request);
    }
    return bytes;
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
    attempt.cookies = cookiesFrom(map.value("cookies"_L1));
    attempt.redirects = hopsFrom(map.value("hops"_L1));
    attempt.httpVersion = map.value("version"_L1).toByteArray();
    attempt.addedHeaders = headersFrom(map.value("added"_L1));
    attempt.connection = connectionFrom(map.value("connection"_L1).toMap());
    if (map.contains("request"_L1))
        attempt.request = attemptRequestFrom(map.value("request"_L1).toMap());
    return attempt;
}

} // namespace Recloser
