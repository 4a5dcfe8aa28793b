// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/streams/eventstream.h"

#include "core/text/mediatype.h"

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

qsizetype lineEnd(QByteArrayView bytes, qsizetype from)
{
    while (from < bytes.size() && bytes[from] != '\n' && bytes[from] != '\r')
        ++from;
    return from;
}

} // namespace

void resumeAfter(RequestSpec &spec, const QByteArray &lastEventId)
{
    if (lastEventId.isEmpty())
        return;
    const QString name = QStringLiteral("Last-Event-ID");
    spec.headers.removeIf([&name](const HeaderField &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    spec.headers.append({.name = name, .value = QString::fromUtf8(lastEventId)});
}

bool isEventStream(const QByteArray &contentType)
{
    return parseMediaType(QString::fromLatin1(contentType)).essence() == u"text/event-stream";
}

QList<ServerEvent> EventStreamReader::read(QByteArrayView piece)
{
    QList<ServerEvent> events;
    for (qsizetype at = 0; at < piece.size();) {
        // The second half of CR LF, maybe in another piece.
        if (std::exchange(m_afterReturn, false) && piece[at] == '\n') {
            ++at;
            ++m_offset;
            if (!events.isEmpty() && events.last().end == m_offset - 1)
                events.last().end = m_offset;
            if (m_eventBegin == m_offset - 1)
                m_eventBegin = m_offset;
            continue;
        }
        const qsizetype end = lineEnd(piece, at);
        append(piece.sliced(at, end - at));
        m_offset += end - at;
        at = end;
        if (at == piece.size())
            break;
        m_afterReturn = piece[at] == '\r';
        ++at;
        ++m_offset;
        takeLine(events);
    }
    return events;
}

void EventStreamReader::append(QByteArrayView bytes)
{
    const qsizetype room = longestEvent - m_line.size();
    m_isLineCut = m_isLineCut || bytes.size() > room;
    m_line += bytes.first(std::min(bytes.size(), room));
}

void EventStreamReader::takeLine(QList<ServerEvent> &events)
{
    const QByteArray whole = std::exchange(m_line, {});
    m_isCut = std::exchange(m_isLineCut, false) || m_isCut;
    QByteArrayView line = whole;
    if (std::exchange(m_isStart, false) && line.startsWith(byteOrderMark))
        line = line.sliced(byteOrderMark.size());
    if (line.isEmpty())
        return dispatch(events);
    const qsizetype colon = line.indexOf(':');
    if (colon == 0) {
        ++m_comments;
        return;
    }
    if (colon < 0)
        return takeField(line, {});
    QByteArrayView value = line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    takeField(line.first(colon), value);
}

void EventStreamReader::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "data") {
        if (m_hasData)
            m_data += '\n';
        m_hasData = true;
        const qsizetype room = std::max<qsizetype>(longestEvent - m_data.size(), 0);
        m_isCut = m_isCut || value.size() > room;
        m_data += value.first(std::min(value.size(), room));
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_nextEventId = value.toByteArray();
    } else if (name == "retry") {
        constexpr qsizetype mostDigits = 15;
        const bool isNumber = !value.isEmpty()
            && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
        if (isNumber)
            m_retry = std::chrono::milliseconds(value.size() > mostDigits ? 999'999'999'999'999LL
                                                                          : value.toLongLong());
    }
}

void EventStreamReader::dispatch(QList<ServerEvent> &events)
{
    const qint64 begin = std::exchange(m_eventBegin, m_offset);
    const QByteArray type = std::exchange(m_type, {});
    const QByteArray data = std::exchange(m_data, {});
    const bool isCut = std::exchange(m_isCut, false);
    m_lastEventId = m_nextEventId;
    // Without a line of data, if only an empty one, there is no event.
    if (!std::exchange(m_hasData, false))
        return;
    events.append({type.isEmpty() ? QByteArray("message") : type, data, m_lastEventId, begin,
                   m_offset, isCut});
}

} // namespace Recloser
