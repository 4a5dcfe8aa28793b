// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace Recloser {

/// A real redis-server of our own, gone when this is destroyed or the test dies. Starting blocks
/// until the server says that it is ready. A missing redis-server is an error, never a reason to
/// skip.
class RedisServer
{
public:
    struct Options
    {
        /// Listens on a free loopback TCP port too (127.0.0.1 and, where there is one, ::1).
        bool tcp = false;
        /// Certificate, key and CA files for a TLS port; empty for none.
        QString tlsCertificate;
        QString tlsKey;
        QString tlsCa;
        /// "no", "optional" or "yes": whether clients need a certificate.
        QString tlsAuthClients = QStringLiteral("no");
        /// Further lines of redis.conf, such as "requirepass secret".
        QStringList config;
    };

    RedisServer();
    explicit RedisServer(Options options);
    ~RedisServer();
    RedisServer(const RedisServer &) = delete;
    RedisServer &operator=(const RedisServer &) = delete;

    /// False with error() set. Call it under QVERIFY2.
    bool start();
    QString error() const { return m_error; }
    bool isRunning() const;

    /// SIGSTOP: it accepts connections (the kernel does) and answers nothing.
    void pause();
    /// SIGCONT.
    void resume();
    /// kill -9, and waits for its end.
    void kill();
    /// kill() and start() on the same socket and ports, empty.
    bool restart();

    QString socketPath() const { return m_directory.filePath(QStringLiteral("redis.sock")); }
    quint16 port() const { return m_port; }
    quint16 tlsPort() const { return m_tlsPort; }
    QString directory() const { return m_directory.path(); }
    qint64 processId() const;

    /// Asks the server through redis-cli (blocking), apart from everything under test.
    /// A user and password for it go in front: {"-a", "secret", "GET", "x"}.
    QByteArray ask(const QStringList &arguments) const;
    /// The same for a command that does not end by itself; nobody waits for its answer.
    void askWithoutWaiting(const QStringList &arguments);

private:
    bool startOnce();
    QByteArray configuration() const;

    Options m_options;
    QTemporaryDir m_directory;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QProcess> m_unattended;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    bool m_hasPorts = false;
    QByteArray m_output;
    QString m_error;
};

/// A port of 127.0.0.1 that nothing listened on a moment ago.
quint16 freeLoopbackPort();

} // namespace Recloser
