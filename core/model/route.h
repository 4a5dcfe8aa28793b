// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// The way to a server, where it is not the usual one: by the system's proxy to the host and port
/// of the URL; and what may come along it. Empty members say nothing. Placeholders are unresolved
/// in a RequestSpec and a PolicyLayer.
struct Route
{
    /// "system", "none", or the URL of a proxy: http://[user:password@]host:port, socks5://...
    QString proxy;
    /// "host:port" that is connected to instead; the URL, Host and the name that a certificate is
    /// checked for stay as they are (curl's --connect-to).
    QString connectTo;
    /// The IP address of the URL's host, instead of asking for it (curl's --resolve).
    QString address;
    /// The largest message that a WebSocket connection takes: "128 MB", bytes without a unit.
    QString largestMessage = {};

    bool operator==(const Route &) const = default;
};

/// Members of `over` where they say something, else those of `under`.
inline Route layered(const Route &under, const Route &over)
{
    const auto upper = [](const QString &below, const QString &above) {
        return above.isEmpty() ? below : above;
    };
    return {.proxy = upper(under.proxy, over.proxy),
            .connectTo = upper(under.connectTo, over.connectTo),
            .address = upper(under.address, over.address),
            .largestMessage = upper(under.largestMessage, over.largestMessage)};
}

} // namespace Recloser
