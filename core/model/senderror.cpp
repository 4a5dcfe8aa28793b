// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/senderror.h"

#include <QMetaEnum>

namespace Recloser {

QString kindName(SendError::Kind kind)
{
    const char *camelCase = QMetaEnum::fromType<SendError::Kind>().valueToKey(int(kind));
    QString name;
    for (const char *c = camelCase; c && *c; ++c) {
        if (*c >= 'A' && *c <= 'Z' && c != camelCase)
            name += u'-';
        name += QChar::fromLatin1(*c).toLower();
    }
    return name;
}

std::optional<SendError::Kind> kindFromName(const QString &name)
{
    const auto kinds = QMetaEnum::fromType<SendError::Kind>();
    for (int i = 0; i < kinds.keyCount(); ++i) {
        const auto kind = SendError::Kind(kinds.value(i));
        if (kindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

bool isPeerFailure(SendError::Kind kind)
{
    using enum SendError::Kind;
    switch (kind) {
    case NameNotFound:
    case ConnectionRefused:
    case Unreachable:
    case ConnectTimeout:
    case ProxyUnreachable:
    case ProxyFailed:
    case TlsVersion:
    case TlsProtocol:
    case ConnectionReset:
    case FirstByteTimeout:
    case IdleTimeout:
    case AttemptTimeout:
    case BrokenResponse:
    case OtherNetworkError:
        return true;
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
    case TlsFileUnusable:
    case TlsPassPhrase:
    case InvalidProxy:
    case ProxyAuthentication:
    case TlsUntrusted:
    case TlsSelfSigned:
    case TlsExpired:
    case TlsNotYetValid:
    case TlsWrongHost:
    case TlsRevoked:
    case TlsClientCertificate:
    case TlsClientCertificateRefused:
    case TooManyRedirects:
    case InvalidRedirect:
    case ResponseUnwritable:
    case DeadlineExceeded:
    case Cancelled:
    case Blocked:
        return false;
    }
    return false;
}

bool wasNotSent(const SendError &error)
{
    using enum SendError::Kind;
    if (error.reach != SendError::Reach::Unknown)
        return error.reach == SendError::Reach::NotSent;
    return error.kind == NameNotFound || error.kind == ConnectionRefused
        || error.kind == Unreachable || error.kind == ConnectTimeout
        || error.kind == ProxyUnreachable || error.kind == TlsVersion || error.kind == TlsProtocol;
}

bool isCertificateError(SendError::Kind kind)
{
    using enum SendError::Kind;
    switch (kind) {
    case TlsUntrusted:
    case TlsSelfSigned:
    case TlsExpired:
    case TlsNotYetValid:
    case TlsWrongHost:
    case TlsRevoked:
    case TlsClientCertificate:
    case TlsClientCertificateRefused:
        return true;
    default:
        return false;
    }
}

bool isTimeout(SendError::Kind kind)
{
    using enum SendError::Kind;
    return kind == ConnectTimeout || kind == FirstByteTimeout || kind == IdleTimeout
        || kind == AttemptTimeout;
}

} // namespace Recloser
