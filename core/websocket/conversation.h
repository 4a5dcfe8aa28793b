// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QMetaType>

#include <chrono>
#include <optional>

namespace Recloser {

/// What passed over a WebSocket connection, or happened to it. Plain value.
struct SocketMessage
{
    enum class From : quint8 { Server, Client };
    enum class Kind : quint8 {
        Text,
        Binary,
        Ping,
        Pong,
        Close,
        Fault, ///< `data` says what was wrong; it was told to nobody
    };

    From from = From::Server;
    Kind kind = Kind::Text;
    /// Since the connection was opened.
    std::chrono::microseconds at{0};
    /// UTF-8 of a text; the reason of a Close.
    QByteArray data;
    /// Of a Close.
    int code = 0;
    /// Of a Pong that answers our Ping.
    std::optional<std::chrono::microseconds> roundTrip = {};

    bool operator==(const SocketMessage &) const = default;
};

/// The Content-Type of a conversation: what history keeps of a connection. A line of it is one
/// message, as JSON:
/// {"at":MS,"from":"server|client","kind":"text|binary|ping|pong|close|fault",
/// ["code":N,]["rtt":MS,]"size":BYTES,"data":"..."}, "base64" for what is no text.
QByteArray conversationType();
bool isConversation(const QByteArray &contentType);

/// The line, its line feed included.
QByteArray conversationLine(const SocketMessage &message);

/// The same, piece by piece.
class ConversationLineWriter
{
public:
    explicit ConversationLineWriter(SocketMessage message);

    /// What stands for the next `count` bytes of the content, or a few more.
    QByteArray next(qsizetype count);
    bool atEnd() const { return m_isAtEnd; }

private:
    void appendHead(QByteArray &line) const;

    SocketMessage m_message;
    bool m_isText;
    bool m_isBegun = false;
    bool m_isAtEnd = false;
    qsizetype m_written = 0;
};

/// What a line says, and where its content is. Plain value.
struct ConversationLine
{
    SocketMessage::From from = SocketMessage::From::Server;
    SocketMessage::Kind kind = SocketMessage::Kind::Text;
    std::chrono::microseconds at{0};
    qint64 size = 0;
    int code = 0;
    std::optional<std::chrono::microseconds> roundTrip = {};
    bool isBase64 = false;
    /// Of the literal in the line, without its quotes: [contentBegin, contentEnd).
    qsizetype contentBegin = 0;
    qsizetype contentEnd = 0;
};

/// Reads a line as conversationLine() writes it; nothing for others.
std::optional<ConversationLine> readConversationLine(QByteArrayView line);

/// The content of such a line, its first `limit` bytes or some more.
QByteArray contentOf(QByteArrayView line, const ConversationLine &facts,
                     qsizetype limit = std::numeric_limits<qsizetype>::max());

/// "text", as in a line.
QByteArray messageKindName(SocketMessage::Kind kind);

} // namespace Recloser
