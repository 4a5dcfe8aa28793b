// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/socket.h"

#include "core/redis/tlsconfiguration.h"

#include <QLocalSocket>
#include <QNetworkProxy>
#include <QPointer>
#include <QSslSocket>

#include <algorithm>
#include <array>

#include <sys/socket.h>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

namespace {

/// Enough for one turn of the event loop; what is over it stays in the kernel.
constexpr qint64 readBufferBytes = 1024 * 1024;

Kind kindOfTcpError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Kind::Refused;
    case QAbstractSocket::HostNotFoundError:
        return Kind::NameNotFound;
    case QAbstractSocket::SocketAccessError:
        return Kind::AccessDenied;
    case QAbstractSocket::SocketTimeoutError:
        return Kind::ConnectTimeout;
    case QAbstractSocket::RemoteHostClosedError:
        return Kind::ConnectionLost;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Kind::TlsProtocol;
    default:
        return Kind::Unreachable;
    }
}

Kind kindOfUnixError(QLocalSocket::LocalSocketError error)
{
    switch (error) {
    case QLocalSocket::ConnectionRefusedError:
        return Kind::Refused;
    case QLocalSocket::SocketAccessError:
        return Kind::AccessDenied;
    case QLocalSocket::PeerClosedError:
        return Kind::ConnectionLost;
    default:
        return Kind::Unreachable;
    }
}

} // namespace

RedisSocket::RedisSocket(RedisEndpoint endpoint, std::optional<quint16> tunnelPort, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_dialled(tunnelPort ? RedisNode{u"127.0.0.1"_s, *tunnelPort}
                           : RedisNode{m_endpoint.host, m_endpoint.port})
{
}

RedisSocket::~RedisSocket()
{
    if (!m_device)
        return;
    m_device->disconnect(this);
    if (m_tcp)
        m_tcp->abort();
    else
        m_local->abort();
    // Qt's sockets touch themselves after emitting, so inside their signals they must live on.
    if (m_announcing > 0) {
        m_device->setParent(nullptr);
        m_device->deleteLater();
    } else {
        delete m_device;
    }
}

void RedisSocket::connectToServer()
{
    Q_ASSERT(!m_device);
    switch (m_endpoint.transport) {
    case RedisEndpoint::Transport::Tcp:
        return connectTcp();
    case RedisEndpoint::Transport::Tls:
        return connectTls();
    case RedisEndpoint::Transport::Unix:
        return connectUnix();
    }
}

void RedisSocket::connectTcp()
{
    m_device = m_tcp = new QTcpSocket(this);
    m_tcp->setProxy(QNetworkProxy::NoProxy); // a proxy for web pages does not carry Redis
    m_tcp->setReadBufferSize(readBufferBytes);
    connect(m_tcp, &QTcpSocket::connected, this, [this] {
        m_tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_tcp->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        m_isConnected = true;
        announce(&RedisSocket::connected);
    });
    connect(m_tcp, &QTcpSocket::readyRead, this, [this] { announce(&RedisSocket::readyRead); });
    connect(m_tcp, &QTcpSocket::errorOccurred, this, &RedisSocket::onTcpError);
    m_tcp->connectToHost(m_dialled.host, m_dialled.port);
}

void RedisSocket::connectTls()
{
    auto configuration = tlsConfiguration(m_endpoint.tls);
    if (!configuration)
        return fail(configuration.error());
    auto *ssl = new QSslSocket(this);
    m_device = m_tcp = ssl;
    ssl->setProxy(QNetworkProxy::NoProxy);
    ssl->setReadBufferSize(readBufferBytes);
    ssl->setSslConfiguration(*configuration);
    connect(ssl, &QSslSocket::connected, this, [this, ssl] {
        ssl->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        ssl->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        announce(&RedisSocket::tlsStarted);
    });
    connect(ssl, &QSslSocket::encrypted, this, [this] {
        m_isConnected = true;
        announce(&RedisSocket::connected);
    });
    connect(ssl, &QSslSocket::sslErrors, this, &RedisSocket::onTlsErrors);
    connect(ssl, &QSslSocket::readyRead, this, [this] { announce(&RedisSocket::readyRead); });
    connect(ssl, &QSslSocket::errorOccurred, this, &RedisSocket::onTcpError);
    // The certificate is the server's, whichever way leads there.
    ssl->connectToHostEncrypted(m_dialled.host, m_dialled.port, m_endpoint.host);
}

void RedisSocket::connectUnix()
{
    m_device = m_local = new QLocalSocket(this);
    m_local->setReadBufferSize(readBufferBytes);
    connect(m_local, &QLocalSocket::connected, this, [this] {
        m_isConnected = true;
        announce(&RedisSocket::connected);
    });
    connect(m_local, &QLocalSocket::readyRead, this, [this] { announce(&RedisSocket::readyRead); });
    connect(m_local, &QLocalSocket::errorOccurred, this, &RedisSocket::onUnixError);
    m_local->connectToServer(m_endpoint.path);
}

void RedisSocket::announce(void (RedisSocket::*signal)())
{
    const QPointer<RedisSocket> alive(this);
    ++m_announcing;
    Q_EMIT(this->*signal)();
    if (alive)
        --m_announcing;
}

void RedisSocket::fail(const RedisError &error)
{
    if (m_hasFailed)
        return;
    m_hasFailed = true;
    // Queued: Qt reports some errors inside connectToHost() and write().
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            const QPointer<RedisSocket> alive(this);
            if (!m_lastWords.isEmpty())
                announce(&RedisSocket::readyRead);
            if (alive)
                Q_EMIT failed(error);
        },
        Qt::QueuedConnection);
}

