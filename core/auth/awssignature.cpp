// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/awssignature.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

/// RFC 3986 section 5.2.4 and no empty segments; a slash at the end stays.
QByteArray normalizedPath(const QByteArray &path)
{
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.split('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
    }
    const QByteArray last = segments.last();
    const bool isFolder = !kept.isEmpty() && (last.isEmpty() || last == "." || last == "..");
    return '/' + kept.join('/') + (isFolder ? "/" : "");
}

QByteArray canonicalPath(const QByteArray &path, AwsSigning::PathRule rule)
{
    const QByteArray given = path.isEmpty() ? "/"_ba : path;
    switch (rule) {
    case AwsSigning::PathRule::Normalized:
        return normalizedPath(given).toPercentEncoding("/"_ba);
    case AwsSigning::PathRule::Encoded:
        return given.toPercentEncoding("/"_ba);
    case AwsSigning::PathRule::AsSent:
        // However it was written, unreserved characters stand as they are (RFC 3986 section 2.3).
        return QByteArray::fromPercentEncoding(given).toPercentEncoding("/"_ba);
    }
    return given;
}

struct Parameter
{
    QByteArray name;
    QByteArray value;

    auto operator<=>(const Parameter &) const = default;
};

/// Encoded and in order: by encoded name, then value.
QByteArray canonicalQuery(const QByteArray &query, QList<Parameter> added = {})
{
    QList<Parameter> parameters = std::move(added);
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto encoded = [](const QByteArray &text) {
            return QByteArray::fromPercentEncoding(text).toPercentEncoding();
        };
        parameters.append({encoded(equals < 0 ? part : part.first(equals)),
                           equals < 0 ? QByteArray() : encoded(part.sliced(equals + 1))});
    }
    std::ranges::sort(parameters);
    QByteArrayList texts;
    for (const Parameter &parameter : std::as_const(parameters))
        texts.append(parameter.name + '=' + parameter.value);
    return texts.join('&');
}

struct CanonicalHeaders
{
    QByteArray lines;
    QByteArray names;
};

CanonicalHeaders canonicalHeaders(const QList<RawHeader> &headers)
{
    QMap<QByteArray, QByteArrayList> values;
    for (const RawHeader &header : headers)
        values[header.name.toLower()].append(header.value.simplified());
    CanonicalHeaders canonical;
    for (auto [name, list] : values.asKeyValueRange())
        canonical.lines += name + ':' + list.join(',') + '\n';
    canonical.names = values.keys().join(';');
    return canonical;
}

QByteArray scopeOf(const AwsSigning &signing)
{
    return signing.at.toUTC().toString(u"yyyyMMdd"_s).toLatin1() + '/' + signing.region + '/'
        + signing.service + "/aws4_request";
}

QByteArray timeText(const AwsSigning &signing)
{
    return signing.at.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

void sign(AwsSignature &result, const AwsSigning &signing)
{
    result.stringToSign = "AWS4-HMAC-SHA256\n" + timeText(signing) + '\n' + scopeOf(signing) + '\n'
        + sha256(result.canonicalRequest);
    const QByteArray day = signing.at.toUTC().toString(u"yyyyMMdd"_s).toLatin1();
    const QByteArray key
        = hmac(hmac(hmac(hmac("AWS4" + signing.secretKey, day), signing.region), signing.service),
               "aws4_request"_ba);
    result.signature = hmac(key, result.stringToSign).toHex();
}

QByteArray canonicalRequest(const AwsRequest &request, const AwsSigning &signing,
                            const QByteArray &query, const CanonicalHeaders &headers)
{
    return request.method + '\n' + canonicalPath(request.path, signing.path) + '\n' + query + '\n'
        + headers.lines + '\n' + headers.names + '\n' + request.bodyHash;
}

} // namespace

