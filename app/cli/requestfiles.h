// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/argumenterror.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <expected>

namespace Recloser {

/// A `.http` or `.rest` file that is run.
struct RequestFile
{
    QString path;
    /// As it was named, or within the folder that was.
    QString shown;

    bool operator==(const RequestFile &) const = default;
};

/// The request files that `paths` name: files as they are, folders with what a collection of them
/// shows, in the order of its tree. Looks at the disk.
std::expected<QList<RequestFile>, ArgumentError> requestFiles(const QStringList &paths);

} // namespace Recloser
