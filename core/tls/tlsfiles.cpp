// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/tlsfiles.h"

#include <QBuffer>
#include <QFile>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = SendError::Kind;

constexpr qint64 largestFile = 16 * 1024 * 1024;

std::unexpected<SendError> unusable(const QString &path, const QString &reason)
{
    return std::unexpected(SendError{Kind::TlsFileUnusable, path, reason});
}

std::unexpected<SendError> passPhraseError(const QString &path, const QString &passPhrase)
{
    return std::unexpected(SendError{Kind::TlsPassPhrase, path,
                                     passPhrase.isEmpty()
                                         ? u"it has a pass phrase, and none is known"_s
                                         : u"the pass phrase does not fit"_s});
}

std::expected<QByteArray, SendError> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unusable(path, file.errorString());
    if (file.size() > largestFile)
        return unusable(path, u"larger than 16 MB"_s);
    return file.readAll();
}

QSsl::EncodingFormat formOf(const QByteArray &content)
{
    return content.contains("-----BEGIN") ? QSsl::Pem : QSsl::Der;
}

std::expected<QSslKey, SendError> keyIn(const QString &path, const QString &passPhrase)
{
    const auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    const QSsl::EncodingFormat form = formOf(*content);
    if (form == QSsl::Pem && !content->contains("PRIVATE KEY-----"))
        return unusable(path, u"there is no private key in it"_s);
    // OpenSSL would ask for a missing one on the terminal.
    const bool isEncrypted
        = content->contains("ENCRYPTED PRIVATE KEY") || content->contains("Proc-Type: 4,ENCRYPTED");
    if (isEncrypted && passPhrase.isEmpty())
        return passPhraseError(path, passPhrase);
    // PKCS #8 files do not say in their first line which algorithm they are for.
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(*content, algorithm, form, QSsl::PrivateKey,
                    isEncrypted ? passPhrase.toUtf8() : QByteArray());
        if (!key.isNull())
            return key;
    }
    if (isEncrypted)
        return passPhraseError(path, passPhrase);
    return unusable(path, u"no RSA, EC or DSA key"_s);
}

std::expected<LoadedIdentity, SendError> readPkcs12(const QString &path, const QString &passPhrase)
{
    auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    // A sequence in DER (RFC 7292 section 4).
    if (!content->startsWith('\x30'))
        return unusable(path, u"no PKCS #12 file"_s);
    QBuffer buffer(&*content);
    buffer.open(QIODevice::ReadOnly);
    LoadedIdentity loaded;
    QSslCertificate own;
    QList<QSslCertificate> others;
    if (!QSslCertificate::importPkcs12(&buffer, &loaded.key, &own, &others, passPhrase.toUtf8()))
        return passPhraseError(path, passPhrase);
    loaded.chain.append(own);
    for (const QSslCertificate &other : std::as_const(others)) {
        if (!loaded.chain.contains(other))
            loaded.chain.append(other);
    }
    return loaded;
}

} // namespace

std::expected<QList<QSslCertificate>, SendError> readCertificates(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    const QList<QSslCertificate> certificates
        = QSslCertificate::fromData(*content, formOf(*content));
    if (certificates.isEmpty() || certificates.first().isNull())
        return unusable(path, u"no certificate in PEM or DER form"_s);
    return certificates;
}

std::expected<LoadedIdentity, SendError> readIdentity(const ClientIdentity &identity,
                                                      const QString &passPhrase)
{
    if (identity.format == ClientIdentity::Format::Pkcs12)
        return readPkcs12(identity.certificateFile, passPhrase);
    auto chain = readCertificates(identity.certificateFile);
    if (!chain)
        return std::unexpected(std::move(chain.error()));
    // A file with certificate and key in one is common.
    auto key = keyIn(identity.keyFile.isEmpty() ? identity.certificateFile : identity.keyFile,
                     passPhrase);
    if (!key)
        return std::unexpected(std::move(key.error()));
    return LoadedIdentity{*std::move(chain), *std::move(key)};
}

} // namespace Recloser
