// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/environments.h"

#include <QList>
#include <QString>

namespace Recloser {

/// Where a variable's value is kept.
enum class ValuePlace {
    SharedFile, ///< `http-client.env.json`, which goes into git
    PrivateFile, ///< `http-client.private.env.json`
    Secret, ///< the secret store; a file holds the reference
    GlobalFile, ///< of the user, for all collections
    ReadOnly, ///< another tool's file
};

/// One variable as one environment sees it. Plain value.
struct EnvironmentRow
{
    QString name;
    /// As the file has it.
    QString written;
    ValuePlace place = ValuePlace::SharedFile;
    /// In `{{$secret name}}`, where `place` is Secret.
    QString secretName;
    /// The file it is written in, and the line, from 1.
    QString path;
    int line = 0;
    EnvironmentSource::Kind source = EnvironmentSource::Kind::Public;
    /// Comes from `$shared`; the environment says nothing of its own.
    bool isInherited = false;
    /// A block of another tool that is no variable.
    bool isConfiguration = false;
    /// An object or list.
    bool isStructure = false;
    /// What it hides: other files that have the name.
    QStringList hides;

    bool operator==(const EnvironmentRow &) const = default;
};

/// What `environment` gives, its own variables in the order of the files, then the inherited ones.
QList<EnvironmentRow> environmentRows(const EnvironmentSet &set, const QString &environment);
/// The user's global variables.
QList<EnvironmentRow> globalRows(const EnvironmentSource &globals);
/// The name in a text that is `{{$secret name}}` and nothing else; empty: another text.
QString secretReference(const QString &text);
/// A name for the secret of a variable that nobody else uses by accident: "staging-api-token".
QString suggestedSecretName(const QString &environment, const QString &variable);

/// "http-client.env.json, line 4, column 7: …"
QString problemText(const EnvironmentProblem &problem, const QString &file);

/// Names and values of text that was pasted: `NAME=value` lines (with `export`, quotes, comments),
/// `name: value` lines or a JSON object, whose members of other kinds are kept as JSON. Empty: none
/// of these.
QList<std::pair<QString, QString>> pastedVariables(const QString &text);

} // namespace Recloser
