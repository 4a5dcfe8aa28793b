// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/transport.h"

namespace Recloser {

/// The cookies of one transfer: what the jar adds to each of its requests, and what it makes of the
/// answers. Plain object.
class CookieTrail
{
public:
    explicit CookieTrail(CookieSource source) : m_source(std::move(source)) { }

    /// Begins a hop: a Cookie line with what the jar has for its URL stands behind the headers
    /// afterwards, and goes out in one line with those the user wrote. A name that the user wrote
    /// is left out; the line of the hop before is gone.
    void addTo(ResolvedRequest &request);
    /// The headers of the answer to it.
    void take(const QUrl &url, const QList<RawHeader> &headers);

    /// The line that addTo() added to the present hop.
    const std::optional<RawHeader> &added() const { return m_added; }
    /// All hops, the present one last; empty without a jar.
    const QList<HopCookies> &hops() const { return m_hops; }

private:
    CookieSource m_source;
    std::optional<RawHeader> m_added;
    QList<HopCookies> m_hops;
};

} // namespace Recloser
