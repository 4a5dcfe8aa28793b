// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QByteArray>

#include <expected>

namespace Recloser {

// Files read and written in one go. Every call blocks on the disk: worker threads, start and end of
// the program.

/// NotFound when there is none, Refused when it is larger than `limit` bytes. Empty content is not
/// null.
std::expected<QByteArray, StoreError> readWholeFile(const QString &path, qint64 limit);

enum class FileRights {
    Default, ///< those of the file that is replaced, or the user's umask
    OwnerOnly,
};

/// Replaces the file in one step (QSaveFile), so that a kill or a full disk leaves the old one.
/// Makes missing folders.
std::expected<void, StoreError> writeWholeFile(const QString &path, const QByteArray &content,
                                               FileRights rights);

/// Renames a file that cannot be understood to a name of its own, and returns that; empty if it
/// could not be renamed.
QString moveFileAside(const QString &path);

} // namespace Recloser
