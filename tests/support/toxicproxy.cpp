// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/toxicproxy.h"

#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace Recloser {

namespace {

/// One client and its connection to the server; deleted with the client's socket, its parent.
class Link : public QObject
{
public:
    Link(QTcpSocket *client, quint16 port, const Toxics &toxics)
        : QObject(client)
        , m_client(*client)
        , m_toxics(toxics)
    {
        connect(&m_client, &QTcpSocket::readyRead, this, &Link::pumpQuestions);
        connect(&m_client, &QTcpSocket::disconnected, &m_client, &QObject::deleteLater);
        connect(&m_server, &QTcpSocket::connected, this, &Link::pumpQuestions);
        connect(&m_server, &QTcpSocket::readyRead, this, &Link::onAnswer);
        connect(&m_server, &QTcpSocket::disconnected, this, [this] {
            QTimer::singleShot(m_toxics.slowClose, this, [this] { m_client.disconnectFromHost(); });
        });
        connect(&m_server, &QTcpSocket::errorOccurred, this, [this] {
            if (m_server.state() == QAbstractSocket::UnconnectedState)
                m_client.disconnectFromHost();
        });
        m_server.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }

private:
    /// A stream that has lost bytes never comes back to life: TCP does not skip any.
    bool isDead() { return m_isDead = m_isDead || m_toxics.blackHole; }

    void pumpQuestions()
    {
        if (isDead())
            m_client.readAll();
        else if (m_server.state() == QAbstractSocket::ConnectedState && m_client.isOpen())
            m_server.write(m_client.readAll());
    }

    void onAnswer()
    {
        const QByteArray bytes = m_server.readAll();
        if (isDead())
            return;
        std::chrono::milliseconds delay = m_toxics.latency;
        if (m_toxics.jitter.count() > 0)
            delay += std::chrono::milliseconds(
                QRandomGenerator::global()->bounded(qint64(m_toxics.jitter.count())));
        if (delay.count() == 0 && m_late.isEmpty())
            return deliver(bytes);
        // Later pieces never overtake earlier ones, whichever timer fires first.
        m_late.push_back(bytes);
        m_due = std::max(m_due, std::chrono::steady_clock::now() + delay);
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(
            m_due - std::chrono::steady_clock::now());
        QTimer::singleShot(wait, Qt::PreciseTimer, this, [this] { deliver(m_late.takeFirst()); });
    }

    void deliver(QByteArray bytes)
    {
        if (m_ended || m_client.state() != QAbstractSocket::ConnectedState)
            return;
        bool ends = false;
        if (m_toxics.limitData && m_passed + bytes.size() >= *m_toxics.limitData) {
            bytes.truncate(std::max<qint64>(0, *m_toxics.limitData - m_passed));
            ends = true;
        }
        m_passed += bytes.size();
        if (m_toxics.slicer) {
            m_client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
            for (const char byte : bytes) {
                m_client.write(&byte, 1);
                m_client.flush();
            }
        } else {
            m_client.write(bytes);
            m_client.flush();
        }
        if (ends)
            end();
    }

    void end()
    {
        m_ended = true;
        switch (m_toxics.limitEnd) {
        case Toxics::End::Close:
            return m_client.disconnectFromHost();
        case Toxics::End::Reset:
            return resetConnection(m_client);
        case Toxics::End::HalfClose:
            ::shutdown(int(m_client.socketDescriptor()), SHUT_WR);
        }
    }

    QTcpSocket &m_client;
    QTcpSocket m_server;
    const Toxics &m_toxics;
    QByteArrayList m_late;
    std::chrono::steady_clock::time_point m_due;
    qint64 m_passed = 0;
    bool m_ended = false;
    bool m_isDead = false;
};

} // namespace

void resetConnection(QTcpSocket &socket)
{
    const linger hard{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    socket.abort();
}

ToxicProxy::ToxicProxy(quint16 upstreamPort, QObject *parent)
    : QObject(parent)
    , m_upstreamPort(upstreamPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ToxicProxy::onNewConnection);
    m_server.listen(QHostAddress::LocalHost);
}

void ToxicProxy::onNewConnection()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        ++m_accepted;
        m_clients.append(client);
        new Link(client, m_upstreamPort, toxics);
    }
}

void ToxicProxy::resetAll()
{
    for (const QPointer<QTcpSocket> &client : std::exchange(m_clients, {})) {
        if (client && client->socketDescriptor() >= 0)
            resetConnection(*client);
    }
}

} // namespace Recloser
