// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace Recloser {

/// Something in an environment file that is kept and not used.
struct EnvironmentProblem
{
    enum class Kind {
        Syntax, ///< no JSON from here on; what stood before it counts
        NotAnObject, ///< an environment, or the file, that is no `{...}`
        DuplicateName, ///< the later one counts
        InvalidText, ///< bytes that are not UTF-8
        NotAVariable, ///< a line of a `.env` file without a name and `=`
        NotHonoured, ///< `verifyHostCertificate: false` of an `SSLConfiguration`
        NoEffect, ///< a setting of `Security`
    };

    Kind kind = Kind::Syntax;
    /// From 1; columns count UTF-16 units.
    int line = 1;
    int column = 1;
    /// The text in question, at most 200 characters; for Syntax what was expected.
    QString subject;

    bool operator==(const EnvironmentProblem &) const = default;
};

/// One variable of one environment.
struct EnvironmentVariable
{
    QString name;
    /// A string's text; of anything else its JSON as it is written ("8001", "true", "[1, 2]").
    QString value;
    /// Where the name stands, from 1.
    int line = 1;
    int column = 1;
    /// The value is an object or a list. Its members are reached as `name.member`, `name[0]`, and
    /// are among `members`.
    bool isStructure = false;
    QList<std::pair<QString, QString>> members = {};
    /// A block of JetBrains IDEs that is no variable (`SSLConfiguration`, see sslconfiguration.h,
    /// and `Security`, see environmentgrants.h).
    bool isConfiguration = false;

    bool operator==(const EnvironmentVariable &) const = default;
};

struct NamedEnvironment
{
    QString name;
    int line = 1;
    QList<EnvironmentVariable> variables;

    bool operator==(const NamedEnvironment &) const = default;
};

/// One change of an environment file.
struct EnvironmentEdit
{
    enum class Kind {
        SetValue, ///< of `name` to `text`; makes variable and environment where they are missing
        RemoveValue,
        RenameValue, ///< `name` becomes `text`
        AddEnvironment,
        RemoveEnvironment,
        RenameEnvironment, ///< `environment` becomes `text`
        DuplicateEnvironment, ///< as `text`, right behind it
    };

    Kind kind = Kind::SetValue;
    QString environment;
    QString name = {};
    QString text = {};

    bool operator==(const EnvironmentEdit &) const = default;
};

/// The name of variables that every environment has.
inline const QString sharedEnvironment = QStringLiteral("$shared");

/// A file in the form of JetBrains' `http-client.env.json`: environments by name, each an object of
/// variables; with comments and trailing commas where somebody put them. `write()` of what was
/// parsed gives the same bytes, whatever they were; an edit changes only the lines concerned. Plain
/// value.
class EnvironmentFile
{
public:
    /// Never fails: problems() tells what was not understood.
    static EnvironmentFile parse(const QByteArray &bytes);
    const QByteArray &write() const { return m_bytes; }

    /// In the file's order, `$shared` among them.
    const QList<NamedEnvironment> &environments() const { return m_environments; }
    const NamedEnvironment *environment(const QString &name) const;
    /// As written; nothing where there is no such variable.
    std::optional<QString> value(const QString &environment, const QString &name) const;
    /// By line.
    const QList<EnvironmentProblem> &problems() const { return m_problems; }

    /// NotFound: no such environment or variable. Refused: the new name is taken or empty. Corrupt:
    /// the file is no JSON at that place, `detail` is "line:column". Nothing is changed then. A
    /// number, true, false, null, object or list stays one if the new text is one of that kind.
    std::expected<void, StoreError> apply(const EnvironmentEdit &edit);

    bool operator==(const EnvironmentFile &other) const { return m_bytes == other.m_bytes; }

private:
    void read();

    QByteArray m_bytes;
    QList<NamedEnvironment> m_environments;
    QList<EnvironmentProblem> m_problems;
};

} // namespace Recloser
