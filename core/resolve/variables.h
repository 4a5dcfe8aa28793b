// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/model/senderror.h"
#include "core/resolve/tokenreferences.h"

#include <QList>

#include <optional>

namespace Recloser {

// What is known of placeholders without sending: for completion, hover and marks while typing.

/// `{{name}}` in a text: `[begin, end)` with its braces.
struct PlaceholderSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;
    /// Between the braces, without blanks around it.
    QString name;

    bool operator==(const PlaceholderSpan &) const = default;
};

/// All of them that begin in `[from, to)`, `to` -1 being the end.
QList<PlaceholderSpan> placeholderSpans(QStringView text, qsizetype from = 0, qsizetype to = -1);
/// The one that `position`, a place between characters, touches.
std::optional<PlaceholderSpan> placeholderAt(QStringView text, qsizetype position);

enum class PlaceholderKind { Variable, Secret, Dynamic, RequestVariable, Token };
PlaceholderKind placeholderKind(QStringView name);

/// A value of one name in one place.
struct VariableOrigin
{
    ScopeLayer::Kind kind = ScopeLayer::Kind::Other;
    QString title;
    /// Empty: no file.
    QString path;
    /// From 1; 0: not known.
    int line = 0;
    /// As written there; masked where it holds a secret in plain.
    QString written;

    bool operator==(const VariableOrigin &) const = default;
};

/// One placeholder, explained.
struct PlaceholderExplanation
{
    QString name;
    PlaceholderKind kind = PlaceholderKind::Variable;
    /// What it becomes now, secrets masked; nothing where it cannot be resolved. Dynamic ones are
    /// drawn anew for every use: this is an example.
    std::optional<QString> value;
    /// A secret went into it.
    bool isSecret = false;
    /// Why it has no value.
    std::optional<SendError> error;
    /// The nearest known spelling of a name that is missing; empty: none.
    QString nearest;
    /// Where its value is written; unset for dynamic ones, secrets and request variables.
    std::optional<VariableOrigin> origin;
    /// Values of the same name that this one hides, in order.
    QList<VariableOrigin> shadowed;
    /// The placeholders in its value, and in theirs, in the order in which they are met.
    QList<PlaceholderExplanation> nested;

    bool operator==(const PlaceholderExplanation &) const = default;
};

/// `name` is what stands between the braces.
PlaceholderExplanation explainPlaceholder(const QString &name, const Scope &scope);

/// One entry of a completion list.
struct VariableSuggestion
{
    /// What goes between the braces.
    QString name;
    PlaceholderKind kind = PlaceholderKind::Variable;
    /// As of explainPlaceholder(), at most 200 characters; for dynamic ones an example.
    QString value;
    bool isSecret = false;
    /// Of dynamic ones, what they give in a few words, an identifier for the window to translate is
    /// the name itself; of prompts what the file says of them.
    QString meaning;
    std::optional<VariableOrigin> origin;

    bool operator==(const VariableSuggestion &) const = default;
};

/// Variables by name, then what `requestNames` and `exchanges` offer, secrets, dynamic ones. Values
/// are those of `scope` now.
QList<VariableSuggestion> variableSuggestions(const Scope &scope);

/// A field of a request.
enum class RequestField {
    Method,
    Url,
    HeaderName,
    HeaderValue,
    BodyText,
    BodyVariables,
    BodyFile,
    FormName,
    FormValue,
    PartName,
    PartValue,
    PartFileName,
    PartMediaType,
    User,
    Password,
    Token,
    KeyName,
    KeyValue,
    AuthText, ///< others of authentication
};

/// A placeholder that cannot be resolved, and where it stands.
struct UnresolvedPlaceholder
{
    RequestField field = RequestField::Url;
    /// Of headers, form fields, parts; else 0.
    qsizetype row = 0;
    PlaceholderSpan span;
    SendError error;
    QString nearest;

    bool operator==(const UnresolvedPlaceholder &) const = default;
};

/// Of everything that would be sent, in the order of resolve(). Bodies longer than `bodyLimit`
/// characters are looked at up to there.
QList<UnresolvedPlaceholder> unresolvedPlaceholders(const RequestSpec &spec, const Scope &scope,
                                                    qsizetype bodyLimit = 1 << 20);
/// Those of one text that begin in `[from, to)`; `field` is Url.
QList<UnresolvedPlaceholder> unresolvedIn(QStringView text, const Scope &scope, qsizetype from = 0,
                                          qsizetype to = -1);

/// Names of `{{$secret name}}` in everything that `spec` refers to, through the values of `scope`.
QStringList secretsNeeded(const RequestSpec &spec, const Scope &scope);
/// Names of requests whose `{{name.response...}}` or `{{name.request...}}` it refers to so, in the
/// order in which they are met.
QStringList requestsNeeded(const RequestSpec &spec, const Scope &scope);
/// Tokens of the environment's grants that it refers to so, in the order in which they are met.
QList<TokenReference> tokensNeeded(const RequestSpec &spec, const Scope &scope);
/// All secrets in the values of `scope`.
QStringList secretsIn(const Scope &scope);
QStringList secretsIn(const QStringList &texts);

} // namespace Recloser
