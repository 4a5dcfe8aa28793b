// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/placeholders.h"

#include "core/model/authtexts.h"
#include "core/model/nearestspelling.h"
#include "core/resolve/dynamicvalues.h"
#include "core/resolve/requestvariables.h"

#include <QProcessEnvironment>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

/// Deeper nesting is taken for an endless one that no name repeats in.
constexpr qsizetype deepest = 64;

bool isNameText(QStringView text)
{
    const QStringView name = text.trimmed();
    // Quotes belong to formats of times and to names in JSONPaths; else it is JSON that was meant.
    const bool mayQuote
        = name.startsWith(u'$') || name.contains(u".response.") || name.contains(u".request.");
    return !name.isEmpty() && std::none_of(text.begin(), text.end(), [mayQuote](QChar c) {
        return c == u'{' || c == u'}' || (!mayQuote && (c == u'"' || c == u'\'')) || c == u'\n'
            || c == u'\r';
    });
}

} // namespace

FoundPlaceholder nextPlaceholder(QStringView text, qsizetype from)
{
    for (qsizetype begin = text.indexOf(u"{{", from); begin >= 0;
         begin = text.indexOf(u"{{", begin + 1)) {
        const qsizetype end = text.indexOf(u"}}", begin + 2);
        if (end < 0)
            break;
        const QStringView name = text.sliced(begin + 2, end - begin - 2);
        if (isNameText(name))
            return {begin, end + 2, name.trimmed()};
    }
    return {};
}

Placeholders::Placeholders(const Scope &scope) : m_scope(scope) { }

std::expected<QString, SendError> Placeholders::expand(const QString &text,
                                                       const QString &place) const
{
    if (!text.contains("{{"_L1))
        return text;
    QStringList path;
    return expand(text, place, path);
}

std::expected<QString, SendError> Placeholders::expand(const QString &text, const QString &place,
                                                       QStringList &path) const
{
    QString result;
    qsizetype done = 0;
    for (auto found = nextPlaceholder(text, 0); found.begin >= 0;
         found = nextPlaceholder(text, done)) {
        auto value = valueOf(found.name.toString(), place, path);
        if (!value)
            return value;
        result += QStringView(text).sliced(done, found.begin - done);
        result += *value;
        done = found.end;
    }
    result += QStringView(text).sliced(done);
    return result;
}

std::expected<QString, SendError> Placeholders::valueOf(const QString &name, const QString &place,
                                                        QStringList &path) const
{
    if (name.startsWith(u'$'))
        return functionValue(name, place, path);
    if (path.contains(name) || path.size() >= deepest) {
        const QString circle
            = (path.sliced(std::max<qsizetype>(0, path.indexOf(name))) + QStringList{name})
                  .join(u" -> "_s);
        return std::unexpected(SendError{Kind::UnresolvedVariable, name,
                                         u"in %1; it refers to itself: %2"_s.arg(place, circle)});
    }
    for (const ScopeLayer &layer : m_scope.layers) {
        const auto value = layer.values.constFind(name);
        if (value == layer.values.cend())
            continue;
        if (!value->contains("{{"_L1))
            return *value;
        path.append(name);
        auto expanded = expand(*value, place, path);
        path.removeLast();
        return expanded;
    }
    if (const auto reference = requestReferenceOf(name)) {
        const auto value = requestVariable(*reference, m_scope);
        return value ? std::expected<QString, SendError>(*value)
                     : std::unexpected(SendError{Kind::UnresolvedVariable, name,
                                                 u"in %1; %2"_s.arg(place, value.error())});
    }
    return std::unexpected(missing(name, place));
}

std::expected<QString, SendError>
Placeholders::functionValue(const QString &name, const QString &place, QStringList &path) const
{
    const auto failed = [&](const QString &why) {
        return std::unexpected(
            SendError{Kind::UnresolvedVariable, name, u"in %1; %2"_s.arg(place, why)});
    };
    if (const auto reference = tokenReferenceOf(name))
        return tokenValue(*reference, place, path);
    const QStringList words = dynamicWords(name);
    if (const auto value = dynamicValue(words, QDateTime::currentDateTimeUtc()))
        return *value ? std::expected<QString, SendError>(**value) : failed(value->error());
    static const QStringList known = [] {
        QStringList names;
        for (const DynamicVariable &variable : dynamicVariables())
            names.append(variable.name);
        return names;
    }();
    if (!known.contains(words.first())) {
        const QString nearest = nearestSpelling(words.first(), known);
        return failed(nearest.isEmpty() ? u"known are %1"_s.arg(known.first(20).join(u", "_s))
                                        : u"nearest: %1"_s.arg(nearest));
    }
    const auto value = lookedUp(words, place, path);
    return value ? std::expected<QString, SendError>(*value) : failed(value.error());
}

