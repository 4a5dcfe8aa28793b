// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "core/store/environmentfile.h"

#include <QFuture>

namespace Recloser {

/// One file that gives variables to requests.
struct EnvironmentSource
{
    enum class Kind {
        Private, ///< `http-client.private.env.json`
        Public, ///< `http-client.env.json`
        VsCode, ///< `rest-client.environmentVariables` of `.vscode/settings.json`; read only
        Dotenv, ///< `.env` (as `$shared`) or `.env.NAME`; read only
        Global, ///< the user's own, of the profile: only `$shared`
    };

    Kind kind = Kind::Public;
    QString path;
    /// As read, for saveFile() to find out whether it has changed since.
    QByteArray bytes;
    QList<NamedEnvironment> environments;
    QList<EnvironmentProblem> problems;

    bool isEditable() const { return kind != Kind::VsCode && kind != Kind::Dotenv; }
    bool operator==(const EnvironmentSource &) const = default;
};

/// Everything that environments give to the requests of one folder. Plain value.
struct EnvironmentSet
{
    /// The folder that was asked for, and the outermost one that counts.
    QString folder;
    QString root;
    /// Private files first, then public ones, VS Code's, `.env`; within each kind the nearest
    /// folder first, and so the first one that has a name wins.
    QList<EnvironmentSource> sources;
    /// Files that are there and could not be read.
    QList<StoreError> errors;

    /// Environments to choose from, in the order of the files; without `$shared`.
    QStringList names() const;
    /// Layers of the chosen environment (empty: none, only what is shared), the first one wins.
    QList<ScopeLayer> layers(const QString &environment) const;
    /// `{{$dotenv NAME}}`: `.env` with `.env.ENVIRONMENT` over it, from the nearest folder that has
    /// one.
    QHash<QString, QString> dotenv(const QString &environment) const;
    /// Where an edit of this kind (Private, Public) goes: the nearest such file, or a new one in
    /// the root. Empty for a set of no folder.
    QString editPath(EnvironmentSource::Kind kind) const;
    bool operator==(const EnvironmentSet &) const = default;
};

/// The environments for the requests in `folder`: of that folder and of those above it up to
/// `root`; with an empty one up to the folder with `.git`, the home folder, or 16 of them
/// (policyFolders()). Blocks on the disk.
EnvironmentSet readEnvironments(const QString &folder, const QString &root = {});
QFuture<EnvironmentSet> loadEnvironments(const QString &folder, const QString &root = {});

/// Global variables, in the form of an environment file with `$shared` alone. A missing file is an
/// empty source. Blocks on the disk.
std::expected<EnvironmentSource, StoreError> readGlobals(const QString &path);
QFuture<std::expected<EnvironmentSource, StoreError>> loadGlobals(const QString &path);
/// Their layer.
ScopeLayer layerOf(const EnvironmentSource &source, const QString &environment);

/// Reads the file (a missing one is made), applies `edits` in order and writes it, on a worker.
/// With `expected` only if the file still holds just that, else ChangedOutside; all edits or none.
/// Delivers what the file holds then.
QFuture<std::expected<QByteArray, StoreError>>
editEnvironmentFile(const QString &path, const QList<EnvironmentEdit> &edits,
                    const std::optional<QByteArray> &expected = {});

} // namespace Recloser
