// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/scope.h"
#include "core/resolve/secretnames.h"

namespace Recloser {

/// The exchange as it may be stored: values of Authorization, Proxy-Authorization, Cookie and
/// Set-Cookie, of headers and query parameters that carry credentials by their name or by the
/// request's API key, user info in URLs, and every value of `scope.secrets` are replaced by "***"
/// wherever they occur (URL, headers, body text, key, redirects); `spec.auth` keeps no secret in
/// plain.
Exchange redacted(const Exchange &exchange, const Scope &scope);

/// A request without its literal secrets, as the session file may hold it.
RequestSpec redacted(const RequestSpec &spec);

} // namespace Recloser
