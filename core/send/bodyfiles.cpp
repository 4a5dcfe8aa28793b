// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/bodyfiles.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

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

std::expected<ResponseBody, SendError> bodyToShow(const QList<BodySegment> &segments,
                                                  const FileWords &words)
{
    ResponseBody body;
    if (segments.size() == 1) {
        const BodySegment &only = segments.first();
        if (!only.filePath.isEmpty()) {
            if (auto unchanged = checkUnchanged(only); !unchanged)
                return std::unexpected(std::move(unchanged.error()));
        }
        body.bytes = only.bytes;
        body.path = only.filePath;
        body.size = only.size;
        return body;
    }
    for (const BodySegment &segment : segments)
        body.bytes += segment.filePath.isEmpty() ? segment.bytes : words(segment);
    body.size = body.bytes.size();
    return body;
}

} // namespace Recloser
