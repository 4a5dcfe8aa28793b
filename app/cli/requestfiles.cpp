// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/requestfiles.h"

#include "core/collections/requestfiles.h"

#include <QDir>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

std::expected<QList<RequestFile>, ArgumentError> requestFiles(const QStringList &paths)
{
    QList<RequestFile> files;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (!info.exists())
            return std::unexpected(ArgumentError{path, u"there is no such file or folder"_s,
                                                 u"name a folder or .http files"_s});
        if (!info.isDir()) {
            files.append({info.absoluteFilePath(), path});
            continue;
        }
        const QString folder = QDir::cleanPath(info.absoluteFilePath());
        const auto inside = requestFilesIn(folder);
        if (!inside)
            return std::unexpected(
                ArgumentError{path, inside.error().detail, u"name a folder that can be read"_s});
        for (const QString &file : *inside)
            files.append({file, QDir(folder).relativeFilePath(file)});
        if (inside->isEmpty())
            return std::unexpected(ArgumentError{path, u"there is no .http file in it"_s,
                                                 u"name a folder or .http files"_s});
    }
    return files;
}

} // namespace Recloser
