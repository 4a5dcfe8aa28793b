// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/sendarguments.h"

#include <QList>

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

/// The request files that `paths` name: files as they are, folders with everything in and below
/// them in the order of the window's tree: folders first, then files, "file 2" before "file 10";
/// hidden folders and `node_modules` left out. Looks at the disk.
std::expected<QList<RequestFile>, ArgumentError> requestFiles(const QStringList &paths);

/// As people count, whatever the case.
bool comesBefore(QStringView a, QStringView b);

} // namespace Recloser
