// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/tokenquestion.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

TokenQuestion::Result answerOf(const TransferResult &result)
{
    if (!result.outcome) {
        SendError error = result.outcome.error();
        error.detail = error.detail.isEmpty() ? u"while asking for a token"_s
                                              : u"while asking for a token: "_s + error.detail;
        return std::unexpected(error);
    }
    const Response &response = *result.outcome;
    if (response.body.isInFile())
        return std::unexpected(SendError{SendError::Kind::BrokenResponse, response.url.host(),
                                         u"its answer is too long for one with a token"_s});
    return TokenQuestion::Answer{response.status, response.body.bytes};
}

} // namespace

TokenQuestion::TokenQuestion(Transport &transport, ResolvedRequest request, const TokenWay &way,
                             std::function<void(const Result &)> done)
    : m_done(std::move(done))
{
    request.route = way.route;
    request.clientIdentity = way.clientIdentity;
    m_transfer = transport.start(request, TimeoutPolicy());
    QObject::connect(m_transfer.get(), &Transfer::finished, m_transfer.get(),
                     [this](const TransferResult &result) { take(result); });
}

TokenQuestion::~TokenQuestion() = default;

void TokenQuestion::take(const TransferResult &result)
{
    // It is still emitting.
    m_transfer.release()->deleteLater();
    const auto done = std::move(m_done);
    done(answerOf(result));
}

SendError refusedBy(const Auth &grant, const OAuth2Refusal &refusal)
{
    return {SendError::Kind::TokenRefused, QUrl(grant.tokenUrl).host(), refusalText(refusal)};
}

} // namespace Recloser
