// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

namespace Recloser {

/// Which of the tokens that an authorization server gives.
enum class TokenKind {
    Access,
    Identity, ///< OpenID Connect's `id_token`
};

/// Settings of OAuth 2 that an environment has under a name, as JetBrains' `Security.Auth` has
/// them. Plain value.
struct NamedGrant
{
    /// Its placeholders unresolved.
    Auth auth;
    /// What `{{$auth.token("name")}}` gives.
    TokenKind token = TokenKind::Access;
    /// Why no token can be had with it; empty: one can.
    QString problem = {};
    /// Where it stands.
    QString path = {};
    int line = 0;

    bool operator==(const NamedGrant &) const = default;
};

/// What stands between the braces.
inline QString tokenPlaceholder(const QString &name, TokenKind kind)
{
    return (kind == TokenKind::Access ? QStringLiteral("$auth.token(\"%1\")")
                                      : QStringLiteral("$auth.idToken(\"%1\")"))
        .arg(name);
}

} // namespace Recloser
