// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/oauth2answers.h"
#include "core/send/tokensource.h"
#include "core/send/transport.h"

#include <functional>
#include <memory>

namespace Recloser {

/// One question to an authorization server, over the transport that all else goes by, the way of
/// what the token is for: neither
/// recorded nor retried, no circuit counts it. Destroying it stops it silently. GUI thread.
class TokenQuestion
{
public:
    struct Answer
    {
        int status = 0;
        QByteArray body;
    };
    using Result = std::expected<Answer, SendError>;

    /// `done` is called once, never inside this; it may destroy the question.
    TokenQuestion(Transport &transport, ResolvedRequest request, const TokenWay &way,
                  std::function<void(const Result &)> done);
    ~TokenQuestion();
    TokenQuestion(const TokenQuestion &) = delete;
    TokenQuestion &operator=(const TokenQuestion &) = delete;

private:
    void take(const TransferResult &result);

    std::unique_ptr<Transfer> m_transfer;
    std::function<void(const Result &)> m_done;
};

/// TokenRefused: the server of `grant` said no.
SendError refusedBy(const Auth &grant, const OAuth2Refusal &refusal);

} // namespace Recloser
