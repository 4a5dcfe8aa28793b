// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/requestsigning.h"

#include "core/model/response.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// In place of what is there by this name, so that signing again changes nothing else.
void setHeader(ResolvedRequest &request, const RawHeader &header)
{
    const auto isSame = [&header](const RawHeader &other) { return isNamed(other, header.name); };
    const auto found = std::ranges::find_if(request.headers, isSame);
    if (found != request.headers.end()) {
        found->value = header.value;
        // Lines of one name would go out as one.
        request.headers.erase(std::remove_if(std::next(found), request.headers.end(), isSame),
                              request.headers.end());
        return;
    }
    request.headers.append(header);
    request.addedHeaders.append(header.name.toLower());
}

void addToQuery(ResolvedRequest &request, const QByteArray &parameters)
{
    // In its encoded form, which QUrl would otherwise decode in part.
    QByteArray text = request.url.toEncoded(QUrl::RemoveFragment);
    text += (text.contains('?') ? (text.endsWith('?') ? "" : "&") : "?") + parameters;
    request.url = QUrl::fromEncoded(text);
}

/// What goes out: dot segments are taken out of it.
QUrl wireUrl(const QUrl &url)
{
    return url.adjusted(QUrl::NormalizePathSegments);
}

QByteArray encodedQuery(const QUrl &url)
{
    return url.query(QUrl::FullyEncoded).toLatin1();
}

/// A form whose only segment is in memory; null: the body is none.
BodySegment *formOf(ResolvedRequest &request)
{
    const QByteArray type = headerValue(request.headers, "content-type").toLower();
    if (!type.startsWith("application/x-www-form-urlencoded") || request.body.size() > 1)
        return nullptr;
    if (request.body.isEmpty())
        request.body.append(BodySegment());
    return request.body.first().filePath.isEmpty() ? &request.body.first() : nullptr;
}

} // namespace

AwsRequest awsRequestOf(const ResolvedRequest &request, const AwsSigning &signing,
                        const QByteArray &bodyHash)
{
    AwsRequest signedParts{request.method,
                           wireUrl(request.url).path(QUrl::FullyEncoded).toLatin1(),
                           encodedQuery(request.url),
                           {},
                           bodyHash};
    // Lines that share a name go out as one.
    const QHttpHeaders sent = wireHeaders(request, std::nullopt);
    QByteArray host = sent.value(QHttpHeaders::WellKnownHeader::Host).toByteArray();
    if (host.isEmpty())
        host = hostHeader(request.url);
    signedParts.headers.append({"Host"_ba, host});
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const QLatin1StringView sentName = sent.nameAt(i);
        const RawHeader header{QByteArray(sentName.data(), sentName.size()),
                               sent.valueAt(i).toByteArray()};
        const QByteArray &name = header.name;
        if (name == "x-amz-content-sha256")
            signedParts.bodyHash = header.value.trimmed();
        else if (name == "content-type" || name == "content-md5"
                 || (name.startsWith("x-amz-") && name != "x-amz-date"
                     && (name != "x-amz-security-token" || signing.sessionToken.isEmpty())))
            signedParts.headers.append(header);
    }
    return signedParts;
}

ResolvedRequest withAwsSignature(const ResolvedRequest &request, const AwsSigning &signing,
                                 SignaturePlace place, const QByteArray &bodyHash)
{
    ResolvedRequest result = request;
    const AwsRequest parts = awsRequestOf(request, signing, bodyHash);
    if (place == SignaturePlace::Query) {
        const QByteArray query = signedByQuery(parts, signing).query;
        QByteArray text = result.url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveQuery);
        text += '?' + query;
        result.url = QUrl::fromEncoded(text);
        return result;
    }
    AwsSigning own = signing;
    // What the user chose is sent and signed whatever the service.
    if (!headerValue(request.headers, "x-amz-content-sha256").isNull())
        own.bodyHashHeader = AwsSigning::BodyHashHeader::Sent;
    const AwsSignature signature = signedByHeader(parts, own);
    for (const RawHeader &header : signature.headers)
        setHeader(result, header);
    return result;
}

std::expected<ResolvedRequest, SendError> withOAuth1Signature(const ResolvedRequest &request,
                                                              const OAuth1Signing &signing,
                                                              SignaturePlace place)
{
    ResolvedRequest result = request;
    BodySegment *form = formOf(result);
    const auto made
        = oauth1Parameters({request.method, oauth1BaseUri(wireUrl(request.url)),
                            encodedQuery(request.url), form ? form->bytes : QByteArray()},
                           signing);
    if (!made)
        return std::unexpected(SendError{SendError::Kind::SigningKey, {}, made.error()});
    const QList<RawHeader> &parameters = *made;
    if (place == SignaturePlace::Query) {
        addToQuery(result, oauth1Query(parameters));
    } else if (place == SignaturePlace::Body && form) {
        form->bytes += (form->bytes.isEmpty() ? "" : "&") + oauth1Query(parameters);
        form->size = form->bytes.size();
    } else {
        setHeader(result, {"Authorization"_ba, oauth1Authorization(parameters, signing.realm)});
    }
    if (result.body.size() == 1 && result.body.first().size == 0 && request.body.isEmpty())
        result.body.clear();
    return result;
}

ResolvedRequest withAuthorization(const ResolvedRequest &request, const QByteArray &value)
{
    ResolvedRequest result = request;
    setHeader(result, {"Authorization"_ba, value});
    return result;
}

} // namespace Recloser
