// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/resolvedrequest.h"
#include "core/model/scope.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// Turns a request as written into bytes for the wire and checks it: URL, method token (RFC 9110
/// section 5.6.2), header names and values (no CR, LF, NUL), placeholders, body files (exist,
/// readable). Stats body files and reads only those whose placeholders it resolves (`<@ file`, at
/// most 16 MiB). A target that is only a path is on the host of the Host header. No other side
/// effects.
std::expected<ResolvedRequest, SendError> resolve(const RequestSpec &spec, const Scope &scope);

/// The same with `route` instead of the request's own, as folder and file give it.
std::expected<ResolvedRequest, SendError> resolve(const RequestSpec &spec, const Scope &scope,
                                                  const Route &route);

/// The URL alone, as far as it can be resolved while it is being typed; what the key line shows.
std::expected<QString, SendError> resolveUrl(const RequestSpec &spec, const Scope &scope);

/// The route alone. UnresolvedVariable.
std::expected<Route, SendError> resolveRoute(const Route &route, const Scope &scope);

} // namespace Recloser
