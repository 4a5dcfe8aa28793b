// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/wholefile.h"

#include "core/store/bodyfiles.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <cerrno>

namespace Recloser {

using namespace Qt::StringLiterals;
using enum StoreError::Kind;

std::expected<QByteArray, StoreError> readWholeFile(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(
            StoreError{file.exists() ? Unreadable : NotFound, path, file.errorString()});
    // Its size is a guess: devices and files under /proc have none. A read takes the memory it is
    // asked for whatever comes, and one byte more tells "too large".
    constexpr qint64 least = 4096;
    QByteArray content;
    qint64 wanted = std::max(file.size() + 1, least);
    while (content.size() <= limit) {
        const QByteArray piece = file.read(std::min(wanted, limit + 1 - content.size()));
        if (piece.isEmpty())
            break;
        content += piece;
        wanted = std::max<qint64>(least, content.size());
    }
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(StoreError{Unreadable, path, file.errorString()});
    if (content.size() > limit)
        return std::unexpected(StoreError{Refused, path, u"larger than %1 bytes"_s.arg(limit)});
    return content.isNull() ? QByteArray("") : content;
}

std::expected<void, StoreError> writeWholeFile(const QString &path, const QByteArray &content,
                                               FileRights rights)
{
    if (const auto made = makePrivateFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    QSaveFile file(path);
    errno = 0;
    const auto failure = [&file, &path] {
        const int number = errno;
        StoreError error = fileError(path, number);
        if (number == 0 || error.kind == NotFound)
            error.kind = Unwritable;
        error.detail = file.errorString();
        return std::unexpected(error);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failure();
    if (rights == FileRights::OwnerOnly)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (file.write(content) != content.size() || !file.commit())
        return failure();
    return {};
}

QString moveFileAside(const QString &path)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    const QString aside = path + u".broken-"_s + time;
    return QFile::rename(path, aside) ? aside : QString();
}

} // namespace Recloser
