// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/requestspec.h"
#include "core/model/response.h"
#include "core/resilience/retry.h"
#include "core/send/digestnonces.h"

#include <QFuture>

#include <memory>

namespace Recloser {

/// The request as one attempt sends it.
using PreparedRequest = std::expected<ResolvedRequest, SendError>;

/// Authentication that is made anew for every attempt of a send, or that answers what a server asks
/// for. Owned by its SendOperation; GUI thread.
class AttemptAuth
{
public:
    /// `request.signing` is set.
    AttemptAuth(ResolvedRequest request, std::shared_ptr<DigestNonces> nonces, Clock &clock,
                Jitter chance);

    /// Called before each attempt.
    QFuture<PreparedRequest> prepare();
    /// Whether the next attempt can give what this answer asks for: a second transfer of the same
    /// call (RFC 9110 section 11.4), once, or again where a nonce was only stale.
    bool canAnswer(const Response &response);

private:
    QFuture<PreparedRequest> prepareDigest();
    QFuture<PreparedRequest> prepareAws();
    PreparedRequest oauth1() const;
    QByteArray nonce() const;

    /// As resolved, or as the redirects before a challenge made it.
    ResolvedRequest m_request;
    const Auth m_auth;
    std::shared_ptr<DigestNonces> m_nonces;
    Clock &m_clock;
    Jitter m_chance;
    /// Answers since an attempt that was none.
    int m_answers = 0;
    bool m_isAnswering = false;
};

} // namespace Recloser
