// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/requestspec.h"
#include "core/model/response.h"
#include "core/resilience/retry.h"
#include "core/send/digestnonces.h"
#include "core/send/tokensource.h"

#include <QFuture>

#include <memory>

namespace Recloser {

/// The request as one attempt sends it.
using PreparedRequest = std::expected<ResolvedRequest, SendError>;

/// What attempts are signed with, shared by all sends of a sender.
struct AuthServices
{
    /// Needed where requests use Digest.
    std::shared_ptr<DigestNonces> nonces;
    /// Outlives the sends; null: requests with OAuth 2 find no token.
    TokenSource *tokens = nullptr;
};

/// Authentication that is made anew for every attempt of a send, or that answers what a server asks
/// for. Owned by its SendOperation; GUI thread.
class AttemptAuth
{
public:
    /// `request.signing` is set.
    AttemptAuth(ResolvedRequest request, AuthServices services, Clock &clock, Jitter chance);

    /// Called before each attempt.
    QFuture<PreparedRequest> prepare();
    /// Whether the next attempt can give what this answer asks for: a second transfer of the same
    /// call (RFC 9110 section 11.4), once, or again where a nonce was only stale. A token that was
    /// refused is answered by another one, where that can be had.
    bool canAnswer(const Response &response);
    /// Of OAuth 2, the one that was sent last; empty: none.
    const QByteArray &token() const { return *m_token; }

private:
    QFuture<PreparedRequest> prepareDigest();
    QFuture<PreparedRequest> prepareAws();
    QFuture<PreparedRequest> prepareToken();
    bool canAnswerDigest(const Response &response);
    void noteAnswer();
    QFuture<PreparedRequest> prepareOAuth1();
    QByteArray nonce() const;

    /// As resolved, or as the redirects before a challenge made it.
    ResolvedRequest m_request;
    const Auth m_auth;
    AuthServices m_services;
    Clock &m_clock;
    Jitter m_chance;
    /// Answers since an attempt that was none.
    int m_answers = 0;
    bool m_isAnswering = false;
    /// The one that was sent last; shared with what waits for the next.
    std::shared_ptr<QByteArray> m_token = std::make_shared<QByteArray>();
};

} // namespace Recloser
