// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/variables.h"

#include "core/model/authtexts.h"
#include "core/model/exchange.h"
#include "core/resolve/dynamicvalues.h"
#include "core/resolve/masking.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/redaction.h"
#include "core/resolve/requestvariables.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPreview = 200;
constexpr int deepest = 16;

/// Explains placeholders of one scope.
class Explainer
{
public:
    explicit Explainer(const Scope &scope) : m_scope(scope), m_placeholders(scope)
    {
        for (const QString &secret : scope.secrets)
            m_masking.add(secret);
        for (const QString &secret : scope.confidential)
            m_masking.add(secret);
    }

    PlaceholderExplanation explain(const QString &name, int depth = 0)
    {
        PlaceholderExplanation result{.name = name, .kind = placeholderKind(name)};
        result.isSecret = result.kind == PlaceholderKind::Secret;
        if (result.kind == PlaceholderKind::Token)
            addGrant(result, depth);
        if (const ScopeLayer *layer = layerOf(m_scope, name)) {
            result.kind = PlaceholderKind::Variable;
            result.origin = originOf(*layer, name);
            result.isSecret = holdsSecret(*layer, name);
            addShadowed(result, layer);
            if (depth < deepest) {
                const QString written = layer->values.value(name);
                for (const PlaceholderSpan &span : placeholderSpans(written))
                    result.nested.append(explain(span.name, depth + 1));
            }
            for (const PlaceholderExplanation &nested : std::as_const(result.nested))
                result.isSecret = result.isSecret || nested.isSecret;
        }
        takeValue(result);
        return result;
    }

    /// Without what is nested in it.
    PlaceholderExplanation brief(const QString &name)
    {
        PlaceholderExplanation result{.name = name};
        if (const ScopeLayer *layer = layerOf(m_scope, name)) {
            result.origin = originOf(*layer, name);
            result.isSecret = leadsToSecret(name);
        }
        takeValue(result);
        return result;
    }

    /// Whether the value that stands there in plain is one to hide: a secret, or something in a
    /// private file that is called like one.
    bool holdsSecret(const ScopeLayer &layer, const QString &name) const
    {
        const QString written = layer.values.value(name);
        const bool isPrivate = layer.kind == ScopeLayer::Kind::PrivateEnvironment
            || layer.path.section(u'/', -1).contains(".env"_L1);
        return isPrivate && isSecretParameter(name) && !written.isEmpty()
            && !isOnlyPlaceholders(written);
    }

    VariableOrigin originOf(const ScopeLayer &layer, const QString &name) const
    {
        QString written = layer.values.value(name);
        if (holdsSecret(layer, name))
            written = maskText();
        m_masking.mask(written);
        return {layer.kind, layer.title, layer.path, layer.lines.value(name), written};
    }

private:
    /// Where a token's settings stand, and what goes into them.
    void addGrant(PlaceholderExplanation &result, int depth)
    {
        result.isSecret = true;
        const auto reference = tokenReferenceOf(result.name);
        const auto found = m_scope.grants.constFind(reference->grant);
        if (found == m_scope.grants.cend())
            return;
        result.origin = VariableOrigin{.kind = ScopeLayer::Kind::Environment,
                                       .title = u"Security.Auth."_s + reference->grant,
                                       .path = found->path,
                                       .line = found->line,
                                       .written = found->auth.tokenUrl};
        for (const AuthText &text : authTexts(Auth::Kind::OAuth2)) {
            for (const PlaceholderSpan &span : placeholderSpans(found->auth.*(text.text))) {
                if (depth < deepest && span.name != result.name)
                    result.nested.append(explain(span.name, depth + 1));
            }
        }
    }

    /// Remembered by name: thousands of variables lead to the same few.
    bool leadsToSecret(const QString &name)
    {
        if (const auto known = m_secretNames.constFind(name); known != m_secretNames.cend())
            return *known;
        // What leads to itself is no secret by that.
        m_secretNames.insert(name, false);
        bool leads = placeholderKind(name) == PlaceholderKind::Secret;
        if (const ScopeLayer *layer = layerOf(m_scope, name)) {
            leads = leads || holdsSecret(*layer, name);
            const QString written = layer->values.value(name);
            for (auto found = nextPlaceholder(written, 0); !leads && found.begin >= 0;
                 found = nextPlaceholder(written, found.end))
                leads = leadsToSecret(found.name.toString());
        }
        m_secretNames.insert(name, leads);
        return leads;
    }