AwsSignature signedByHeader(const AwsRequest &request, const AwsSigning &signing)
{
    AwsSignature result;
    const bool hasToken = !signing.sessionToken.isEmpty();
    const RawHeader token{"X-Amz-Security-Token"_ba, signing.sessionToken};
    if (hasToken && signing.token == AwsSigning::TokenRule::Signed)
        result.headers.append(token);
    result.headers.append({"X-Amz-Date"_ba, timeText(signing)});
    if (signing.bodyHashHeader == AwsSigning::BodyHashHeader::Sent)
        result.headers.append({"x-amz-content-sha256"_ba, request.bodyHash});
    const CanonicalHeaders headers = canonicalHeaders(request.headers + result.headers);
    result.canonicalRequest
        = canonicalRequest(request, signing, canonicalQuery(request.query), headers);
    sign(result, signing);
    if (hasToken && signing.token == AwsSigning::TokenRule::Unsigned)
        result.headers.append(token);
    result.headers.append({"Authorization"_ba,
                           "AWS4-HMAC-SHA256 Credential=" + signing.accessKey + '/'
                               + scopeOf(signing) + ", SignedHeaders=" + headers.names
                               + ", Signature=" + result.signature});
    return result;
}

AwsSignature signedByQuery(const AwsRequest &request, const AwsSigning &signing)
{
    AwsSignature result;
    const CanonicalHeaders headers = canonicalHeaders(request.headers);
    QList<Parameter> added{
        {"X-Amz-Algorithm"_ba, "AWS4-HMAC-SHA256"_ba},
        {"X-Amz-Credential"_ba,
         QByteArray(signing.accessKey + '/' + scopeOf(signing)).toPercentEncoding()},
        {"X-Amz-Date"_ba, timeText(signing)},
        {"X-Amz-Expires"_ba, QByteArray::number(qint64(signing.validFor.count()))},
        {"X-Amz-SignedHeaders"_ba, headers.names.toPercentEncoding()},
    };
    const Parameter token{"X-Amz-Security-Token"_ba, signing.sessionToken.toPercentEncoding()};
    const bool hasToken = !signing.sessionToken.isEmpty();
    if (hasToken && signing.token == AwsSigning::TokenRule::Signed)
        added.append(token);
    const QByteArray query = canonicalQuery(request.query, added);
    result.canonicalRequest = canonicalRequest(request, signing, query, headers);
    sign(result, signing);
    QByteArrayList texts;
    if (!request.query.isEmpty())
        texts.append(request.query);
    if (hasToken && signing.token == AwsSigning::TokenRule::Unsigned)
        added.append(token);
    for (const Parameter &parameter : std::as_const(added))
        texts.append(parameter.name + '=' + parameter.value);
    texts.append("X-Amz-Signature=" + result.signature);
    result.query = texts.join('&');
    return result;
}

QByteArray unsignedPayload()
{
    return "UNSIGNED-PAYLOAD"_ba;
}

void useRulesOfService(AwsSigning &signing)
{
    const bool isS3 = signing.service == "s3" || signing.service == "s3-object-lambda"
        || signing.service == "s3express" || signing.service == "s3-outposts";
    signing.path = isS3 ? AwsSigning::PathRule::AsSent : AwsSigning::PathRule::Normalized;
    signing.bodyHashHeader
        = isS3 ? AwsSigning::BodyHashHeader::Sent : AwsSigning::BodyHashHeader::Left;
}

AwsHostParts awsHostParts(QByteArrayView host)
{
    const QByteArray name = host.toByteArray().toLower();
    QByteArrayList labels = name.split('.');
    qsizetype end = labels.size();
    if (name.endsWith(".amazonaws.com.cn"))
        end -= 3;
    else if (name.endsWith(".amazonaws.com") || name.endsWith(".on.aws"))
        end -= 2;
    else
        return {};
    labels.resize(std::max<qsizetype>(0, end));
    if (labels.isEmpty())
        return {};
    const auto isRegion = [](const QByteArray &label) {
        const QByteArrayList parts = label.split('-');
        return parts.size() >= 3 && parts.last().size() == 1 && parts.last().at(0) >= '1'
            && parts.last().at(0) <= '9' && parts.first().size() == 2;
    };
    AwsHostParts parts;
    qsizetype service = labels.size() - 1;
    if (isRegion(labels.at(service))) {
        parts.region = labels.at(service);
        --service;
    }
    if (service >= 0 && labels.at(service) == "dualstack")
        --service;
    if (service >= 0)
        parts.service = labels.at(service);
    // One region is not named in the hosts of global services.
    if (parts.region.isEmpty())
        parts.region = "us-east-1"_ba;
    return parts;
}

} // namespace Recloser
