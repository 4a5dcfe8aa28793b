// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// The redirects that one transfer has followed, and the request that the present answer leads to.
/// Plain object.
class RedirectTrail
{
public:
    /// Looks at the answer to `request`, which isFollowing() afterwards or not. Errors as
    /// redirected(), and TooManyRedirects.
    std::expected<void, SendError> consider(const ResolvedRequest &request, const Response &answer);
    bool isFollowing() const { return m_next.has_value(); }
    /// What carried the request whose answer is followed.
    void setProxy(const QString &proxy) { m_hops.last().proxy = proxy; }
    /// The next request; it is not following then. `elapsed` is the time of the one before it.
    ResolvedRequest take(microseconds elapsed);

    /// Counts what came of the body of the present answer. False when it is so long that it is
    /// better cut off, at the price of its connection.
    bool discard(qint64 bytes);

    const QList<RedirectHop> &hops() const { return m_hops; }

private:
    std::optional<ResolvedRequest> m_next;
    QList<RedirectHop> m_hops;
    qint64 m_discarded = 0;
};

} // namespace Recloser
