// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <chrono>

namespace Recloser {

/// Who signs, for what, and when (AWS Signature Version 4).
struct AwsSigning
{
    QByteArray accessKey;
    QByteArray secretKey;
    /// Of temporary credentials; empty: none.
    QByteArray sessionToken;
    QByteArray region;
    QByteArray service;
    /// UTC.
    QDateTime at;
    /// How the path of the request becomes the canonical one. S3 takes it as it is sent.
    enum class PathRule {
        Normalized, ///< dot segments and double slashes removed, then encoded once more
        Encoded, ///< encoded once more
        AsSent,
    };
    PathRule path = PathRule::Normalized;
    /// What the header x-amz-content-sha256 is sent for: S3 demands it.
    enum class BodyHashHeader { Left, Sent };
    BodyHashHeader bodyHashHeader = BodyHashHeader::Left;
    /// Whether the session token is signed with the rest, or added afterwards (as IoT wants it).
    enum class TokenRule { Signed, Unsigned };
    TokenRule token = TokenRule::Signed;
    /// How long a signed URL is good for, 1 s to 7 days.
    std::chrono::seconds validFor{3600};
};

/// A request as far as it is signed.
struct AwsRequest
{
    QByteArray method;
    /// Path and query as in the request line.
    QByteArray path;
    QByteArray query;
    /// All that are signed, Host among them.
    QList<RawHeader> headers;
    /// SHA-256 of the body in hexadecimal digits, or unsignedPayload().
    QByteArray bodyHash;
};

/// What a signature is made of, and what it adds.
struct AwsSignature
{
    QByteArray canonicalRequest;
    QByteArray stringToSign;
    QByteArray signature;
    /// To be added, in this order; none for a signed URL.
    QList<RawHeader> headers;
    /// The query of a signed URL, without "?".
    QByteArray query;
};

/// The signature in the header Authorization.
AwsSignature signedByHeader(const AwsRequest &request, const AwsSigning &signing);
/// The signature in the query: a URL that anybody can use until it expires.
AwsSignature signedByQuery(const AwsRequest &request, const AwsSigning &signing);

/// What stands for the hash of a body that is not signed, which S3 allows.
QByteArray unsignedPayload();

/// "s3" is told by its name; "execute-api" and all others have the common rules.
void useRulesOfService(AwsSigning &signing);

/// Region and service of a host such as "sqs.eu-west-1.amazonaws.com"; empty where it does not
/// tell.
struct AwsHostParts
{
    QByteArray service;
    QByteArray region;
};
AwsHostParts awsHostParts(QByteArrayView host);

} // namespace Recloser
