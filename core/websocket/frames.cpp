// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/frames.h"

#include "core/websocket/closecodes.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int protocolError = 1002;
constexpr int noText = 1007;
constexpr int tooLarge = 1009;
constexpr int noCode = 1005;
/// Of a control frame.
constexpr qint64 longestControl = 125;

/// How many bytes a head has, as far as its first two tell.
qsizetype headLength(quint8 second)
{
    const qsizetype length = (second & 0x7fU) == 126 ? 4 : (second & 0x7fU) == 127 ? 10 : 2;
    return length;
}

} // namespace

std::optional<FramedMessage> FrameReader::next(QByteArrayView &bytes)
{
    while (!m_fault) {
        if (!m_hasHead && !readHead(bytes))
            return {};
        takePayload(bytes);
        if (m_fault || m_missing > 0)
            return {};
        if (auto message = endFrame())
            return message;
    }
    return {};
}

bool FrameReader::readHead(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()
           && (m_head.size() < 2 || m_head.size() < headLength(quint8(m_head[1])))) {
        m_head.append(bytes.front());
        bytes = bytes.sliced(1);
        if (m_head.size() == 2 && !understandHead())
            return false;
    }
    if (m_head.size() < 2 || m_head.size() < headLength(quint8(m_head[1])))
        return false;
    const auto *head = reinterpret_cast<const uchar *>(m_head.constData());
    const quint8 shortLength = head[1] & 0x7fU;
    quint64 length = shortLength;
    if (shortLength == 126)
        length = qFromBigEndian<quint16>(head + 2);
    else if (shortLength == 127)
        length = qFromBigEndian<quint64>(head + 2);
    if (length >> 63U)
        return fail(protocolError, u"the length of a frame has its highest bit set"_s);
    if ((shortLength == 126 && length < 126) || (shortLength == 127 && length < 65536))
        return fail(protocolError, u"the length of a frame is written longer than it need be"_s);
    if (!isControl() && qint64(length) > m_largest - m_message.size())
        return fail(
            tooLarge,
            u"a message of more than %1 bytes, which are the most that are taken"_s.arg(m_largest));
    m_missing = qint64(length);
    m_hasHead = true;
    m_head.resize(0);
    if (!isControl())
        startMessage();
    return true;
}

bool FrameReader::understandHead()
{
    const auto first = quint8(m_head[0]);
    const auto second = quint8(m_head[1]);
    m_isFinal = (first & 0x80U) != 0;
    m_opcode = first & 0x0fU;
    if ((first & 0x70U) != 0)
        return fail(protocolError, u"a frame has reserved bits set"_s);
    if ((m_opcode > 2 && m_opcode < 8) || m_opcode > 10)
        return fail(protocolError, u"a frame has the reserved opcode %1"_s.arg(m_opcode));
    if ((second & 0x80U) != 0)
        return fail(protocolError, u"a frame of the server is masked"_s);
    if (isControl() && !m_isFinal)
        return fail(protocolError, u"a control frame is in pieces"_s);
    if (isControl() && (second & 0x7fU) > longestControl)
        return fail(protocolError, u"a control frame has more than 125 bytes"_s);
    if (m_opcode == 0 && !m_kind)
        return fail(protocolError, u"a continuation of no message"_s);
    if (!isControl() && m_opcode != 0 && m_kind)
        return fail(protocolError, u"a message begins within another one"_s);
    return true;
}

void FrameReader::startMessage()
{
    if (m_opcode != 0) {
        m_kind = FrameKind(m_opcode);
        m_utf8 = {};
    }
    // What is announced may never come, and memory that nobody writes to costs nothing.
    if (m_message.capacity() < m_message.size() + m_missing)
        m_message.reserve(std::max(m_message.size() + m_missing, m_message.capacity() * 2));
}

void FrameReader::takePayload(QByteArrayView &bytes)
{
    const QByteArrayView piece = bytes.first(std::min<qint64>(m_missing, bytes.size()));
    bytes = bytes.sliced(piece.size());
    m_missing -= piece.size();
    if (isControl()) {
        m_control.append(piece);
        return;
    }
    m_message.append(piece);
    if (m_kind != FrameKind::Text)
        return;
    m_utf8.check(piece);
    if (m_isFinal && m_missing == 0)
        m_utf8.finish();
    if (const auto bad = m_utf8.firstBadByte())
        fail(noText, u"a text is no UTF-8 at byte %1"_s.arg(*bad + 1));
}

std::optional<FramedMessage> FrameReader::endFrame()
{
    m_hasHead = false;
    if (isControl())
        return endControl();
    if (!m_isFinal)
        return {};
    return FramedMessage{*std::exchange(m_kind, {}), std::exchange(m_message, {})};
}

std::optional<FramedMessage> FrameReader::endControl()
{
    FramedMessage message{FrameKind(m_opcode), std::exchange(m_control, {})};
    if (message.kind != FrameKind::Close)
        return message;
    if (message.data.isEmpty()) {
        message.code = noCode;
        return message;
    }
    if (message.data.size() == 1) {
        fail(protocolError, u"a closing frame has one byte"_s);
        return {};
    }
    message.code = qFromBigEndian<quint16>(message.data.constData());
    message.data.remove(0, 2);
    if (!isSendableCloseCode(message.code))
        fail(protocolError, u"a closing frame has the code %1"_s.arg(message.code));
    else if (!QUtf8StringView(message.data).isValidUtf8())
        fail(noText, u"the reason of a closing frame is no UTF-8"_s);
    return m_fault ? std::nullopt : std::optional(message);
}

bool FrameReader::fail(int code, const QString &words)
{
    m_fault = {code, words};
    m_message = {};
    return false;
}

QByteArray maskedFrame(FrameKind kind, QByteArrayView payload, bool isFinal, quint32 mask)
{
    const qsizetype length = payload.size();
    const qsizetype head = length < 126 ? 2 : length < 65536 ? 4 : 10;
    QByteArray frame(head + 4 + length, Qt::Uninitialized);
    auto *bytes = reinterpret_cast<uchar *>(frame.data());
    bytes[0] = uchar((isFinal ? 0x80U : 0U) | uchar(kind));
    if (head == 2) {
        bytes[1] = uchar(0x80U | uchar(length));
    } else if (head == 4) {
        bytes[1] = 0x80U | 126U;
        qToBigEndian(quint16(length), bytes + 2);
    } else {
        bytes[1] = 0x80U | 127U;
        qToBigEndian(quint64(length), bytes + 2);
    }
    std::memcpy(bytes + head, &mask, 4);
    uchar *out = bytes + head + 4;
    const quint64 wide = (quint64(mask) << 32U) | mask;
    qsizetype at = 0;
    for (; at + 8 <= length; at += 8) {
        quint64 eight = 0;
        std::memcpy(&eight, payload.data() + at, 8);
        eight ^= wide;
        std::memcpy(out + at, &eight, 8);
    }
    for (; at < length; ++at)
        out[at] = uchar(uchar(payload[at]) ^ bytes[head + at % 4]);
    return frame;
}

QByteArray closePayload(int code, const QString &reason)
{
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(quint16(code), payload.data());
    QByteArray text = reason.toUtf8();
    // Not within a character.
    qsizetype kept = std::min<qsizetype>(123, text.size());
    while (kept > 0 && kept < text.size() && (quint8(text[kept]) & 0xC0U) == 0x80U)
        --kept;
    return payload + text.first(kept);
}

} // namespace Recloser
