// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/exchangejson.h"

#include "core/resolve/requestvariables.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QString explain(const SendError &error)
{
    using enum SendError::Kind;
    QString remedy;
    switch (error.kind) {
    case InvalidUrl:
        remedy = u"give an http or https URL with a host"_s;
        break;
    case InvalidRoute:
        remedy = error.subject.startsWith("@max-message "_L1)
            ? u"write such as 128MB; 1GB at most"_s
            : u"give --connect-to HOST:PORT, --resolve ADDRESS, and no --http 2"_s;
        break;
    case InvalidMethod:
        remedy = u"a method is one word, such as GET"_s;
        break;
    case InvalidHeader:
        remedy = u"write Name: value without line breaks"_s;
        break;
    case BodyUnreadable:
        remedy = u"name a file that exists and can be read"_s;
        break;
    case UnresolvedVariable:
        // What is wrong with an earlier answer is the detail.
        if (requestReferenceOf(error.subject))
            break;
        remedy = error.subject.startsWith("$secret "_L1)
            ? u"give it with recloser-cli secret set %1"_s.arg(error.subject.sliced(8))
            : error.subject.startsWith("$auth."_L1)
            ? u"Security.Auth of an environment (--env) says how to get it"_s
            : u"set it in the file with @name = value, in an environment, or with --var name=value"_s;
        break;
    case NoCircuitKey:
        remedy = u"change the pattern, or use --fallback url"_s;
        break;
    case ConnectionRefused:
        remedy = u"is the service running, and is the port right?"_s;
        break;
    case NameNotFound:
        remedy = u"check the spelling of the host, or the name server"_s;
        break;
    case TlsUntrusted:
        remedy = error.detail.startsWith("issued by"_L1)
            ? u"give its issuer with --cacert, or trust it for this host with recloser-cli trust add"_s
            : u"the server needs another one; it can be trusted for this host with recloser-cli trust add"_s;
        break;
    case TlsSelfSigned:
        remedy
            = u"compare its fingerprint (recloser-cli tls), then use --pin or recloser-cli trust add"_s;
        break;
    case TlsExpired:
        remedy = u"the server must renew it; check this machine's clock too"_s;
        break;
    case TlsNotYetValid:
        remedy = u"check this machine's clock"_s;
        break;
    case TlsWrongHost:
        remedy = u"use a name it was made for"_s;
        break;
    case TlsRevoked:
        remedy = u"send nothing there until the server has another one"_s;
        break;
    case TlsClientCertificate:
        remedy = u"show one with --cert and --key"_s;
        break;
    case TlsClientCertificateRefused:
        remedy = u"is it the right one, and still valid?"_s;
        break;
    case TlsVersion:
        remedy = u"the server must speak TLS 1.2 or 1.3"_s;
        break;
    case TlsFileUnusable:
        remedy = u"name a file with a certificate, and its key, in PEM, DER or PKCS #12 form"_s;
        break;
    case TlsPassPhrase:
        remedy = u"set RECLOSER_CERT_PASSPHRASE, or recloser-cli secret set %1"_s.arg(
            ClientIdentity::secretNameOf(error.subject));
        break;
    case InvalidProxy:
        remedy
            = u"write none, system, http://host:port, socks5://host:port or socks5h://host:port"_s;
        break;
    case ProxyUnreachable:
        remedy = u"is the proxy running, and are its host and port right?"_s;
        break;
    case ProxyAuthentication:
        remedy = u"give user and password in --proxy http://user:password@host:port"_s;
        break;
    case ProxyFailed:
        remedy = u"may the proxy connect to that host and port?"_s;
        break;
    case TlsProtocol:
        // What says so speaks TLS.
        remedy = error.detail.contains("alert handshake failure"_L1)
            ? u"the server refuses: does it want a client certificate (--cert), or have no cipher in common?"_s
            : u"does this port speak TLS? try http://"_s;
        break;
    case ConnectTimeout:
    case FirstByteTimeout:
    case IdleTimeout:
    case AttemptTimeout:
    case DeadlineExceeded:
        remedy = u"allow more time with --timeout or --deadline"_s;
        break;
    case SecretNotKept:
        remedy = u"keep it as {{$secret name}}, use --today, or --without-secrets"_s;
        break;
    case BodyNotKept:
        remedy = u"use --today, which makes the body anew"_s;
        break;
    case ExchangeNotKept:
        return u"there is no exchange %1, recloser-cli history list tells their numbers"_s.arg(
            error.subject);
    case BodyChanged:
        remedy = u"bring the file back, or use --changed-files"_s;
        break;
    case TokenSettings:
        remedy = u"complete the oauth2 options of --auth or # @auth"_s;
        break;
    case SigningKey:
        remedy = u"give private-key= the path of an RSA key in PEM, or a secret that holds one"_s;
        break;
    case TokenMissing:
        remedy = u"log in for one with recloser-cli auth token"_s;
        break;
    case TokenRefused:
        remedy
            = u"check client, secret and scope, or get a new token with recloser-cli auth token"_s;
        break;
    case Blocked:
        remedy = u"wait until the circuit closes, or use --bypass"_s;
        break;
    default:
        break;
    }
    if (error.reach == SendError::Reach::NotSent
        && (error.kind == Cancelled || error.kind == DeadlineExceeded))
        remedy.prepend(remedy.isEmpty() ? u"nothing was sent"_s : u"nothing was sent; "_s);
    QString text = kindName(error.kind);
    if (!error.subject.isEmpty())
        text += u": "_s + error.subject;
    if (!error.detail.isEmpty())
        text += u" ("_s + error.detail + u')';
    return remedy.isEmpty() ? text : text + u", "_s + remedy;
}

} // namespace Recloser