std::expected<QString, QString>
Placeholders::lookedUp(const QStringList &words, const QString &place, QStringList &path) const
{
    const QString &function = words.first();
    if (function == "$secret"_L1) {
        const QString secret = words.sliced(1).join(u' ');
        const auto value = m_scope.secrets.constFind(secret);
        if (value != m_scope.secrets.cend())
            return *value;
        const QString nearest = nearestSpelling(secret, m_scope.secrets.keys());
        return std::unexpected(nearest.isEmpty()
                                   ? u"there is no such secret"_s
                                   : u"there is no such secret; nearest: %1"_s.arg(nearest));
    }
    if (words.size() != 2)
        return std::unexpected(u"it takes one name"_s);
    QString name = words.at(1);
    if (name.startsWith(u'%') && function != "$shared"_L1) {
        const auto indirect = valueOf(name.sliced(1), place, path);
        if (!indirect)
            return std::unexpected(u"%1 has no value"_s.arg(name.sliced(1)));
        name = *indirect;
    }
    if (function == "$processEnv"_L1) {
        const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (environment.contains(name))
            return environment.value(name);
        return std::unexpected(u"the environment of this program has no such variable"_s
                               + (name == words.at(1) ? QString() : u", "_s + name));
    }
    if (function == "$dotenv"_L1) {
        const auto value = m_scope.dotenv.constFind(name);
        if (value != m_scope.dotenv.cend())
            return *value;
        const QString nearest = nearestSpelling(name, m_scope.dotenv.keys());
        return std::unexpected(m_scope.dotenv.isEmpty() ? u"there is no .env file with values"_s
                                   : !nearest.isEmpty()
                                   ? u"not in the .env file; nearest: %1"_s.arg(nearest)
                                   : u"not in the .env file"_s);
    }
    // $shared
    if (path.contains(u"$shared "_s + name))
        return std::unexpected(u"it refers to itself"_s);
    for (const ScopeLayer &layer : m_scope.layers) {
        if (layer.kind != ScopeLayer::Kind::Shared || !layer.values.contains(name))
            continue;
        path.append(u"$shared "_s + name);
        const auto value = expand(layer.values.value(name), place, path);
        path.removeLast();
        return value ? std::expected<QString, QString>(*value)
                     : std::unexpected(value.error().detail);
    }
    return std::unexpected(u"no environment file shares it under $shared"_s);
}

std::expected<QString, SendError> Placeholders::tokenValue(const TokenReference &reference,
                                                           const QString &place,
                                                           QStringList &path) const
{
    const QString name = tokenPlaceholder(reference.grant, reference.kind);
    const auto failed = [&](const QString &why) {
        return std::unexpected(
            SendError{Kind::UnresolvedVariable, name, u"in %1; %2"_s.arg(place, why)});
    };
    if (const auto token = m_scope.tokens.constFind(name); token != m_scope.tokens.cend())
        return *token;
    if (const QString problem = tokenProblem(reference, m_scope); !problem.isEmpty())
        return failed(problem);
    if (path.contains(name))
        return failed(u"it refers to itself"_s);
    path.append(name);
    const Auth &grant = m_scope.grants[reference.grant].auth;
    for (const AuthText &text : authTexts(Auth::Kind::OAuth2)) {
        const auto value = expand(
            grant.*(text.text), u"%1 of Security.Auth.%2"_s.arg(text.place, reference.grant), path);
        if (!value)
            return value;
    }
    path.removeLast();
    return std::unexpected(SendError{Kind::TokenMissing, reference.grant,
                                     u"in %1; it is had when a request is sent"_s.arg(place)});
}

SendError Placeholders::missing(const QString &name, const QString &place) const
{
    QStringList known;
    QStringList titles;
    for (const ScopeLayer &layer : m_scope.layers) {
        known += layer.values.keys();
        titles += layer.title;
    }
    QString detail = u"in %1"_s.arg(place);
    if (m_scope.prompts.contains(name)) {
        const QString question = m_scope.prompts.value(name);
        return {Kind::UnresolvedVariable, name,
                detail + u"; it is asked for by # @prompt"_s
                    + (question.isEmpty() ? QString() : u": "_s + question)};
    }
    if (!titles.isEmpty())
        detail += u"; not in %1"_s.arg(titles.join(u", "_s));
    if (const QString nearest = nearestSpelling(name, known); !nearest.isEmpty())
        detail += u"; nearest: %1"_s.arg(nearest);
    return {Kind::UnresolvedVariable, name, detail};
}

bool isOnlyPlaceholders(QStringView text)
{
    qsizetype done = 0;
    for (auto found = nextPlaceholder(text, 0); found.begin >= 0;
         found = nextPlaceholder(text, done)) {
        if (!text.sliced(done, found.begin - done).trimmed().isEmpty())
            return false;
        done = found.end;
    }
    return text.sliced(done).trimmed().isEmpty();
}

} // namespace Recloser
