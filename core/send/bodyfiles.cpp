// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/bodyfiles.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

/// Read on the GUI thread, so no more than takes a millisecond or two.
constexpr qint64 putTogetherUpTo = 4LL * 1024 * 1024;

std::expected<void, SendError> checkUnchanged(const BodySegment &segment)
{
    const QFileInfo file(segment.filePath);
    if (!file.exists())
        return std::unexpected(
            SendError{Kind::BodyUnreadable, segment.filePath, u"is not there any more"_s});
    if (file.size() != segment.size
        || (segment.modifiedAt.isValid() && file.lastModified() != segment.modifiedAt))
        return std::unexpected(
            SendError{Kind::BodyChanged, segment.filePath, u"has changed since it was sent"_s});
    return {};
}

} // namespace

qint64 sizeOfBody(const QList<BodySegment> &segments)
{
    qint64 size = 0;
    for (const BodySegment &segment : segments)
        size += segment.size;
    return size;
}

std::expected<ResponseBody, SendError> bodyToShow(const QList<BodySegment> &segments)
{
    ResponseBody body;
    body.size = sizeOfBody(segments);
    for (const BodySegment &segment : segments) {
        if (segment.filePath.isEmpty())
            continue;
        if (auto unchanged = checkUnchanged(segment); !unchanged)
            return std::unexpected(std::move(unchanged.error()));
    }
    if (segments.size() == 1) {
        body.bytes = segments.first().bytes;
        body.path = segments.first().filePath;
        return body;
    }
    if (body.size > putTogetherUpTo)
        return std::unexpected(SendError{Kind::InvalidBody, u"the parts with their files"_s,
                                         u"are too long to be put together"_s});
    for (const BodySegment &segment : segments) {
        if (segment.filePath.isEmpty()) {
            body.bytes += segment.bytes;
            continue;
        }
        QFile file(segment.filePath);
        if (!file.open(QIODevice::ReadOnly))
            return std::unexpected(
                SendError{Kind::BodyUnreadable, segment.filePath, file.errorString()});
        body.bytes += file.readAll();
    }
    return body;
}

} // namespace Recloser
