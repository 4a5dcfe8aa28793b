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

private:
    enum class Validity { Now, Past };

    CertificateFiles authority(const QString &name);
    CertificateFiles issued(const QString &name, const CertificateFiles &issuer,
                            const QString &alternativeNames, Validity validity = Validity::Now);
    CertificateFiles named(const QString &name) const;
    void run(const QStringList &arguments);

    QTemporaryDir m_directory;
    QString m_error;
};

} // namespace Recloser
