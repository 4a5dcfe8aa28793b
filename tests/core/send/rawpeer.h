// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace Recloser {

/// A server that keeps every byte it is sent and answers with bytes as they are given, one answer
/// after a request's head (and the body that its Content-Length announces) is complete.
class RawPeer : public QTcpServer
{
public:
    explicit RawPeer(QByteArray answer
                     = QByteArrayLiteral("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            ++connections;
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, socket,
                    [this, socket, pending = QByteArray()]() mutable {
                        pending += socket->readAll();
                        while (const qsizetype size = sizeOf(pending)) {
                            requests.append(pending.first(size));
                            pending.remove(0, size);
                            socket->write(answers.isEmpty() ? m_answer : answers.takeFirst());
                        }
                    });
        });
    }
    QUrl url(const QString &path, const QString &host = QStringLiteral("127.0.0.1")) const
    {
        return QUrl(QStringLiteral("http://%1:%2%3").arg(host).arg(serverPort()).arg(path));
    }

    /// Whole ones, head and body.
    QList<QByteArray> requests;
    /// Given before the usual one.
    QList<QByteArray> answers;
    int connections = 0;

private:
    /// Of the first request in `bytes`, 0 while it is not complete.
    static qsizetype sizeOf(const QByteArray &bytes)
    {
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return 0;
        const QByteArray head = bytes.first(end + 2).toLower();
        const qsizetype at = head.indexOf("\r\ncontent-length:");
        const qsizetype length = at < 0
            ? 0
            : head.sliced(at + 17, head.indexOf("\r\n", at + 2) - at - 17).trimmed().toLongLong();
        return bytes.size() >= end + 4 + length ? end + 4 + length : 0;
    }

    QByteArray m_answer;
};

} // namespace Recloser
