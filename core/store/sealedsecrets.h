// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <expected>
#include <memory>

namespace Recloser {

// Secrets in a file that a pass phrase opens, for machines without a keychain. The key comes from
// the pass phrase by Argon2id (RFC 9106) with a salt and costs that stand in the file; names and
// values are one box of XChaCha20-Poly1305, whose authentication covers the head too. A checksum of
// all tells damage from a wrong pass phrase. The only place that includes libsodium.

/// What deriving a key costs: passes over so many bytes of memory.
struct SealCosts
{
    quint64 passes = 3;
    quint64 memory = 64 * 1024 * 1024;

    bool operator==(const SealCosts &) const = default;
};

/// The key of one file, in memory that is locked and wiped. Copies share it.
class SealKey
{
public:
    SealKey() = default;
    bool isSet() const { return m_key != nullptr; }

private:
    friend struct Sealing;

    std::shared_ptr<unsigned char> m_key;
    SealCosts m_costs;
    QByteArray m_salt;
    /// Of the file; a hash of a part of the derived bytes that encrypts nothing.
    QByteArray m_verifier;
};

using SecretMap = QMap<QString, QString>;

/// A key for a new file. Takes as long as `costs` say: worker threads. Unavailable: not enough
/// memory.
std::expected<SealKey, StoreError> newSealKey(const QString &passPhrase, SealCosts costs = {});

/// The key of a file. Refused: the pass phrase is another one. Corrupt: the file is damaged, or
/// none of ours. TooNew: of a later version. As slow as newSealKey().
std::expected<SealKey, StoreError> sealKeyOf(const QByteArray &file, const QString &passPhrase);

/// What the file holds. Refused: it has another key by now. Corrupt and TooNew as above. Fast.
std::expected<SecretMap, StoreError> unsealed(const QByteArray &file, const SealKey &key);

/// A file that holds `secrets`. Fast.
std::expected<QByteArray, StoreError> sealed(const SecretMap &secrets, const SealKey &key);

} // namespace Recloser
