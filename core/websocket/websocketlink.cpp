// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/websocketlink.h"

#include "core/websocket/closecodes.h"
#include "core/websocket/handshakeheaders.h"

#include <QMaskGenerator>
#include <QMetaMethod>
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

/// Beyond its payload a frame has 14 bytes at most, and the largest message may stand in one.
constexpr qint64 largestBuffer = qint64(WebSocketLink::largestMessage) + 4096;

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
    m_chance = std::make_unique<Chance>();
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaskGenerator(m_chance.get());
    m_socket->setMaxAllowedIncomingFrameSize(largestMessage);
    m_socket->setMaxAllowedIncomingMessageSize(largestMessage);
    m_socket->setReadBufferSize(m_buffer);
    m_socket->setProxy(opening.proxy);
    if (opening.tls)
        m_socket->setSslConfiguration(*opening.tls);
    listen();
    listenToFrames();
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
    connect(socket, &QWebSocket::disconnected, this, &WebSocketLink::finish);
    connect(socket, &QWebSocket::connected, this, [this] {
        m_state = State::Open;
        m_openedAt = steady_clock::now();
        Q_EMIT opened();
    });
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { tell(From::Server, Kind::Text, text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray &bytes) { tell(From::Server, Kind::Binary, bytes); });
    connect(socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        SocketMessage message{From::Server, Kind::Pong, sinceOpened(), payload};
        if (const auto since = std::exchange(m_pingedAt, {}))
            message.roundTrip
                = std::chrono::duration_cast<microseconds>(steady_clock::now() - *since);
        Q_EMIT passed(message);
    });
}

void WebSocketLink::listenToFrames()
{
    // QWebSocket answers pings and closing frames without a word, and tells faults as if the server
    // had closed; what reads its frames is a child with signals of its own.
    const QObjectList children = m_socket->children();
    for (QObject *child : children) {
        const QMetaObject *frames = child->metaObject();
        if (QByteArrayView(frames->className()) != "QWebSocketDataProcessor")
            continue;
        const std::pair<const char *, const char *> pairs[]
            = {{"pingReceived(QByteArray)", "takePing(QByteArray)"},
               {"closeReceived(QWebSocketProtocol::CloseCode,QString)", "takeClosingFrame()"},
               {"errorEncountered(QWebSocketProtocol::CloseCode,QString)", "takeFault()"}};
        for (const auto &[signal, slot] : pairs) {
            const int from = frames->indexOfSignal(signal);
            if (from >= 0)
                connect(child, frames->method(from), this,
                        metaObject()->method(metaObject()->indexOfSlot(slot)));
        }
    }
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
    // QWebSocket takes all that there is at once, and a frame only when all of it is there. So it
    // gets little at a time, and more where a frame wants it.
    connect(m_wire, &QIODevice::readyRead, this, &WebSocketLink::adaptBuffer, Qt::QueuedConnection);
}

void WebSocketLink::adaptBuffer()
{
    if (!m_wire || !m_socket)
        return;
    const qint64 waiting = m_wire->bytesAvailable();
    qint64 wanted = m_buffer;
    if (waiting >= m_buffer)
        wanted = std::min(largestBuffer, m_buffer * 2);
    else if (waiting == 0)
        wanted = usualBuffer;
    if (wanted == m_buffer)
        return;
    m_buffer = wanted;
    m_socket->setReadBufferSize(m_buffer);
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

qint64 WebSocketLink::backlog() const
{
    return m_wire ? m_wire->bytesToWrite() : 0;
}

void WebSocketLink::tell(From from, Kind kind, const QByteArray &data, int code)
{
    Q_EMIT passed({from, kind, sinceOpened(), data, code});
}

void WebSocketLink::sendText(const QString &text)
{
    if (m_state != State::Open)
        return;
    m_socket->sendTextMessage(text);
    tell(From::Client, Kind::Text, text.toUtf8());
}

void WebSocketLink::sendBinary(const QByteArray &bytes)
{
    if (m_state != State::Open)
        return;
    m_socket->sendBinaryMessage(bytes);
    tell(From::Client, Kind::Binary, bytes);
}

void WebSocketLink::ping(const QByteArray &payload)
{
    if (m_state != State::Open)
        return;
    m_pingedAt = steady_clock::now();
    const QByteArray sent = payload.first(std::min<qsizetype>(125, payload.size()));
    m_socket->ping(sent);
    tell(From::Client, Kind::Ping, sent);
}

void WebSocketLink::close(int code, const QString &reason)
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_end = {WebSocketEnd::By::Client, code, reason};
    tell(From::Client, Kind::Close, reason.toUtf8(), code);
    m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
}

void WebSocketLink::takePing(const QByteArray &payload)
{
    tell(From::Server, Kind::Ping, payload);
    tell(From::Client, Kind::Pong, payload);
}

void WebSocketLink::takeClosingFrame()
{
    if (m_state == State::Open)
        m_end.by = WebSocketEnd::By::Server;
}

void WebSocketLink::takeFault()
{
    if (m_state == State::Open)
        m_end.by = WebSocketEnd::By::Fault;
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
    m_state = State::Closed;
    const auto code = int(m_socket->closeCode());
    switch (m_end.by) {
    case WebSocketEnd::By::Client:
        break;
    case WebSocketEnd::By::Server:
        m_end.code = code;
        m_end.reason = m_socket->closeReason();
        tell(From::Server, Kind::Close, m_end.reason.toUtf8(), code);
        break;
    case WebSocketEnd::By::Fault:
        m_end.code = code;
        m_end.reason = m_socket->closeReason();
        tell(From::Client, Kind::Fault, m_end.reason.toUtf8());
        tell(From::Client, Kind::Close, m_end.reason.toUtf8(), code);
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
