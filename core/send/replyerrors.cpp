// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/replyerrors.h"

#include "core/tls/handshakefailure.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

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
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return Kind::ProxyUnreachable;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Kind::ProxyAuthentication;
    case QNetworkReply::ProxyConnectionClosedError:
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

/// What Qt tells of a connection that a proxy was to make, as if it had made it itself.
bool isOfTheProxy(const ReplyFailure &failure, Kind kind)
{
    if (failure.proxy.isEmpty() || failure.stage != ExchangeStage::Connecting)
        return false;
    // With this one alone names are looked up here.
    if (kind == Kind::NameNotFound)
        return !failure.proxy.startsWith("socks5://"_L1);
    return kind == Kind::Unreachable || kind == Kind::OtherNetworkError;
}

} // namespace

SendError describeFailure(const ReplyFailure &failure)
{
    Kind kind = kindOf(failure);
    if (const auto handshake = handshakeFailureKind(failure.text); handshake
        && (kind == Kind::Unreachable || kind == Kind::OtherNetworkError
            || kind == Kind::TlsProtocol || *handshake != Kind::TlsProtocol))
        kind = *handshake;
    if (isOfTheProxy(failure, kind))
        kind = Kind::ProxyFailed;
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