    void addShadowed(PlaceholderExplanation &result, const ScopeLayer *winner) const
    {
        bool isBehind = false;
        for (const ScopeLayer &layer : m_scope.layers) {
            // The section's own lines are among the file's.
            const bool isSame = layer.path == winner->path && layer.lines.contains(result.name)
                && layer.lines.value(result.name) == winner->lines.value(result.name);
            if (isBehind && !isSame && layer.values.contains(result.name))
                result.shadowed.append(originOf(layer, result.name));
            isBehind = isBehind || &layer == winner;
        }
    }

    void takeValue(PlaceholderExplanation &result) const
    {
        const auto value = m_placeholders.expand(u"{{"_s + result.name + u"}}"_s, u"this place"_s);
        if (!value && value.error().kind == SendError::Kind::TokenMissing) {
            result.value = maskText();
            return;
        }
        if (!value) {
            result.error = value.error();
            m_masking.mask(result.error->detail);
            static const QString sign = u"nearest: "_s;
            if (const qsizetype at = value.error().detail.lastIndexOf(sign); at >= 0)
                result.nearest = value.error().detail.sliced(at + sign.size());
            return;
        }
        QString shown = *value;
        m_masking.mask(shown);
        const bool isWhole = result.kind == PlaceholderKind::Secret
            || result.kind == PlaceholderKind::Token
            || (result.isSecret && shown == *value && !value->isEmpty());
        result.isSecret = result.isSecret || shown != *value;
        result.value = isWhole ? maskText() : shown;
    }

    const Scope &m_scope;
    Placeholders m_placeholders;
    Masking m_masking;
    QHash<QString, bool> m_secretNames;
};

/// The value as it is, or its beginning.
QString preview(const PlaceholderExplanation &explanation)
{
    return explanation.value.value_or(QString()).left(longestPreview);
}

QStringList sortedNames(const Scope &scope)
{
    QSet<QString> names;
    for (const ScopeLayer &layer : scope.layers) {
        for (auto it = layer.values.keyBegin(); it != layer.values.keyEnd(); ++it)
            names.insert(*it);
    }
    QStringList sorted(names.cbegin(), names.cend());
    std::ranges::sort(sorted, [](const QString &one, const QString &other) {
        const int order = one.compare(other, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : one < other;
    });
    return sorted;
}

void addRequestVariables(QList<VariableSuggestion> &list, Explainer &explainer, const Scope &scope)
{
    for (const QString &request : scope.requestNames) {
        const QString base = request + u".response."_s;
        QStringList names{base + u"body.$"_s, base + u"body.*"_s, base + u"status"_s};
        if (const auto exchange = scope.exchanges.value(request);
            exchange && exchange->response()) {
            for (const RawHeader &header : exchange->response()->headers) {
                const QString name = base + u"headers."_s + QString::fromLatin1(header.name);
                if (!names.contains(name))
                    names.append(name);
            }
        }
        for (const QString &name : std::as_const(names)) {
            const PlaceholderExplanation explanation = explainer.explain(name);
            list.append({name,
                         PlaceholderKind::RequestVariable,
                         preview(explanation),
                         explanation.isSecret,
                         explanation.error ? explanation.error->detail : QString(),
                         {}});
        }
    }
}

} // namespace

QList<PlaceholderSpan> placeholderSpans(QStringView text, qsizetype from, qsizetype to)
{
    QList<PlaceholderSpan> spans;
    const qsizetype end = to < 0 ? text.size() : std::min(to, text.size());
    for (auto found = nextPlaceholder(text, from); found.begin >= 0 && found.begin < end;
         found = nextPlaceholder(text, found.end))
        spans.append({found.begin, found.end, found.name.toString()});
    return spans;
}

