// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/oauth2.h"

#include <QDateTime>

#include <chrono>

namespace Recloser {

// What authorization servers answer, and what a browser brings back. All of it comes from
// strangers: texts for people are cut short and hold no control characters, tokens only what fits
// into a header.

/// Why there is no token. Plain value.
struct OAuth2Refusal
{
    /// Of RFC 6749 sections 4.1.2.1 and 5.2, RFC 8628 section 3.5 ("invalid_client"); empty: the
    /// answer is none that these know.
    QString code;
    /// What the server says of it, or what is wrong with its answer.
    QString description;

    bool operator==(const OAuth2Refusal &) const = default;
};

/// "invalid_client: unknown client"
QString refusalText(const OAuth2Refusal &refusal);

/// An answer with a token (RFC 6749 section 5.1). Plain value.
struct TokenAnswer
{
    QByteArray accessToken;
    /// Empty: none, an older one stays good.
    QString refreshToken;
    /// Unset: the server does not say. At most ten years.
    std::optional<std::chrono::seconds> lifetime;
    /// Empty: what was asked for.
    QString scope;
    /// OpenID Connect's; empty: none.
    QByteArray identityToken = {};

    bool operator==(const TokenAnswer &) const = default;
};

/// Tokens of other types than "bearer" are refused, unless the user says how theirs is sent
/// (`grant.prefix`): sent as Bearer they would mean something else (section 7.1).
std::expected<TokenAnswer, OAuth2Refusal> readTokenAnswer(const Auth &grant, int status,
                                                          const QByteArray &body);

/// What a device shows to whoever logs in elsewhere (RFC 8628 section 3.2). Plain value.
struct DeviceAnswer
{
    QString deviceCode;
    QString userCode;
    QUrl verificationUrl;
    /// With the code in it; empty: none.
    QUrl completeUrl;
    std::chrono::seconds lifetime{0};
    /// Between two questions.
    std::chrono::seconds interval{5};

    bool operator==(const DeviceAnswer &) const = default;
};

/// URLs other than https, and http on this machine, are refused: a browser will open them.
std::expected<DeviceAnswer, OAuth2Refusal> readDeviceAnswer(int status, const QByteArray &body);

/// The code that a browser brought to the redirect URL (RFC 6749 section 4.1.2), `fields` being its
/// query. A `state` other than ours means that it belongs to no question of ours (section 10.12);
/// `issuer`, where it is not empty, must be what `iss` says (RFC 9207).
std::expected<QString, OAuth2Refusal> readRedirect(const FormFields &fields,
                                                   const QByteArray &state, const QString &issuer);

/// Whether a redirect is an answer to our question at all: others come from pages that know the
/// port, and are passed over.
bool hasState(const FormFields &fields, const QByteArray &state);

} // namespace Recloser
