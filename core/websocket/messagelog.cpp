// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagelog.h"

#include <algorithm>

namespace Recloser {

void MessageLog::append(QByteArrayView piece)
{
    while (!piece.isEmpty()) {
        const qsizetype feed = piece.indexOf('\n');
        if (feed < 0) {
            m_part.append(piece);
            return;
        }
        const QByteArrayView rest = piece.first(feed + 1);
        piece = piece.sliced(feed + 1);
        QByteArrayView whole = rest;
        if (!m_part.isEmpty()) {
            m_part.append(rest);
            whole = m_part;
        }
        m_growing.buffer().append(whole);
        note(whole, m_noted);
        m_noted += whole.size();
        m_part.clear();
        m_growing.settle();
    }
}

bool MessageLog::readOn(qint64 count)
{
    const qint64 begin = m_read;
    const qint64 wanted = std::min(m_held.size(), begin + count);
    while (m_read < wanted) {
        const qsizetype feed = m_held.view().indexOf('\n', m_read);
        const qint64 end = feed < 0 ? m_held.size() : feed + 1;
        note(m_held.view().sliced(m_read, end - m_read), m_read);
        m_read = end;
    }
    m_held.release(begin, m_read);
    m_noted = m_read;
    return m_read < m_held.size();
}

void MessageLog::note(QByteArrayView line, qint64 begin)
{
    Entry entry{.begin = begin};
    // What masks made unreadable is shown as it is.
    if (const auto facts = readConversationLine(line)) {
        entry.at = facts->at;
        entry.size = quint32(std::min<qint64>(facts->size, std::numeric_limits<quint32>::max()));
        entry.code = quint16(facts->code);
        entry.kind = facts->kind;
        entry.from = facts->from;
    } else {
        entry.size = quint32(line.size());
    }
    m_entries.push_back(entry);
    if (m_entries.size() > mostMessages) {
        m_entries.pop_front();
        ++m_first;
    }
}

QByteArrayView MessageLog::line(qint64 number)
{
    const qint64 begin = entry(number).begin;
    const qint64 end = number + 1 < total() ? entry(number + 1).begin : m_noted;
    if (!m_isBody) {
        const qint64 written = m_growing.size() - m_growing.buffer().size();
        if (begin >= written)
            return QByteArrayView(m_growing.buffer()).sliced(begin - written, end - begin);
        if (end > m_held.size()) {
            auto held = m_growing.soFar();
            if (!held) {
                m_error = held.error();
                return {};
            }
            m_held = *std::move(held);
        }
    }
    return m_held.view().sliced(begin, end - begin);
}

QByteArray MessageLog::content(qint64 number, qsizetype limit)
{
    const QByteArrayView text = line(number);
    if (const auto facts = readConversationLine(text))
        return contentOf(text, *facts, limit);
    return text.first(std::min(limit, text.size())).toByteArray();
}

std::optional<std::chrono::microseconds> MessageLog::roundTrip(qint64 number)
{
    const auto facts = readConversationLine(line(number));
    return facts ? facts->roundTrip : std::nullopt;
}

} // namespace Recloser
