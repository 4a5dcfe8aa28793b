// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/recordedcodec.h"

#include "core/store/cborwalk.h"

#include <optional>

namespace Recloser {

namespace {

/// As headerValue().
void takeFirst(std::optional<QByteArrayView> &first, QByteArrayView name, QByteArrayView header,
               QByteArrayView value)
{
    if (!first && header.size() == name.size() && header.compare(name, Qt::CaseInsensitive) == 0)
        first = value;
}

void takeRequest(CborWalk &cbor, RecordedCall &call)
{
    cbor.eachMember([&](QByteArrayView name) {
        if (name == "method") {
            call.method = cbor.bytes().toByteArray();
        } else if (name == "urlText") {
            call.url = QString::fromUtf8(cbor.text());
        } else if (name == "headers") {
            std::optional<QByteArrayView> key;
            cbor.eachPair([&](QByteArrayView header, QByteArrayView value) {
                takeFirst(key, "Idempotency-Key", header, value);
            });
            call.hasIdempotencyKey = key && !key->isEmpty();
        }
    });
}

void takeCircuit(CborWalk &cbor, RecordedCall &call)
{
    cbor.eachMember([&](QByteArrayView name) {
        if (name == "use")
            call.use = CircuitReport::Use(cbor.integer(qint64(call.use)));
        else if (name == "opened")
            call.hasOpened = cbor.boolean();
        else if (name == "openedFor")
            call.openedFor = milliseconds(cbor.integer(0));
    });
}

/// Tells whether it is one without an end.
bool takeResponse(CborWalk &cbor, RecordedResult &result)
{
    std::optional<QByteArrayView> contentType;
    std::optional<QByteArrayView> retryAfter;
    std::optional<QByteArrayView> date;
    cbor.eachMember([&](QByteArrayView name) {
        if (name == "status") {
            result.status = int(cbor.integer(0));
        } else if (name == "headers") {
            cbor.eachPair([&](QByteArrayView header, QByteArrayView value) {
                takeFirst(retryAfter, "Retry-After", header, value);
                takeFirst(date, "Date", header, value);
                takeFirst(contentType, "Content-Type", header, value);
            });
        }
    });
    if (retryAfter && !retryAfter->isEmpty()) {
        result.retryAfter = retryAfter->toByteArray();
        result.date = date.value_or(QByteArrayView()).toByteArray();
    }
    return contentType && hasNoEnd(*contentType);
}

void takeError(CborWalk &cbor, RecordedResult &result)
{
    cbor.eachMember([&](QByteArrayView name) {
        if (name == "kind")
            result.error = kindFromName(QString::fromUtf8(cbor.text())).value_or(result.error);
        else if (name == "reach")
            result.reach = SendError::Reach(cbor.integer(qint64(result.reach)));
    });
}

} // namespace

void decodeDetails(const QByteArray &cbor, RecordedCall &call)
{
    CborWalk walk(cbor);
    walk.eachMember([&](QByteArrayView name) {
        if (name == "request")
            takeRequest(walk, call);
        else if (name == "ending")
            call.ending = Ending(walk.integer(qint64(call.ending)));
        else if (name == "circuit")
            takeCircuit(walk, call);
    });
}

RecordedAttempt decodedRecordedAttempt(const QByteArray &cbor)
{
    RecordedAttempt attempt;
    microseconds download{0};
    bool isEndless = false;
    CborWalk walk(cbor);
    walk.eachMember([&](QByteArrayView name) {
        if (name == "startedAfter")
            attempt.startedAfter = microseconds(walk.integer(0));
        else if (name == "total")
            attempt.duration = microseconds(walk.integer(0));
        else if (name == "download")
            download = microseconds(walk.integer(0));
        else if (name == "response")
            isEndless = takeResponse(walk, attempt.result);
        else if (name == "error")
            takeError(walk, attempt.result);
    });
    if (isEndless)
        attempt.duration -= download;
    return attempt;
}

} // namespace Recloser
