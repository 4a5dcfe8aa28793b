// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

#include <utility>

namespace Recloser {

/// What a certificate says of itself. Plain value; all empty for bytes that are no certificate.
struct CertificateFacts
{
    /// Common name, else organisation, else whatever comes first.
    QString subject;
    QString issuer;
    /// Names of attributes as X.500 has them ("CN", "O") and their values.
    QList<std::pair<QString, QString>> subjectParts;
    QList<std::pair<QString, QString>> issuerParts;
    /// Hosts and addresses it was made for (RFC 6125): the alternative names, or without any of
    /// them the common name.
    QStringList hosts;
    /// UTC.
    QDateTime notBefore;
    QDateTime notAfter;
    /// "EC 256 bits".
    QString key;
    /// In hexadecimal digits with colons.
    QString serial;
    QByteArray sha256;
    QByteArray sha1;
    bool isSelfIssued = false;
    /// It may vouch for others.
    bool isAuthority = false;

    bool isNull() const { return sha256.isEmpty(); }
    bool operator==(const CertificateFacts &) const = default;
};

CertificateFacts factsOf(const QByteArray &der);

/// SHA-256 of the bytes; empty for none.
QByteArray certificateHash(const QByteArray &der);

/// As PEM (RFC 7468), one after another.
QByteArray pemOf(const QList<QByteArray> &chain);

} // namespace Recloser
