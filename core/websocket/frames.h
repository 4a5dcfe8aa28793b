// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/utf8text.h"

#include <QByteArray>

#include <optional>

namespace Recloser {

/// What a frame is (RFC 6455 section 5.2).
enum class FrameKind : quint8 { More = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// A message that has come whole, or a control frame. Plain value.
struct FramedMessage
{
    FrameKind kind = FrameKind::Text;
    /// The reason of a Close.
    QByteArray data;
    /// Of a Close; 1005 where it has none.
    int code = 0;

    bool operator==(const FramedMessage &) const = default;
};

/// How the server broke the protocol. Plain value.
struct FrameFault
{
    /// It is closed with: 1002, 1007, 1009.
    int code = 0;
    QString words;

    bool operator==(const FrameFault &) const = default;
};

/// Reads what a server sends over an opened connection (RFC 6455 section 5) in pieces that may be
/// split anywhere. A text that is no UTF-8 and a message that is too large are told as soon as they
/// show. Plain object.
class FrameReader
{
public:
    explicit FrameReader(qint64 largestMessage) : m_largest(largestMessage) { }

    /// Goes over `bytes` up to the end of a message, which it gives, or of them all; nothing also
    /// once fault() is set.
    std::optional<FramedMessage> next(QByteArrayView &bytes);
    const std::optional<FrameFault> &fault() const { return m_fault; }

private:
    bool readHead(QByteArrayView &bytes);
    bool understandHead();
    void startMessage();
    void takePayload(QByteArrayView &bytes);
    std::optional<FramedMessage> endFrame();
    std::optional<FramedMessage> endControl();
    bool isControl() const { return (m_opcode & 8U) != 0; }
    bool fail(int code, const QString &words);

    qint64 m_largest;
    std::optional<FrameFault> m_fault;
    /// Of the frame, as far as it has come.
    QByteArray m_head;
    bool m_hasHead = false;
    quint8 m_opcode = 0;
    bool m_isFinal = false;
    /// What is missing of its payload.
    qint64 m_missing = 0;
    QByteArray m_control;
    /// Of the message that frames go on with; unset between messages.
    std::optional<FrameKind> m_kind;
    QByteArray m_message;
    Utf8Check m_utf8;
};

/// A frame of a client, its payload masked (section 5.3).
QByteArray maskedFrame(FrameKind kind, QByteArrayView payload, bool isFinal, quint32 mask);

/// The payload of a Close; no more than 123 bytes of the reason.
QByteArray closePayload(int code, const QString &reason);

} // namespace Recloser
