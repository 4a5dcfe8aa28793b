// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/policyfiles.h"

#include "core/store/onworker.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFolders = 16;
constexpr qint64 largestFile = 64 * 1024 * 1024;

void addFile(PolicyFiles &files, PolicyLayer::Kind kind, const QString &filePath,
             const QString &layerPath)
{
    const auto content = readWholeFile(filePath, largestFile);
    if (!content) {
        if (content.error().kind != StoreError::Kind::NotFound)
            files.errors.append(content.error());
        return;
    }
    const HttpFile file = HttpFile::parse(*content);
    for (const HttpFileProblem &problem : file.problems()) {
        if (problem.line < file.defaultsEnd())
            files.problems.append({filePath, problem});
    }
    const PolicyLayer layer{kind,
                            layerPath,
                            file.defaults(),
                            file.defaultRedirects(),
                            file.defaultRoute(),
                            file.defaultAuth()};
    if (layer != PolicyLayer{.kind = kind, .path = layerPath})
        files.layers.append(layer);
}

} // namespace

QStringList policyFolders(const QString &filePath, const QString &home)
{
    QStringList folders;
    QDir folder = QFileInfo(filePath).absoluteDir();
    const QString last = QDir(home).absolutePath();
    while (folders.size() < mostFolders) {
        folders.prepend(folder.absolutePath());
        // In a worktree or a submodule `.git` is a file.
        if (folder.absolutePath() == last || QFileInfo::exists(folder.filePath(u".git"_s))
            || !folder.cdUp())
            break;
    }
    return folders;
}

PolicyFiles readPolicyFiles(const QString &filePath)
{
    PolicyFiles files;
    const QString self = QFileInfo(filePath).absoluteFilePath();
    const QStringList folders = policyFolders(self, QDir::homePath());
    for (const QString &folder : folders) {
        const QString path = QDir(folder).filePath(u"folder.http"_s);
        // Requests may stand in a folder.http too; then it is their file.
        if (path != self)
            addFile(files, PolicyLayer::Kind::Folder, path, folder);
    }
    addFile(files, PolicyLayer::Kind::File, self, self);
    return files;
}

QFuture<PolicyFiles> loadPolicyFiles(const QString &filePath)
{
    return onWorker<PolicyFiles>([filePath] { return readPolicyFiles(filePath); });
}

} // namespace Recloser
