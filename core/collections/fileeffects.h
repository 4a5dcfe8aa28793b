// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"

namespace Recloser {

/// One thing that a step does on the disk, and how it is taken back. Plain value.
struct FileEffect
{
    enum class Kind : quint8 {
        Content, ///< of `path`: `before` to `after`; unset is no file
        Folder, ///< `path` is made
        Rename, ///< `path` to `to`
        Copy, ///< `path`, whatever it is, to `to`
        Trash, ///< `path`
        Keep, ///< `after` as a file called `path` in the trash
    };

    Kind kind = Kind::Content;
    QString path;
    QString to;
    std::optional<QByteArray> before;
    std::optional<QByteArray> after;
    /// Where in a trash it is: what was deleted, or a copy that was taken back.
    QString trashed;

    bool operator==(const FileEffect &) const = default;
};

enum class StepDirection { Forward, Back };

// All of these block on the disk.

/// Does them in order, or takes them back in the opposite order. Each checks that the disk is as it
/// should be. When one cannot be done those before it are taken back.
std::expected<void, CollectionFailure>
applyEffects(QList<FileEffect> &effects, StepDirection direction, const CollectionPlaces &places);
std::expected<void, CollectionFailure> applyEffect(FileEffect &effect, StepDirection direction,
                                                   const CollectionPlaces &places);

/// What a CollectionLoader has to look at afterwards.
QStringList touchedFolders(const FileEffect &effect);

} // namespace Recloser
