// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionnode.h"
#include "core/collections/fileconflict.h"

namespace Recloser {

/// What tells, without reading it, that a file is another one or has changed.
struct FileStamp
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    /// Nanoseconds since 1970.
    qint64 modified = 0;
    qint64 statusChanged = 0;

    bool operator==(const FileStamp &) const = default;
};

/// One request of a file as the tree shows it.
struct RequestRow
{
    RequestMark mark;
    QString method;
    QString target;
    QString searched;
    int line = 0;
    int problems = 0;
    std::shared_ptr<const CollectionKeyRule> keyRule;
};

/// What a file of requests holds, as far as the tree is concerned. Crosses threads.
struct FileReading
{
    QString path;
    std::shared_ptr<const StoreError> error;
    /// Of the bytes; never 0 for one that was read.
    size_t content = 0;
    /// Somebody writes it just now: there was no moment at which it held still.
    bool isUnsettled = false;
    int problems = 0;
    std::shared_ptr<const CollectionFileFacts> facts;
    QList<RequestRow> requests;
};

/// Never 0.
size_t contentHash(const QByteArray &content);

/// Case and what else search() does not see.
QString searchedText(const QString &text);

FileReading readingOf(const QString &path, const QByteArray &content);

/// Reads the file; again when it changes while it is read. Blocks on the disk.
FileReading readRequestFile(const QString &path);

} // namespace Recloser
