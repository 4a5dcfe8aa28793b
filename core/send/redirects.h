// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"

#include <expected>
#include <optional>

namespace Recloser {

/// The request that a redirect asks for, or nothing when the response is the answer itself (another
/// status, no Location). Methods as in the Fetch standard ("HTTP-redirect fetch"): 303 makes
/// everything but GET and HEAD a GET, 301 and 302 make a POST a GET, 307 and 308 change nothing.
/// What becomes a GET loses its body and the headers that describe it; a change of origin loses
/// credentials and Host; credentials that are made for one URL (Digest, AWS, OAuth 1) go nowhere
/// else. InvalidRedirect: a Location that is no http(s) URL, or leads from https to
/// http.
std::expected<std::optional<ResolvedRequest>, SendError>
redirected(const ResolvedRequest &request, int status, const QList<RawHeader> &responseHeaders);

/// The request that the answer of an exchange leads to and that was not sent, because its redirects
/// are not followed; nothing where there is none, it cannot be followed, or secrets in it are
/// masked.
std::optional<ResolvedRequest> redirectToFollow(const Exchange &exchange);

} // namespace Recloser
