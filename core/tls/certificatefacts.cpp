// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/certificatefacts.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Parts = QList<std::pair<QString, QString>>;

template<typename Attributes, typename Values>
Parts partsOf(const Attributes &attributes, const Values &values)
{
    // The usual order of people, then the rest.
    static const QList<QByteArray> order{"CN"_ba, "O"_ba, "OU"_ba, "L"_ba, "ST"_ba, "C"_ba};
    QList<QByteArray> names;
    for (const QByteArray &name : order) {
        if (attributes.contains(name))
            names.append(name);
    }
    for (const QByteArray &name : attributes) {
        if (!names.contains(name))
            names.append(name);
    }
    Parts parts;
    for (const QByteArray &name : std::as_const(names)) {
        const QStringList texts = values(name);
        for (const QString &text : texts)
            parts.append({QString::fromLatin1(name), text});
    }
    return parts;
}

QString displayName(const Parts &parts)
{
    return parts.isEmpty() ? QString() : parts.first().second;
}

QString keyText(const QSslKey &key)
{
    static constexpr std::array names{"Opaque"_L1, "RSA"_L1, "DSA"_L1, "EC"_L1, "DH"_L1};
    const auto algorithm = size_t(key.algorithm());
    const QString name = algorithm < names.size() ? QString(names[algorithm]) : u"?"_s;
    return key.length() > 0 ? u"%1 %2 bits"_s.arg(name).arg(key.length()) : name;
}

QStringList hostsOf(const QSslCertificate &certificate)
{
    QStringList hosts;
    const auto names = certificate.subjectAlternativeNames();
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (name.key() != QSsl::DnsEntry && name.key() != QSsl::IpAddressEntry)
            continue;
        const QHostAddress address(name.value());
        const QString host = address.isNull() ? name.value() : address.toString();
        if (!hosts.contains(host))
            hosts.append(host);
    }
    if (hosts.isEmpty())
        hosts = certificate.subjectInfo(QSslCertificate::CommonName);
    return hosts;
}

bool isAuthority(const QSslCertificate &certificate)
{
    const QList<QSslCertificateExtension> extensions = certificate.extensions();
    for (const QSslCertificateExtension &extension : extensions) {
        if (extension.oid() == "2.5.29.19"_L1) // basicConstraints (RFC 5280 section 4.2.1.9)
            return extension.value().toMap().value(u"ca"_s).toBool();
    }
    return false;
}

} // namespace

CertificateFacts factsOf(const QByteArray &der)
{
    CertificateFacts facts;
    const QList<QSslCertificate> found = QSslCertificate::fromData(der, QSsl::Der);
    if (found.isEmpty() || found.first().isNull())
        return facts;
    const QSslCertificate &certificate = found.first();
    facts.subjectParts = partsOf(certificate.subjectInfoAttributes(), [&](const QByteArray &name) {
        return certificate.subjectInfo(name);
    });
    facts.issuerParts = partsOf(certificate.issuerInfoAttributes(), [&](const QByteArray &name) {
        return certificate.issuerInfo(name);
    });
    facts.hosts = hostsOf(certificate);
    facts.subject = displayName(facts.subjectParts);
    if (facts.subject.isEmpty())
        facts.subject = facts.hosts.value(0);
    facts.issuer = displayName(facts.issuerParts);
    facts.notBefore = certificate.effectiveDate().toUTC();
    facts.notAfter = certificate.expiryDate().toUTC();
    facts.key = keyText(certificate.publicKey());
    facts.serial = QString::fromLatin1(certificate.serialNumber());
    facts.sha256 = certificateHash(der);
    facts.sha1 = QCryptographicHash::hash(der, QCryptographicHash::Sha1);
    facts.isSelfIssued = certificate.isSelfSigned();
    facts.isAuthority = isAuthority(certificate);
    return facts;
}

QByteArray certificateHash(const QByteArray &der)
{
    return der.isEmpty() ? QByteArray() : QCryptographicHash::hash(der, QCryptographicHash::Sha256);
}

QByteArray pemOf(const QList<QByteArray> &chain)
{
    QByteArray text;
    for (const QByteArray &der : chain) {
        const QByteArray base64 = der.toBase64();
        text += "-----BEGIN CERTIFICATE-----\n";
        for (qsizetype at = 0; at < base64.size(); at += 64)
            text += base64.sliced(at, std::min<qsizetype>(64, base64.size() - at)) + '\n';
        text += "-----END CERTIFICATE-----\n";
    }
    return text;
}

} // namespace Recloser
