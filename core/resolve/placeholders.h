// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/scope.h"
#include "core/model/senderror.h"
#include "core/resolve/tokenreferences.h"

#include <QStringList>

#include <expected>

namespace Recloser {

/// Puts values in the place of `{{name}}`: variables of the scope, whose values may hold
/// placeholders again; what requestReferenceOf() knows; dynamicVariables(), each drawn anew
/// wherever it stands; `{{$auth.token("NAME")}}`, `{{$secret NAME}}`, `{{$shared NAME}}`, and
/// `{{$processEnv NAME}}` and
/// `{{$dotenv NAME}}`, in which `%NAME` is the variable that holds the name. Braces without a
/// closing pair, empty ones and ones around quotes, braces or line breaks are plain text, but for
/// quotes in `{{$...}}` and in JSONPaths.
class Placeholders
{
public:
    /// `scope` outlives this.
    explicit Placeholders(const Scope &scope);

    /// `place` says where the text stands ("the URL", "header Accept"). UnresolvedVariable: the
    /// name as subject; where it stands, where it was looked for and the nearest known name, or the
    /// circle of names, as detail. TokenMissing: a token that is had only when a request is sent.
    std::expected<QString, SendError> expand(const QString &text, const QString &place) const;

    /// As of the scope.
    const QString &baseFolder() const { return m_scope.baseFolder; }

private:
    std::expected<QString, SendError> expand(const QString &text, const QString &place,
                                             QStringList &path) const;
    std::expected<QString, SendError> valueOf(const QString &name, const QString &place,
                                              QStringList &path) const;
    std::expected<QString, SendError> functionValue(const QString &name, const QString &place,
                                                    QStringList &path) const;
    std::expected<QString, QString> lookedUp(const QStringList &words, const QString &place,
                                             QStringList &path) const;
    std::expected<QString, SendError> tokenValue(const TokenReference &reference,
                                                 const QString &place, QStringList &path) const;
    SendError missing(const QString &name, const QString &place) const;

    const Scope &m_scope;
};

/// `[begin, end)` of the first placeholder that begins at `from` or behind it, with its name; begin
/// is -1 where there is none.
struct FoundPlaceholder
{
    qsizetype begin = -1;
    qsizetype end = -1;
    QStringView name;
};
FoundPlaceholder nextPlaceholder(QStringView text, qsizetype from);

/// True when the text is nothing but placeholders (and blanks), so that it holds no literal secret.
bool isOnlyPlaceholders(QStringView text);

} // namespace Recloser
