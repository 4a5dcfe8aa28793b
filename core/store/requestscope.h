// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "core/store/environments.h"
#include "core/store/httpfile.h"
#include "core/store/secrets.h"

namespace Recloser {

/// What surrounds the requests of one folder: its environments, the chosen one, global variables.
struct EnvironmentChoice
{
    EnvironmentSet set;
    /// Empty: none.
    QString name;
    EnvironmentSource globals;

    bool operator==(const EnvironmentChoice &) const = default;
};

/// What the request at `index` of a file resolves against (FORMATS.md section 2), without secrets
/// and earlier answers. -1: no request in particular.
Scope requestScope(const HttpFile &file, const QString &path, qsizetype index,
                   const EnvironmentChoice &choice);
/// The same for a request that is in no file.
Scope requestScope(const EnvironmentChoice &choice);

/// Reads several secrets. GUI thread; always delivers a value: those that there are. `error` is of
/// the first one that could not be asked for, whatever the others say.
struct SecretValues
{
    QHash<QString, QString> values;
    std::optional<StoreError> error;
};
QFuture<SecretValues> readSecrets(SecretStore &store, const QStringList &names);

} // namespace Recloser
