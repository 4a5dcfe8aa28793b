// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/redirecttrail.h"

#include "core/send/redirects.h"

namespace Recloser {

namespace {

constexpr qint64 discardedAtMost = 1024 * 1024;

} // namespace

std::expected<void, SendError> RedirectTrail::consider(const ResolvedRequest &request,
                                                       const Response &answer)
{
    if (request.redirects.follow != RedirectPolicy::Follow::Yes)
        return {};
    auto next = redirected(request, answer.status, answer.headers);
    if (!next)
        return std::unexpected(std::move(next.error()));
    if (!*next)
        return {};
    if (m_hops.size() >= request.redirects.maxHops)
        return std::unexpected(SendError{SendError::Kind::TooManyRedirects,
                                         QString::number(request.redirects.maxHops),
                                         (*next)->urlText});
    m_hops.append({request.method, request.url, answer.status, answer.headers, answer.httpVersion});
    m_next = std::move(*next);
    return {};
}

ResolvedRequest RedirectTrail::take(microseconds elapsed)
{
    m_discarded = 0;
    m_hops.last().elapsed = elapsed;
    ResolvedRequest next = std::move(*m_next);
    m_next.reset();
    return next;
}

bool RedirectTrail::discard(qint64 bytes)
{
    m_discarded += bytes;
    return m_discarded <= discardedAtMost;
}

} // namespace Recloser
