// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/sendarguments.h"
#include "app/composition/composition.h"
#include "core/store/requestscope.h"

#include <functional>

namespace Recloser {

/// The environments for requests in `folder`, with the one that `--env` names. An unknown one is an
/// error that names those there are. What of the files was not understood is said on stderr.
std::expected<EnvironmentChoice, ArgumentError>
readEnvironmentChoice(const QCommandLineParser &parser, const QString &folder);

/// What is needed of secrets, and then `then` with their values, at once where none is needed. A
/// sealed file that is locked is opened with the pass phrase of RECLOSER_PASSPHRASE or
/// RECLOSER_PASSPHRASE_FILE, else with one that is asked for on the terminal; where there is no way
/// to ask, that is said on stderr, and its secrets are missing.
void withSecrets(SecretStore &store, const QStringList &names, QObject *context,
                 const std::function<void(const QHash<QString, QString> &)> &then);

/// Whether values that `# @prompt` asks for are missing: one is named, with the remedy.
std::optional<ArgumentError> missingPrompt(const Scope &scope);

} // namespace Recloser
