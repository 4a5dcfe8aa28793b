// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/requestvariables.h"

#include "core/model/nearestspelling.h"
#include "core/resolve/jsonpath.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/xmlpath.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Larger bodies are not looked into.
constexpr qint64 largestBody = 16 * 1024 * 1024;

using Bytes = std::expected<QByteArray, QString>;

Bytes bytesOfFile(const QString &path, qint64 size)
{
    if (size > largestBody)
        return std::unexpected(u"its body is larger than 16 MiB"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(u"its body cannot be read: "_s + file.errorString());
    return file.read(largestBody);
}

Bytes requestBody(const ResolvedRequest &request)
{
    QByteArray bytes;
    for (const BodySegment &segment : request.body) {
        if (segment.filePath.isEmpty()) {
            bytes += segment.bytes;
            continue;
        }
        const auto content = bytesOfFile(segment.filePath, segment.size + bytes.size());
        if (!content)
            return content;
        bytes += *content;
    }
    return bytes;
}

Bytes responseBody(const ResponseBody &body)
{
    return body.isInFile() ? bytesOfFile(body.filePath(), body.size) : Bytes(body.bytes);
}

QString headerNames(const QList<RawHeader> &headers)
{
    QStringList names;
    for (const RawHeader &header : headers) {
        const QString name = QString::fromLatin1(header.name);
        if (!names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    }
    return names.isEmpty() ? u"it has none"_s : u"it has "_s + names.join(u", "_s);
}

std::expected<QString, QString> inBody(const Bytes &body, const QString &path)
{
    if (!body)
        return std::unexpected(body.error());
    if (path.isEmpty() || path == "*"_L1)
        return QString::fromUtf8(*body);
    const bool isXml = path.startsWith(u'/');
    const auto value = isXml ? xmlPathValue(*body, path) : jsonPathValue(*body, path);
    if (value)
        return *value;
    switch (value.error().kind) {
    case PathError::Kind::BadPath:
        return std::unexpected(
            u"the path is not understood from \"%1\" on"_s.arg(value.error().subject));
    case PathError::Kind::NotThere:
        return std::unexpected(u"there is no %1 in its body"_s.arg(value.error().subject));
    case PathError::Kind::BadDocument:
        break;
    }
    return std::unexpected(body->trimmed().isEmpty()
                               ? u"its body is empty"_s
                               : u"its body is not %1 (%2)"_s.arg(isXml ? u"XML"_s : u"JSON"_s,
                                                                  value.error().subject));
}

} // namespace

std::optional<RequestReference> requestReferenceOf(const QString &name)
{
    static const QRegularExpression form(
        u"^(.+?)\\.(request|response)\\.(body|headers|status)(?:(?:\\.|(?=\\[))(.*))?$"_s);
    // Names are asked by the thousand, and next to none is one.
    if (!name.contains(".response."_L1) && !name.contains(".request."_L1))
        return std::nullopt;
    const auto match = form.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    using Part = RequestReference::Part;
    const QStringView part = match.capturedView(3);
    return RequestReference{match.captured(1),
                            match.capturedView(2) == u"request" ? RequestReference::Side::Request
                                                                : RequestReference::Side::Response,
                            part == u"body"          ? Part::Body
                                : part == u"headers" ? Part::Headers
                                                     : Part::Status,
                            match.captured(4).trimmed()};
}

std::expected<QString, QString> requestVariable(const RequestReference &reference,
                                                const Scope &scope)
{
    const auto exchange = scope.exchanges.value(reference.request);
    if (!exchange) {
        if (scope.requestNames.contains(reference.request))
            return std::unexpected(
                u"the request \"%1\" was not sent yet; send it first"_s.arg(reference.request));
        const QString nearest = nearestSpelling(reference.request, scope.requestNames);
        return std::unexpected(u"no request is called \"%1\""_s.arg(reference.request)
                               + (nearest.isEmpty() ? QString() : u"; nearest: %1"_s.arg(nearest)));
    }
    const bool isRequest = reference.side == RequestReference::Side::Request;
    const Response *response = exchange->response();
    if (!isRequest && !response)
        return std::unexpected(
            u"the request \"%1\" has no answer; send it again"_s.arg(reference.request));
    switch (reference.part) {
    case RequestReference::Part::Body:
        return inBody(isRequest ? requestBody(exchange->request) : responseBody(response->body),
                      reference.path);
    case RequestReference::Part::Status:
        if (isRequest)
            return std::unexpected(u"only an answer has a status"_s);
        return QString::number(response->status);
    case RequestReference::Part::Headers:
        break;
    }
    const QList<RawHeader> &headers = isRequest ? exchange->request.headers : response->headers;
    const QByteArray value = headerValue(headers, reference.path.toUtf8());
    if (value.isNull())
        return std::unexpected(
            u"there is no header %1; %2"_s.arg(reference.path, headerNames(headers)));
    return QString::fromUtf8(value);
}

} // namespace Recloser
