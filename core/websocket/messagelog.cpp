// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagelog.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Of a line, in which all is said but its content.
constexpr qsizetype longestHead = 256;

} // namespace

void MessageLog::append(QByteArrayView piece)
{
    while (!piece.isEmpty()) {
        const qsizetype feed = piece.indexOf('\n');
        const QByteArrayView part = feed < 0 ? piece : piece.first(feed + 1);
        piece = piece.sliced(part.size());
        m_growing.buffer().append(part);
        const bool isWhole = feed >= 0 && m_head.isEmpty();
        if (!isWhole)
            m_head.append(part.first(std::min(part.size(), longestHead - m_head.size())));
        if (feed >= 0) {
            note(isWhole ? part : QByteArrayView(m_head), m_noted, m_growing.size() - m_noted);
            m_noted = m_growing.size();
            m_head.clear();
        }
        m_growing.settle();
    }
}

bool MessageLog::readOn(qint64 count)
{
    const qint64 begin = m_scanned;
    const qint64 wanted = std::min(m_held.size(), begin + count);
    while (m_scanned < wanted) {
        const qsizetype feed = m_held.view().sliced(m_scanned, wanted - m_scanned).indexOf('\n');
        m_scanned = feed < 0 ? wanted : m_scanned + feed + 1;
        if (feed < 0 && m_scanned < m_held.size())
            break;
        const qint64 length = m_scanned - m_noted;
        note(m_held.view().sliced(m_noted, std::min<qint64>(length, longestHead)), m_noted, length);
        m_noted = m_scanned;
    }
    m_held.release(begin, m_scanned);
    return m_scanned < m_held.size();
}

void MessageLog::note(QByteArrayView head, qint64 begin, qint64 length)
{
    Entry entry{.begin = begin};
    // What masks made unreadable is shown as it is.
    const auto facts = length <= head.size()
        ? readConversationLine(head)
        : readConversationLine(QByteArray(head.toByteArray() + "\"}\n"));
    if (facts) {
        entry.at = facts->at;
        entry.size = quint32(std::min<qint64>(facts->size, std::numeric_limits<quint32>::max()));
        entry.code = quint16(facts->code);
        entry.kind = facts->kind;
        entry.from = facts->from;
    } else {
        entry.size = quint32(std::min<qint64>(length, std::numeric_limits<quint32>::max()));
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
