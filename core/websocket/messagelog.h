// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/growingbytes.h"
#include "core/websocket/conversation.h"

#include <deque>

namespace Recloser {

/// The messages of a conversation, by number: what is known of each in memory (24 bytes), their
/// contents on disk once they are many. Of a connection that goes on, or of a body. Move-only.
class MessageLog
{
public:
    /// The oldest go where there are more.
    static constexpr size_t mostMessages = 3'000'000;

    struct Entry
    {
        qint64 begin = 0;
        std::chrono::microseconds at{0};
        quint32 size = 0;
        quint16 code = 0;
        SocketMessage::Kind kind = SocketMessage::Kind::Text;
        SocketMessage::From from = SocketMessage::From::Server;
    };

    MessageLog() = default;
    /// Of a body that is all there; it is read by readOn().
    explicit MessageLog(HeldBytes body) : m_held(std::move(body)), m_isBody(true) { }

    /// What comes of a conversation; lines may be split anywhere.
    void append(QByteArrayView piece);
    /// Reads some more of the body, about `count` bytes; false when all is read.
    bool readOn(qint64 count);

    /// Of all that came, [first(), total()) are there.
    qint64 first() const { return m_first; }
    qint64 total() const { return m_first + qint64(m_entries.size()); }
    const Entry &entry(qint64 number) const { return m_entries[size_t(number - m_first)]; }
    /// Its content, the first `limit` bytes or some more; empty where the disk does not give it.
    QByteArray content(qint64 number, qsizetype limit = std::numeric_limits<qsizetype>::max());
    std::optional<std::chrono::microseconds> roundTrip(qint64 number);
    /// Why contents cannot be read.
    const std::optional<StoreError> &error() const { return m_error; }

private:
    void note(QByteArrayView head, qint64 begin, qint64 length);
    QByteArrayView line(qint64 number);

    GrowingBytes m_growing;
    /// Of a body, or of what has been written out of a conversation.
    HeldBytes m_held;
    bool m_isBody = false;
    /// Up to where line ends were looked for.
    qint64 m_scanned = 0;
    /// Of a line that is not whole.
    QByteArray m_head;
    /// Where lines that were noted end.
    qint64 m_noted = 0;
    std::deque<Entry> m_entries;
    qint64 m_first = 0;
    std::optional<StoreError> m_error;
};

} // namespace Recloser
