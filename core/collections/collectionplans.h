// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/fileeffects.h"

namespace Recloser {

/// A request as the tree knows it: by the marks of all requests of its file. The file may be
/// another one by now.
struct RequestPlace
{
    QString file;
    QList<RequestMark> marks;
    qsizetype index = 0;
};

/// What one step of undo does, in the order in which it is done.
struct CollectionStep
{
    Collection::StepText text;
    QList<FileEffect> effects;
};

/// A step that has not been done yet, and what there is to tell when it is.
struct CollectionPlan
{
    CollectionStep step;
    /// What the step makes: a file or folder, or a request by its index (else -1).
    QList<std::pair<QString, qsizetype>> places;
    QList<CollectionNote> notes;
    QList<ExtractedSecret> secrets;
    QStringList lost;
};

using PlanResult = std::expected<CollectionPlan, CollectionFailure>;

// Plans read files and write nothing. A request is inserted in one file before it is removed from
// the other, so that nothing is lost whatever happens between. All block on the disk.

PlanResult planAddFolder(const QString &folder, const QString &name);
PlanResult planAddFile(const QString &folder, const QString &name);
PlanResult planAddRequest(const QString &file, qsizetype row, const RequestSpec &spec);
/// In a new file of its own.
PlanResult planAddRequestFile(const QString &folder, const RequestSpec &spec);

PlanResult planRenamePath(const QString &path, const QString &name);
PlanResult planMovePaths(const QStringList &paths, const QString &folder);
/// Beside themselves where `folder` is empty.
PlanResult planCopyPaths(const QStringList &paths, const QString &folder);
PlanResult planRemovePaths(const QStringList &paths);

PlanResult planRenameRequest(const RequestPlace &request, const QString &name);
PlanResult planDuplicateRequests(const QList<RequestPlace> &requests);
PlanResult planRemoveRequests(const QList<RequestPlace> &requests);
enum class RequestTransfer { Move, Copy };
/// The first stands at `row` of the target as it is now; -1: the end.
PlanResult planTransferRequests(const QList<RequestPlace> &requests, const QString &target,
                                qsizetype row, RequestTransfer transfer);

} // namespace Recloser
