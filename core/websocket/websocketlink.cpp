// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/websocketlink.h"

#include "core/websocket/closecodes.h"
#include "core/websocket/handshakeheaders.h"

#include <QMaskGenerator>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSslError>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using From = SocketMessage::From;
using Kind = SocketMessage::Kind;
using std::chrono::microseconds;
using std::chrono::steady_clock;

/// QWebSocket reads a head when all of it is there, and refuses one that is larger than it likes.
constexpr qint64 largestHead = 1024LL * 1024;

/// Qt gives the status of what is no 101 in its words alone.
std::optional<int> statusIn(const QString &text, QByteArray &reason)
{
    static const QRegularExpression unhandled(u"status code: (\\d{3}) \\((.*)\\)\\.$"_s);
    if (const auto match = unhandled.match(text); match.hasMatch()) {
        reason = match.captured(2).toUtf8();
        return match.captured(1).toInt();
    }
    const auto says = [&text](QLatin1StringView words) { return text.contains(words); };
    if (says("Unknown error condition encountered"_L1) || says("requests a version"_L1)) {
        reason = "Bad Request"_ba;
        return 400;
    }
    if (says("WWW-Authenticate challenge"_L1) || says("Host requires authentication"_L1)) {
        reason = "Unauthorized"_ba;
        return 401;
    }
    return {};
}

} // namespace

/// Masks from the system's chance; the key of the handshake is made of its first four (RFC 6455
/// section 4.1), so that it is known here.
class WebSocketLink::Chance final : public QMaskGenerator
{
public:
    Chance()
    {
        for (quint32 &part : m_key)
            part = QRandomGenerator::system()->generate();
    }
    bool seed() noexcept override { return true; }
    quint32 nextMask() noexcept override
    {
        if (m_given < m_key.size())
            return m_key[m_given++];
        // Zero is no mask to Qt.
        return std::max(1U, QRandomGenerator::system()->generate());
    }
    QByteArray key() const
    {
        return QByteArray(reinterpret_cast<const char *>(m_key.data()), 16).toBase64();
    }

private:
    std::array<quint32, 4> m_key{};
    size_t m_given = 0;
};

WebSocketLink::WebSocketLink(QObject *parent) : QObject(parent) { }

WebSocketLink::~WebSocketLink()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    // Perhaps inside one of its signals.
    m_chance.release()->setParent(m_socket.get());
    m_socket.release()->deleteLater();
}

void WebSocketLink::open(const WebSocketOpening &opening)
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Connecting;
    m_frames = FrameReader(opening.largestMessage);
    m_chance = std::make_unique<Chance>();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaskGenerator(m_chance.get());
    m_socket->setReadBufferSize(largestHead);
    m_socket->setProxy(opening.proxy);
    if (opening.tls)
        m_socket->setSslConfiguration(*opening.tls);
    listen();
    m_added = handshakeHeaders(opening.url, opening.headers, m_chance->key());
    QNetworkRequest request(opening.url);
    QHttpHeaders headers;
    for (const QList<RawHeader> written = writtenHandshakeHeaders(opening.headers);
         const RawHeader &header : written)
        headers.append(header.name, header.value);
    request.setHeaders(headers);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(handshakeProtocols(opening.headers));
    m_socket->open(request, options);
    listenToSocket();
}

void WebSocketLink::listen()
{
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::sslErrors, this, &WebSocketLink::faultsFound);
    connect(socket, &QWebSocket::errorOccurred, this, &WebSocketLink::fail);
    connect(socket, &QWebSocket::connected, this, &WebSocketLink::takeOver);
    connect(socket, &QWebSocket::disconnected, this, [this] {
        m_isGone = true;
        if (m_state == State::Connecting)
            finish();
        else
            takeBytes();
    });
}

void WebSocketLink::listenToSocket()
{
    m_wire = m_socket->findChild<QAbstractSocket *>(Qt::FindDirectChildrenOnly);
    if (!m_wire)
        return;
    connect(m_wire, &QAbstractSocket::hostFound, this,
            [this] { Q_EMIT reached(Stage::NameFound); });
    connect(m_wire, &QAbstractSocket::connected, this, [this] {
        m_wasConnected = true;
        Q_EMIT reached(Stage::Connected);
    });
    if (auto *encrypted = qobject_cast<QSslSocket *>(m_wire))
        connect(encrypted, &QSslSocket::encrypted, this,
                [this] { Q_EMIT reached(Stage::Encrypted); });
}

void WebSocketLink::takeOver()
{
    // QWebSocket reads a frame only when all of it is there, and a message in one turn; so what
    // comes behind the handshake is kept from it.
    disconnect(m_wire, &QIODevice::readyRead, m_socket.get(), nullptr);
    m_socket->setReadBufferSize(readPiece);
    m_unread = m_wire->readAll();
    m_state = State::Open;
    m_openedAt = steady_clock::now();
    connect(m_wire, &QIODevice::readyRead, this, &WebSocketLink::takeBytes);
    connect(m_wire, &QIODevice::bytesWritten, this, &WebSocketLink::sendOn);
    if (auto *encrypted = qobject_cast<QSslSocket *>(m_wire))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &WebSocketLink::sendOn);
    readSoon();
    Q_EMIT opened();
}

QString WebSocketLink::protocol() const
{
    return m_socket ? m_socket->subprotocol() : QString();
}

QSslConfiguration WebSocketLink::tls() const
{
    return m_socket ? m_socket->sslConfiguration() : QSslConfiguration();
}

void WebSocketLink::excuse(const QList<QSslError> &errors)
{
    m_socket->ignoreSslErrors(errors);
}

microseconds WebSocketLink::sinceOpened() const
{
    return std::chrono::duration_cast<microseconds>(steady_clock::now() - m_openedAt);
}

void WebSocketLink::fail(QAbstractSocket::SocketError error)
{
    const QString text = m_socket->errorString();
    if (m_state != State::Connecting) {
        // What the peer's hanging up is called says less than its end does.
        if (error != QAbstractSocket::RemoteHostClosedError)
            m_breakText = text;
        return;
    }
    m_state = State::Closed;
    WebSocketRefusal refusal{.code = error, .text = text, .wasConnected = m_wasConnected};
    refusal.status = statusIn(text, refusal.reason);
    m_socket->disconnect(this);
    Q_EMIT refused(refusal);
}

void WebSocketLink::finish()
{
    if (m_state == State::Connecting) {
        // An error may be told after its end; without one it hung up in good order.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_state == State::Connecting)
                    fail(QAbstractSocket::RemoteHostClosedError);
            },
            Qt::QueuedConnection);
        return;
    }
    if (m_state == State::Closed)
        return;
    m_hangingUp.stop();
    m_state = State::Closed;
    tellUnsent();
    switch (m_end.by) {
    case WebSocketEnd::By::Client:
        break;
    case WebSocketEnd::By::Server:
        tell(From::Server, Kind::Close, m_end.reason.toUtf8(), m_end.code);
        break;
    case WebSocketEnd::By::Fault:
        tell(From::Client, Kind::Fault, m_end.reason.toUtf8());
        tell(From::Client, Kind::Close, m_end.reason.toUtf8(), m_end.code);
        break;
    case WebSocketEnd::By::Break:
        m_end.code = abnormalClosure;
        m_end.reason = m_breakText;
        tell(From::Server, Kind::Close, m_breakText.toUtf8(), abnormalClosure);
        break;
    }
    Q_EMIT closed(m_end);
}

} // namespace Recloser
