// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"
#include "core/resolve/placeholders.h"

#include <expected>
#include <memory>
#include <optional>

namespace Recloser {

/// What an Auth adds to a request.
struct AddedAuth
{
    std::optional<RawHeader> header;
    /// `name=value` for the Cookie header; empty: none.
    QByteArray cookie = {};
    /// A parameter for the query, unencoded; no name, no parameter.
    QString parameterName;
    QString parameterValue;
};

/// Basic as RFC 7617 in UTF-8, Bearer as RFC 6750 section 2.1, API keys as a header, a query
/// parameter or a cookie. Nothing is added for what is left empty, nor for kinds that are made anew
/// for every attempt. InvalidHeader: a user name with a colon, a key name that is no token, a value
/// with control characters; never with the value.
std::expected<AddedAuth, SendError> addedAuth(const Auth &auth, const Placeholders &placeholders);

/// `auth` with its placeholders resolved, for kinds that are made anew for every attempt; null for
/// others, and where what identifies the user is left empty.
std::expected<std::shared_ptr<const Auth>, SendError> signingAuth(const Auth &auth,
                                                                  const Placeholders &placeholders);

/// The Authorization header of RFC 7617.
std::expected<RawHeader, SendError> basicHeader(const QString &user, const QString &password);

} // namespace Recloser
