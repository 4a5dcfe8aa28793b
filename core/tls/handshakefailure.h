// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"
#include "core/model/senderror.h"

#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace Recloser {

/// What a TLS failure is, by the words of OpenSSL, whose names for alerts (RFC 8446 section 6.2)
/// they hold; nothing: they are not of TLS.
std::optional<SendError::Kind> handshakeFailureKind(const QString &text);

/// What was agreed and shown on a connection with that configuration, and what is wrong with it.
TlsReport tlsReportOf(const QSslConfiguration &connection, const QString &host,
                      const QList<QSslError> &errors);

} // namespace Recloser
