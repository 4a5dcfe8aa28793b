// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/sealedbox.h"

#include <sodium.h>

namespace Recloser {

namespace {

constexpr QByteArrayView mark = "recloser sealed 1\n";
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

unsigned char *bytes(QByteArray &array)
{
    return reinterpret_cast<unsigned char *>(array.data());
}

const unsigned char *bytes(QByteArrayView array)
{
    return reinterpret_cast<const unsigned char *>(array.data());
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray random(size, Qt::Uninitialized);
    randombytes_buf(random.data(), size_t(size));
    return random;
}

/// Any thread may be the first.
bool isReady()
{
    return sodium_init() >= 0;
}

} // namespace

QByteArray newSealKey()
{
    return isReady() ? randomBytes(keySize) : QByteArray();
}

QByteArray sealKeyOf(const QByteArray &secret)
{
    if (!isReady())
        return {};
    QByteArray key(keySize, Qt::Uninitialized);
    crypto_generichash(bytes(key), size_t(keySize), bytes(QByteArrayView(secret)),
                       size_t(secret.size()), nullptr, 0);
    return key;
}

QByteArray sealed(const QByteArray &content, const QByteArray &key)
{
    if (!isReady() || key.size() != keySize)
        return {};
    const QByteArray nonce = randomBytes(nonceSize);
    QByteArray box(content.size() + tagSize, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes(box), nullptr, bytes(QByteArrayView(content)), size_t(content.size()), bytes(mark),
        size_t(mark.size()), nullptr, bytes(QByteArrayView(nonce)), bytes(QByteArrayView(key)));
    return mark.toByteArray() + nonce + box;
}

std::optional<QByteArray> unsealed(const QByteArray &content, const QByteArray &key)
{
    if (!isReady() || key.size() != keySize || !content.startsWith(mark)
        || content.size() < mark.size() + nonceSize + tagSize)
        return std::nullopt;
    const QByteArrayView nonce = QByteArrayView(content).sliced(mark.size(), nonceSize);
    const QByteArrayView box = QByteArrayView(content).sliced(mark.size() + nonceSize);
    QByteArray plain(box.size() - tagSize, Qt::Uninitialized);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes(plain), nullptr, nullptr, bytes(box), size_t(box.size()), bytes(mark),
            size_t(mark.size()), bytes(nonce), bytes(QByteArrayView(key)))
        != 0)
        return std::nullopt;
    return plain;
}

} // namespace Recloser
