// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/bodyfile.h"

#include "app/cli/command.h"

#include <QFileInfo>
#include <QSaveFile>

namespace Recloser {

namespace {

/// Renaming over /dev/null would take it away from everybody.
bool isReplaceable(const QString &path)
{
    const QFileInfo info(path);
    return !info.exists() || info.isFile();
}

/// Hands over the body in pieces, in memory or not, until `take` says no. False when it said so or
/// the body could not be read.
template<typename Take> bool eachPiece(const ResponseBody &body, Take take)
{
    if (!body.isInFile())
        return take(body.bytes);
    QFile source(body.filePath());
    if (!source.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 piece = 256 * 1024;
    while (!source.atEnd()) {
        const QByteArray bytes = source.read(piece);
        if (bytes.isEmpty() || !take(bytes))
            return false;
    }
    return true;
}

bool writeTo(QIODevice &target, const ResponseBody &body)
{
    return eachPiece(
        body, [&target](const QByteArray &bytes) { return target.write(bytes) == bytes.size(); });
}

} // namespace

std::expected<void, QString> checkBodyFile(const QString &path)
{
    if (isReplaceable(path)) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return std::unexpected(file.errorString());
        return {};
    }
    const QFileInfo info(path);
    if (info.isDir() || !info.isWritable())
        return std::unexpected(info.isDir() ? QStringLiteral("it is a folder")
                                            : QStringLiteral("permission denied"));
    return {};
}

std::expected<void, QString> writeBodyFile(const QString &path, const ResponseBody &body)
{
    if (!isReplaceable(path)) {
        QFile device(path);
        if (device.open(QIODevice::WriteOnly) && writeTo(device, body) && device.flush())
            return {};
        return std::unexpected(device.errorString());
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && writeTo(file, body) && file.commit())
        return {};
    return std::unexpected(file.errorString());
}

bool printBody(const ResponseBody &body)
{
    return eachPiece(body, printBytes);
}

} // namespace Recloser
