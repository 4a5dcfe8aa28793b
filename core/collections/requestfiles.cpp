// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/requestfiles.h"

#include "core/collections/diskscan.h"

#include <QDir>

namespace Recloser {

namespace {

void addFiles(const QHash<QString, FolderRows> &folders, const QString &path, const QString &shown,
              QStringList &files)
{
    const QList<DiskEntry> entries = folders.value(path).entries;
    for (const DiskEntry &entry : entries) {
        const QString name = u'/' + entry.name;
        if (entry.kind == CollectionNode::Kind::Folder)
            addFiles(folders, path + name, shown + name, files);
        else
            files.append(shown + name);
    }
}

} // namespace

std::expected<QStringList, StoreError> requestFilesIn(const QString &folder)
{
    const QString root = QDir::cleanPath(QDir(folder).absolutePath());
    DiskScan scan(root, std::make_shared<FolderWatches>(), {0});
    FolderChanges changes;
    changes.isEverything = true;
    QHash<QString, FolderRows> folders;
    std::optional<StoreError> error;
    scan.scan(changes, false, [&](const DiskScanReport &report) {
        error = report.error;
        for (const FolderRows &rows : report.folders)
            folders.insert(rows.path, rows);
    });
    if (error)
        return std::unexpected(*error);
    QString shown = folder;
    while (shown.size() > 1 && shown.endsWith(u'/'))
        shown.chop(1);
    QStringList files;
    addFiles(folders, root, shown, files);
    return files;
}

} // namespace Recloser
