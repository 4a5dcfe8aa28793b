// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/rsasignature.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

template<auto Free> struct FreedBy
{
    template<typename T> void operator()(T *thing) const { Free(thing); }
};
using Memory = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>>;

/// No key is that long.
constexpr qsizetype longestKey = 64 * 1024;

/// The block with its lines as they were, as fields of one line lose them.
QByteArray withLines(QByteArray pem)
{
    pem.replace("\\n", "\n");
    const QByteArray text = pem.trimmed();
    if (text.contains('\n'))
        return text;
    const qsizetype head = text.indexOf("-----", text.indexOf("-----BEGIN") + 5);
    const qsizetype tail = text.lastIndexOf("-----END");
    if (head < 0 || tail < head)
        return text;
    QByteArray body = text.sliced(head + 5, tail - head - 5);
    body.replace(' ', "").replace('\t', "");
    QByteArray lines = text.first(head + 5) + '\n';
    for (qsizetype at = 0; at < body.size(); at += 64)
        lines += body.sliced(at, std::min<qsizetype>(64, body.size() - at)) + '\n';
    return lines + text.sliced(tail) + '\n';
}

/// Nobody is asked for a pass phrase on the terminal.
int noPassPhrase(char *, int, int, void *asked)
{
    *static_cast<bool *>(asked) = true;
    return -1;
}

std::expected<Key, QString> keyIn(const QByteArray &given)
{
    if (given.trimmed().isEmpty())
        return std::unexpected(u"there is none"_s);
    if (given.size() > longestKey)
        return std::unexpected(u"it is too long for one"_s);
    const QByteArray pem = withLines(given);
    if (!pem.contains("-----BEGIN"))
        return std::unexpected(u"it is no PEM: \"-----BEGIN\" is missing"_s);
    const Memory memory(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    bool isEncrypted = false;
    Key key(PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassPhrase, &isEncrypted));
    ERR_clear_error();
    if (isEncrypted)
        return std::unexpected(u"it is encrypted; take its pass phrase off (openssl pkey)"_s);
    if (!key)
        return std::unexpected(pem.contains("PRIVATE KEY-----")
                                   ? u"its content is no private key, or broken"_s
                                   : u"it is no private key"_s);
    if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return std::unexpected(u"it is no RSA key"_s);
    return key;
}

const EVP_MD *digestOf(QCryptographicHash::Algorithm hash)
{
    switch (hash) {
    case QCryptographicHash::Sha1:
        return EVP_sha1();
    case QCryptographicHash::Sha512:
        return EVP_sha512();
    default:
        return EVP_sha256();
    }
}

} // namespace

std::expected<QByteArray, QString> rsaSignature(const QByteArray &key, const QByteArray &message,
                                                QCryptographicHash::Algorithm hash)
{
    const auto read = keyIn(key);
    if (!read)
        return std::unexpected(read.error());
    const Context context(EVP_MD_CTX_new());
    const auto *bytes = reinterpret_cast<const unsigned char *>(message.constData());
    const auto count = size_t(message.size());
    QByteArray signature(EVP_PKEY_get_size(read->get()), Qt::Uninitialized);
    auto size = size_t(signature.size());
    const bool isSigned = context
        && EVP_DigestSignInit(context.get(), nullptr, digestOf(hash), nullptr, read->get()) == 1
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                          bytes, count)
            == 1;
    ERR_clear_error();
    if (!isSigned)
        return std::unexpected(u"it is too short for such a signature, or cannot sign"_s);
    signature.truncate(qsizetype(size));
    return signature;
}

} // namespace Recloser
