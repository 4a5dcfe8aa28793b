// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QByteArrayView>

#include <expected>

namespace Recloser {

/// Who signs, how, and when (OAuth 1.0a, RFC 5849).
struct OAuth1Signing
{
    enum class Method {
        HmacSha1,
        HmacSha256,
        PlainText,
        HmacSha512,
        RsaSha1,
        RsaSha256,
        RsaSha512
    };

    Method method = Method::HmacSha1;
    QByteArray consumerKey;
    QByteArray consumerSecret;
    /// Empty: none, as when a token is asked for.
    QByteArray token;
    QByteArray tokenSecret;
    /// Of RSA, in PEM.
    QByteArray privateKey;
    /// Empty: none. Part of the header only, never of what is signed.
    QByteArray realm;
    QByteArray callback;
    QByteArray verifier;
    /// Seconds since 1970, and a text that no other request of that second has.
    qint64 timestamp = 0;
    QByteArray nonce;
    /// `oauth_version=1.0`, which may be left out.
    enum class Version { Sent, Left };
    Version version = Version::Sent;
};

/// A request as far as it is signed.
struct OAuth1Request
{
    QByteArray method;
    /// Scheme, host, port and path, without query: see oauth1BaseUri().
    QByteArray baseUri;
    /// As in the request line.
    QByteArray query;
    /// The body when it is application/x-www-form-urlencoded, else empty.
    QByteArray formBody;
};

/// `oauth_…` parameters with the signature, decoded, in the order in which they are sent. Fails
/// only with RSA, and says what is wrong with the key.
std::expected<QList<RawHeader>, QString> oauth1Parameters(const OAuth1Request &request,
                                                          const OAuth1Signing &signing);

/// RFC 5849 section 3.4.1, for messages and tests.
QByteArray oauth1BaseString(const OAuth1Request &request, const OAuth1Signing &signing);
/// RFC 5849 section 3.4.1.2: lower-case scheme and host, no default port.
QByteArray oauth1BaseUri(const QUrl &url);

/// The parameters as the value of Authorization.
QByteArray oauth1Authorization(const QList<RawHeader> &parameters, const QByteArray &realm);
/// The parameters as they are appended to a query or a form.
QByteArray oauth1Query(const QList<RawHeader> &parameters);

} // namespace Recloser
