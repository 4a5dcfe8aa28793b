// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/blackhole.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Recloser {

BlackHole::BlackHole()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    m_descriptors.push_back(listener);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    socklen_t length = sizeof address;
    if (::bind(listener, generic, length) != 0 || ::listen(listener, 0) != 0
        || ::getsockname(listener, generic, &length) != 0)
        return;
    // A connection that is not made at once has found the backlog full; two of them make it
    // certain.
    int waiting = 0;
    for (int i = 0; i < 16 && waiting < 2; ++i) {
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        m_descriptors.push_back(client);
        ::connect(client, generic, length);
        pollfd poll{client, POLLOUT, 0};
        if (::poll(&poll, 1, 50) == 0)
            ++waiting;
    }
    if (waiting > 0)
        m_port = ntohs(address.sin_port);
}

BlackHole::~BlackHole()
{
    for (const int descriptor : m_descriptors)
        ::close(descriptor);
}

} // namespace Recloser
