// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QStringList>

#include <expected>

namespace Recloser {

/// The request files that a collection of this folder shows, in the order of its tree; the paths
/// begin as `folder` does. Blocks on the disk.
std::expected<QStringList, StoreError> requestFilesIn(const QString &folder);

} // namespace Recloser
