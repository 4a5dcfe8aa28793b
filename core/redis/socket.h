// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/endpoint.h"

#include <QByteArray>
#include <QObject>

#include <optional>
#include <span>

class QIODevice;
class QLocalSocket;
class QSslError;
class QTcpSocket;

namespace Recloser {

/// One socket to one endpoint, TCP, TLS or Unix, used once. Never blocks; deleting it at any
/// moment, inside its own signals too, closes the socket silently.
class RedisSocket : public QObject
{
    Q_OBJECT
public:
    /// `tunnelPort` of this machine leads to the endpoint's host and port.
    explicit RedisSocket(RedisEndpoint endpoint, std::optional<quint16> tunnelPort = {},
                         QObject *parent = nullptr);
    ~RedisSocket() override;

    void connectToServer();
    /// Hands `bytes` to the kernel as far as it takes them and keeps the rest.
    void write(const QByteArray &bytes);
    /// Number of bytes read, 0 when there are none now.
    qsizetype read(std::span<char> buffer);

Q_SIGNALS:
    /// TCP is connected, the TLS handshake begins.
    void tlsStarted();
    /// Bytes may be written.
    void connected();
    void readyRead();
    /// Once; nothing comes after it. Never emitted inside a call of this class.
    void failed(const Recloser::RedisError &error);

private:
    void connectTcp();
    void connectTls();
    void connectUnix();
    void announce(void (RedisSocket::*signal)());
    void fail(const RedisError &error);
    void writeFirst(const QByteArray &bytes);
    void writeNow(const QByteArray &bytes);
    void onTcpError();
    void onUnixError();
    void onTlsErrors(const QList<QSslError> &errors);

    RedisEndpoint m_endpoint;
    /// Where TCP goes to.
    RedisNode m_dialled;
    /// Exactly one of these is set after connectToServer(); m_device is the same object.
    QTcpSocket *m_tcp = nullptr;
    QLocalSocket *m_local = nullptr;
    QIODevice *m_device = nullptr;
    std::optional<RedisError> m_tlsError;
    /// What the peer said before it closed in our face.
    QByteArray m_lastWords;
    int m_announcing = 0;
    bool m_hasWritten = false;
    bool m_isConnected = false;
    bool m_hasFailed = false;
};

} // namespace Recloser
