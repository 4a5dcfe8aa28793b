// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/tokenreferences.h"

#include "core/model/nearestspelling.h"
#include "core/resolve/dynamicvalues.h"

using namespace Qt::StringLiterals;

namespace Recloser {

std::optional<TokenReference> tokenReferenceOf(const QString &name)
{
    if (!name.startsWith("$auth."_L1))
        return std::nullopt;
    const QStringList words = dynamicWords(name);
    const bool isIdentity = words.first() == "$auth.idToken"_L1;
    if (!isIdentity && words.first() != "$auth.token"_L1)
        return std::nullopt;
    return TokenReference{words.size() == 2 ? words.at(1) : QString(),
                          isIdentity ? TokenKind::Identity : TokenKind::Access};
}

TokenKind wantedToken(const TokenReference &reference, const Scope &scope)
{
    return scope.grants.value(reference.grant).token == TokenKind::Identity ? TokenKind::Identity
                                                                            : reference.kind;
}

QString tokenProblem(const TokenReference &reference, const Scope &scope)
{
    if (reference.grant.isEmpty())
        return u"it takes one name, as in {{%1}}"_s.arg(
            tokenPlaceholder(u"name"_s, reference.kind));
    const auto found = scope.grants.constFind(reference.grant);
    if (found != scope.grants.cend())
        return found->problem;
    QString text = u"no environment file has Security.Auth.%1"_s.arg(reference.grant);
    if (scope.environment.isEmpty())
        text += u" under $shared, and no environment is chosen"_s;
    const QString nearest = nearestSpelling(reference.grant, scope.grants.keys());
    return nearest.isEmpty() ? text
                             : text + u"; nearest: "_s + tokenPlaceholder(nearest, reference.kind);
}

} // namespace Recloser
