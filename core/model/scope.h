// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace Recloser {

/// Variables from one place.
struct ScopeLayer
{
    /// For messages: "file store.http", "environment staging".
    QString title;
    QHash<QString, QString> values;

    bool operator==(const ScopeLayer &) const = default;
};

/// What placeholders resolve against; the first layer that has a name wins.
struct Scope
{
    QList<ScopeLayer> layers;
    /// Values of `{{$secret name}}`, read from the keychain beforehand. Redacted wherever they end
    /// up.
    QHash<QString, QString> secrets;
    /// Folder that relative paths of body files start from; empty: the working folder.
    QString baseFolder;

    bool operator==(const Scope &) const = default;
};

} // namespace Recloser
