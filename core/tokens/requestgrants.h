// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "core/model/senderror.h"
#include "core/send/tokensource.h"

#include <expected>
#include <memory>

namespace Recloser {

/// What a request gets a token with. Plain value.
struct RequestGrant
{
    /// In `Security.Auth` of the environment; empty: the request's own authentication.
    QString name;
    /// Its placeholders resolved, or why it cannot be; null: nothing is filled in yet.
    std::expected<std::shared_ptr<const Auth>, SendError> grant;
    TokenWay way;
};

/// All of them, its own first. `spec` has the authentication and the route that count.
QList<RequestGrant> requestGrants(const RequestSpec &spec, const Scope &scope);

} // namespace Recloser
