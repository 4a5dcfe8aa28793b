// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFile>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <atomic>
#include <functional>
#include <thread>

namespace Recloser {

/// A server that speaks as a test tells it, on a thread of its own so that its time does not count
/// for the client's. One connection after the other.
class BadPeer
{
public:
    class Line
    {
    public:
        Line(QTcpSocket &socket, const std::atomic_bool &stop) : m_socket(socket), m_stop(stop) { }

        /// False once the client has gone. Never far ahead of what the client takes.
        bool say(const QByteArray &bytes)
        {
            if (!isOpen())
                return false;
            m_socket.write(bytes);
            while (isOpen() && m_socket.bytesToWrite() > 0)
                m_socket.waitForBytesWritten(50);
            return isOpen();
        }
        /// Pauses, and looks after the client meanwhile.
        bool pause(int ms)
        {
            for (; ms > 0 && isOpen(); ms -= 20)
                m_socket.waitForReadyRead(20);
            return isOpen();
        }
        /// The head of one request and what came with it; empty when the client has gone.
        QByteArray hear(const QByteArray &end = QByteArrayLiteral("\r\n\r\n"))
        {
            QByteArray heard;
            while (isOpen() && !heard.contains(end)) {
                m_socket.waitForReadyRead(50);
                heard += m_socket.readAll();
            }
            return heard;
        }
        /// Whatever comes.
        QByteArray hearSome()
        {
            m_socket.waitForReadyRead(50);
            return m_socket.readAll();
        }
        bool isOpen() const
        {
            return !m_stop && m_socket.state() == QAbstractSocket::ConnectedState;
        }

    private:
        QTcpSocket &m_socket;
        const std::atomic_bool &m_stop;
    };
    using Manners = std::function<void(Line &)>;

    explicit BadPeer(Manners manners)
        : m_thread([this, manners = std::move(manners)] { serve(manners); })
    {
        m_port.wait(0);
    }
    ~BadPeer()
    {
        m_stop = true;
        m_thread.join();
    }
    BadPeer(const BadPeer &) = delete;
    BadPeer &operator=(const BadPeer &) = delete;

    QUrl url(const QString &path = QStringLiteral("/"),
             const QString &scheme = QStringLiteral("http")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(m_port.load()).arg(path));
    }

private:
    void serve(const Manners &manners)
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        m_port.notify_all();
        while (!m_stop) {
            if (!server.waitForNewConnection(50))
                continue;
            while (const std::unique_ptr<QTcpSocket> socket{server.nextPendingConnection()}) {
                Line line(*socket, m_stop);
                manners(line);
                socket->disconnectFromHost();
                if (socket->state() != QAbstractSocket::UnconnectedState)
                    socket->waitForDisconnected(1000);
            }
        }
    }

    std::atomic_int m_port = 0;
    std::atomic_bool m_stop = false;
    std::thread m_thread;
};

/// The most memory that this process had since it was asked last, in MB.
inline double peakMemory()
{
    double peak = 0;
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QFile::ReadOnly)) {
        for (const QList<QByteArray> lines = status.readAll().split('\n');
             const QByteArray &line : lines) {
            if (line.startsWith("VmHWM:"))
                peak = line.sliced(6).chopped(3).trimmed().toDouble() / 1024;
        }
    }
    QFile refs(QStringLiteral("/proc/self/clear_refs"));
    if (refs.open(QFile::WriteOnly))
        refs.write("5");
    return peak;
}

} // namespace Recloser
