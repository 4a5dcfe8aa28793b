// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"

#include <QJsonObject>
#include <QStringList>

namespace Recloser {

/// What a handshake came to: {"protocol", "cipher", "alpn", "host", "excused", "faults": [{"kind",
/// "text", "certificate"}], "chain": [{"subject", "issuer", "hosts", "not_before", "not_after",
/// "key", "serial", "sha256", "self_issued", "authority"}]}.
QJsonObject tlsJson(const TlsReport &report);

/// The same in lines for people; days are counted from `now`.
QStringList tlsLines(const TlsReport &report, const QDateTime &now);

} // namespace Recloser
