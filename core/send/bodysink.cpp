// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/bodysink.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace Recloser {

BodySink::BodySink(QString folder) : m_folder(std::move(folder)) { }

BodySink::BodySink(std::unique_ptr<QFile> target)
    : m_target(std::move(target))
    , m_size(m_target->pos())
{
}

std::expected<void, SendError> BodySink::append(const QByteArray &bytes)
{
    // The usual body comes in one piece, which is then shared instead of copied.
    if (!m_target && m_size == 0 && bytes.size() <= memoryLimit) {
        m_size = bytes.size();
        m_bytes = bytes;
        return {};
    }
    return append(QByteArrayView(bytes));
}

std::expected<void, SendError> BodySink::append(QByteArrayView bytes)
{
    m_size += bytes.size();
    if (m_file || m_target)
        return write(bytes);
    if (m_size <= memoryLimit) {
        m_bytes += bytes;
        return {};
    }
    return openFile()
        .and_then([this] { return write(std::exchange(m_bytes, {})); })
        .and_then([this, bytes] { return write(bytes); });
}

std::expected<ResponseBody, SendError> BodySink::take()
{
    ResponseBody body;
    body.size = m_size;
    if (m_target) {
        if (!m_target->flush())
            return std::unexpected(unwritable());
        m_target->close();
        body.path = m_target->fileName();
    } else if (m_file) {
        // Flushing is where a full disk may show first.
        if (!m_file->flush())
            return std::unexpected(unwritable());
        m_file->close();
        body.file = std::move(m_file);
    } else {
        body.bytes = std::move(m_bytes);
    }
    return body;
}

std::expected<void, SendError> BodySink::openFile()
{
    const QString folder = m_folder.isEmpty() ? QDir::tempPath() : m_folder;
    m_file = std::make_shared<QTemporaryFile>(QDir(folder).filePath(u"recloser-body-XXXXXX"_s));
    if (!m_file->open())
        return std::unexpected(
            SendError{SendError::Kind::ResponseUnwritable, folder, m_file->errorString()});
    return {};
}

std::expected<void, SendError> BodySink::write(QByteArrayView bytes)
{
    QFile &file = m_target ? *m_target : *m_file;
    // Where room is left for some of it only a second try tells why.
    while (!bytes.isEmpty()) {
        const qint64 written = file.write(bytes.data(), bytes.size());
        if (written <= 0)
            return std::unexpected(unwritable());
        bytes = bytes.sliced(written);
    }
    return {};
}

SendError BodySink::unwritable() const
{
    const QFile &file = m_target ? *m_target : *m_file;
    return {SendError::Kind::ResponseUnwritable, file.fileName(), file.errorString()};
}

} // namespace Recloser
