// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <optional>

namespace Recloser {

/// Content that only who has the key can read or change unnoticed: XChaCha20-Poly1305 of libsodium,
/// with a nonce of its own for each time it is written. A key has 32 bytes.
QByteArray newSealKey();
/// A key from any text that somebody chose, whatever its length.
QByteArray sealKeyOf(const QByteArray &secret);

QByteArray sealed(const QByteArray &content, const QByteArray &key);
/// Nothing for another key, for what was changed since, and for what is no sealed content.
std::optional<QByteArray> unsealed(const QByteArray &content, const QByteArray &key);

} // namespace Recloser
