// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/faultconnection.h"

#include "core/faultserver/faultserver.h"
#include "core/faultserver/generatedbody.h"
#include "core/faultserver/routetable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <array>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Recloser {

namespace {

constexpr qint64 pieceSize = 128 * 1024;
/// Bytes that may wait in the socket before the next piece does.
constexpr qint64 outputLimit = 512 * 1024;
constexpr qint64 inputLimit = 256 * 1024;
/// How long a client may take to close its side after this server has closed the other.
constexpr auto lingerTime = 2s;

} // namespace

FaultConnection::FaultConnection(quint64 id, qintptr descriptor, const QSslConfiguration *tls,
                                 FaultServer *server)
    : QObject(server)
    , m_server(server)
    , m_id(id)
    , m_encrypted(tls != nullptr)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_closing) {
            m_socket->abort();
            return;
        }
        m_waited = true;
        resume();
    });

    auto *const encrypted = tls ? new QSslSocket(this) : nullptr;
    m_socket = encrypted ? encrypted : new QTcpSocket(this);
    m_socket->setReadBufferSize(inputLimit);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_timer.stop();
        m_server->forget(this);
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &FaultConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_outputEnded || m_acting)
            return;
        if (m_closing)
            endOutput();
        else if (!m_actions.isEmpty() && !m_timer.isActive())
            resume();
    });
    if (!m_socket->setSocketDescriptor(descriptor)) {
        QMetaObject::invokeMethod(this, [this] { m_server->forget(this); }, Qt::QueuedConnection);
        return;
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (encrypted) {
        encrypted->setSslConfiguration(*tls);
        encrypted->startServerEncryption();
    }
}

FaultConnection::~FaultConnection()
{
    m_socket->disconnect(this);
}

void FaultConnection::read()
{
    if (m_closing) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    // Input that comes during an answer waits in the socket.
    while (m_actions.isEmpty() && !m_closing) {
        switch (m_reader.advance()) {
        case RequestReader::Progress::NeedsMore: {
            std::array<char, 64 * 1024> buffer; // NOLINT: filled by read()
            const qint64 size = m_socket->read(buffer.data(), buffer.size());
            if (size <= 0)
                return;
            m_reader.append({buffer.data(), size});
            break;
        }
        case RequestReader::Progress::Head:
            if (m_reader.expectsContinue() && !m_reader.hasInput()
                && m_socket->bytesAvailable() == 0) {
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
                m_socket->flush();
            }
            break;
        case RequestReader::Progress::Complete:
            answer();
            break;
        case RequestReader::Progress::Refused:
            refuse();
            break;
        }
    }
}

void FaultConnection::answer()
{
    const bool stays = m_reader.keepsAlive();
    ReceivedRequest request = m_reader.takeRequest();
    request.connection = m_id;
    const auto persistence = !stays     ? Persistence::Closes
        : request.version == "HTTP/1.0" ? Persistence::StaysOld
                                        : Persistence::Stays;
    if (pathOf(request).startsWith("/__recloser/")) {
        m_actions = control(request, persistence);
    } else {
        m_server->record(request);
        m_actions = m_server->m_routes->answer(request, persistence);
    }
    m_action = 0;
    m_sent = 0;
    m_waited = false;
    if (act() == Flow::Goes)
        m_actions.clear();
}

void FaultConnection::refuse()
{
    const auto &refusal = m_reader.refusal();
    const QJsonObject body{{u"error"_s, QString::fromLatin1(refusal.reason)}};
    m_actions = actionsFor(jsonAnswer(refusal.status, QJsonDocument(body).toJson()), {}, {},
                           Persistence::Closes);
    m_action = 0;
    m_sent = 0;
    act();
}

WireActions FaultConnection::control(const ReceivedRequest &request, Persistence persistence)
{
    const QByteArrayView path = pathOf(request);
    QByteArray body = "{}"_ba;
    int status = 200;
    if (path == "/__recloser/log" && (request.method == "GET" || request.method == "HEAD")) {
        body = m_server->logAsJson();
    } else if (path == "/__recloser/reset" && request.method == "POST") {
        m_server->clearReceived();
    } else if (path == "/__recloser/restart" && request.method == "POST") {
        m_server->clearReceived();
        m_server->m_routes->restart();
    } else {
        status = 404;
        body
            = R"({"error": "here are GET /__recloser/log, POST /__recloser/reset and POST /__recloser/restart"})"_ba;
    }
    return actionsFor(jsonAnswer(status, body), {}, request, persistence);
}

