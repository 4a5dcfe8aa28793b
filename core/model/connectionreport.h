// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace Recloser {

/// What the verification of a server's certificate found.
struct CertificateFault
{
    /// QSslError::SslError.
    int code = 0;
    /// In the words of the TLS library.
    QString text;
    /// The certificate of the chain it is about, 0 the server's own; -1: of none.
    int certificate = -1;

    bool operator==(const CertificateFault &) const = default;
};

/// What the TLS handshake of an attempt came to, whether it succeeded or not.
struct TlsReport
{
    /// "TLSv1.3", "TLS_AES_256_GCM_SHA384"; empty where nothing was agreed.
    QString protocol;
    QString cipher;
    /// The protocol agreed on within TLS (RFC 7301), such as "h2"; empty: none.
    QByteArray alpn;
    /// The name the certificate was checked for.
    QString host;
    /// Certificates as DER, in the order the server gave them, its own first.
    QList<QByteArray> chain;
    QList<CertificateFault> faults;
    /// The faults were excused by an exception that the user made for this certificate.
    bool isExcused = false;

    bool operator==(const TlsReport &) const = default;
};

/// The connection that an attempt went over, the last one where redirects were followed.
struct ConnectionReport
{
    /// Where it was connected to instead of the URL's host and port: "host:port"; empty: there.
    QString connectedTo;
    /// The proxy it went through, without its password: "socks5://host:1080"; empty: none.
    QString proxy;
    TlsReport tls;

    bool operator==(const ConnectionReport &) const = default;
};

} // namespace Recloser
