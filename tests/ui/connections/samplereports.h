// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslError>

namespace Recloser {

inline QByteArray derOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QSslCertificate(file.readAll()).toDer() : QByteArray();
}

/// A chain of a server's certificate and the authority's, with these faults of the first.
inline TlsReport reportOf(const CertificateFiles &server, const CertificateFiles &authority,
                          const QList<QSslError::SslError> &codes = {})
{
    TlsReport report{.protocol = QStringLiteral("TLSv1.3"),
                     .cipher = QStringLiteral("TLS_AES_256_GCM_SHA384"),
                     .alpn = "h2",
                     .host = QStringLiteral("localhost"),
                     .chain = {derOf(server.certificate), derOf(authority.certificate)}};
    for (const QSslError::SslError code : codes)
        report.faults.append({int(code), QSslError(code).errorString(), 0});
    return report;
}

} // namespace Recloser
