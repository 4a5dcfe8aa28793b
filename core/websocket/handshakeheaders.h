// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

#include <QStringList>

namespace Recloser {

/// What a handshake begins with; Sec-WebSocket-Key is "..." where none is known, the protocols are
/// those that were written.
QList<RawHeader> handshakeHeaders(const QUrl &url, const QList<RawHeader> &written,
                                  const QByteArray &key = {});
/// What of a request's headers goes out behind those: all that are not the handshake's own.
QList<RawHeader> writtenHandshakeHeaders(const QList<RawHeader> &headers);
/// The protocols that a request's headers name, each once, in their order (RFC 6455 section 4.1).
QStringList handshakeProtocols(const QList<RawHeader> &headers);

} // namespace Recloser
