// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/handshakefailure.h"

#include <QSslCertificate>
#include <QSslCipher>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = SendError::Kind;

bool containsAny(const QString &text, std::initializer_list<QLatin1StringView> words)
{
    return std::ranges::any_of(words, [&text](QLatin1StringView word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace

std::optional<Kind> handshakeFailureKind(const QString &text)
{
    if (containsAny(text,
                    {"certificate required"_L1, "certificate_required"_L1,
                     "peer did not return a certificate"_L1}))
        return Kind::TlsClientCertificate;
    if (containsAny(text,
                    {"alert bad certificate"_L1, "alert unknown ca"_L1,
                     "alert certificate expired"_L1, "alert certificate revoked"_L1,
                     "alert certificate unknown"_L1, "alert unsupported certificate"_L1,
                     "alert access denied"_L1}))
        return Kind::TlsClientCertificateRefused;
    if (containsAny(text,
                    {"alert protocol version"_L1, "unsupported protocol"_L1,
                     "no protocols available"_L1, "version too low"_L1}))
        return Kind::TlsVersion;
    if (containsAny(text, {"does not certify public key"_L1, "key values mismatch"_L1}))
        return Kind::TlsFileUnusable;
    if (containsAny(text, {"ssl routines"_L1, "tls_"_L1}) || text.contains("alert"_L1))
        return Kind::TlsProtocol;
    return std::nullopt;
}

TlsReport tlsReportOf(const QSslConfiguration &connection, const QString &host,
                      const QList<QSslError> &errors)
{
    TlsReport report;
    if (const QSslCipher cipher = connection.sessionCipher(); !cipher.isNull()) {
        report.protocol = cipher.protocolString();
        report.cipher = cipher.name();
    }
    report.alpn = connection.nextNegotiatedProtocol();
    report.host = host;
    const QList<QSslCertificate> chain = connection.peerCertificateChain();
    for (const QSslCertificate &certificate : chain)
        report.chain.append(certificate.toDer());
    for (const QSslError &error : errors) {
        CertificateFault fault{int(error.error()), error.errorString(), -1};
        if (!error.certificate().isNull())
            fault.certificate = int(report.chain.indexOf(error.certificate().toDer()));
        if (!report.faults.contains(fault))
            report.faults.append(fault);
    }
    return report;
}

} // namespace Recloser
