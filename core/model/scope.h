// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/namedgrant.h"
#include "core/model/tlschoices.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace Recloser {

struct Exchange;

/// Variables from one place.
struct ScopeLayer
{
    /// Where they come from, in the order in which the first one wins.
    enum class Kind {
        Given, ///< `--var` of the command line, or answers to `# @prompt`
        Request, ///< `@name = value` in the request's own section
        File, ///< `@name = value` elsewhere in its file
        PrivateEnvironment, ///< `http-client.private.env.json`
        Environment, ///< `http-client.env.json` and what other tools have beside it
        Shared, ///< `$shared`, and `.env`
        Global,
        BuiltIn, ///< of this program: the sample server's address
        Other,
    };

    /// For messages: "file store.http", "environment staging".
    QString title;
    QHash<QString, QString> values;
    Kind kind = Kind::Other;
    /// The file that holds them; empty: none.
    QString path = {};
    /// Lines of the names in that file, from 1.
    QHash<QString, int> lines = {};

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
    /// The environment that was chosen; empty: none.
    QString environment = {};
    /// `{{$dotenv NAME}}`.
    QHash<QString, QString> dotenv = {};
    /// The latest exchange of each named request, for `{{name.response.body.$.token}}`.
    QHash<QString, std::shared_ptr<const Exchange>> exchanges = {};
    /// Names of requests that such a placeholder can mean, sent or not.
    QStringList requestNames = {};
    /// Names that `# @prompt` asks for, with what it says of them.
    QHash<QString, QString> prompts = {};
    /// Values that are redacted like those of `secrets`: secrets of the sends that `exchanges` came
    /// from.
    QSet<QString> confidential = {};
    /// The client certificate of the environment.
    std::optional<ClientIdentity> clientIdentity = {};
    /// Of the environment, by name: what `{{$auth.token("name")}}` gets its token with.
    QHash<QString, NamedGrant> grants = {};
    /// Those that were got for one send, by tokenPlaceholder().
    QHash<QString, QString> tokens = {};

    bool operator==(const Scope &) const = default;
};

/// The layer that gives `name` its value; null: none does.
inline const ScopeLayer *layerOf(const Scope &scope, const QString &name)
{
    for (const ScopeLayer &layer : scope.layers) {
        if (layer.values.contains(name))
            return &layer;
    }
    return nullptr;
}

} // namespace Recloser
