// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QString localNames = u"DNS:localhost,IP:127.0.0.1,IP:::1"_s;

} // namespace

Certificates::Certificates()
{
    ca = authority(u"ca"_s);
    otherCa = authority(u"other-ca"_s);
    server = issued(u"server"_s, ca, localNames);
    wrongName = issued(u"wrong-name"_s, ca, u"DNS:wrong.example"_s);
    expired = issued(u"expired"_s, ca, localNames, Validity::Past);
    untrusted = issued(u"untrusted"_s, otherCa, localNames);
    client = issued(u"client"_s, ca, u"DNS:client.example"_s);
}

CertificateFiles Certificates::named(const QString &name) const
{
    return {m_directory.filePath(name + u".pem"_s), m_directory.filePath(name + u".key"_s)};
}

CertificateFiles Certificates::authority(const QString &name)
{
    const CertificateFiles files = named(name);
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
         u"/CN=Recloser test %1"_s.arg(name), u"-keyout"_s, files.key, u"-out"_s, files.certificate,
         u"-addext"_s, u"keyUsage=critical,keyCertSign"_s});
    return files;
}

CertificateFiles Certificates::issued(const QString &name, const CertificateFiles &issuer,
                                      const QString &alternativeNames, Validity validity,
                                      Purpose purpose)
{
    const CertificateFiles files = named(name);
    const QString request = m_directory.filePath(name + u".csr"_s);
    run({u"req"_s, u"-new"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-subj"_s, u"/CN=%1"_s.arg(name),
         u"-keyout"_s, files.key, u"-out"_s, request, u"-addext"_s,
         u"subjectAltName=%1"_s.arg(alternativeNames)});
    // `openssl ca` and not `x509`: only it takes a start and an end date in every version in use.
    const QString folder = m_directory.filePath(name + u".d"_s);
    QDir().mkpath(folder);
    QFile config(folder + u"/ca.cnf"_s);
    QFile database(folder + u"/index.txt"_s);
    if (!config.open(QIODevice::WriteOnly) || !database.open(QIODevice::WriteOnly)) {
        m_error = config.errorString();
        return files;
    }
    config.write(
        u"[ca]\ndefault_ca=a\n[a]\nnew_certs_dir=%1\ndatabase=%1/index.txt\nserial=%1/serial\n"
        "rand_serial=yes\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\nunique_subject=no\n"
        "x509_extensions=v3\n[v3]\nsubjectKeyIdentifier=hash\n%2[p]\ncommonName=supplied\n"_s
            .arg(folder,
                 purpose == Purpose::Authority ? u"basicConstraints=critical,CA:TRUE\n"_s
                                               : QString())
            .toUtf8());
    config.close();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto date = [](const QDateTime &time) { return time.toString(u"yyyyMMddHHmmss'Z'"_s); };
    const bool isPast = validity == Validity::Past;
    const int firstDay = isPast ? -3 : validity == Validity::Future ? 1 : -1;
    run({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, config.fileName(), u"-cert"_s,
         issuer.certificate, u"-keyfile"_s, issuer.key, u"-in"_s, request, u"-out"_s,
         files.certificate, u"-startdate"_s, date(now.addDays(firstDay)), u"-enddate"_s,
         date(now.addDays(isPast ? -1 : 2))});
    return files;
}

CertificateFiles Certificates::selfSigned()
{
    const CertificateFiles files = named(u"self-signed"_s);
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
         u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
         u"/CN=self-signed"_s, u"-keyout"_s, files.key, u"-out"_s, files.certificate, u"-addext"_s,
         u"subjectAltName="_s + localNames});
    return files;
}

CertificateFiles Certificates::notYetValid()
{
    return issued(u"not-yet-valid"_s, ca, localNames, Validity::Future);
}

CertificateFiles Certificates::indirect()
{
    const CertificateFiles between
        = issued(u"between"_s, ca, u"DNS:between.example"_s, Validity::Now, Purpose::Authority);
    const CertificateFiles files = issued(u"indirect"_s, between, localNames);
    m_withIssuer = m_directory.filePath(u"indirect-chain.pem"_s);
    QFile chain(m_withIssuer);
    if (!chain.open(QIODevice::WriteOnly)) {
        m_error = chain.errorString();
        return files;
    }
    for (const QString &path : {files.certificate, between.certificate}) {
        QFile one(path);
        if (one.open(QIODevice::ReadOnly))
            chain.write(one.readAll());
    }
    return files;
}

CertificateFiles Certificates::lockedClient(const QString &passPhrase)
{
    const CertificateFiles files{client.certificate, m_directory.filePath(u"client-locked.key"_s)};
    run({u"pkcs8"_s, u"-topk8"_s, u"-in"_s, client.key, u"-out"_s, files.key, u"-passout"_s,
         u"pass:"_s + passPhrase});
    return files;
}

QString Certificates::pkcs12Client(const QString &passPhrase)
{
    const QString path = m_directory.filePath(u"client.p12"_s);
    run({u"pkcs12"_s, u"-export"_s, u"-in"_s, client.certificate, u"-inkey"_s, client.key,
         u"-out"_s, path, u"-passout"_s, u"pass:"_s + passPhrase});
    return path;
}

void Certificates::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(u"openssl"_s, arguments);
    const bool isDone = openssl.waitForFinished(60'000) && openssl.exitCode() == 0;
    if (!isDone && m_error.isEmpty())
        m_error = u"openssl %1: %2 %3"_s.arg(arguments.join(u' '), openssl.errorString(),
                                             QString::fromUtf8(openssl.readAll()));
}

} // namespace Recloser
