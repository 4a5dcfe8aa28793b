// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/replyerrors.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

Kind kindOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
    case QSslError::InvalidNotBeforeField:
    case QSslError::InvalidNotAfterField:
        return Kind::TlsExpired;
    case QSslError::HostNameMismatch:
        return Kind::TlsWrongHost;
    default:
        return Kind::TlsUntrusted;
    }
}

SendError certificateError(const ReplyFailure &failure)
{
    bool untrusted = false;
    bool expired = false;
    QStringList texts;
    for (const QSslError &error : failure.tlsErrors) {
        const Kind kind = kindOf(error.error());
        untrusted = untrusted || kind == Kind::TlsUntrusted;
        expired = expired || kind == Kind::TlsExpired;
        if (!texts.contains(error.errorString()))
            texts.append(error.errorString());
    }
    const Kind kind = untrusted ? Kind::TlsUntrusted
        : expired               ? Kind::TlsExpired
                                : Kind::TlsWrongHost;
    return {kind, failure.host, texts.join(u"; "_s)};
}

/// OpenSSL's names of the alerts (RFC 8446 section 6.2) by which a server refuses a client without
/// a certificate.
bool asksForClientCertificate(const QString &text)
{
    return text.contains("certificate required"_L1) || text.contains("certificate_required"_L1)
        || text.contains("peer did not return a certificate"_L1);
}

bool isTlsText(const QString &text)
{
    return text.contains("ssl routines"_L1, Qt::CaseInsensitive) || text.contains("alert"_L1)
        || text.contains("tls_"_L1);
}

Kind kindOf(const ReplyFailure &failure)
{
    if (isStreamReset(failure.text))
        return Kind::ConnectionReset;
    switch (failure.code) {
    case QNetworkReply::ConnectionRefusedError:
        return Kind::ConnectionRefused;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::OperationCanceledError:
        return Kind::ConnectionReset;
    case QNetworkReply::HostNotFoundError:
        return Kind::NameNotFound;
    case QNetworkReply::TimeoutError:
        return failure.stage == ExchangeStage::Connecting ? Kind::ConnectTimeout
                                                          : Kind::ConnectionReset;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return Kind::Unreachable;
    case QNetworkReply::SslHandshakeFailedError:
        return Kind::TlsProtocol;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Kind::ProxyFailed;
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::UnknownContentError:
        return Kind::BrokenResponse;
    case QNetworkReply::UnknownNetworkError:
        // Without a connection it is the network's own refusal: no route, network down.
        return failure.stage == ExchangeStage::Connecting ? Kind::Unreachable
                                                          : Kind::OtherNetworkError;
    default:
        return Kind::OtherNetworkError;
    }
}

} // namespace

SendError describeFailure(const ReplyFailure &failure)
{
    if (!failure.tlsErrors.isEmpty())
        return certificateError(failure);
    if (asksForClientCertificate(failure.text))
        return {Kind::TlsClientCertificate, failure.host, failure.text};
    Kind kind = kindOf(failure);
    if ((kind == Kind::Unreachable || kind == Kind::OtherNetworkError) && isTlsText(failure.text))
        kind = Kind::TlsProtocol;
    QString text = failure.text;
    // Qt ends a request alike whether nothing came or something that is not HTTP.
    if (failure.code == QNetworkReply::ContentReSendError)
        text = u"the connection was closed before an HTTP answer came"_s;
    return {kind, failure.host, text};
}

bool isStreamReset(const QString &text)
{
    return text == "HTTP/2 protocol error"_L1 || text == "Internal server error"_L1
        || text == "Stream is no longer needed"_L1 || text == "SETTINGS ACK timeout error"_L1
        || text == "Flow control error"_L1 || text.startsWith("Server "_L1)
        || text.startsWith("The underlying transport has properties"_L1);
}

bool isStatusError(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::ContentReSendError:
        return false;
    case QNetworkReply::ProxyAuthenticationRequiredError: // 407
        return true;
    default:
        return (code >= QNetworkReply::ContentAccessDenied
                && code <= QNetworkReply::UnknownContentError)
            || (code >= QNetworkReply::ProtocolUnknownError
                && code <= QNetworkReply::ProtocolInvalidOperationError)
            || (code >= QNetworkReply::InternalServerError
                && code <= QNetworkReply::UnknownServerError);
    }
}

} // namespace Recloser
