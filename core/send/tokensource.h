// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/namedgrant.h"
#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <QByteArray>
#include <QFuture>

#include <expected>

namespace Recloser {

/// An access token (RFC 6749 section 1.4), or why there is none.
using TokenResult = std::expected<QByteArray, SendError>;

/// How the questions for a token go: as the requests that it is for. Plain value.
struct TokenWay
{
    /// Of the proxy alone; what else a route says is about the request's own host.
    Route route;
    std::optional<ClientIdentity> clientIdentity;

    bool operator==(const TokenWay &) const = default;
};

inline TokenWay tokenWay(const ResolvedRequest &request)
{
    return {{.proxy = request.route.proxy, .connectTo = {}, .address = {}}, request.clientIdentity};
}

/// Gives tokens for grants of OAuth 2, whose placeholders are resolved. GUI thread; always
/// delivers a value.
class TokenSource
{
public:
    TokenSource() = default;
    TokenSource(const TokenSource &) = delete;
    TokenSource &operator=(const TokenSource &) = delete;
    virtual ~TokenSource() = default;

    /// One that is good for a while yet; asks for one where that needs nobody in front of a
    /// browser.
    virtual QFuture<TokenResult> token(const Auth &grant, const TokenWay &way = {},
                                       TokenKind kind = TokenKind::Access)
        = 0;
    /// Whether renewed() can give another one without anybody logging in.
    virtual bool canRenew(const Auth &grant) const = 0;
    /// Another one than `refused`, which a server did not take.
    virtual QFuture<TokenResult> renewed(const Auth &grant, const QByteArray &refused,
                                         const TokenWay &way = {})
        = 0;
};

} // namespace Recloser
