// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/testproxy.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace Recloser {

using namespace Qt::StringLiterals;

TestProxy::TestProxy(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &TestProxy::accept);
}

void TestProxy::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        auto client = std::make_shared<Client>(Client{.socket = socket});
        connect(socket, &QTcpSocket::readyRead, this, [this, client] { read(client); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void TestProxy::read(const std::shared_ptr<Client> &client)
{
    if (client->target) {
        client->target->write(client->socket->readAll());
        return;
    }
    client->received += client->socket->readAll();
    while (!client->target
           && (m_options.kind == Kind::Http ? readHttp(client) : readSocks(client))) { }
}

bool TestProxy::readHttp(const std::shared_ptr<Client> &client)
{
    const qsizetype end = client->received.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QByteArray head = client->received.first(end + 2);
    const QList<QByteArray> words = head.first(head.indexOf("\r\n")).split(' ');
    const QByteArray target = words.value(1);
    const QByteArray wanted = "proxy-authorization: basic " + m_options.credentials.toBase64();
    if (!m_options.credentials.isEmpty() && !head.toLower().contains(wanted.toLower())) {
        TestProxy::end(*client,
                       "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                       "realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return false;
    }
    m_asked.append(QString::fromLatin1(target));
    if (words.value(0) == "CONNECT") {
        client->received.clear();
        if (m_options.refusal) {
            TestProxy::end(*client,
                           "HTTP/1.1 " + QByteArray::number(*m_options.refusal)
                               + " Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return false;
        }
        connectTo(client, target.sliced(target.lastIndexOf(':') + 1).toUShort(),
                  "HTTP/1.1 200 Connection established\r\n\r\n", {});
        return false;
    }
    // The request goes on with the path alone; one to a connection is enough here.
    const QUrl url(QString::fromLatin1(target));
    QByteArray first = client->received;
    client->received.clear();
    first.replace(target, url.path(QUrl::FullyEncoded).toLatin1());
    connectTo(client, quint16(url.port(80)), {}, first);
    return false;
}

bool TestProxy::readSocks(const std::shared_ptr<Client> &client)
{
    QByteArray &received = client->received;
    const auto byte = [&received](qsizetype at) { return quint8(received[at]); };
    if (client->stage == 0) {
        if (received.size() < 2 || received.size() < 2 + byte(1))
            return false;
        const bool wantsUser = !m_options.credentials.isEmpty();
        const bool offersUser = received.sliced(2, byte(1)).contains('\x02');
        received.remove(0, 2 + byte(1));
        if (wantsUser && !offersUser) {
            end(*client, QByteArray("\x05\xff", 2));
            return false;
        }
        client->socket->write(wantsUser ? QByteArray("\x05\x02", 2) : QByteArray("\x05\x00", 2));
        client->stage = wantsUser ? 1 : 2;
        return true;
    }
    if (client->stage == 1) {
        if (received.size() < 2)
            return false;
        const qsizetype user = byte(1);
        if (received.size() < 3 + user || received.size() < 3 + user + byte(2 + user))
            return false;
        const qsizetype password = byte(2 + user);
        const QByteArray given
            = received.sliced(2, user) + ':' + received.sliced(3 + user, password);
        received.remove(0, 3 + user + password);
        if (given != m_options.credentials) {
            end(*client, QByteArray("\x01\x01", 2));
            return false;
        }
        client->socket->write(QByteArray("\x01\x00", 2));
        client->stage = 2;
        return true;
    }
    if (received.size() < 5)
        return false;
    const int type = byte(3);
    const qsizetype length = type == 1 ? 4 : type == 4 ? 16 : 1 + byte(4);
    if (received.size() < 4 + length + 2)
        return false;
    const quint16 port = quint16(byte(4 + length) << 8 | byte(5 + length));
    const QString host = type == 3 ? QString::fromLatin1(received.sliced(5, length - 1))
        : type == 1
        ? QHostAddress(quint32(byte(4)) << 24 | quint32(byte(5)) << 16 | quint32(byte(6)) << 8
                       | quint32(byte(7)))
              .toString()
        : QHostAddress(reinterpret_cast<const quint8 *>(received.constData() + 4)).toString();
    received.remove(0, 6 + length);
    m_asked.append(u"%1:%2"_s.arg(host).arg(port));
    const auto reply = [](int code) {
        return QByteArray("\x05", 1) + char(code)
            + QByteArray("\x00\x01\x7f\x00\x00\x01\x00\x00", 8);
    };
    if (m_options.refusal)
        end(*client, reply(*m_options.refusal));
    else
        connectTo(client, port, reply(0), {});
    return false;
}

void TestProxy::connectTo(const std::shared_ptr<Client> &client, quint16 port,
                          const QByteArray &connected, const QByteArray &first)
{
    QTcpSocket *socket = client->socket;
    auto *target = new QTcpSocket(socket);
    client->target = target;
    target->connectToHost(QHostAddress::LocalHost, port);
    target->write(first);
    connect(target, &QTcpSocket::connected, socket,
            [socket, connected] { socket->write(connected); });
    connect(target, &QTcpSocket::readyRead, socket,
            [socket, target] { socket->write(target->readAll()); });
    connect(target, &QTcpSocket::disconnected, socket, [socket, target] {
        socket->write(target->readAll());
        socket->disconnectFromHost();
    });
}

void TestProxy::end(Client &client, const QByteArray &answer)
{
    client.received.clear();
    client.socket->write(answer);
    client.socket->disconnectFromHost();
}

} // namespace Recloser
