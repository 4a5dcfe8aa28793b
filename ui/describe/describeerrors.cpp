// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/tlschoices.h"
#include "ui/describe/describe.h"

#include <QObject>

namespace Recloser {

using namespace Qt::StringLiterals;

// What errors are in words. Part of describe.h; exchanges and circuits are in describe.cpp.

namespace {

QString tr(const char *text)
{
    return QObject::tr(text);
}

QString withDetail(const QString &text, const QString &detail)
{
    return detail.isEmpty() ? text : u"%1 (%2)"_s.arg(text, detail);
}

Sentence describePreparation(const SendError &error)
{
    using enum SendError::Kind;
    switch (error.kind) {
    case InvalidUrl:
        return {
            tr("Not a URL that can be sent"),
            withDetail(tr("Check the address: it needs a host, and http or https."), error.detail)};
    case InvalidMethod:
        return {tr("“%1” is not a method name").arg(error.subject),
                tr("A method is one word without blanks, such as GET or PURGE.")};
    case InvalidHeader:
        return {
            tr("Header “%1” cannot be sent").arg(error.subject),
            withDetail(tr("Names are words without blanks or colons; values have no line breaks."),
                       error.detail)};
    case InvalidBody:
        return {tr("The body cannot be sent"), error.detail};
    case InvalidRoute:
        if (error.subject.startsWith("@max-message "_L1))
            return {
                tr("“%1” says no size of a message").arg(error.subject.sliced(13)),
                withDetail(tr("Write such as 128 MB (Breaker & retry, Transfer)."), error.detail)};
        return {tr("Cannot connect to “%1” instead").arg(error.subject),
                withDetail(tr("Write host:port, or an IP address (Breaker & retry, Transfer)."),
                           error.detail)};
    case BodyUnreadable:
        return {tr("Body file cannot be read: %1").arg(error.subject),
                withDetail(tr("Choose a file that exists and may be read."), error.detail)};
    case UnresolvedVariable:
        if (error.subject.startsWith("$secret "_L1))
            return {tr("No value for {{%1}}").arg(error.subject),
                    withDetail(tr("Give it one under Secrets in Variables and environments "
                                  "(Ctrl+Shift+E)."),
                               error.detail)};
        if (error.subject.startsWith("$auth."_L1))
            return {tr("No value for {{%1}}").arg(error.subject),
                    withDetail(tr("How it is had stands under Security, Auth in the environment."),
                               error.detail)};
        return {
            tr("No value for {{%1}}").arg(error.subject),
            withDetail(tr("Set it in the environment or in the file, or write the value itself."),
                       error.detail)};
    case NoCircuitKey:
        return {tr("No circuit key for this URL"),
                withDetail(tr("Change the key pattern, or let the whole URL serve as the key "
                              "(Breaker & retry)."),
                           error.detail)};
    case SecretNotKept:
        return {tr("A secret in %1 was not kept").arg(error.subject),
                withDetail(tr("History holds no secrets: keep it as {{$secret name}}, send with "
                              "today's variables, or send without it."),
                           error.detail)};
    case BodyNotKept:
        return {tr("The body of the request was not kept"),
                withDetail(tr("Send with today's variables: the body is then made anew."),
                           error.detail)};
    case ExchangeNotKept:
        return {tr("History holds no exchange %1").arg(error.subject),
                withDetail(tr("It was deleted, or its time to be kept is over; the history panel "
                              "shows what there is."),
                           error.detail)};
    case BodyChanged:
        return {tr("Body file has changed since: %1").arg(error.subject),
                withDetail(tr("Bring the file back, or send it as it is now."), error.detail)};
    case TokenSettings:
        return {tr("OAuth 2 cannot ask for a token: %1").arg(error.subject),
                withDetail(error.subject.startsWith("Security.Auth."_L1)
                               ? tr("Set it in the environment's file.")
                               : tr("Set it on the request's Auth page."),
                           error.detail)};
    case SigningKey:
        return {error.subject.isEmpty()
                    ? tr("No private key to sign with")
                    : tr("Cannot sign with the private key %1").arg(error.subject),
                withDetail(tr("Give the path of an RSA key in PEM on the request's Auth page, or a "
                              "secret that holds one."),
                           error.detail)};
    case TokenMissing:
        return {tr("No token for %1 yet").arg(error.subject),
                withDetail(tr("Somebody has to log in for it: choose Get token on the request's "
                              "Auth page."),
                           error.detail)};
    case TokenRefused:
        return {tr("%1 gave no token").arg(error.subject),
                withDetail(tr("Check client, secret and scope on the request's Auth page, or get "
                              "a new token there."),
                           error.detail)};
    default:
        return {};
    }
}

Sentence describeTls(const SendError &error)
{
    using enum SendError::Kind;
    switch (error.kind) {
    case TlsUntrusted:
        return {tr("Certificate of %1 is not trusted").arg(error.subject),
                withDetail(tr("Nobody known vouches for it. Add its issuer under Certificates if "
                              "you trust that, or trust this certificate for this host."),
                           error.detail)};
    case TlsSelfSigned:
        return {tr("Certificate of %1 is self-signed").arg(error.subject),
                withDetail(tr("Compare its fingerprint with the server's; if they agree, trust "
                              "this certificate for this host, until a date."),
                           error.detail)};
    case TlsExpired:
        return {tr("Certificate of %1 has expired").arg(error.subject),
                withDetail(tr("The server must renew it; check this machine's clock too."),
                           error.detail)};
    case TlsNotYetValid:
        return {tr("Certificate of %1 is not valid yet").arg(error.subject),
                withDetail(tr("Check this machine's clock, then the server's certificate."),
                           error.detail)};
    case TlsWrongHost:
        return {tr("Certificate belongs to another host than %1").arg(error.subject),
                withDetail(tr("Use a name the certificate was made for."), error.detail)};
    case TlsRevoked:
        return {tr("Certificate of %1 was revoked").arg(error.subject),
                withDetail(tr("Its issuer took it back: do not send anything there until the "
                              "server has another one."),
                           error.detail)};
    case TlsClientCertificate:
        return {tr("%1 asks for a client certificate").arg(error.subject),
                withDetail(tr("Name one for this host under Certificates."), error.detail)};
    case TlsClientCertificateRefused:
        return {tr("%1 refused the client certificate").arg(error.subject),
                withDetail(tr("Is it the right one for this host, and still valid? It is chosen "
                              "under Certificates or by the environment."),
                           error.detail)};
    case TlsVersion:
        return {tr("%1 speaks no version of TLS that is allowed").arg(error.subject),
                withDetail(tr("Recloser speaks TLS 1.2 and 1.3, or 1.3 alone where Certificates "
                              "has it so. Older ones are not safe; the server must be renewed."),
                           error.detail)};
    case TlsFileUnusable:
        return {tr("Certificate file cannot be used: %1").arg(error.subject),
                withDetail(tr("Choose another under Certificates, or mend the environment's "
                              "SSLConfiguration."),
                           error.detail)};
    case TlsPassPhrase:
        return {tr("The client certificate is locked: %1").arg(error.subject),
                withDetail(tr("Give its pass phrase under Certificates, or as the secret %1.")
                               .arg(ClientIdentity::secretNameOf(error.subject)),
                           error.detail)};
    default:
        return {tr("No secure connection with %1").arg(error.subject),
                withDetail(tr("Does this port speak TLS? Try http:// if it does not. Some servers "
                              "break off like this when they want a client certificate."),
                           error.detail)};
    }
}

Sentence describeProxy(const SendError &error)
{
    using enum SendError::Kind;
    switch (error.kind) {
    case InvalidProxy:
        return {tr("Not a proxy: %1").arg(error.subject),
                withDetail(tr("Write none, system, http://host:port, socks5://host:port, or "
                              "socks5h:// where the proxy looks names up."),
                           error.detail)};
    case ProxyUnreachable:
        return {tr("The proxy for %1 cannot be reached").arg(error.subject),
                withDetail(tr("Is it running, and are host and port right? See Proxy in the "
                              "settings, or @proxy of request and folder."),
                           error.detail)};
    case ProxyAuthentication:
        return {
            tr("The proxy wants a user and a password"),
            withDetail(tr("Give them under Proxy, or check those that are there."), error.detail)};
    default:
        return {tr("The proxy did not let it through to %1").arg(error.subject),
                withDetail(tr("It was reached, and refused or failed: may it connect to that host "
                              "and port?"),
                           error.detail)};
    }
}

Sentence describeTimeout(const SendError &error)
{
    using enum SendError::Kind;
    switch (error.kind) {
    case ConnectTimeout:
        return {
            tr("Time-out while connecting"),
            withDetail(tr("The server did not take the connection within %1.").arg(error.subject),
                       error.detail)};
    case FirstByteTimeout:
        return {tr("Time-out waiting for the first byte"),
                withDetail(
                    tr("The request was sent, but no answer began within %1.").arg(error.subject),
                    error.detail)};
    case IdleTimeout:
        return {tr("Time-out: the transfer stood still"),
                withDetail(tr("Nothing moved for %1 in the middle of it.").arg(error.subject),
                           error.detail)};
    case AttemptTimeout:
        return {tr("Time-out of the attempt"),
                withDetail(tr("It was not done within %1. The limit is under Breaker & retry.")
                               .arg(error.subject),
                           error.detail)};
    default:
        return {tr("The total deadline passed"), error.detail};
    }
}

} // namespace

Sentence describe(const SendError &error)
{
    using enum SendError::Kind;
    switch (error.kind) {
    case InvalidUrl:
    case InvalidMethod:
    case InvalidHeader:
    case InvalidBody:
    case BodyUnreadable:
    case UnresolvedVariable:
    case NoCircuitKey:
    case SecretNotKept:
    case BodyNotKept:
    case ExchangeNotKept:
    case BodyChanged:
    case TokenSettings:
    case TokenMissing:
    case TokenRefused:
    case SigningKey:
    case InvalidRoute:
        return describePreparation(error);
    case TlsFileUnusable:
    case TlsPassPhrase:
    case TlsUntrusted:
    case TlsSelfSigned:
    case TlsExpired:
    case TlsNotYetValid:
    case TlsWrongHost:
    case TlsRevoked:
    case TlsClientCertificate:
    case TlsClientCertificateRefused:
    case TlsVersion:
    case TlsProtocol:
        return describeTls(error);
    case InvalidProxy:
    case ProxyUnreachable:
    case ProxyAuthentication:
    case ProxyFailed:
        return describeProxy(error);
    case ConnectTimeout:
    case FirstByteTimeout:
    case IdleTimeout:
    case AttemptTimeout:
    case DeadlineExceeded:
        return describeTimeout(error);
    case NameNotFound:
        return {tr("Host name not found: %1").arg(error.subject),
                tr("Check the spelling, or whether the name server or VPN is there.")};
    case ConnectionRefused:
        return {tr("Connection refused by %1").arg(error.subject),
                tr("Nothing listens on that port: is the service running, and is the port right?")};
    case Unreachable:
        return {tr("%1 cannot be reached").arg(error.subject),
                withDetail(tr("There is no route to it: check network or VPN."), error.detail)};
    case ConnectionReset:
        return {
            tr("Connection closed by %1").arg(error.subject),
            withDetail(tr("The server broke off before its answer was complete."), error.detail)};
    case BrokenResponse:
        return {tr("The answer of %1 is not proper HTTP").arg(error.subject), error.detail};
    case TooManyRedirects:
        return {
            tr("Too many redirects"),
            withDetail(tr("The hops are listed under Headers; the limit is under Breaker & retry."),
                       error.detail)};
    case InvalidRedirect:
        return {tr("Redirect not followed"), error.detail};
    case ResponseUnwritable:
        return {tr("The response could not be stored"),
                withDetail(tr("Is the disk full? %1").arg(error.subject), error.detail)};
    case OtherNetworkError:
        return {tr("Network error with %1").arg(error.subject), error.detail};
    case Cancelled:
        return {tr("Stopped"),
                error.reach == SendError::Reach::NotSent ? tr("Nothing was sent.") : QString()};
    case Blocked:
        return {tr("Not sent: circuit %1 is open").arg(error.subject), error.detail};
    }
    return {};
}

Sentence describe(const StoreError &error)
{
    using enum StoreError::Kind;
    switch (error.kind) {
    case NotFound:
        return {tr("Not found: %1").arg(error.subject), error.detail};
    case Unreadable:
        return {tr("Cannot read %1").arg(error.subject), error.detail};
    case Unwritable:
        return {tr("Cannot write %1").arg(error.subject),
                withDetail(tr("Nothing is lost: it is kept and tried again."), error.detail)};
    case DiskFull:
        return {tr("The disk is full: %1").arg(error.subject),
                tr("Free some space; what is not written yet is kept and tried again.")};
    case ReadOnly:
        return {tr("%1 is read-only").arg(error.subject),
                tr("Give yourself the right to write there; what is not written yet is kept.")};
    case Corrupt:
        return {tr("%1 is damaged").arg(error.subject), error.detail};
    case TooNew:
        return {tr("%1 was written by a newer version").arg(error.subject),
                tr("Install the newer version to use it; it was left as it is.")};
    case ChangedOutside:
        return {tr("%1 was changed by another program").arg(error.subject),
                tr("Nothing was overwritten. Save under another name, or load the other version "
                   "first.")};
    case Unavailable:
        return {tr("%1 cannot be reached").arg(error.subject), error.detail};
    case Refused:
        return {tr("%1 refused").arg(error.subject), error.detail};
    }
    return {};
}

} // namespace Recloser
