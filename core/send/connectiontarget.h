// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// Where the connection of a request goes.
struct ConnectionTarget
{
    QString host;
    /// -1: the scheme's own.
    int port = -1;
    /// Not where the URL says.
    bool isElsewhere = false;

    /// "host:port", brackets around IPv6.
    QString text(const QString &scheme) const;
    bool operator==(const ConnectionTarget &) const = default;
};

/// Not by its URL alone. A proxy is another matter.
inline bool leadsElsewhere(const Route &route)
{
    return !route.connectTo.isEmpty() || !route.address.isEmpty();
}

/// From the URL and the route: `connectTo` is "host:port", of which either may be missing
/// (":8443"), IPv6 in brackets; a host that is missing is that of `address`. InvalidRoute for what
/// is neither, and for HTTP/2 elsewhere, where Qt 6.8 names the server by where it connects to, and
/// for WebSocket elsewhere, which it does not know.
std::expected<ConnectionTarget, SendError> connectionTarget(const ResolvedRequest &request);

/// The URL with the host and port that its connection goes to, which is what proxies are asked by.
QUrl connectedUrl(const ResolvedRequest &request);

/// The route of a request that a redirect from `from` leads to `to`: `connectTo` holds for the same
/// host and port, `address` for the same host.
Route redirectedRoute(const Route &route, const QUrl &from, const QUrl &to);

} // namespace Recloser