void FaultConnection::resume()
{
    if (act() != Flow::Goes)
        return;
    m_actions.clear();
    read();
}

FaultConnection::Flow FaultConnection::act()
{
    // Writing reports what it wrote at once, which must not start the next piece within this one.
    m_acting = true;
    Flow flow = Flow::Goes;
    while (flow == Flow::Goes && m_action < m_actions.size()) {
        const WireAction &action = m_actions.at(m_action);
        switch (action.kind) {
        case WireAction::Kind::Wait:
            if (!m_waited) {
                startTimer(action.wait);
                flow = Flow::Waits;
            }
            break;
        case WireAction::Kind::WaitForEver:
            flow = Flow::Waits;
            break;
        case WireAction::Kind::Send:
        case WireAction::Kind::SendGenerated:
            flow = action.bytesPerSecond > 0 ? sendSlowly(action) : send(action);
            break;
        case WireAction::Kind::Close:
            m_acting = false;
            close();
            return Flow::Waits;
        case WireAction::Kind::Reset:
            m_acting = false;
            if (!hasUnsent())
                reset();
            return Flow::Waits;
        }
        if (flow == Flow::Goes) {
            ++m_action;
            m_sent = 0;
            m_waited = false;
            m_actionStart.invalidate();
        }
    }
    m_acting = false;
    return flow;
}

FaultConnection::Flow FaultConnection::send(const WireAction &action)
{
    while (m_sent < action.size) {
        if (m_socket->bytesToWrite() >= outputLimit) {
            m_socket->flush();
            if (m_socket->state() != QAbstractSocket::ConnectedState
                || m_socket->bytesToWrite() >= outputLimit)
                return Flow::Waits;
        }
        write(action, m_sent, std::min(action.size - m_sent, pieceSize));
    }
    m_socket->flush();
    return Flow::Goes;
}

FaultConnection::Flow FaultConnection::sendSlowly(const WireAction &action)
{
    if (!m_actionStart.isValid())
        m_actionStart.start();
    // The first byte goes at once, byte n at n / rate.
    const auto elapsed = static_cast<double>(m_actionStart.nsecsElapsed()) / 1e9;
    const auto rate = static_cast<double>(action.bytesPerSecond);
    const qint64 due = std::min(action.size, static_cast<qint64>(rate * elapsed) + 1);
    while (m_sent < due && m_socket->bytesToWrite() < outputLimit)
        write(action, m_sent, std::min(due - m_sent, pieceSize));
    m_socket->flush();
    if (m_sent == action.size)
        return Flow::Goes;
    const auto next = static_cast<qint64>(1000.0 / rate) + 1;
    startTimer(std::chrono::milliseconds(std::max<qint64>(next, 20)));
    return Flow::Waits;
}

void FaultConnection::write(const WireAction &action, qint64 from, qint64 size)
{
    const bool generated = action.kind == WireAction::Kind::SendGenerated;
    const QByteArrayView piece = generated ? generatedSlice(action.offset + from, size)
                                           : QByteArrayView(action.bytes).sliced(from, size);
    m_sent += piece.size();
    if (!action.chunked) {
        m_socket->write(piece.data(), piece.size());
        return;
    }
    m_socket->write(QByteArray(QByteArray::number(piece.size(), 16) + "\r\n"));
    m_socket->write(piece.data(), piece.size());
    m_socket->write("\r\n");
}

void FaultConnection::startTimer(std::chrono::milliseconds wait)
{
    m_timer.start(wait);
}

bool FaultConnection::hasUnsent() const
{
    if (m_socket->bytesToWrite() > 0)
        return true;
    return m_encrypted && static_cast<QSslSocket *>(m_socket)->encryptedBytesToWrite() > 0;
}

void FaultConnection::close()
{
    m_closing = true;
    m_timer.stop();
    if (m_encrypted) {
        m_socket->disconnectFromHost();
        return;
    }
    m_socket->skip(m_socket->bytesAvailable());
    m_socket->flush();
    endOutput();
}

void FaultConnection::endOutput()
{
    if (hasUnsent() || m_outputEnded || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_outputEnded = true;
    ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    startTimer(lingerTime);
}

void FaultConnection::reset()
{
    m_closing = true;
    const linger immediately{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER,
                 &immediately, sizeof immediately);
    m_socket->abort();
}

} // namespace Recloser
