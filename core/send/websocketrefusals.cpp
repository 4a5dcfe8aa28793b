// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/websockettransfer.h"
#include "core/tls/handshakefailure.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace Recloser {

// Handshakes that came to nothing. Part of WebSocketTransfer.

namespace {

using Kind = SendError::Kind;

} // namespace

void WebSocketTransfer::takeRefusal(const WebSocketRefusal &refusal)
{
    const bool isAnswer = refusal.status && *refusal.status >= 400;
    const time_point now = std::chrono::steady_clock::now();
    if (!isAnswer) {
        m_phases.brokeOff(now);
        finish(std::unexpected(errorOf(refusal)));
        return;
    }
    m_phases.answered(now);
    m_phases.received(now);
    m_response.status = *refusal.status;
    m_response.reason = refusal.reason;
    m_response.httpVersion = httpVersion();
    m_response.url = m_request.url;
    m_response.addedRequestHeaders = m_link->addedHeaders();
    const QPointer self(this);
    Q_EMIT headArrived(m_response);
    if (self && !m_phases.isDone())
        finish(m_response);
}

SendError WebSocketTransfer::errorOf(const WebSocketRefusal &refusal) const
{
    const QString authority = m_request.url.authority();
    const auto reach = refusal.wasConnected && m_phases.phase() != TransferPhases::Phase::Connecting
        ? SendError::Reach::Sent
        : SendError::Reach::NotSent;
    const auto error = [&](Kind kind, const QString &detail) {
        return SendError{kind, authority, detail, reach};
    };
    if (refusal.status)
        return error(Kind::BrokenResponse,
                     u"the server answered %1 %2 instead of opening a WebSocket connection"_s.arg(
                         QString::number(*refusal.status), QString::fromUtf8(refusal.reason)));
    if (!m_tls.faults.isEmpty() && !m_tls.isExcused) {
        const TlsKeeper *keeper = m_transport.keeper();
        return keeper ? keeper->errorOf(m_tls, m_request.url.host(), m_request.url.port(443))
                      : certificateError(m_tls, authority, nullptr, {});
    }
    using Socket = QAbstractSocket;
    if (const auto handshake = handshakeFailureKind(refusal.text);
        handshake && m_request.url.scheme() == "wss"_L1)
        return error(*handshake, refusal.text);
    switch (refusal.code) {
    case Socket::HostNotFoundError:
        return error(m_carrier.isEmpty() ? Kind::NameNotFound : Kind::ProxyFailed, refusal.text);
    case Socket::ConnectionRefusedError:
        // What Qt calls all that is wrong with an answer.
        return error(refusal.wasConnected ? Kind::BrokenResponse : Kind::ConnectionRefused,
                     refusal.text);
    case Socket::RemoteHostClosedError:
        return error(Kind::ConnectionReset,
                     u"the connection was closed before the handshake was answered"_s);
    case Socket::SocketTimeoutError:
        return error(Kind::ConnectTimeout, refusal.text);
    case Socket::SslHandshakeFailedError:
    case Socket::SslInternalError:
    case Socket::SslInvalidUserDataError:
        return error(Kind::TlsProtocol, refusal.text);
    case Socket::ProxyAuthenticationRequiredError:
        return error(Kind::ProxyAuthentication, refusal.text);
    case Socket::ProxyConnectionRefusedError:
    case Socket::ProxyNotFoundError:
    case Socket::ProxyConnectionTimeoutError:
        return error(Kind::ProxyUnreachable, refusal.text);
    case Socket::ProxyConnectionClosedError:
    case Socket::ProxyProtocolError:
        return error(Kind::ProxyFailed, refusal.text);
    case Socket::NetworkError:
        return error(refusal.wasConnected ? Kind::ConnectionReset : Kind::Unreachable,
                     refusal.text);
    default:
        return error(m_carrier.isEmpty() || refusal.wasConnected ? Kind::OtherNetworkError
                                                                 : Kind::ProxyFailed,
                     refusal.text);
    }
}

} // namespace Recloser
