// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/websocketlink.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QSslSocket>
#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace Recloser {

// What is said over an opened connection. Part of WebSocketLink.

using namespace Qt::StringLiterals;

namespace {

using From = SocketMessage::From;
using Kind = SocketMessage::Kind;
using std::chrono::microseconds;
using std::chrono::steady_clock;

/// Handed to the connection ahead of what it has written.
constexpr qint64 mostAhead = WebSocketLink::largestFrame;
/// Who asks without listening is not answered.
constexpr qint64 mostPongs = 1024LL * 1024;
/// For the answer to a closing frame, and for the end of a connection.
constexpr std::chrono::milliseconds hangUpTime{2'000};

FrameKind frameOf(Kind kind)
{
    return kind == Kind::Text ? FrameKind::Text : FrameKind::Binary;
}

} // namespace

void WebSocketLink::takeBytes()
{
    if (m_isReading || m_state == State::Closed || m_flow == Flow::Held)
        return;
    const bool isMore = m_unread.isEmpty();
    QByteArray bytes = m_unread.first(std::min<qsizetype>(readPiece, m_unread.size()));
    m_unread.remove(0, bytes.size());
    if (isMore && m_wire->isReadable() && m_wire->bytesAvailable() > 0)
        bytes = m_wire->read(readPiece);
    const QPointer self(this);
    m_isReading = true;
    if (isMore && !bytes.isEmpty())
        Q_EMIT moved();
    if (!self)
        return;
    QByteArrayView rest = bytes;
    takeMessages(rest);
    if (!self)
        return;
    m_isReading = false;
    if (!rest.isEmpty())
        m_unread.prepend(rest);
    const bool isHeld = m_flow == Flow::Held;
    if (!isHeld && (!m_unread.isEmpty() || m_wire->bytesAvailable() > 0))
        readSoon();
    else if (!isHeld && m_isGone)
        finish();
}

void WebSocketLink::readSoon()
{
    // Calls that are queued by one another make one turn of the event loop.
    m_readingOn.start(std::chrono::milliseconds(0), this);
}

void WebSocketLink::takeMessages(QByteArrayView &bytes)
{
    const QPointer self(this);
    while (self && m_flow == Flow::On && m_state != State::Closed && !bytes.isEmpty()) {
        if (m_frames.fault() || m_end.by == WebSocketEnd::By::Server) {
            // Nothing that comes behind the end says anything.
            bytes = {};
            return;
        }
        if (const auto message = m_frames.next(bytes))
            takeMessage(*message);
        else if (m_frames.fault())
            takeFault(*m_frames.fault());
    }
}

void WebSocketLink::takeMessage(const FramedMessage &message)
{
    switch (message.kind) {
    case FrameKind::More:
        break;
    case FrameKind::Text:
        return tell(From::Server, Kind::Text, message.data);
    case FrameKind::Binary:
        return tell(From::Server, Kind::Binary, message.data);
    case FrameKind::Ping: {
        const bool isAnswered = m_state == State::Open && unwritten() < mostPongs;
        if (isAnswered)
            write(FrameKind::Pong, message.data);
        const QPointer self(this);
        tell(From::Server, Kind::Ping, message.data);
        if (self && isAnswered)
            tell(From::Client, Kind::Pong, message.data);
        break;
    }
    case FrameKind::Pong:
        return takePong(message.data);
    case FrameKind::Close:
        return takeClose(message);
    }
}

void WebSocketLink::takePong(const QByteArray &payload)
{
    SocketMessage message{From::Server, Kind::Pong, sinceOpened(), payload};
    if (const auto since = std::exchange(m_pingedAt, {}))
        message.roundTrip = std::chrono::duration_cast<microseconds>(steady_clock::now() - *since);
    Q_EMIT passed(message);
}

void WebSocketLink::takeClose(const FramedMessage &message)
{
    if (m_state == State::Open || m_owesClose) {
        m_end = {WebSocketEnd::By::Server, message.code, QString::fromUtf8(message.data)};
        m_owesClose = false;
        // Its code goes back, as the RFC would have it (section 5.5.1).
        write(FrameKind::Close,
              message.code == 1005 ? QByteArray() : closePayload(message.code, {}));
    }
    hangUp();
}

void WebSocketLink::takeFault(const FrameFault &fault)
{
    if (m_state == State::Open || m_owesClose) {
        m_end = {WebSocketEnd::By::Fault, fault.code, fault.words};
        m_owesClose = false;
        write(FrameKind::Close, closePayload(fault.code, fault.words));
    }
    hangUp();
}

void WebSocketLink::hangUp()
{
    m_state = State::Closing;
    m_hangingUp.start(hangUpTime, this);
    // Before a proxy's end of the connection is gone.
    m_wire->flush();
    m_wire->disconnectFromHost();
}

void WebSocketLink::setFlow(Flow flow)
{
    if (m_flow == flow)
        return;
    m_flow = flow;
    if (m_flow == Flow::Held || !m_wire)
        return;
    readSoon();
    QMetaObject::invokeMethod(this, &WebSocketLink::sendOn, Qt::QueuedConnection);
}

void WebSocketLink::sendText(const QString &text)
{
    send(Kind::Text, text.toUtf8());
}

void WebSocketLink::sendBinary(const QByteArray &bytes)
{
    send(Kind::Binary, bytes);
}

void WebSocketLink::send(Kind kind, const QByteArray &data)
{
    if (m_state != State::Open)
        return;
    m_outgoing.push_back({kind, data});
    sendOn();
}

void WebSocketLink::sendOn()
{
    if (m_isSending || (m_state != State::Open && !m_owesClose))
        return;
    const QPointer self(this);
    if (!m_outgoing.empty()) {
        // Bytes were written, or will be.
        Q_EMIT moved();
        if (!self)
            return;
    }
    while (m_flow == Flow::On && !m_outgoing.empty() && unwritten() < mostAhead) {
        UnsentMessage &next = m_outgoing.front();
        const qsizetype count = std::min(largestFrame, next.data.size() - next.sent);
        const bool isLast = next.sent + count == next.data.size();
        m_isSending = true;
        write(next.sent == 0 ? frameOf(next.kind) : FrameKind::More,
              QByteArrayView(next.data).sliced(next.sent, count), isLast);
        m_isSending = false;
        next.sent += count;
        if (!isLast)
            continue;
        const UnsentMessage sent = std::move(next);
        m_outgoing.pop_front();
        tell(From::Client, sent.kind, sent.data);
        if (!self)
            return;
    }
    if (m_owesClose && m_outgoing.empty())
        sendClose();
}

void WebSocketLink::ping(const QByteArray &payload)
{
    if (m_state != State::Open)
        return;
    m_pingedAt = steady_clock::now();
    const QByteArray sent = payload.first(std::min<qsizetype>(125, payload.size()));
    write(FrameKind::Ping, sent);
    tell(From::Client, Kind::Ping, sent);
}

void WebSocketLink::close(int code, const QString &reason, Unsent unsent)
{
    if (m_state != State::Open)
        return;
    m_state = State::Closing;
    m_end = {WebSocketEnd::By::Client, code, reason};
    m_owesClose = true;
    if (unsent == Unsent::Dropped || m_outgoing.empty())
        sendClose();
}

void WebSocketLink::sendClose()
{
    m_owesClose = false;
    write(FrameKind::Close, closePayload(m_end.code, m_end.reason));
    m_hangingUp.start(hangUpTime, this);
    tell(From::Client, Kind::Close, m_end.reason.toUtf8(), m_end.code);
}

void WebSocketLink::write(FrameKind kind, QByteArrayView payload, bool isFinal)
{
    // What comes last may be gone over when the connection has ended.
    if (m_wire->isWritable())
        m_wire->write(maskedFrame(kind, payload, isFinal, QRandomGenerator::system()->generate()));
}

qint64 WebSocketLink::unwritten() const
{
    if (!m_wire)
        return 0;
    const auto *encrypted = qobject_cast<const QSslSocket *>(m_wire);
    return m_wire->bytesToWrite() + (encrypted ? encrypted->encryptedBytesToWrite() : 0);
}

qint64 WebSocketLink::backlog() const
{
    qint64 count = unwritten();
    for (const UnsentMessage &message : m_outgoing)
        count += message.data.size() - message.sent;
    return count;
}

void WebSocketLink::tellUnsent()
{
    const std::deque<UnsentMessage> unsent = std::exchange(m_outgoing, {});
    if (unsent.empty())
        return;
    const UnsentMessage &first = unsent.front();
    const QString words = first.sent > 0
        ? u"a message of %1 bytes was broken off after %2"_s.arg(first.data.size()).arg(first.sent)
        : u"%1 messages were not sent"_s.arg(unsent.size());
    tell(From::Client, Kind::Fault, words.toUtf8());
}

void WebSocketLink::tell(From from, Kind kind, const QByteArray &data, int code)
{
    Q_EMIT passed({from, kind, sinceOpened(), data, code});
}

void WebSocketLink::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_readingOn.timerId()) {
        m_readingOn.stop();
        takeBytes();
    } else if (event->timerId() == m_hangingUp.timerId()) {
        m_hangingUp.stop();
        m_wire->abort();
    } else {
        QObject::timerEvent(event);
    }
}

} // namespace Recloser
