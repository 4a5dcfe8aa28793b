// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/bodyencoding.h"

#include "core/graphql/graphqlbody.h"

#include "core/resolve/urltext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringConverter>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

constexpr QStringView soap12Namespace = u"http://www.w3.org/2003/05/soap-envelope";

std::unexpected<SendError> unreadable(const QString &path, const QString &why)
{
    return std::unexpected(SendError{Kind::BodyUnreadable, path, why});
}

std::expected<BodySegment, SendError> fileSegment(const QString &path, const QString &baseFolder)
{
    if (path.trimmed().isEmpty())
        return unreadable(path, u"no file is chosen"_s);
    const QFileInfo info(baseFolder.isEmpty() ? path : QDir(baseFolder).filePath(path));
    const QString full = info.absoluteFilePath();
    if (!info.exists())
        return unreadable(full,
                          info.isSymLink() ? u"it is a link to a file that does not exist"_s
                                           : u"the file does not exist"_s);
    if (info.isDir())
        return unreadable(full, u"it is a folder"_s);
    if (!info.isFile())
        return unreadable(full, u"it is not a regular file"_s);
    if (!info.isReadable())
        return unreadable(full, u"there is no permission to read it"_s);
    return BodySegment{{}, full, info.size(), info.lastModified(QTimeZone::UTC)};
}

/// Larger texts are no templates.
constexpr qint64 largestTemplate = 16 * 1024 * 1024;

/// The text of a file with its placeholders resolved, in the file's own encoding.
std::expected<BodySegment, SendError> templateSegment(const QString &path, const QString &encoding,
                                                      const Placeholders &placeholders,
                                                      const QString &baseFolder)
{
    auto segment = fileSegment(path, baseFolder);
    if (!segment)
        return segment;
    const QString name = encoding.isEmpty() ? u"UTF-8"_s : encoding;
    QStringDecoder decoder(name);
    QStringEncoder encoder(name);
    if (!decoder.isValid() || !encoder.isValid())
        return unreadable(segment->filePath, u"there is no encoding called %1"_s.arg(name));
    QFile file(segment->filePath);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(segment->filePath, file.errorString());
    const QByteArray bytes = file.read(largestTemplate + 1);
    if (bytes.size() > largestTemplate)
        return unreadable(segment->filePath,
                          u"it is larger than 16 MiB, too large for placeholders"_s);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return unreadable(segment->filePath, u"it is not %1 text"_s.arg(name));
    const auto expanded = placeholders.expand(text, u"the file %1"_s.arg(path));
    if (!expanded)
        return std::unexpected(expanded.error());
    const QByteArray encoded = encoder.encode(*expanded);
    return BodySegment{encoded, {}, encoded.size()};
}

void appendBytes(QList<BodySegment> &segments, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (segments.isEmpty() || !segments.last().filePath.isEmpty())
        segments.append(BodySegment{});
    segments.last().bytes += bytes;
    segments.last().size = segments.last().bytes.size();
}

std::expected<EncodedBody, SendError> encodedText(const Body &body,
                                                  const Placeholders &placeholders)
{
    const auto text = placeholders.expand(body.text, u"the body"_s);
    if (!text)
        return std::unexpected(text.error());
    EncodedBody encoded;
    appendBytes(encoded.segments, text->toUtf8());
    if (body.kind == Body::Kind::Json)
        encoded.mediaType = "application/json"_ba;
    else if (body.kind == Body::Kind::Xml)
        encoded.mediaType = text->contains(soap12Namespace)
            ? "application/soap+xml; charset=utf-8"_ba
            : "text/xml; charset=utf-8"_ba;
    else
        encoded.mediaType = "text/plain; charset=utf-8"_ba;
    return encoded;
}

std::expected<GraphQlRequest, SendError> expandedGraphQl(const Body &body,
                                                         const Placeholders &placeholders)
{
    GraphQlRequest request;
    for (const auto &[member, text, place] :
         {std::tuple(&GraphQlRequest::query, &body.text, u"the query"_s),
          std::tuple(&GraphQlRequest::variables, &body.variables, u"the query's variables"_s),
          std::tuple(&GraphQlRequest::operationName, &body.operationName,
                     u"the operation's name"_s)}) {
        auto expanded = placeholders.expand(*text, place);
        if (!expanded)
            return std::unexpected(std::move(expanded.error()));
        request.*member = std::move(*expanded);
    }
    return request;
}

