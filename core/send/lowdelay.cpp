// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/lowdelay.h"

#include <QDirListing>
#include <QString>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// The port that a descriptor is connected to; 0 for anything but a TCP connection.
quint16 peerPort(int descriptor)
{
    int type = 0;
    socklen_t length = sizeof type;
    if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) != 0 || type != SOCK_STREAM)
        return 0;
    sockaddr_storage peer{};
    length = sizeof peer;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &length) != 0)
        return 0;
    if (peer.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in &>(peer).sin_port);
    if (peer.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 &>(peer).sin6_port);
    return 0;
}

} // namespace

void sendWithoutDelay(quint16 port)
{
    for (const auto &entry : QDirListing(u"/proc/self/fd"_s)) {
        bool isNumber = false;
        const int descriptor = entry.fileName().toInt(&isNumber);
        // A descriptor that is closed or used anew meanwhile is no harm: then this fails, or speeds
        // up another connection.
        if (!isNumber || peerPort(descriptor) != port)
            continue;
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
}

} // namespace Recloser
