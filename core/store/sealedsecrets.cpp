// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/sealedsecrets.h"

#include <sodium.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;
using enum StoreError::Kind;

namespace {

constexpr int version = 1;
constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype hashSize = crypto_generichash_BYTES;

// A file from elsewhere may ask for no more than this.
constexpr quint64 mostPasses = 64;
constexpr quint64 mostMemory = 1024ull * 1024 * 1024;

const QString formatName = u"recloser-secrets"_s;

std::unexpected<StoreError> failed(StoreError::Kind kind, const QString &detail)
{
    return std::unexpected(StoreError{kind, {}, detail});
}

unsigned char *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

QByteArray hashOf(const QByteArray &bytes)
{
    QByteArray hash(hashSize, '\0');
    crypto_generichash(bytesOf(hash), size_t(hash.size()), bytesOf(bytes),
                       static_cast<unsigned long long>(bytes.size()), nullptr, 0);
    return hash;
}

std::shared_ptr<unsigned char> lockedMemory(size_t size)
{
    return {static_cast<unsigned char *>(sodium_malloc(size)), sodium_free};
}

struct SealedFile
{
    SealCosts costs;
    QByteArray salt;
    QByteArray verifier;
    QByteArray nonce;
    QByteArray box;

    /// What the box's authentication covers beside itself.
    QByteArray head() const
    {
        return formatName.toLatin1() + '|' + QByteArray::number(version) + "|argon2id13|"
            + QByteArray::number(costs.passes) + '|' + QByteArray::number(costs.memory) + '|'
            + salt.toBase64() + '|' + verifier.toBase64();
    }
    QByteArray checksum() const
    {
        return hashOf(head() + '|' + nonce.toBase64() + '|' + box.toBase64());
    }

    QByteArray write() const
    {
        const auto text
            = [](const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); };
        return QJsonDocument(QJsonObject{{u"format"_s, formatName},
                                         {u"version"_s, version},
                                         {u"kdf"_s, u"argon2id13"_s},
                                         {u"passes"_s, qint64(costs.passes)},
                                         {u"memory"_s, qint64(costs.memory)},
                                         {u"salt"_s, text(salt)},
                                         {u"verifier"_s, text(verifier)},
                                         {u"cipher"_s, u"xchacha20-poly1305-ietf"_s},
                                         {u"nonce"_s, text(nonce)},
                                         {u"box"_s, text(box)},
                                         {u"checksum"_s, text(checksum())}})
            .toJson();
    }

    static std::expected<SealedFile, StoreError> read(const QByteArray &bytes)
    {
        const QJsonObject object = QJsonDocument::fromJson(bytes).object();
        if (object.value("format"_L1).toString() != formatName)
            return failed(Corrupt, u"it is no file of sealed secrets"_s);
        if (object.value("version"_L1).toInt() > version)
            return failed(TooNew, QString::number(object.value("version"_L1).toInt()));
        const auto field = [&object](QLatin1StringView name) {
            return QByteArray::fromBase64Encoding(object.value(name).toString().toLatin1(),
                                                  QByteArray::AbortOnBase64DecodingErrors)
                .decoded;
        };
        const SealedFile file{{quint64(object.value("passes"_L1).toInteger()),
                               quint64(object.value("memory"_L1).toInteger())},
                              field("salt"_L1),
                              field("verifier"_L1),
                              field("nonce"_L1),
                              field("box"_L1)};
        const bool fits = file.salt.size() == crypto_pwhash_SALTBYTES
            && file.verifier.size() == hashSize && file.nonce.size() == nonceSize
            && file.box.size() >= tagSize;
        if (!fits || field("checksum"_L1) != file.checksum())
            return failed(Corrupt, u"its checksum does not match"_s);
        const bool isSane = file.costs.passes >= crypto_pwhash_OPSLIMIT_MIN
            && file.costs.passes <= mostPasses && file.costs.memory >= crypto_pwhash_MEMLIMIT_MIN
            && file.costs.memory <= mostMemory;
        if (!isSane)
            return failed(Corrupt, u"its costs are out of range"_s);
        return file;
    }
};

} // namespace

