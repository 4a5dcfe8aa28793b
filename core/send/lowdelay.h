// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

namespace Recloser {

/// Turns Nagle's algorithm off for this process's TCP connections to `port` of any host.
///
/// QNetworkAccessManager writes a body in pieces of 16 KiB, each when the one before it is gone,
/// and leaves the algorithm on. Where a segment is larger than that, as on the loopback interface,
/// every piece then waits for the delayed acknowledgement of the one before: 1 MB/s to a server on
/// the same machine. Its sockets are out of reach, their descriptors are not.
void sendWithoutDelay(quint16 port);

} // namespace Recloser
