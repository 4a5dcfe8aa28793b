// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/exchangejson.h"

#include "app/cli/sentreport.h"
#include "app/cli/tlsreport.h"

#include <QFile>
#include <QJsonArray>
#include <QStringDecoder>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QJsonValue ms(const std::optional<microseconds> &duration)
{
    return duration ? QJsonValue(double(duration->count()) / 1000.0) : QJsonValue();
}

QString waitReasonName(WaitReason reason)
{
    switch (reason) {
    case WaitReason::None:
        return u"none"_s;
    case WaitReason::Backoff:
        return u"backoff"_s;
    case WaitReason::RetryAfter:
        return u"retry-after"_s;
    case WaitReason::Authentication:
        return u"authentication"_s;
    }
    return {};
}

QString stateName(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return u"closed"_s;
    case BreakerState::Open:
        return u"open"_s;
    case BreakerState::HalfOpen:
        return u"half-open"_s;
    }
    return {};
}

QJsonValue errorJson(const SendError &error)
{
    return QJsonObject{{u"kind"_s, kindName(error.kind)},
                       {u"subject"_s, error.subject},
                       {u"detail"_s, error.detail}};
}

QJsonArray headersJson(const QList<RawHeader> &headers)
{
    QJsonArray array;
    for (const RawHeader &header : headers)
        array.append(QJsonArray{QString::fromLatin1(header.name), QString::fromUtf8(header.value)});
    return array;
}

/// Names and verdicts; values are nobody's business here.
QJsonArray cookiesJson(const QList<HopCookies> &hops)
{
    QJsonArray array;
    for (const HopCookies &hop : hops) {
        QJsonArray sent;
        for (const RawHeader &cookie : hop.sent)
            sent.append(QString::fromUtf8(cookie.name));
        QJsonArray received;
        for (const SetCookieReport &cookie : hop.received)
            received.append(QJsonObject{{u"name"_s, QString::fromUtf8(cookie.name)},
                                        {u"attributes"_s, QString::fromUtf8(cookie.attributes)},
                                        {u"verdict"_s, cookieVerdictName(cookie.verdict)}});
        array.append(QJsonObject{{u"url"_s, hop.url.toString(QUrl::FullyEncoded)},
                                 {u"sent"_s, sent},
                                 {u"received"_s, received}});
    }
    return array;
}

QJsonObject attemptJson(const Exchange &shown, const Attempt &attempt)
{
    const Timings &t = attempt.timings;
    QJsonObject object{
        {u"number"_s, attempt.number},
        {u"wait_ms"_s, qint64(attempt.wait.count())},
        {u"wait_reason"_s, waitReasonName(attempt.waitReason)},
        {u"started_ms"_s, ms(attempt.startedAfter)},
        {u"status_code"_s, attempt.result ? QJsonValue(attempt.result->status) : QJsonValue()},
        {u"error"_s, attempt.result ? QJsonValue() : errorJson(attempt.result.error())},
        {u"timings"_s,
         QJsonObject{{u"dns"_s, ms(t.dns)},
                     {u"connect"_s, ms(t.connect)},
                     {u"tls"_s, ms(t.tls)},
                     {u"sent"_s, ms(t.sent)},
                     {u"wait"_s, ms(t.wait)},
                     {u"download"_s, ms(t.download)},
                     {u"total"_s, ms(t.total)}}},
    };
    if (!attempt.cookies.isEmpty())
        object.insert("cookies"_L1, cookiesJson(attempt.cookies));
    object.insert("requests"_L1, sentJson(shown, attempt));
    if (!attempt.connection.connectedTo.isEmpty())
        object.insert("connected_to"_L1, attempt.connection.connectedTo);
    if (!attempt.connection.proxy.isEmpty())
        object.insert("proxy"_L1, attempt.connection.proxy);
    if (attempt.connection.tls != TlsReport{})
        object.insert("tls"_L1, tlsJson(attempt.connection.tls));
    return object;
}

QJsonObject circuitJson(const CircuitReport &circuit)
{
    const BreakerState state = circuit.openedByThisCall ? BreakerState::Open : circuit.state;
    const std::optional<milliseconds> left
        = circuit.openedByThisCall ? circuit.openedFor : circuit.remaining;
    static const QString uses[] = {u"guarded"_s, u"bypassed"_s, u"off"_s, u"observed"_s};
    return {{u"state"_s, stateName(state)},
            {u"remaining_ms"_s, left ? QJsonValue(qint64(left->count())) : QJsonValue()},
            {u"store"_s, circuit.store == StoreKind::Redis ? u"redis"_s : u"memory"_s},
            {u"verified"_s, circuit.verification == Verification::Verified},
            {u"use"_s, uses[int(circuit.use)]},
            {u"reason"_s, circuit.reason.isEmpty() ? QJsonValue() : QJsonValue(circuit.reason)},
            {u"opened_by_this_call"_s, circuit.openedByThisCall},
            {u"closed_by_this_call"_s, circuit.closedByThisCall},
            {u"settled_late"_s, circuit.settledLate}};
}

/// The body as text where it is valid UTF-8, else as base64; bodies in files are read whole,
/// whoever asks for JSON asks for that.
void addPayload(QJsonObject &object, const ResponseBody &body)
{
    QByteArray bytes = body.bytes;
    if (body.isInFile()) {
        QFile file(body.filePath());
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    const bool isText = !decoder.hasError() && !bytes.contains('\0');
    object.insert("payload"_L1, isText ? text : QString::fromLatin1(bytes.toBase64()));
    object.insert("payload_encoding"_L1, isText ? u"text"_s : u"base64"_s);
    object.insert("payload_size"_L1, body.size);
    object.insert("transferred_size"_L1,
                  body.transferredSize ? QJsonValue(*body.transferredSize) : QJsonValue());
}

} // namespace

