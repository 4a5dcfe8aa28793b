// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/tlsconfiguration.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

std::unexpected<RedisError> unreadable(const QString &path, const QString &reason)
{
    return std::unexpected(RedisError{Kind::TlsFileUnreadable, u"%1: %2"_s.arg(path, reason)});
}

std::expected<QByteArray, RedisError> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    return file.readAll();
}

std::expected<QList<QSslCertificate>, RedisError> certificatesIn(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(*content, QSsl::Pem);
    if (certificates.isEmpty())
        return unreadable(path, u"no certificate in PEM form"_s);
    return certificates;
}

std::expected<QSslKey, RedisError> keyIn(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    // PKCS #8 files do not say in their first line which algorithm they are for.
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(*content, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return unreadable(path, u"no unencrypted RSA, EC or DSA key in PEM form"_s);
}

Kind kindOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return Kind::TlsExpired;
    case QSslError::HostNameMismatch:
        return Kind::TlsWrongHost;
    default:
        return Kind::TlsUntrusted;
    }
}

} // namespace

std::expected<QSslConfiguration, RedisError> tlsConfiguration(const RedisTls &tls)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!tls.caFile.isEmpty()) {
        auto authorities = certificatesIn(tls.caFile);
        if (!authorities)
            return std::unexpected(authorities.error());
        configuration.setCaCertificates(*authorities);
    }
    if (!tls.certificateFile.isEmpty()) {
        auto chain = certificatesIn(tls.certificateFile);
        if (!chain)
            return std::unexpected(chain.error());
        // A file with certificate and key in one is common.
        auto key = keyIn(tls.keyFile.isEmpty() ? tls.certificateFile : tls.keyFile);
        if (!key)
            return std::unexpected(key.error());
        configuration.setLocalCertificateChain(*chain);
        configuration.setPrivateKey(*key);
    } else if (!tls.keyFile.isEmpty()) {
        return unreadable(tls.keyFile, u"a key needs its certificate file too"_s);
    }
    return configuration;
}

RedisError verificationError(const QList<QSslError> &errors, const QString &host)
{
    Q_ASSERT(!errors.isEmpty());
    // A certificate nobody vouches for says nothing true about names and dates.
    const std::array order{Kind::TlsUntrusted, Kind::TlsExpired, Kind::TlsWrongHost};
    for (const Kind kind : order) {
        const auto found = std::ranges::find(
            errors, kind, [](const QSslError &error) { return kindOf(error.error()); });
        if (found != errors.end())
            return {kind, u"%1: %2"_s.arg(host, found->errorString())};
    }
    return {Kind::TlsUntrusted, host};
}

} // namespace Recloser