void RedisSocket::onTcpError()
{
    if (m_tlsError)
        return fail(*m_tlsError);
    Kind kind = kindOfTcpError(m_tcp->error());
    const QString reason = m_tcp->errorString();
    // With TLS 1.3 the server judges our certificate after our side of the handshake is done.
    if (reason.contains("certificate required"_L1) || reason.contains("bad certificate"_L1)
        || reason.contains("unknown ca"_L1))
        kind = Kind::TlsClientCertificate;
    else if (m_isConnected && kind == Kind::Unreachable)
        kind = Kind::ConnectionLost;
    fail({kind, u"%1: %2"_s.arg(m_endpoint.display(), reason)});
}

void RedisSocket::onUnixError()
{
    Kind kind = kindOfUnixError(m_local->error());
    if (m_isConnected)
        kind = Kind::ConnectionLost;
    fail({kind, u"%1: %2"_s.arg(m_endpoint.display(), m_local->errorString())});
}

void RedisSocket::onTlsErrors(const QList<QSslError> &errors)
{
    m_tlsError = verificationError(errors, m_endpoint.host);
}

void RedisSocket::write(const QByteArray &bytes)
{
    if (!m_device || m_hasFailed)
        return;
    if (m_hasWritten)
        writeNow(bytes);
    else
        writeFirst(bytes);
}

/// A server with too many clients says so and closes. Where that happens before our first write, Qt
/// sees only that writing fails and throws away what is left to read, so it is fetched here.
void RedisSocket::writeFirst(const QByteArray &bytes)
{
    m_hasWritten = true;
    const qintptr descriptor = m_tcp ? m_tcp->socketDescriptor() : m_local->socketDescriptor();
    const int spare = ::dup(static_cast<int>(descriptor));
    writeNow(bytes);
    if (m_hasFailed && spare >= 0) {
        std::array<char, 512> words;
        const ssize_t count = ::recv(spare, words.data(), words.size(), MSG_DONTWAIT);
        m_lastWords = QByteArray(words.data(), std::max<ssize_t>(0, count));
    }
    if (spare >= 0)
        ::close(spare);
}

void RedisSocket::writeNow(const QByteArray &bytes)
{
    m_device->write(bytes);
    // Without this the bytes wait for another turn of the event loop.
    if (m_tcp)
        m_tcp->flush();
    else
        m_local->flush();
}

qsizetype RedisSocket::read(std::span<char> buffer)
{
    if (!m_lastWords.isEmpty()) {
        const qsizetype count = std::min<qsizetype>(m_lastWords.size(), std::ssize(buffer));
        std::copy_n(m_lastWords.cbegin(), count, buffer.begin());
        m_lastWords.remove(0, count);
        return count;
    }
    if (!m_device)
        return 0;
    return std::max<qint64>(0, m_device->read(buffer.data(), static_cast<qint64>(buffer.size())));
}

} // namespace Recloser