SendError noObject(const QString &why)
{
    return {SendError::Kind::InvalidBody, u"variables"_s,
            u"the variables of the query are no JSON object: "_s + why};
}

std::expected<EncodedBody, SendError> encodedGraphQl(const Body &body,
                                                     const Placeholders &placeholders)
{
    const auto request = expandedGraphQl(body, placeholders);
    if (!request)
        return std::unexpected(request.error());
    const auto json = graphQlJson(*request);
    if (!json)
        return std::unexpected(noObject(json.error()));
    EncodedBody encoded{{}, "application/json"_ba};
    appendBytes(encoded.segments, json->toUtf8());
    return encoded;
}

std::expected<EncodedBody, SendError> encodedForm(const Body &body,
                                                  const Placeholders &placeholders)
{
    QByteArray bytes;
    for (const QueryParameter &row : body.form) {
        if (!row.enabled)
            continue;
        const QString place = u"form field %1"_s.arg(row.name);
        const auto name = placeholders.expand(row.name, place);
        if (!name)
            return std::unexpected(name.error());
        const auto value = placeholders.expand(row.value, place);
        if (!value)
            return std::unexpected(value.error());
        if (!bytes.isEmpty())
            bytes += '&';
        bytes += formEncoded(*name);
        if (row.hasEquals || !value->isEmpty())
            bytes += '=' + formEncoded(*value);
    }
    EncodedBody encoded;
    appendBytes(encoded.segments, bytes);
    encoded.mediaType = "application/x-www-form-urlencoded"_ba;
    return encoded;
}

QByteArray escapedName(const QString &name)
{
    return name.toUtf8().replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
}

bool hasLineBreak(const QString &text)
{
    return text.contains(u'\r') || text.contains(u'\n') || text.contains(QChar(0));
}

/// Everything of a part but its content.
std::expected<QByteArray, SendError> partHead(const MultipartPart &part, const QString &name,
                                              const QString &fileName, const QString &mediaType)
{
    if (hasLineBreak(mediaType))
        return std::unexpected(
            SendError{Kind::InvalidBody, name, u"its media type holds a line break"_s});
    QByteArray head = "Content-Disposition: form-data; name=\"" + escapedName(name) + '"';
    if (part.isFile || !fileName.isEmpty())
        head += "; filename=\"" + escapedName(fileName) + '"';
    head += "\r\n";
    if (!mediaType.isEmpty())
        head += "Content-Type: " + mediaType.toUtf8() + "\r\n";
    else if (part.isFile)
        head += "Content-Type: application/octet-stream\r\n";
    return head + "\r\n";
}

std::expected<void, SendError> appendPart(QList<BodySegment> &segments, const MultipartPart &part,
                                          const Placeholders &placeholders,
                                          const QString &baseFolder)
{
    const QString place = u"part %1"_s.arg(part.name);
    QString texts[4];
    const QString *written[4] = {&part.name, &part.value, &part.fileName, &part.mediaType};
    for (size_t i = 0; i < 4; ++i) {
        auto text = placeholders.expand(*written[i], place);
        if (!text)
            return std::unexpected(std::move(text.error()));
        texts[i] = std::move(*text);
    }
    auto &[name, value, fileName, mediaType] = texts;
    if (part.isFile && fileName.isEmpty())
        fileName = QFileInfo(value).fileName();
    const auto head = partHead(part, name, fileName, mediaType.trimmed());
    if (!head)
        return std::unexpected(head.error());
    appendBytes(segments, *head);
    if (part.isFile) {
        auto file = part.fileContent == FileContent::AsItIs
            ? fileSegment(value, baseFolder)
            : templateSegment(value, part.fileEncoding, placeholders, baseFolder);
        if (!file)
            return std::unexpected(std::move(file.error()));
        if (file->filePath.isEmpty())
            appendBytes(segments, file->bytes);
        else
            segments.append(std::move(*file));
    } else {
        appendBytes(segments, value.toUtf8());
    }
    appendBytes(segments, "\r\n");
    return {};
}

