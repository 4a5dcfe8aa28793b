// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// Takes a response body as it comes: in memory up to 1 MiB, from then on in a temporary file; or
/// all of it in a file that is given.
class BodySink
{
public:
    static constexpr qint64 memoryLimit = 1024LL * 1024;

    /// `folder` empty: the system's folder for temporary files.
    explicit BodySink(QString folder);
    /// Goes on in `target`, which is open and stands where it goes on.
    explicit BodySink(std::unique_ptr<QFile> target);

    /// ResponseUnwritable with the file and the system's reason. An array is shared where that
    /// spares a copy, a view is always copied.
    std::expected<void, SendError> append(const QByteArray &bytes);
    std::expected<void, SendError> append(QByteArrayView bytes);
    /// All that came, on disk where it is a file. Nothing can be appended after it.
    std::expected<ResponseBody, SendError> take();
    qint64 size() const { return m_size; }

private:
    std::expected<void, SendError> openFile();
    std::expected<void, SendError> write(QByteArrayView bytes);
    SendError unwritable() const;

    QString m_folder;
    QByteArray m_bytes;
    std::shared_ptr<QTemporaryFile> m_file;
    std::unique_ptr<QFile> m_target;
    qint64 m_size = 0;
};

} // namespace Recloser
