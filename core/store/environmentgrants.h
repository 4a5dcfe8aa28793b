// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/namedgrant.h"
#include "core/store/environments.h"

#include <QHash>

namespace Recloser {

/// What JetBrains' `Security.Auth` of an environment, and of `$shared`, says of getting tokens, by
/// name. The settings of one name are put together from all files, key by key: the environment wins
/// over `$shared`, a private file over a public one.
QHash<QString, NamedGrant> grantsOf(const EnvironmentSet &set, const QString &environment);

/// A setting of `Security` that is not known, or that Recloser does otherwise.
struct SecurityFault
{
    /// In bytes of the block's JSON.
    qsizetype offset = 0;
    /// "Security.Auth.shop: Revoke URL"
    QString subject;

    bool operator==(const SecurityFault &) const = default;
};

/// Of the value of `Security`.
QList<SecurityFault> securityFaults(const QString &json);

} // namespace Recloser
