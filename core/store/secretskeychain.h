// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QString>

#include <expected>
#include <functional>

class QObject;

namespace Recloser {

// The system's keychain, asked through QtKeychain; the only place that includes it. GUI thread.
// Each function calls `done` exactly once, later, unless `context` is destroyed before.
// Unavailable: there is no keychain, or it did not answer in time.

void readFromKeychain(const QString &name, QObject *context,
                      std::function<void(std::expected<QString, StoreError>)> done);
void writeToKeychain(const QString &name, const QString &value, QObject *context,
                     std::function<void(std::expected<void, StoreError>)> done);
void removeFromKeychain(const QString &name, QObject *context,
                        std::function<void(std::expected<void, StoreError>)> done);

/// False where asking is pointless: without a session bus there is no keychain, and looking for one
/// takes long and logs warnings.
bool mayHaveKeychain();

} // namespace Recloser
