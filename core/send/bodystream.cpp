// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/bodystream.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace Recloser {

BodyStream::BodyStream(QList<BodySegment> segments, QObject *parent)
    : QIODevice(parent)
    , m_segments(std::move(segments))
{
    for (const BodySegment &segment : std::as_const(m_segments))
        m_size += segment.size;
    QIODevice::open(ReadOnly | Unbuffered);
}

qint64 BodyStream::readData(char *data, qint64 maxSize)
{
    qint64 total = 0;
    while (total < maxSize && m_segment < m_segments.size()) {
        const BodySegment &segment = m_segments.at(m_segment);
        const qint64 left = segment.size - m_inSegment;
        if (left <= 0) {
            nextSegment();
            continue;
        }
        const qint64 read = readSegment(data + total, std::min(left, maxSize - total));
        // The transfer hears of it by the observer and stops; an error here would reach nobody.
        if (read <= 0)
            break;
        total += read;
        m_inSegment += read;
    }
    m_delivered += total;
    if (total > 0 && m_observer)
        m_observer();
    return total;
}

qint64 BodyStream::readSegment(char *data, qint64 maxSize)
{
    const BodySegment &segment = m_segments.at(m_segment);
    if (segment.filePath.isEmpty()) {
        std::memcpy(data, segment.bytes.constData() + m_inSegment, static_cast<size_t>(maxSize));
        return maxSize;
    }
    if (!m_file) {
        m_file.emplace(segment.filePath);
        if (!m_file->open(ReadOnly | Unbuffered)) {
            const QString reason = m_file->errorString();
            m_file.reset();
            return failFile(reason);
        }
    }
    const qint64 read = m_file->read(data, maxSize);
    if (read < 0)
        return failFile(m_file->errorString());
    // Content-Length has been promised already, so a file that shrank meanwhile cannot be sent.
    if (read == 0)
        return failFile(u"the file became shorter while it was sent"_s);
    return read;
}

void BodyStream::nextSegment()
{
    ++m_segment;
    m_inSegment = 0;
    m_file.reset();
}

qint64 BodyStream::failFile(const QString &reason)
{
    m_unreadableFile = m_segments.at(m_segment).filePath;
    m_unreadableReason = reason;
    if (m_observer)
        m_observer();
    return 0;
}

} // namespace Recloser
