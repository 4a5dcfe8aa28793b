// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/handshakeheaders.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QByteArray authorityOf(const QUrl &url)
{
    return url
        .toString(QUrl::RemoveScheme | QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                  | QUrl::RemoveFragment)
        .sliced(2)
        .toLatin1();
}

/// What QWebSocket writes by itself.
bool isOfHandshake(const RawHeader &header)
{
    constexpr QByteArrayView names[] = {"host",
                                        "upgrade",
                                        "connection",
                                        "sec-websocket-key",
                                        "sec-websocket-version",
                                        "sec-websocket-protocol",
                                        "sec-websocket-extensions",
                                        "content-length"};
    return std::ranges::any_of(names, [&](QByteArrayView name) { return isNamed(header, name); });
}

} // namespace

QStringList handshakeProtocols(const QList<RawHeader> &headers)
{
    QStringList protocols;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "sec-websocket-protocol"))
            continue;
        for (const QList<QByteArray> names = header.value.split(',');
             const QByteArray &name : names) {
            if (const QString trimmed = QString::fromLatin1(name.trimmed());
                !trimmed.isEmpty() && !protocols.contains(trimmed))
                protocols.append(trimmed);
        }
    }
    return protocols;
}

QList<RawHeader> handshakeHeaders(const QUrl &url, const QList<RawHeader> &written,
                                  const QByteArray &key)
{
    QList<RawHeader> headers{{"Host"_ba, authorityOf(url)},
                             {"Upgrade"_ba, "websocket"_ba},
                             {"Connection"_ba, "Upgrade"_ba},
                             {"Sec-WebSocket-Key"_ba, key.isEmpty() ? "..."_ba : key},
                             {"Sec-WebSocket-Version"_ba, "13"_ba}};
    if (const QStringList protocols = handshakeProtocols(written); !protocols.isEmpty())
        headers.append({"Sec-WebSocket-Protocol"_ba, protocols.join(", "_L1).toLatin1()});
    return headers;
}

QList<RawHeader> writtenHandshakeHeaders(const QList<RawHeader> &headers)
{
    QList<RawHeader> written = headers;
    written.removeIf(isOfHandshake);
    return written;
}

} // namespace Recloser
