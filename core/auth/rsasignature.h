// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>

#include <expected>

namespace Recloser {

/// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2) of `message` with Sha1, Sha256 or Sha512. `key` is a
/// private key in PEM (PKCS #1 or #8, not encrypted), whose line breaks may have become blanks or
/// "\\n" on their way. The error says what is wrong with the key, and nothing of the key itself.
std::expected<QByteArray, QString> rsaSignature(const QByteArray &key, const QByteArray &message,
                                                QCryptographicHash::Algorithm hash);

} // namespace Recloser
