// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace Recloser {

/// PEM files of one certificate and its key.
struct CertificateFiles
{
    QString certificate;
    QString key;
};

/// Certificates for TLS tests, made by the openssl program when this is constructed and gone with
/// it. All keys are EC P-256. `ca` vouches for all but `untrusted`, which `otherCa` vouches for.
class Certificates
{
public:
    Certificates();

    /// Empty when all went well; under QVERIFY2.
    QString error() const { return m_error; }

    CertificateFiles ca;
    CertificateFiles otherCa;
    /// For localhost, 127.0.0.1 and ::1.
    CertificateFiles server;
    /// For wrong.example only.
    CertificateFiles wrongName;
    /// For localhost, ended yesterday.
    CertificateFiles expired;
    /// For localhost, by `otherCa`.
    CertificateFiles untrusted;
    /// For a client.
    CertificateFiles client;

    // Made when they are asked for; see error() afterwards.

    /// For localhost, and vouching for itself.
    CertificateFiles selfSigned();
    /// For localhost, from tomorrow on.
    CertificateFiles notYetValid();
    /// For localhost, by an authority that `ca` vouches for and that is not in its file;
    /// `withIssuer` is a file that holds both.
    CertificateFiles indirect();
    QString withIssuer() const { return m_withIssuer; }
    /// `client` with its key locked by this pass phrase, as PEM, and both as PKCS #12.
    CertificateFiles lockedClient(const QString &passPhrase);
    QString pkcs12Client(const QString &passPhrase);

private:
    enum class Validity { Now, Past, Future };
    enum class Purpose { Server, Authority };

    CertificateFiles authority(const QString &name);
    CertificateFiles issued(const QString &name, const CertificateFiles &issuer,
                            const QString &alternativeNames, Validity validity = Validity::Now,
                            Purpose purpose = Purpose::Server);
    CertificateFiles named(const QString &name) const;
    void run(const QStringList &arguments);

    QTemporaryDir m_directory;
    QString m_error;
    QString m_withIssuer;
};

} // namespace Recloser
