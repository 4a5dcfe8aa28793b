// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTcpServer>

#include <chrono>
#include <optional>

class QTcpSocket;

namespace Recloser {

/// What a ToxicProxy does to its connections; may be changed while they run. "Answers" are the
/// bytes from the server to the client.
struct Toxics
{
    /// Each piece of an answer comes this much later, plus a random part of `jitter`; order is
    /// kept.
    std::chrono::milliseconds latency{0};
    std::chrono::milliseconds jitter{0};
    /// Connections are made, and nothing goes through in either direction; a connection that lost
    /// bytes so stays dead afterwards.
    bool blackHole = false;
    /// Answers arrive one byte a write.
    bool slicer = false;
    /// After this many bytes of answers on one connection, it ends as `limitEnd` says.
    std::optional<qint64> limitData;
    enum class End {
        Close, ///< FIN
        Reset, ///< RST
        HalfClose, ///< FIN towards the client, whose bytes are read on and dropped
    };
    End limitEnd = End::Close;
    /// How long a connection that the server closed stays open for the client.
    std::chrono::milliseconds slowClose{0};
};

/// A TCP proxy on loopback that breaks connections in chosen ways. In the thread of the test.
class ToxicProxy : public QObject
{
    Q_OBJECT
public:
    explicit ToxicProxy(quint16 upstreamPort, QObject *parent = nullptr);

    /// 0 when it could not listen.
    quint16 port() const { return m_server.serverPort(); }
    Toxics toxics;
    /// Ends all connections with RST now.
    void resetAll();
    /// Connections taken so far.
    int accepted() const { return m_accepted; }

private:
    void onNewConnection();

    QTcpServer m_server;
    quint16 m_upstreamPort;
    int m_accepted = 0;
    QList<QPointer<QTcpSocket>> m_clients;
};

/// Ends a connection with RST instead of FIN.
void resetConnection(QTcpSocket &socket);

} // namespace Recloser
