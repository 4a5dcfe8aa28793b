// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/faultserver.h"
#include "core/resilience/memorybreakerstore.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "tests/support/blackhole.h"
#include "tests/support/redisserver.h"
#include "tests/support/toxicproxy.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

namespace Recloser {

inline constexpr int patience = 60'000;

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// Where a request goes, beside a path of the fault server.
enum class Peer {
    Faults,
    Nobody, ///< a port that refuses
    BlackHole, ///< connections are neither made nor refused
    NoName,
    ResetsTls, ///< connections are reset in the TLS handshake
    ClosesTls,
    StallsTls, ///< the handshake gets no answer
    PlainBehindTls, ///< answers the handshake in plain text
    Untrusted, ///< by an authority nobody knows
};

/// A server below HTTP that counts its connections.
class RawServer : public QTcpServer
{
public:
    explicit RawServer(Peer peer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, peer] {
            ++connections;
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            if (peer == Peer::ClosesTls)
                socket->close();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, peer] {
                if (peer == Peer::ResetsTls)
                    resetConnection(*socket);
                else if (peer == Peer::PlainBehindTls)
                    socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            });
        });
    }
    int connections = 0;
};

struct Row
{
    Peer peer = Peer::Faults;
    /// Of the fault server.
    QByteArray step;
    /// The status or the error of the first attempt.
    int status = 0;
    SendError::Kind kind = SendError::Kind::Cancelled;
    enum class Counts { Failure, NotAFailure } counts = Counts::Failure;
    enum class Again { Any, Idempotent, Never } again = Again::Any;
};

/// Sends under the guarded preset, each with a breaker and a budget of its own, to peers that
/// break.
class HttpStage
{
protected:
    SystemClock m_clock;
    std::unique_ptr<FaultServer> m_server;
    std::unique_ptr<NetworkTransport> m_transport;
    std::unique_ptr<MemoryBreakerStore> m_breaker;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<RawServer> m_raw;
    BlackHole m_hole;

    void serve(const QByteArray &steps)
    {
        const auto script
            = parseFaultScript(R"({"routes": [{"path": "*", "sequence": [)" + steps + "]}]}");
        QVERIFY2(script, qPrintable(script ? QString() : script.error().message));
        m_server = std::make_unique<FaultServer>(*script);
        const auto port = m_server->listen();
        QVERIFY(port.has_value());
    }
    QString url(const Row &row)
    {
        const auto local = [](const char *scheme, quint16 port) {
            return QStringLiteral("%1://127.0.0.1:%2/").arg(QLatin1StringView(scheme)).arg(port);
        };
        switch (row.peer) {
        case Peer::Faults:
            return m_server->url(QStringLiteral("/")).toString();
        case Peer::Nobody:
            return local("http", freeLoopbackPort());
        case Peer::BlackHole:
            return local("http", m_hole.port());
        case Peer::NoName:
            return QStringLiteral("http://no-such-host.invalid/");
        case Peer::ResetsTls:
        case Peer::ClosesTls:
        case Peer::StallsTls:
        case Peer::PlainBehindTls:
            m_raw = std::make_unique<RawServer>(row.peer);
            return local("https", m_raw->serverPort());
        case Peer::Untrusted:
            return m_server->url(QStringLiteral("/")).toString();
        }
        return {};
    }
    RequestSpec guarded(const QString &url, const QString &method = QStringLiteral("GET"))
    {
        RequestSpec spec;
        spec.url = url;
        spec.method = method;
        spec.policy.preset = Preset::Guarded;
        spec.policy.keyPattern = QStringLiteral("[^/]+$|//[^/]+");
        spec.policy.jitter = JitterKind::None;
        spec.policy.retryDelay = milliseconds(1);
        spec.policy.retryFactor = 1;
        spec.policy.failuresInARow = 0;
        spec.policy.failureRate = 0;
        spec.policy.attemptTimeout = milliseconds(20000);
        return spec;
    }
    /// Each send has its own breaker and budget.
    ExchangePtr sent(const RequestSpec &spec)
    {
        m_sender.reset();
        m_breaker = std::make_unique<MemoryBreakerStore>(m_clock);
        m_sender = std::make_unique<Sender>(*m_transport, m_clock, *m_breaker, [] { return 0.5; });
        const auto operation = m_sender->send(spec, {});
        QSignalSpy spy(operation.get(), &SendOperation::finished);
        operation->start();
        if (spy.isEmpty() && !spy.wait(patience))
            return {};
        return spy.first().first().value<ExchangePtr>();
    }
    void begin()
    {
        QTest::failOnWarning();
        m_transport = std::make_unique<NetworkTransport>();
    }
    void end()
    {
        m_sender.reset();
        m_breaker.reset();
        m_transport.reset();
        m_raw.reset();
        m_server.reset();
    }
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::Row)
