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
                                      const QString &alternativeNames, Validity validity)
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
        "x509_extensions=v3\n[v3]\nsubjectKeyIdentifier=hash\n[p]\ncommonName=supplied\n"_s
            .arg(folder)
            .toUtf8());
    config.close();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto date = [](const QDateTime &time) { return time.toString(u"yyyyMMddHHmmss'Z'"_s); };
    const bool isPast = validity == Validity::Past;
    run({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, config.fileName(), u"-cert"_s,
         issuer.certificate, u"-keyfile"_s, issuer.key, u"-in"_s, request, u"-out"_s,
         files.certificate, u"-startdate"_s, date(now.addDays(isPast ? -3 : -1)), u"-enddate"_s,
         date(now.addDays(isPast ? -1 : 2))});
    return files;
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
