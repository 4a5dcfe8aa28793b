// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "core/store/environments.h"
#include "core/store/secrets.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <functional>

namespace Recloser {

/// What EnvironmentsDialog works with. The references outlive it; a function may be empty and then
/// says nothing.
struct EnvironmentServices
{
    const Theme &theme;
    SecretStore &secrets;
    /// The environments of the open collection, and what is global, as they were read last.
    std::function<EnvironmentSet()> set = {};
    std::function<EnvironmentSource()> globals = {};
    /// The environment that requests are sent with.
    std::function<QString()> chosen = {};
    /// What placeholders resolve against in an environment.
    std::function<Scope(const QString &environment)> scope = {};
    /// The open request has no file, and so no environments: it is to be given one.
    std::function<void()> saveRequest = {};
    /// Files were written: they are to be read again.
    std::function<void()> reload = {};
    /// A secret has another value now; unset: none any more.
    std::function<void(const QString &name, const std::optional<QString> &value)> secretSet = {};
    /// Requests and variables of the open collection that use a secret.
    std::function<QStringList(const QString &secret)> usersOf = {};
    /// The colour of an environment.
    std::function<ChipTone(const QString &environment)> tone = {};
    std::function<void(const QString &environment, ChipTone tone)> setTone = {};
};

} // namespace Recloser
