// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/oauth2answers.h"

#include <QDateTime>

#include <optional>

namespace Recloser {

/// What can be told of a token: all but itself. Plain value.
struct TokenFacts
{
    /// The secret it is kept as: tokenName().
    QString name;
    QString tokenUrl;
    QString clientId;
    Auth::Grant grant = Auth::Grant::ClientCredentials;
    QString scope;
    /// In UTC.
    QDateTime obtainedAt;
    /// In UTC; invalid: the server did not say.
    QDateTime expiresAt;
    bool canRefresh = false;

    bool operator==(const TokenFacts &) const = default;
};

/// A token as the secret store keeps it. Plain value.
struct TokenRecord
{
    TokenFacts facts;
    QByteArray accessToken;
    QString refreshToken;
    /// Of OpenID Connect; empty: none came.
    QByteArray identityToken = {};
    /// Of the secrets it was had with: another password, another token.
    QByteArray proof;

    /// Still good when a request that is made now arrives: it has more than 30 s to live, or half
    /// of a life that is shorter than a minute.
    bool isGood(const QDateTime &now) const;

    bool operator==(const TokenRecord &) const = default;
};

/// "oauth2-" and a hash of what tokens of `grant` are for: server, client, scope, user. None of its
/// secrets is in it, since names are kept openly.
QString tokenName(const Auth &grant);
/// Every name of tokenName() begins so.
QString tokenNamePrefix();

/// The record of an answer. What the answer leaves out is as in `before`, whose refresh token stays
/// good (RFC 6749 section 6).
TokenRecord tokenRecord(const Auth &grant, const TokenAnswer &answer, const QDateTime &now,
                        const std::optional<TokenRecord> &before = {});

/// Whether `record` was had with the secrets that `grant` has now. Who logged in did so whatever
/// the secrets of the client.
bool isOfGrant(const TokenRecord &record, const Auth &grant);

/// As one secret; and back, nothing for what is no record.
QString toSecret(const TokenRecord &record);
std::optional<TokenRecord> tokenRecordFrom(const QString &name, const QString &secret);

} // namespace Recloser
