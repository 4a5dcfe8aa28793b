// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/challenges.h"
#include "core/auth/digesthash.h"

namespace Recloser {

/// What a server asks of Digest (RFC 7616 section 3.3). Plain value.
struct DigestChallenge
{
    /// How much of a request its answer covers.
    enum class Protection {
        Old, ///< no qop: RFC 2069
        Auth, ///< method and URI
        AuthInt, ///< the body too
    };

    QByteArray realm;
    QByteArray nonce;
    /// Sent back as it came; null: none.
    QByteArray opaque;
    DigestAlgorithm algorithm = DigestAlgorithm::Md5;
    /// The algorithm's name ends with "-sess".
    bool isSession = false;
    /// As written, and so sent back; empty: none.
    QByteArray algorithmName;
    /// The one that is used: Auth where it is offered.
    Protection protection = Protection::Old;
    /// The credentials are right, only the nonce is too old.
    bool isStale = false;
    /// The user's name goes out hashed.
    bool wantsUserHash = false;
    bool isUtf8 = false;

    bool operator==(const DigestChallenge &) const = default;
};

/// Nothing for other schemes, without a nonce, and for algorithms or protections that are unknown.
std::optional<DigestChallenge> digestChallenge(const AuthChallenge &challenge);

/// The one with the strongest hash, the first of several; nothing where there is none.
std::optional<DigestChallenge> strongestDigest(const QList<AuthChallenge> &challenges);

struct DigestCredentials
{
    QString user;
    QString password;

    bool operator==(const DigestCredentials &) const = default;
};

/// What one request has to say for itself.
struct DigestUse
{
    QByteArray method;
    /// Path and query, as in the request line.
    QByteArray uri;
    /// The same as long as the nonce is: "-sess" makes its key of it.
    QByteArray clientNonce;
    /// From 1; how often this nonce was used.
    quint32 count = 1;
    /// Hash of the body in hexadecimal digits, for AuthInt.
    QByteArray bodyHash;
};

/// The value of Authorization.
QByteArray digestAuthorization(const DigestChallenge &challenge,
                               const DigestCredentials &credentials, const DigestUse &use);

/// The nonce to use from the next request on (`Authentication-Info: nextnonce=`); empty: none.
QByteArray nextNonce(const QList<RawHeader> &responseHeaders);

} // namespace Recloser
