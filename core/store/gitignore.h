// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QFuture>

#include <expected>

namespace Recloser {

/// Whether git would take a file in.
enum class GitIgnoring {
    NoRepository, ///< no folder above it has `.git`
    Ignored,
    NotIgnored,
    Tracked, ///< it is in the repository already; ignoring it does not take it out
};

/// Asks git where there is one, else reads `.gitignore` files and `.git/info/exclude` by the rules
/// of gitignore(5). Blocks: worker threads.
GitIgnoring gitIgnoringOf(const QString &path);
QFuture<GitIgnoring> loadGitIgnoring(const QString &path);

/// Adds a line with the file's name to the `.gitignore` of the repository's root, on a worker.
/// NotFound: no repository. Does nothing where the file is ignored already. Delivers the path of
/// the `.gitignore`.
QFuture<std::expected<QString, StoreError>> addToGitignore(const QString &path);

} // namespace Recloser
