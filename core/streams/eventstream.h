// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace Recloser {

/// An event that a server sent (WHATWG HTML, section 9.2). Plain value; texts are UTF-8 as far as
/// the server sent such.
struct ServerEvent
{
    /// "message" where the server gave none.
    QByteArray type;
    /// Lines are joined by line feeds.
    QByteArray data;
    /// The last id that the server had given by then: what a reconnection tells it.
    QByteArray lastEventId;
    /// The event's own bytes of the stream, the blank line behind it included: [begin, end).
    qint64 begin = 0;
    qint64 end = 0;
    /// Data beyond EventStreamReader::longestEvent was left out.
    bool isCut = false;

    bool operator==(const ServerEvent &) const = default;
};

/// Reads text/event-stream, piece by piece, as section 9.2.6 says: lines end with CR, LF or both, a
/// byte order mark in front is passed over, an event that no blank line ends is dropped. Each byte
/// once, and no more memory than the event that is under way. Plain value.
class EventStreamReader
{
public:
    static constexpr qsizetype longestEvent = 16 * 1024 * 1024;

    /// What the next piece brings to an end; pieces may be split anywhere.
    QList<ServerEvent> read(QByteArrayView piece);

    const QByteArray &lastEventId() const { return m_lastEventId; }
    /// What the server last asked to wait before a reconnection.
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    /// Lines that begin with a colon; servers send them to keep a connection.
    qint64 comments() const { return m_comments; }

private:
    void takeLine(QList<ServerEvent> &events);
    void takeField(QByteArrayView name, QByteArrayView value);
    void dispatch(QList<ServerEvent> &events);
    void append(QByteArrayView bytes);

    /// A line that is not whole.
    QByteArray m_line;
    bool m_isLineCut = false;
    bool m_afterReturn = false;
    bool m_isStart = true;
    qint64 m_offset = 0;
    qint64 m_eventBegin = 0;
    QByteArray m_type;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_isCut = false;
    /// Counts from the blank line on.
    QByteArray m_nextEventId;
    QByteArray m_lastEventId;
    std::optional<std::chrono::milliseconds> m_retry;
    qint64 m_comments = 0;
};

/// Has the server told which event came last (section 9.2.4); an empty id changes nothing.
void resumeAfter(RequestSpec &spec, const QByteArray &lastEventId);

/// By the value of its Content-Type.
bool isEventStream(const QByteArray &contentType);

} // namespace Recloser
