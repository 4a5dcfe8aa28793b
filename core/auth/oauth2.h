// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

// What is asked of an authorization server (RFC 6749), from text to text. Every `Auth` here is one
// of OAuth 2 with its placeholders resolved; codes, states and verifiers are arguments.

/// Name and value, neither encoded.
using FormFields = QList<std::pair<QString, QString>>;

/// application/x-www-form-urlencoded in UTF-8.
QByteArray formEncoded(const FormFields &fields);
/// What formEncoded() makes; a name without a value has an empty one.
FormFields formDecoded(QByteArrayView text);

/// The code challenge of S256 (RFC 7636 section 4.2).
QByteArray pkceChallenge(QByteArrayView verifier);

/// True for localhost and addresses of the loopback interface.
bool isLoopbackHost(const QString &host);

/// TokenSettings, with `place` as subject, for what is empty, no absolute URL, has a fragment, or
/// is neither https nor on this machine (RFC 6749 sections 3.1 and 3.2).
std::expected<QUrl, SendError> oauth2Endpoint(const QString &text, const QString &place);

/// The redirect URL of `grant`: http on the loopback interface (RFC 8252 section 7.3), its port 0
/// where any free one is taken. TokenSettings.
std::expected<QUrl, SendError> loopbackRedirect(const Auth &grant);

/// What `grant` is still missing before anything can be asked with it; nothing: it is complete.
/// A person who has to log in is not missing.
std::optional<SendError> unfitSetting(const Auth &grant);

/// True when a token can be had without anybody logging in.
constexpr bool needsNobody(Auth::Grant grant)
{
    return grant != Auth::Grant::AuthorizationCode && grant != Auth::Grant::DeviceCode;
}

/// Where the browser goes (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
QUrl authorizationRequest(const Auth &grant, const QUrl &endpoint, const QUrl &redirect,
                          const QByteArray &state, const QByteArray &challenge);

/// The form that asks for a token with an authorization code (RFC 6749 section 4.1.3).
FormFields codeForm(const Auth &grant, const QString &code, const QUrl &redirect,
                    const QByteArray &verifier);
/// ... with a refresh token (section 6).
FormFields refreshForm(const Auth &grant, const QString &refreshToken);
/// ... with what the grant itself has: client credentials (section 4.4), password (section 4.3).
FormFields ownForm(const Auth &grant);
/// ... with a device code (RFC 8628 section 3.4).
FormFields deviceTokenForm(const Auth &grant, const QString &deviceCode);
/// Asks for a device code (RFC 8628 section 3.1).
FormFields deviceForm(const Auth &grant);

/// The POST with that form and who the client is. Redirects are not followed: whoever answered one
/// would be given the secrets.
ResolvedRequest tokenRequest(const Auth &grant, const QUrl &endpoint, FormFields form);

} // namespace Recloser
