// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// The folders of one user (or of one test, one tour) of the programs.
struct Profile
{
    QString config; ///< settings
    QString state; ///< session
    QString data; ///< history

    /// The file of global variables.
    QString globals() const { return config + QStringLiteral("/variables.json"); }
    /// The names, never the values, of secrets in the keychain.
    QString secretNames() const { return data + QStringLiteral("/secret-names.json"); }
    /// The file of secrets that a pass phrase opens, for machines without a keychain.
    QString sealedSecrets() const { return data + QStringLiteral("/secrets.sealed"); }

    /// The folder of the schemas of GraphQL servers.
    QString graphQlSchemas() const { return data + QStringLiteral("/graphql"); }

    /// By the XDG Base Directory Specification (QStandardPaths), or everything below
    /// `RECLOSER_PROFILE` when that is set.
    static Profile standard();
    /// Everything below one folder.
    static Profile below(const QString &folder);
};

} // namespace Recloser
