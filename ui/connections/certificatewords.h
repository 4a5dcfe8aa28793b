// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/tls/certificatefacts.h"
#include "core/tls/certificatefaults.h"

#include <QString>

namespace Recloser {

/// "expired", "for another host", ...: as part of a sentence.
QString faultWords(TlsFault fault);
QString faultWords(const QList<TlsFault> &faults);

/// "1 Nov 2026 – 30 Jan 2027, 65 days left".
QString validityWords(const CertificateFacts &facts, const QDateTime &now);

/// "65 days left", "ended 3 days ago", "begins in 2 days".
QString daysLeftWords(const CertificateFacts &facts, const QDateTime &now);

/// "CN Recloser test ca, O Example".
QString nameWords(const QList<std::pair<QString, QString>> &parts);

/// Four groups of eight bytes to a line, which can be compared with the eye.
QString fingerprintLines(const QByteArray &hash);

} // namespace Recloser
