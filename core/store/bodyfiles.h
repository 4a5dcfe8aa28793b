// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QFile>
#include <QSet>
#include <QString>

#include <chrono>
#include <expected>

namespace Recloser {

/// Large bodies as files in one folder beside the history database. Every call may block on the
/// disk: worker threads only.
class BodyFiles
{
public:
    explicit BodyFiles(QString folder) : m_folder(std::move(folder)) { }

    /// Gives the content of `path` a second name in the folder (a hard link, or a copy on another
    /// file system), so that it outlives the original. The error is NotFound or Unreadable if there
    /// is nothing to keep, else about the folder. Where any of `masked` occurs in it, a copy with
    /// "***" in their places. A file that somebody may write to is always copied.
    enum class Original { Untouched, Somebodys };
    std::expected<QString, StoreError> keepFile(const QString &path,
                                                const QList<QByteArray> &masked = {},
                                                Original original = Original::Untouched);
    std::expected<QString, StoreError> keepBytes(const QByteArray &bytes);

    QString pathOf(const QString &name) const;
    /// In bytes; 0 when it is gone.
    qint64 sizeOf(const QString &name) const;
    void remove(const QString &name);
    /// Removes files that no row names and that are older than `age`; younger ones may belong to a
    /// write under way elsewhere.
    void removeOthersThan(const QSet<QString> &names, std::chrono::seconds age);
    const QString &folder() const { return m_folder; }

private:
    std::expected<QString, StoreError> keepMasked(QFile &source, const QList<QByteArray> &masked);
    std::expected<QString, StoreError> newName() const;

    QString m_folder;
};

/// The error for a failed file operation by its errno.
StoreError fileError(const QString &subject, int errorNumber);

/// Makes the folder, readable by its owner only.
std::expected<void, StoreError> makePrivateFolder(const QString &path);

} // namespace Recloser
