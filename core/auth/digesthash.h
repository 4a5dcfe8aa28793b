// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QCryptographicHash>

#include <array>
#include <optional>

namespace Recloser {

/// The hash functions of RFC 7616, weakest first.
enum class DigestAlgorithm { Md5, Sha256, Sha512_256 };

/// SHA-512/256 (FIPS 180-4 section 5.3.6.2), which Qt has not: SHA-512 from other initial values,
/// cut to half.
class Sha512Of256
{
public:
    void addData(QByteArrayView bytes);
    QByteArray result() const;

private:
    void takeBlock(const unsigned char *block);

    std::array<quint64, 8> m_state{0x22312194FC2BF72C, 0x9F555FA3C84C64C2, 0x2393B86B6F53B151,
                                   0x963877195940EABD, 0x96283EE2A88EFFE3, 0xBE5E1E2553863992,
                                   0x2B0199FC2C85B8AA, 0x0EB72DDC81C52CA2};
    QByteArray m_rest;
    quint64 m_size = 0;
};

/// A hash that takes its bytes piece by piece.
class DigestHash
{
public:
    explicit DigestHash(DigestAlgorithm algorithm);

    void addData(QByteArrayView bytes);
    /// In lower-case hexadecimal digits, as all of RFC 7616 has it.
    QByteArray hex() const;

private:
    std::optional<QCryptographicHash> m_hash;
    Sha512Of256 m_sha512Of256;
};

/// Of one piece.
QByteArray digestHex(DigestAlgorithm algorithm, const QByteArray &bytes);

} // namespace Recloser
