// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/model/storeerror.h"
#include "core/store/httpfile.h"

#include <QFuture>
#include <QStringList>

namespace Recloser {

/// Something in the lines of a file that give policies, kept but not understood.
struct PolicyFileProblem
{
    QString path;
    HttpFileProblem problem;

    bool operator==(const PolicyFileProblem &) const = default;
};

/// What files say of the policies of the requests in one of them (FORMATS.md section 1). Plain
/// value.
struct PolicyFiles
{
    /// Lowest first: the outermost folder, ..., the file itself.
    QList<PolicyLayer> layers;
    /// In the same order; they stop nothing.
    QList<PolicyFileProblem> problems;
    /// Files that are there and could not be read.
    QList<StoreError> errors;

    bool operator==(const PolicyFiles &) const = default;
};

/// The folders whose `folder.http` counts for `filePath`, outermost first: from the file's own
/// upwards to the one that holds `.git`, or `home`, or at most 16 of them. The last one counts too.
/// Looks at the disk.
QStringList policyFolders(const QString &filePath, const QString &home);

/// Reads `folder.http` of each folder, and the file itself. Blocks on the disk.
PolicyFiles readPolicyFiles(const QString &filePath);

/// The same on a worker; always delivers a value.
QFuture<PolicyFiles> loadPolicyFiles(const QString &filePath);

} // namespace Recloser
