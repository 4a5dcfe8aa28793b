// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QByteArray>
#include <QFuture>

#include <expected>
#include <optional>

namespace Recloser {

/// Reads a whole file on a worker; at most 64 MiB. Always delivers a value.
QFuture<std::expected<QByteArray, StoreError>> readFile(const QString &path);

/// Writes a whole file atomically on a worker. With `expected`, only if the file still holds just
/// that (an absent file counts as empty bytes that are null); else ChangedOutside and nothing is
/// written.
QFuture<std::expected<void, StoreError>> saveFile(const QString &path, const QByteArray &content,
                                                  const std::optional<QByteArray> &expected = {});

/// Copies a file of any size on a worker, replacing `to` when done.
QFuture<std::expected<void, StoreError>> copyFile(const QString &from, const QString &to);

} // namespace Recloser
