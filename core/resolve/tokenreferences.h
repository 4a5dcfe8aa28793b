// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"

#include <QStringList>

#include <optional>

namespace Recloser {

/// `$auth.token("shop")` or `$auth.idToken("shop")` taken apart, as JetBrains' files have them.
struct TokenReference
{
    /// Of the settings in the environment; empty: none was given.
    QString grant;
    TokenKind kind = TokenKind::Access;

    bool operator==(const TokenReference &) const = default;
};

/// Nothing where the name begins otherwise.
std::optional<TokenReference> tokenReferenceOf(const QString &name);

/// What is asked for: an environment may say that `$auth.token` is the identity token.
TokenKind wantedToken(const TokenReference &reference, const Scope &scope);

/// Why no token can be had, for people who know the field; empty: one can.
QString tokenProblem(const TokenReference &reference, const Scope &scope);

} // namespace Recloser
