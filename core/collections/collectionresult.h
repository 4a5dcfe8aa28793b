// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionnode.h"
#include "core/collections/fileconflict.h"
#include "core/store/secretfields.h"

#include <QFuture>

#include <expected>

namespace Recloser {

/// Something that is different for requests because they are now somewhere else. It stops nothing.
struct CollectionNote
{
    enum class Kind {
        MissingVariable, ///< `{{subject}}` came from the old file and the new one has none
        OtherVariable, ///< the new file gives `{{subject}}` another value
        MissingRequest, ///< `{{subject.response...}}` names a request of the old file
        MissingImport, ///< the old file has the import `subject`, the new one has not
        OtherDefaults, ///< what folders and file say of policies: `subject` was, or is, whose
        RelativeFile, ///< the file `subject` of the body or a script is looked for elsewhere now
        NameTaken, ///< the new file has a request called `subject` already
    };

    Kind kind = Kind::MissingVariable;
    QString subject;
    /// The request's name, or its method and target.
    QString request;

    bool operator==(const CollectionNote &) const = default;
};

/// What an operation did.
struct CollectionChange
{
    /// What was made, renamed, moved or duplicated, as it stands in the tree now; in order.
    QList<CollectionNodeId> nodes;
    /// Files and folders that were written, made, moved or deleted: absolute paths.
    QStringList paths;
    QList<CollectionNote> notes;
    /// Literal secrets that were replaced by placeholders: to be kept in the SecretStore.
    QList<ExtractedSecret> secrets;
    /// As HttpFileEdit::lost.
    QStringList lost;
};

/// Why an operation did nothing.
struct CollectionFailure
{
    enum class Kind {
        Name, ///< `nameProblem` says what is wrong with `error.subject`
        Store, ///< `error` says what failed
        Conflict, ///< `conflict`: a file holds something else than it should (ChangedOutside)
        Gone, ///< the node, or what undo would bring back, is no more
        IntoItself, ///< a folder cannot go into itself
        Unwritable, ///< the file cannot hold the request (its encoding, its content)
        NothingToUndo,
    };
    enum class NameProblem {
        None,
        Empty,
        Illegal, ///< a character that some system does not allow in names, or a line break
        Reserved, ///< ".", "..", "CON" and others that some system keeps for itself
        Hidden, ///< begins with a dot or is "node_modules": the tree would not show it
        TooLong,
        Taken,
    };

    Kind kind = Kind::Store;
    NameProblem nameProblem = NameProblem::None;
    StoreError error;
    std::optional<FileConflict> conflict;

    bool operator==(const CollectionFailure &) const = default;
};

using CollectionResult = std::expected<CollectionChange, CollectionFailure>;

/// What is wrong with `name` for a new file or folder beside `siblings`. Names that differ only in
/// case count as taken, for the folder may be checked out on a system where they are the same.
CollectionFailure::NameProblem nameProblemOf(const QString &name, const QStringList &siblings);

/// `name` with the ending ".http" unless it has one of a request file.
QString withRequestFileEnding(const QString &name);
bool isRequestFile(QStringView name);

/// `name`, or "NAME copy", "NAME copy 2", ... whichever is the first that is not among `taken`.
/// With CopyName::Always not `name` itself. An ending of a request file stays at the end.
enum class CopyName { WhereTaken, Always };
QString copyName(const QString &name, const QStringList &taken, CopyName use);

/// A name for the file of a request on its own: its name, or its method and the end of its target,
/// without what nameProblemOf() objects to.
QString fileNameFor(const QString &requestName, const QString &method, const QString &target);

} // namespace Recloser
