// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/certificatefaults.h"

#include "core/tls/certificatefacts.h"

#include <QSslError>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = SendError::Kind;

Kind kindOf(TlsFault fault)
{
    switch (fault) {
    case TlsFault::Expired:
        return Kind::TlsExpired;
    case TlsFault::NotYetValid:
        return Kind::TlsNotYetValid;
    case TlsFault::WrongHost:
        return Kind::TlsWrongHost;
    case TlsFault::SelfSigned:
        return Kind::TlsSelfSigned;
    case TlsFault::Revoked:
        return Kind::TlsRevoked;
    case TlsFault::UnknownIssuer:
    case TlsFault::Other:
        break;
    }
    return Kind::TlsUntrusted;
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
}

/// Whose certificate it is, unless it is the server's own.
QString ownerOf(const CertificateFault &fault, const CertificateFacts &facts)
{
    return fault.certificate > 0 ? u"\"%1\" "_s.arg(facts.subject) : QString();
}

QString issuerText(const TlsReport &report, const CertificateFacts &facts)
{
    // The last certificate says whose is missing, whichever one the library stopped at.
    const CertificateFacts last
        = report.chain.isEmpty() ? facts : factsOf(report.chain.constLast());
    if (last.isSelfIssued)
        return u"issued by \"%1\", which is not trusted"_s.arg(last.subject);
    return u"issued by \"%1\", which is not known, and the server did not show its certificate"_s
        .arg(last.issuer);
}

QString detailOf(const CertificateFault &fault, const TlsReport &report)
{
    const CertificateFacts facts = factsOf(report.chain.value(std::max(0, fault.certificate)));
    if (facts.isNull())
        return fault.text;
    switch (faultOf(fault)) {
    case TlsFault::Expired:
        return ownerOf(fault, facts) + u"ended "_s + timeText(facts.notAfter);
    case TlsFault::NotYetValid:
        return ownerOf(fault, facts) + u"begins "_s + timeText(facts.notBefore);
    case TlsFault::WrongHost: {
        constexpr qsizetype mostNames = 8;
        const QString names = facts.hosts.isEmpty() ? u"no host"_s
            : facts.hosts.size() > mostNames        ? facts.hosts.first(mostNames).join(u", "_s)
                + u" and %1 more"_s.arg(facts.hosts.size() - mostNames)
                                             : facts.hosts.join(u", "_s);
        return u"asked for %1, the certificate is for %2"_s.arg(report.host, names);
    }
    case TlsFault::SelfSigned:
        return u"\"%1\" vouches for itself"_s.arg(facts.subject);
    case TlsFault::UnknownIssuer:
        return issuerText(report, facts);
    case TlsFault::Revoked:
        return ownerOf(fault, facts) + u"was revoked by \"%1\""_s.arg(facts.issuer);
    case TlsFault::Other:
        break;
    }
    // OpenSSL's reasons that Qt has no name for are mostly about keys and hashes of old.
    if (QSslError::SslError(fault.code) == QSslError::UnspecifiedError)
        return ownerOf(fault, facts)
            + u"has a key or a signature that is too weak, or a fault without a name (%1)"_s.arg(
                facts.key);
    if (QSslError::SslError(fault.code) == QSslError::InvalidPurpose)
        return ownerOf(fault, facts) + u"was not made for servers"_s;
    return fault.text;
}

QString exceptionText(ExceptionVerdict verdict, const TlsException *exception)
{
    switch (verdict) {
    case ExceptionVerdict::None:
    case ExceptionVerdict::Excuses:
        break;
    case ExceptionVerdict::Ended:
        return u"the exception for it ended "_s + timeText(exception->endsAt);
    case ExceptionVerdict::OtherCertificate:
        return u"the exception for this host is for another certificate, "_s
            + fingerprintText(exception->sha256).first(23) + u"..."_s;
    case ExceptionVerdict::OtherFault: {
        QStringList names;
        for (const TlsFault fault : exception->faults)
            names.append(faultName(fault));
        return u"the exception for it excuses only "_s + names.join(u", "_s);
    }
    }
    return {};
}

} // namespace

TlsFault faultOf(const CertificateFault &fault)
{
    switch (QSslError::SslError(fault.code)) {
    case QSslError::CertificateExpired:
    case QSslError::InvalidNotAfterField:
        return TlsFault::Expired;
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidNotBeforeField:
        return TlsFault::NotYetValid;
    case QSslError::HostNameMismatch:
        return TlsFault::WrongHost;
    case QSslError::SelfSignedCertificate:
        return TlsFault::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return TlsFault::UnknownIssuer;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return TlsFault::Revoked;
    default:
        return TlsFault::Other;
    }
}

QList<TlsFault> faultsOf(const TlsReport &report)
{
    constexpr TlsFault order[]
        = {TlsFault::Revoked, TlsFault::Other,       TlsFault::SelfSigned, TlsFault::UnknownIssuer,
           TlsFault::Expired, TlsFault::NotYetValid, TlsFault::WrongHost};
    QList<TlsFault> faults;
    for (const TlsFault fault : order) {
        if (std::ranges::contains(report.faults, fault, faultOf))
            faults.append(fault);
    }
    // Who vouches for themselves is known by nobody else; it is one thing.
    if (faults.contains(TlsFault::SelfSigned))
        faults.removeAll(TlsFault::UnknownIssuer);
    return faults;
}

const TlsException *exceptionFor(const TlsChoices &choices, const QString &host, int port)
{
    const auto found = std::ranges::find_if(choices.exceptions, [&](const TlsException &one) {
        return one.port == port && one.host.compare(host, Qt::CaseInsensitive) == 0;
    });
    return found == choices.exceptions.end() ? nullptr : &*found;
}

ExceptionVerdict verdictOf(const TlsException *exception, const TlsReport &report,
                           const QDateTime &now)
{
    if (!exception)
        return ExceptionVerdict::None;
    if (report.chain.isEmpty() || certificateHash(report.chain.first()) != exception->sha256)
        return ExceptionVerdict::OtherCertificate;
    if (!exception->endsAt.isValid() || now >= exception->endsAt)
        return ExceptionVerdict::Ended;
    const QList<TlsFault> faults = faultsOf(report);
    const bool excuses = std::ranges::all_of(
        faults, [&](TlsFault fault) { return exception->faults.contains(fault); });
    return excuses ? ExceptionVerdict::Excuses : ExceptionVerdict::OtherFault;
}

SendError certificateError(const TlsReport &report, const QString &authority,
                           const TlsException *exception, const QDateTime &now)
{
    const QList<TlsFault> faults = faultsOf(report);
    QStringList details;
    for (const TlsFault fault : faults) {
        for (const CertificateFault &one : report.faults) {
            if (faultOf(one) != fault)
                continue;
            if (const QString text = detailOf(one, report); !details.contains(text))
                details.append(text);
        }
    }
    if (const QString text = exceptionText(verdictOf(exception, report, now), exception);
        !text.isEmpty())
        details.append(text);
    return {kindOf(faults.value(0, TlsFault::Other)), authority, details.join(u"; "_s)};
}

QString authorityOf(const QString &host, int port)
{
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

} // namespace Recloser