std::optional<PlaceholderSpan> placeholderAt(QStringView text, qsizetype position)
{
    // From the last pair of braces that may belong to it.
    const qsizetype line = position > 0 ? text.first(position).lastIndexOf(u'\n') + 1 : 0;
    for (auto found = nextPlaceholder(text, line); found.begin >= 0 && found.begin <= position;
         found = nextPlaceholder(text, found.end)) {
        if (position <= found.end)
            return PlaceholderSpan{found.begin, found.end, found.name.toString()};
    }
    return std::nullopt;
}

PlaceholderKind placeholderKind(QStringView name)
{
    if (name == u"$secret" || name.startsWith(u"$secret "))
        return PlaceholderKind::Secret;
    if (tokenReferenceOf(name.toString()))
        return PlaceholderKind::Token;
    if (name.startsWith(u'$'))
        return PlaceholderKind::Dynamic;
    return requestReferenceOf(name.toString()) ? PlaceholderKind::RequestVariable
                                               : PlaceholderKind::Variable;
}

PlaceholderExplanation explainPlaceholder(const QString &name, const Scope &scope)
{
    return Explainer(scope).explain(name.trimmed());
}

QList<VariableSuggestion> variableSuggestions(const Scope &scope)
{
    QList<VariableSuggestion> list;
    Explainer explainer(scope);
    const QStringList names = sortedNames(scope);
    for (const QString &name : names) {
        const PlaceholderExplanation explanation = explainer.brief(name);
        list.append({name, PlaceholderKind::Variable, preview(explanation), explanation.isSecret,
                     scope.prompts.value(name), explanation.origin});
    }
    for (auto it = scope.prompts.cbegin(); it != scope.prompts.cend(); ++it) {
        if (!names.contains(it.key()))
            list.append({it.key(), PlaceholderKind::Variable, {}, false, it.value(), {}});
    }
    addRequestVariables(list, explainer, scope);
    QStringList secrets = scope.secrets.keys();
    secrets.sort();
    for (const QString &secret : std::as_const(secrets))
        list.append({u"$secret "_s + secret, PlaceholderKind::Secret, maskText(), true, {}, {}});
    QStringList grants = scope.grants.keys();
    grants.sort();
    for (const QString &grant : std::as_const(grants)) {
        const NamedGrant &settings = scope.grants[grant];
        for (const TokenKind kind : {TokenKind::Access, TokenKind::Identity})
            list.append({tokenPlaceholder(grant, kind),
                         PlaceholderKind::Token,
                         settings.problem.isEmpty() ? settings.auth.tokenUrl : settings.problem,
                         true,
                         {},
                         {}});
    }
    for (const DynamicVariable &variable : dynamicVariables()) {
        // With the names of the environment they stand above.
        if (!grants.isEmpty() && placeholderKind(variable.name) == PlaceholderKind::Token)
            continue;
        const auto example = dynamicValue({variable.name}, QDateTime::currentDateTimeUtc());
        list.append(
            {variable.name,
             variable.name == "$secret"_L1 ? PlaceholderKind::Secret : PlaceholderKind::Dynamic,
             example && *example ? example->value() : variable.arguments,
             false,
             variable.meaning,
             {}});
    }
    return list;
}

QStringList secretsIn(const QStringList &texts)
{
    QStringList names;
    for (const QString &text : texts) {
        for (qsizetype at = text.indexOf("{{"_L1);
             at >= 0 && text.indexOf("$secret"_L1, at) >= 0;) {
            const FoundPlaceholder found = nextPlaceholder(text, at);
            if (found.begin < 0)
                break;
            if (found.name.startsWith("$secret "_L1)) {
                const QString name = dynamicWords(found.name.toString()).sliced(1).join(u' ');
                if (!name.isEmpty() && !names.contains(name))
                    names.append(name);
            }
            at = found.end;
        }
    }
    return names;
}

QStringList secretsIn(const Scope &scope)
{
    QStringList texts;
    for (const ScopeLayer &layer : scope.layers)
        texts += layer.values.values();
    return secretsIn(texts);
}

} // namespace Recloser
