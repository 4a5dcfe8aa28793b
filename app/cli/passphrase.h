// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/secrets.h"

#include <functional>
#include <optional>

namespace Recloser {

/// A line typed on the terminal, which shows nothing of it; nothing where there is no terminal, or
/// no line. Blocks; other things of the program stand still meanwhile.
std::optional<QString> askHidden(const QString &question);

/// The pass phrase of the environment: RECLOSER_PASSPHRASE, or the first line of
/// RECLOSER_PASSPHRASE_FILE. A file that cannot be read is said on stderr.
std::optional<QString> givenPassPhrase();

enum class NewPassPhrase { No, AskTwice };

/// Opens the sealed file of `store` with the given pass phrase, or one asked for; a new file is
/// asked for twice. What went wrong is said on stderr; `done` gets whether it is open.
void unlockSealed(SecretStore &store, QObject *context, const std::function<void(bool)> &done,
                  NewPassPhrase kind = NewPassPhrase::No);

/// Finds where secrets can be kept beyond this run: the keychain, or the sealed file, which is
/// opened or made. `done` gets whether there is such a place; if not, why was said on stderr.
void whenSecretsAreKept(SecretStore &store, QObject *context,
                        const std::function<void(bool)> &done);

/// The same for what is only read or removed: a sealed file that is locked is opened, and without
/// one `done` gets true, since there is nothing to open.
void whenSecretsAreReadable(SecretStore &store, QObject *context,
                            const std::function<void(bool)> &done);

} // namespace Recloser