ExitCode exitCodeOf(const Exchange &exchange)
{
    switch (exchange.outcome) {
    case Outcome::Success:
        // A stream that did not end was read as far as it came.
        return exchange.response() && exchange.response()->brokenOff ? ExitCode::Exception
                                                                     : ExitCode::Done;
    case Outcome::Failed:
        return ExitCode::RequestFailed;
    case Outcome::Blocked:
        return ExitCode::Blocked;
    case Outcome::Cancelled:
        return ExitCode::Interrupted;
    case Outcome::Exception:
        break;
    }
    return exchange.ending == Ending::Invalid ? ExitCode::Usage : ExitCode::Exception;
}

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return u"success"_s;
    case Outcome::Failed:
        return u"failed"_s;
    case Outcome::Exception:
        return u"exception"_s;
    case Outcome::Blocked:
        return u"blocked"_s;
    case Outcome::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

QString endingName(Ending ending)
{
    switch (ending) {
    case Ending::Answered:
        return u"answered"_s;
    case Ending::AttemptsExhausted:
        return u"attempts-exhausted"_s;
    case Ending::NotRetried:
        return u"not-retried"_s;
    case Ending::DeadlineReached:
        return u"deadline-reached"_s;
    case Ending::Blocked:
        return u"blocked"_s;
    case Ending::Cancelled:
        return u"cancelled"_s;
    case Ending::Invalid:
        return u"invalid"_s;
    case Ending::NotIdempotent:
        return u"not-idempotent"_s;
    case Ending::WaitTooLong:
        return u"wait-too-long"_s;
    case Ending::BudgetExhausted:
        return u"budget-exhausted"_s;
    case Ending::CircuitOpened:
        return u"circuit-opened"_s;
    }
    return {};
}

QString explain(Ending ending)
{
    switch (ending) {
    case Ending::NotIdempotent:
        return u"it may have been received, and receiving it twice may do harm"_s;
    case Ending::WaitTooLong:
        return u"the wait before the next one would outlast the deadline"_s;
    case Ending::BudgetExhausted:
        return u"the retry budget of the circuit is used up"_s;
    case Ending::CircuitOpened:
        return u"the circuit is open"_s;
    default:
        return {};
    }
}

QJsonObject toJson(const Exchange &exchange, const Exchange &shown)
{
    const Response *response = exchange.response();
    const CircuitReport &circuit = shown.circuit;
    QJsonArray attempts;
    for (const Attempt &attempt : shown.attempts)
        attempts.append(attemptJson(shown, attempt));
    QJsonObject object{
        {u"outcome"_s, outcomeName(exchange.outcome)},
        {u"status_code"_s, response ? QJsonValue(response->status) : QJsonValue()},
        {u"message"_s,
         response          ? QString::fromUtf8(response->reason)
             : shown.error ? explain(*shown.error)
                           : QString()},
        {u"method"_s, QString::fromLatin1(shown.request.method)},
        {u"url"_s, shown.request.urlText.isEmpty() ? shown.spec.url : shown.request.urlText},
        {u"key"_s, shown.key.key.isNull() ? QJsonValue() : QJsonValue(shown.key.key)},
        {u"key_source"_s, keySourceName(shown.key.source)},
        {u"circuit"_s, circuitJson(circuit)},
        {u"ending"_s, endingName(exchange.ending)},
        {u"attempts"_s, attempts},
        {u"headers"_s, response ? headersJson(response->headers) : QJsonArray()},
        {u"request_headers"_s, headersJson(shown.request.headers)},
        {u"payload"_s, QJsonValue()},
        {u"payload_encoding"_s, QJsonValue()},
        {u"elapsed_ms"_s, ms(exchange.elapsed)},
        {u"error"_s, shown.error ? errorJson(*shown.error) : QJsonValue()},
    };
    if (response) {
        object.insert("http_version"_L1, QString::fromLatin1(response->httpVersion));
        QJsonArray hops;
        for (const RedirectHop &hop : shown.response()->redirects)
            hops.append(QJsonObject{{u"method"_s, QString::fromLatin1(hop.method)},
                                    {u"url"_s, hop.url.toString(QUrl::FullyEncoded)},
                                    {u"status_code"_s, hop.status}});
        object.insert("redirects"_L1, hops);
        object.insert("final_url"_L1, shown.response()->url.toString(QUrl::FullyEncoded));
        if (const auto &cause = shown.response()->brokenOff)
            object.insert("broken_off"_L1, errorJson(*cause));
        addPayload(object, response->body);
    }
    return object;
}

QJsonObject summaryOf(const Exchange &exchange, const Exchange &shown)
{
    const Response *response = exchange.response();
    return {
        {u"outcome"_s, outcomeName(exchange.outcome)},
        {u"status_code"_s, response ? QJsonValue(response->status) : QJsonValue()},
        {u"method"_s, QString::fromLatin1(shown.request.method)},
        {u"url"_s, shown.request.urlText.isEmpty() ? shown.spec.url : shown.request.urlText},
        {u"key"_s, shown.key.key.isNull() ? QJsonValue() : QJsonValue(shown.key.key)},
        {u"circuit"_s, circuitJson(shown.circuit)},
        {u"ending"_s, endingName(exchange.ending)},
        {u"attempts"_s, exchange.attempts.size()},
        {u"payload_size"_s, response ? QJsonValue(response->body.size) : QJsonValue()},
        {u"elapsed_ms"_s, ms(exchange.elapsed)},
        {u"error"_s, shown.error ? errorJson(*shown.error) : QJsonValue()},
    };
}

} // namespace Recloser
