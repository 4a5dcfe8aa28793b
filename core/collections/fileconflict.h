// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace Recloser {

/// A file that was to be written and is no longer what it was when it was read. Nothing has been
/// written. Plain value.
struct FileConflict
{
    QString path;
    /// Unset: there was, or is, no such file.
    std::optional<QByteArray> read;
    std::optional<QByteArray> onDisk;
    std::optional<QByteArray> wanted;

    bool operator==(const FileConflict &) const = default;
};

/// What a request is known by after others were inserted, removed and moved around it.
struct RequestMark
{
    QString name;
    /// Method and target.
    QString address;
    /// Of the section's lines, without its separator and blank lines at its ends.
    size_t text = 0;

    bool operator==(const RequestMark &) const = default;
};

QList<RequestMark> requestMarks(const HttpFile &file);

/// For each request of `before` where it is in `after`, -1 where it is gone: by name and text, then
/// by name, then by text, then by address, and what is left over by its place between neighbours
/// that were found. No two are the same one.
QList<qsizetype> findAgain(const QList<RequestMark> &before, const QList<RequestMark> &after);

/// Where request `index` of `before` is in `after`; -1: gone.
qsizetype findAgain(const HttpFile &before, qsizetype index, const HttpFile &after);

/// What becomes of an edited request (a tab's) when its file was changed by someone else.
struct RequestMerge
{
    enum class Kind {
        Same, ///< the file holds for this request what it did before: `content` has the edit
        Adopted, ///< theirs is what was edited already: `content` is what is on disk
        Conflict, ///< both changed it, differently: ask
        Gone, ///< it is no longer in the file, or the file is gone
    };

    Kind kind = Kind::Gone;
    /// Where the request is in `content`, or for Conflict in what is on disk; -1: Gone.
    qsizetype index = -1;
    /// What to write, for Same and Adopted: what is on disk with the edit.
    QByteArray content;
    /// Of the edit; for Same.
    HttpFileEdit edit;
};

/// `read`: what the file held when request `index` was taken from it; `edited`: what that has
/// become; `onDisk`: what the file holds now.
RequestMerge mergeEdit(const QByteArray &read, qsizetype index, const RequestSpec &edited,
                       const std::optional<QByteArray> &onDisk);

enum class ConflictChoice {
    KeepMine, ///< the edit replaces theirs; brought back where it is gone
    TakeTheirs,
    KeepBoth, ///< theirs stays, mine becomes a copy right behind it
};

/// What is to be written, and where the tab's request is in it. Of what others changed elsewhere in
/// the file nothing is lost. TakeTheirs gives what is on disk as it is (index -1 where the request
/// is gone).
struct ConflictSolution
{
    QByteArray content;
    qsizetype index = -1;
    HttpFileEdit edit;
};
ConflictSolution solveConflict(const QByteArray &read, qsizetype index, const RequestSpec &edited,
                               const std::optional<QByteArray> &onDisk, ConflictChoice choice);

} // namespace Recloser
