// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/faultserver.h"

#include <QElapsedTimer>
#include <QList>
#include <QTcpSocket>

namespace Recloser {

/// A script from JSON that is right; a test that gets it wrong stops.
inline FaultScript scriptFrom(const QByteArray &json)
{
    const auto script = parseFaultScript(json);
    if (!script)
        qFatal("%s: %s", qPrintable(script.error().place), qPrintable(script.error().message));
    return *script;
}

/// One route for any method at /x with that sequence.
inline FaultScript sequence(const QByteArray &steps, const QByteArray &then = "repeat-last")
{
    return scriptFrom(R"({"routes": [{"path": "/x", "sequence": [)" + steps + R"(], "then": ")"
                      + then + R"("}]})");
}

/// A socket that sends what it is told and keeps what comes back, with no opinion about HTTP.
class RawClient
{
public:
    explicit RawClient(quint16 port, const QHostAddress &address = QHostAddress::LocalHost)
    {
        m_clock.start();
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] {
            if (m_received.isEmpty())
                m_firstByte = m_clock.elapsed();
            m_received += m_socket.readAll();
        });
        m_socket.connectToHost(address, port);
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    void get(const QByteArray &target = "/x")
    {
        send("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
    }
    void abort() { m_socket.abort(); }

    const QByteArray &received() const { return m_received; }
    void forgetReceived() { m_received.clear(); }
    QByteArray head() const { return m_received.first(m_received.indexOf("\r\n\r\n") + 4); }
    QByteArray body() const { return m_received.sliced(m_received.indexOf("\r\n\r\n") + 4); }
    /// "STATUS BODY" of each whole answer, where all have a Content-Length.
    QByteArrayList answers() const
    {
        QByteArrayList list;
        QByteArray rest = m_received;
        while (rest.contains("\r\n\r\n")) {
            const QByteArray head = rest.first(rest.indexOf("\r\n\r\n") + 4);
            const qsizetype at = head.indexOf("Content-Length: ") + 16;
            const qsizetype size = head.sliced(at, head.indexOf("\r\n", at) - at).toLongLong();
            if (rest.size() < head.size() + size)
                break;
            list.append(head.sliced(9, 3) + ' ' + rest.sliced(head.size(), size));
            rest = rest.sliced(head.size() + size);
        }
        return list;
    }
    bool hasHead() const { return m_received.contains("\r\n\r\n"); }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    QString errorString() const { return m_socket.errorString(); }
    QAbstractSocket::SocketError error() const { return m_socket.error(); }
    /// Milliseconds from the construction to the first byte.
    qint64 firstByte() const { return m_firstByte; }
    qint64 elapsed() const { return m_clock.elapsed(); }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
    QElapsedTimer m_clock;
    qint64 m_firstByte = -1;
};

} // namespace Recloser
