// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/requestcodec.h"

#include "core/store/cborreading.h"
#include "core/store/cborwriting.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QTimeZone>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void write(QCborStreamWriter &cbor, const QList<RawHeader> &headers)
{
    const CborArrayWriter array(cbor, 2 * headers.size());
    for (const RawHeader &header : headers) {
        cbor.append(header.name);
        cbor.append(header.value);
    }
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

QUrl urlFrom(const QCborValue &value)
{
    return QUrl::fromEncoded(value.toByteArray(), QUrl::StrictMode);
}

namespace {

void write(QCborStreamWriter &cbor, const RedirectPolicy &redirects)
{
    CborMapWriter map(cbor);
    map.put("follow"_L1, redirects.follow);
    map.put("maxHops"_L1, redirects.maxHops);
}

RedirectPolicy redirectsFrom(const QCborMap &map)
{
    const RedirectPolicy fresh;
    return {numberFrom(map, "follow"_L1, fresh.follow),
            numberFrom(map, "maxHops"_L1, fresh.maxHops)};
}

void write(QCborStreamWriter &cbor, const Route &route)
{
    CborMapWriter map(cbor);
    map.putText("proxy"_L1, route.proxy);
    map.putText("connectTo"_L1, route.connectTo);
    map.putText("address"_L1, route.address);
    if (!route.largestMessage.isEmpty())
        map.putText("largestMessage"_L1, route.largestMessage);
}

Route routeFrom(const QCborMap &map)
{
    return {map.value("proxy"_L1).toString(), map.value("connectTo"_L1).toString(),
            map.value("address"_L1).toString(), map.value("largestMessage"_L1).toString()};
}

void write(QCborStreamWriter &cbor, const ClientIdentity &identity)
{
    CborMapWriter map(cbor);
    map.put("format"_L1, identity.format);
    map.putText("certificate"_L1, identity.certificateFile);
    map.putText("key"_L1, identity.keyFile);
    map.putText("passPhrase"_L1, identity.passPhraseSecret);
}

ClientIdentity identityFrom(const QCborMap &map)
{
    return {.hosts = {},
            .format = numberFrom(map, "format"_L1, ClientIdentity::Format::Pem),
            .certificateFile = map.value("certificate"_L1).toString(),
            .keyFile = map.value("key"_L1).toString(),
            .passPhraseSecret = map.value("passPhrase"_L1).toString()};
}

/// [part, index, offset, is Basic, [text, coding or -1 for a text, ...], ...]
void write(QCborStreamWriter &cbor, const QList<MaskedPlace> &places)
{
    const CborArrayWriter array(cbor, 5 * places.size());
    for (const MaskedPlace &place : places) {
        cbor.append(qint64(place.part));
        cbor.append(qint64(place.index));
        cbor.append(qint64(place.offset));
        cbor.append(place.isBasic);
        const CborArrayWriter pieces(cbor, 2 * place.pieces.size());
        for (const MaskedPlace::Piece &piece : place.pieces) {
            cbor.append(QStringView(piece.text));
            cbor.append(piece.isPlaceholder ? qint64(piece.coding) : qint64(-1));
        }
    }
}

QList<MaskedPlace> maskedFrom(const QCborValue &value)
{
    const QCborArray array = value.toArray();
    QList<MaskedPlace> places;
    for (qsizetype i = 0; i + 4 < array.size(); i += 5) {
        MaskedPlace place{.part = MaskedPlace::Part(array[i].toInteger()),
                          .index = qsizetype(array[i + 1].toInteger()),
                          .offset = qsizetype(array[i + 2].toInteger()),
                          .isBasic = array[i + 3].toBool()};
        const QCborArray pieces = array[i + 4].toArray();
        for (qsizetype j = 0; j + 1 < pieces.size(); j += 2) {
            const qint64 coding = pieces[j + 1].toInteger(-1);
            place.pieces.append(
                {pieces[j].toString(), coding >= 0,
                 coding >= 0 ? MaskedPlace::Coding(coding) : MaskedPlace::Coding::Plain});
        }
        places.append(place);
    }
    return places;
}

} // namespace

void write(QCborStreamWriter &cbor, const ResolvedRequest &request)
{
    CborMapWriter map(cbor);
    map.put("method"_L1, request.method);
    map.put("url"_L1, request.url.toEncoded());
    map.put("urlText"_L1, request.urlText);
    write(map.member("headers"_L1), request.headers);
    map.put("version"_L1, request.httpVersion);
    map.member("added"_L1);
    {
        const CborArrayWriter added(cbor, request.addedHeaders.size());
        for (const QByteArray &name : request.addedHeaders)
            cbor.append(name);
    }
    if (request.redirects != RedirectPolicy{})
        write(map.member("redirects"_L1), request.redirects);
    if (request.route != Route{})
        write(map.member("route"_L1), request.route);
    if (request.clientIdentity)
        write(map.member("identity"_L1), *request.clientIdentity);
    if (request.masked)
        write(map.member("masked"_L1), *request.masked);
    const auto isDated = [](const BodySegment &segment) { return segment.modifiedAt.isValid(); };
    if (std::ranges::any_of(request.body, isDated)) {
        map.member("modified"_L1);
        const CborArrayWriter times(cbor, request.body.size());
        for (const BodySegment &segment : request.body)
            cbor.append(isDated(segment) ? segment.modifiedAt.toMSecsSinceEpoch() : qint64(-1));
    }
    map.member("body"_L1);
    const CborArrayWriter body(cbor, 2 * request.body.size());
    for (const BodySegment &segment : request.body) {
        cbor.append(segment.size);
        cbor.append(QStringView(segment.filePath));
    }
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
    for (const QCborValue name : added)
        request.addedHeaders.append(name.toByteArray());
    request.redirects = redirectsFrom(map.value("redirects"_L1).toMap());
    request.route = routeFrom(map.value("route"_L1).toMap());
    if (map.contains("identity"_L1))
        request.clientIdentity = identityFrom(map.value("identity"_L1).toMap());
    const QCborArray body = map.value("body"_L1).toArray();
    for (qsizetype i = 0; i + 1 < body.size(); i += 2)
        request.body.append({{}, body[i + 1].toString(), body[i].toInteger()});
    const QCborArray times = map.value("modified"_L1).toArray();
    for (qsizetype i = 0; i < std::min(times.size(), request.body.size()); ++i) {
        if (const qint64 time = times[i].toInteger(-1); time >= 0)
            request.body[i].modifiedAt = QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC);
    }
    if (map.contains("masked"_L1))
        request.masked = maskedFrom(map.value("masked"_L1));
    return request;
}

} // namespace Recloser
