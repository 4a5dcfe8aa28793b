// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QStringList>
#include <QTcpServer>

#include <optional>

class QTcpSocket;

namespace Recloser {

/// A proxy on the loopback interface that speaks HTTP (CONNECT, and whole URLs) or SOCKS5
/// (RFC 1928, RFC 1929), and fails where it is told to. Every name leads to 127.0.0.1. Lives in one
/// thread with an event loop.
class TestProxy : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Http, Socks5 };
    struct Options
    {
        Kind kind = Kind::Http;
        /// "user:password" that it wants; empty: anybody.
        QByteArray credentials = {};
        /// Answered to every CONNECT instead of connecting; SOCKS5 answers with it as its reply
        /// code.
        std::optional<int> refusal = {};
    };

    explicit TestProxy(Options options, QObject *parent = nullptr);

    quint16 port() const { return m_server.serverPort(); }
    /// What it was asked to connect to, "host:port", or the URL of a whole one, in order.
    const QStringList &asked() const { return m_asked; }
    int connections() const { return m_connections; }

private:
    struct Client
    {
        QTcpSocket *socket = nullptr;
        QTcpSocket *target = nullptr;
        QByteArray received = {};
        int stage = 0;
    };

    void accept();
    void read(const std::shared_ptr<Client> &client);
    bool readHttp(const std::shared_ptr<Client> &client);
    bool readSocks(const std::shared_ptr<Client> &client);
    void connectTo(const std::shared_ptr<Client> &client, quint16 port, const QByteArray &connected,
                   const QByteArray &first);
    static void end(Client &client, const QByteArray &answer);

    Options m_options;
    QTcpServer m_server;
    QStringList m_asked;
    int m_connections = 0;
};

} // namespace Recloser
