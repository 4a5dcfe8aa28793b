// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/tlsprobe.h"

#include "core/tls/certificatefaults.h"
#include "core/tls/handshakefailure.h"

#include <QHostAddress>
#include <QSslSocket>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = SendError::Kind;

/// In TLS 1.3 the client has finished before the server has judged its certificate; a refusal
/// comes a little later.
constexpr auto refusalMayCome = 250ms;

Kind kindOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Kind::ConnectionRefused;
    case QAbstractSocket::HostNotFoundError:
        return Kind::NameNotFound;
    case QAbstractSocket::RemoteHostClosedError:
        return Kind::ConnectionReset;
    case QAbstractSocket::SocketTimeoutError:
        return Kind::ConnectTimeout;
    case QAbstractSocket::NetworkError:
        return Kind::Unreachable;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Kind::TlsProtocol;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return Kind::ProxyAuthentication;
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return Kind::ProxyUnreachable;
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyProtocolError:
        return Kind::ProxyFailed;
    default:
        return Kind::OtherNetworkError;
    }
}

} // namespace

TlsProbe::TlsProbe(QObject *parent) : QObject(parent), m_limit(this)
{
    m_limit.setSingleShot(true);
}

TlsProbe::~TlsProbe() = default;

void TlsProbe::start(const Target &target)
{
    m_target = target;
    m_socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = target.configuration;
    configuration.setAllowedNextProtocols(
        {QSslConfiguration::ALPNProtocolHTTP2, QSslConfiguration::NextProtocolHttp1_1});
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    m_socket->setSslConfiguration(configuration);
    m_socket->setProxy(target.proxy);
    connect(m_socket.get(), &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_faults += errors;
        // Nothing goes over this connection; it is made only to see the rest.
        m_socket->ignoreSslErrors(errors);
    });
    // Both may come inside of a call of the socket, which end() destroys.
    connect(
        m_socket.get(), &QSslSocket::encrypted, this,
        [this] {
            m_isEncrypted = true;
            m_limit.start(refusalMayCome);
        },
        Qt::QueuedConnection);
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this, &TlsProbe::socketFailed,
            Qt::QueuedConnection);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        end(m_isEncrypted
                ? std::nullopt
                : std::optional(SendError{Kind::ConnectTimeout,
                                          QString::number(m_target.limit.count()) + u" ms"_s,
                                          {}}));
    });
    m_limit.start(target.limit);
    m_socket->connectToHostEncrypted(target.host, quint16(target.port));
}

void TlsProbe::socketFailed()
{
    if (m_hasEnded)
        return;
    const QString text = m_socket->errorString();
    Kind kind = kindOf(m_socket->error());
    const auto handshake = handshakeFailureKind(text);
    if (handshake)
        kind = *handshake;
    // A server that closes an idle connection has refused nothing.
    if (m_isEncrypted && kind == Kind::ConnectionReset)
        return end(std::nullopt);
    end(SendError{kind, authorityOf(m_target.host, m_target.port), text});
}

void TlsProbe::end(std::optional<SendError> error)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    m_limit.stop();
    TlsProbeResult result{
        tlsReportOf(m_socket->sslConfiguration(), m_target.host, m_faults), {}, std::move(error)};
    if (!m_socket->peerAddress().isNull())
        result.address = authorityOf(m_socket->peerAddress().toString(), m_socket->peerPort());
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT finished(result);
}

} // namespace Recloser
