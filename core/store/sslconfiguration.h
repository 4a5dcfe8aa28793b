// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/tlschoices.h"
#include "core/store/environments.h"

#include <optional>

namespace Recloser {

/// The client certificate that JetBrains' `SSLConfiguration` of an environment names, its files
/// from the folder of the environment's file; nothing: it has none. A private file wins over a
/// public one. Its pass phrase, where it says that there is one, is the secret
/// ClientIdentity::secretNameOf().
std::optional<ClientIdentity> clientIdentityOf(const EnvironmentSet &set,
                                               const QString &environment);

/// Whether the value of `SSLConfiguration` asks for servers not to be verified, which it cannot.
bool asksForNoVerification(const QString &json);

} // namespace Recloser