std::expected<EncodedBody, SendError> encodedMultipart(const Body &body,
                                                       const Placeholders &placeholders,
                                                       const QString &baseFolder,
                                                       const QString &contentType)
{
    const QString written = boundaryOf(contentType.isEmpty() ? body.mediaType : contentType);
    const QByteArray boundary = written.isEmpty()
        ? "recloser-" + QUuid::createUuid().toByteArray(QUuid::Id128)
        : written.toUtf8();
    EncodedBody encoded;
    for (const MultipartPart &part : body.parts) {
        if (!part.enabled)
            continue;
        appendBytes(encoded.segments, "--" + boundary + "\r\n");
        if (auto appended = appendPart(encoded.segments, part, placeholders, baseFolder); !appended)
            return std::unexpected(std::move(appended.error()));
    }
    appendBytes(encoded.segments, "--" + boundary + "--\r\n");
    encoded.mediaType = "multipart/form-data; boundary=" + boundary;
    return encoded;
}

std::expected<EncodedBody, SendError>
encodedFile(const Body &body, const Placeholders &placeholders, const QString &baseFolder)
{
    const auto path = placeholders.expand(body.filePath, u"the body's file name"_s);
    if (!path)
        return std::unexpected(path.error());
    auto segment = body.fileContent == FileContent::AsItIs
        ? fileSegment(*path, baseFolder)
        : templateSegment(*path, body.fileEncoding, placeholders, baseFolder);
    if (!segment)
        return std::unexpected(std::move(segment.error()));
    return EncodedBody{{std::move(*segment)}, "application/octet-stream"_ba};
}

} // namespace

std::expected<QList<std::pair<QString, QString>>, SendError>
graphQlQueryParameters(const Body &body, const Placeholders &placeholders)
{
    return expandedGraphQl(body, placeholders).and_then([](const GraphQlRequest &request) {
        return graphQlParameters(request).transform_error(noObject);
    });
}

std::expected<EncodedBody, SendError> encodedBody(const Body &body,
                                                  const Placeholders &placeholders,
                                                  const QString &baseFolder,
                                                  const QString &contentType)
{
    std::expected<EncodedBody, SendError> encoded;
    switch (body.kind) {
    case Body::Kind::None:
        return encoded;
    case Body::Kind::Text:
    case Body::Kind::Json:
    case Body::Kind::Xml:
        encoded = encodedText(body, placeholders);
        break;
    case Body::Kind::GraphQl:
        encoded = encodedGraphQl(body, placeholders);
        break;
    case Body::Kind::Form:
        encoded = encodedForm(body, placeholders);
        break;
    case Body::Kind::Multipart:
        encoded = encodedMultipart(body, placeholders, baseFolder, contentType);
        break;
    case Body::Kind::File:
        encoded = encodedFile(body, placeholders, baseFolder);
        break;
    }
    if (!encoded)
        return encoded;
    if (encoded->segments.isEmpty())
        encoded->mediaType.clear();
    else if (const QString given = body.mediaType.trimmed(); !given.isEmpty()) {
        const bool lacksBoundary
            = body.kind == Body::Kind::Multipart && boundaryOf(given).isEmpty();
        const QByteArray boundary
            = encoded->mediaType.sliced(std::max<qsizetype>(0, encoded->mediaType.indexOf(';')));
        encoded->mediaType = given.toUtf8() + (lacksBoundary ? boundary : QByteArray());
    }
    return encoded;
}

QString boundaryOf(const QString &mediaType)
{
    if (!mediaType.trimmed().startsWith("multipart/"_L1, Qt::CaseInsensitive))
        return {};
    const QStringList parameters = mediaType.split(u';');
    for (const QString &parameter : parameters.sliced(1)) {
        const qsizetype equals = parameter.indexOf(u'=');
        if (equals < 0
            || parameter.first(equals).trimmed().compare("boundary"_L1, Qt::CaseInsensitive) != 0)
            continue;
        QString value = parameter.sliced(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
            value = value.sliced(1, value.size() - 2);
        return value;
    }
    return {};
}

} // namespace Recloser
