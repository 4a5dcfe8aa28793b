// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/requestgrants.h"

#include "core/resolve/authentication.h"
#include "core/resolve/resolve.h"
#include "core/resolve/variables.h"

using namespace Qt::StringLiterals;

namespace Recloser {

QList<RequestGrant> requestGrants(const RequestSpec &spec, const Scope &scope)
{
    const Placeholders placeholders(scope);
    const auto route = resolveRoute(spec.route, scope);
    const TokenWay way{{.proxy = route ? route->proxy : QString(), .connectTo = {}, .address = {}},
                       scope.clientIdentity};
    QList<RequestGrant> grants;
    if (spec.auth.kind == Auth::Kind::OAuth2)
        grants.append({{}, signingAuth(spec.auth, placeholders), way});
    QStringList names;
    for (const TokenReference &wanted : tokensNeeded(spec, scope)) {
        if (names.contains(wanted.grant))
            continue;
        names.append(wanted.grant);
        RequestGrant found{wanted.grant, nullptr, way};
        if (const QString problem = tokenProblem(wanted, scope); !problem.isEmpty())
            found.grant = std::unexpected(SendError{SendError::Kind::TokenSettings,
                                                    u"Security.Auth."_s + wanted.grant, problem});
        else
            found.grant = signingAuth(scope.grants[wanted.grant].auth, placeholders);
        grants.append(std::move(found));
    }
    return grants;
}

} // namespace Recloser