/// What may see the inside of a key.
struct Sealing
{
    static std::expected<SealKey, StoreError> derive(const QString &passPhrase, SealCosts costs,
                                                     const QByteArray &salt)
    {
        if (sodium_init() < 0)
            return failed(Unavailable, u"libsodium"_s);
        // The same phrase, whichever way a keyboard composes its letters.
        QByteArray phrase = passPhrase.normalized(QString::NormalizationForm_C).toUtf8();
        const auto derived = lockedMemory(2 * size_t(keySize));
        SealKey key;
        key.m_key = lockedMemory(size_t(keySize));
        key.m_costs = costs;
        key.m_salt = salt;
        const bool isMade = derived && key.m_key
            && crypto_pwhash(derived.get(), 2 * static_cast<unsigned long long>(keySize),
                             phrase.constData(), static_cast<unsigned long long>(phrase.size()),
                             bytesOf(salt), costs.passes, size_t(costs.memory),
                             crypto_pwhash_ALG_ARGON2ID13)
                == 0;
        sodium_memzero(phrase.data(), size_t(phrase.size()));
        if (!isMade)
            return failed(Unavailable, u"there is not enough memory to derive the key"_s);
        memcpy(key.m_key.get(), derived.get(), size_t(keySize));
        key.m_verifier = QByteArray(hashSize, '\0');
        crypto_generichash(bytesOf(key.m_verifier), size_t(hashSize), derived.get() + keySize,
                           static_cast<unsigned long long>(keySize), nullptr, 0);
        return key;
    }

    static bool opens(const SealKey &key, const SealedFile &file)
    {
        return key.isSet() && key.m_salt == file.salt
            && sodium_memcmp(key.m_verifier.constData(), file.verifier.constData(),
                             size_t(hashSize))
            == 0;
    }

    static std::expected<SecretMap, StoreError> open(const SealKey &key, const SealedFile &file)
    {
        if (!opens(key, file))
            return failed(Refused, {});
        QByteArray plain(file.box.size() - tagSize, '\0');
        const QByteArray head = file.head();
        unsigned long long size = 0;
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(
                bytesOf(plain), &size, nullptr, bytesOf(file.box),
                static_cast<unsigned long long>(file.box.size()), bytesOf(head),
                static_cast<unsigned long long>(head.size()), bytesOf(file.nonce), key.m_key.get())
            != 0)
            return failed(Corrupt, u"its content does not authenticate"_s);
        const QJsonObject object = QJsonDocument::fromJson(plain).object();
        sodium_memzero(plain.data(), size_t(plain.size()));
        SecretMap secrets;
        for (auto it = object.begin(); it != object.end(); ++it)
            secrets.insert(it.key(), it.value().toString());
        return secrets;
    }

    static std::expected<QByteArray, StoreError> close(const SealKey &key, const SecretMap &secrets)
    {
        if (!key.isSet())
            return failed(Refused, {});
        SealedFile file{key.m_costs, key.m_salt, key.m_verifier, QByteArray(nonceSize, '\0'), {}};
        randombytes_buf(file.nonce.data(), size_t(nonceSize));
        QJsonObject object;
        for (auto it = secrets.begin(); it != secrets.end(); ++it)
            object.insert(it.key(), it.value());
        QByteArray plain = QJsonDocument(object).toJson(QJsonDocument::Compact);
        // The size of the box shall not tell the length of a secret.
        plain.append(256 - plain.size() % 256, ' ');
        file.box = QByteArray(plain.size() + tagSize, '\0');
        const QByteArray head = file.head();
        unsigned long long size = 0;
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            bytesOf(file.box), &size, bytesOf(plain), static_cast<unsigned long long>(plain.size()),
            bytesOf(head), static_cast<unsigned long long>(head.size()), nullptr,
            bytesOf(file.nonce), key.m_key.get());
        sodium_memzero(plain.data(), size_t(plain.size()));
        return file.write();
    }
};

std::expected<SealKey, StoreError> newSealKey(const QString &passPhrase, SealCosts costs)
{
    if (sodium_init() < 0)
        return failed(Unavailable, u"libsodium"_s);
    QByteArray salt(crypto_pwhash_SALTBYTES, '\0');
    randombytes_buf(salt.data(), size_t(salt.size()));
    return Sealing::derive(passPhrase, costs, salt);
}

std::expected<SealKey, StoreError> sealKeyOf(const QByteArray &bytes, const QString &passPhrase)
{
    if (sodium_init() < 0)
        return failed(Unavailable, u"libsodium"_s);
    const auto file = SealedFile::read(bytes);
    if (!file)
        return std::unexpected(file.error());
    auto key = Sealing::derive(passPhrase, file->costs, file->salt);
    if (key && !Sealing::opens(*key, *file))
        return failed(Refused, {});
    return key;
}

std::expected<SecretMap, StoreError> unsealed(const QByteArray &bytes, const SealKey &key)
{
    const auto file = SealedFile::read(bytes);
    return file ? Sealing::open(key, *file)
                : std::expected<SecretMap, StoreError>(std::unexpected(file.error()));
}

std::expected<QByteArray, StoreError> sealed(const SecretMap &secrets, const SealKey &key)
{
    return Sealing::close(key, secrets);
}

} // namespace Recloser
