// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/authtexts.h"
#include "core/resolve/dynamicvalues.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/requestvariables.h"
#include "core/resolve/variables.h"

#include <QSet>

#include <functional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct FieldText
{
    RequestField field = RequestField::Url;
    qsizetype row = 0;
    QString text;
    /// As resolve() calls it.
    QString place;
};

using Take = std::function<void(const FieldText &)>;

void visitBody(const Body &body, const Take &take)
{
    using Kind = Body::Kind;
    if (body.kind == Kind::Text || body.kind == Kind::Json || body.kind == Kind::Xml)
        take({RequestField::BodyText, 0, body.text, u"the body"_s});
    if (body.kind == Kind::GraphQl) {
        take({RequestField::BodyText, 0, body.text, u"the query"_s});
        take({RequestField::BodyVariables, 0, body.variables, u"the query's variables"_s});
    }
    if (body.kind == Kind::File)
        take({RequestField::BodyFile, 0, body.filePath, u"the body's file name"_s});
    for (qsizetype row = 0; body.kind == Kind::Form && row < body.form.size(); ++row) {
        const QueryParameter &field = body.form[row];
        const QString place = u"form field "_s + field.name;
        if (!field.enabled)
            continue;
        take({RequestField::FormName, row, field.name, place});
        take({RequestField::FormValue, row, field.value, place});
    }
    for (qsizetype row = 0; body.kind == Kind::Multipart && row < body.parts.size(); ++row) {
        const MultipartPart &part = body.parts[row];
        const QString place = u"part "_s + part.name;
        if (!part.enabled)
            continue;
        take({RequestField::PartName, row, part.name, place});
        take({RequestField::PartValue, row, part.value, place});
        take({RequestField::PartFileName, row, part.fileName, place});
        take({RequestField::PartMediaType, row, part.mediaType, place});
    }
}

RequestField fieldOf(const AuthText &text)
{
    if (text.text == &Auth::user)
        return RequestField::User;
    if (text.text == &Auth::password)
        return RequestField::Password;
    if (text.text == &Auth::token)
        return RequestField::Token;
    if (text.text == &Auth::keyName)
        return RequestField::KeyName;
    if (text.text == &Auth::keyValue)
        return RequestField::KeyValue;
    return RequestField::AuthText;
}

/// Every text of the request whose placeholders would be resolved, in the order of resolve().
void visitTexts(const RequestSpec &spec, const Take &take)
{
    take({RequestField::Method, 0, spec.method, u"the method"_s});
    for (const AuthText &text : authTexts(spec.auth.kind))
        take({fieldOf(text), 0, spec.auth.*(text.text), text.place});
    take({RequestField::Url, 0, spec.url, u"the URL"_s});
    for (qsizetype row = 0; row < spec.headers.size(); ++row) {
        const HeaderField &header = spec.headers[row];
        if (!header.enabled)
            continue;
        take({RequestField::HeaderName, row, header.name, u"the name of header "_s + header.name});
        take({RequestField::HeaderValue, row, header.value, u"header "_s + header.name});
    }
    visitBody(spec.body, take);
}

/// Finds what has no value; each name is looked up once.
class Finder
{
public:
    explicit Finder(const Scope &scope) : m_placeholders(scope) { }

    void find(QList<UnresolvedPlaceholder> &found, const FieldText &field, QStringView text,
              qsizetype from, qsizetype to)
    {
        for (const PlaceholderSpan &span : placeholderSpans(text, from, to)) {
            if (m_good.contains(span.name))
                continue;
            const auto value = m_placeholders.expand(u"{{"_s + span.name + u"}}"_s, field.place);
            // It is had when the request is sent.
            if (value || value.error().kind == SendError::Kind::TokenMissing) {
                m_good.insert(span.name);
                continue;
            }
            static const QString sign = u"nearest: "_s;
            const qsizetype at = value.error().detail.lastIndexOf(sign);
            found.append({field.field, field.row, span, value.error(),
                          at < 0 ? QString() : value.error().detail.sliced(at + sign.size())});
        }
    }

private:
    Placeholders m_placeholders;
    QSet<QString> m_good;
};

/// Every placeholder of the request, of the values of its variables, and so on; each once.
QStringList placeholdersReached(const RequestSpec &spec, const Scope &scope)
{
    QStringList names;
    QSet<QString> seen;
    const std::function<void(const QString &)> follow = [&](const QString &text) {
        for (const PlaceholderSpan &span : placeholderSpans(text)) {
            if (seen.contains(span.name))
                continue;
            seen.insert(span.name);
            names.append(span.name);
            if (const auto reference = tokenReferenceOf(span.name)) {
                const Auth grant = scope.grants.value(reference->grant).auth;
                for (const AuthText &part : authTexts(Auth::Kind::OAuth2))
                    follow(grant.*(part.text));
                continue;
            }
            // `$shared NAME`, and what a `%NAME` stands for, may mean any layer's.
            const bool isDynamic = span.name.startsWith(u'$');
            const QString name
                = isDynamic ? dynamicWords(span.name).value(1).remove(u'%') : span.name;
            for (const ScopeLayer &layer : scope.layers) {
                const auto value = layer.values.constFind(name);
                if (value == layer.values.cend())
                    continue;
                follow(*value);
                if (!isDynamic)
                    break;
            }
        }
    };
    visitTexts(spec, [&](const FieldText &field) { follow(field.text); });
    return names;
}

} // namespace

QList<UnresolvedPlaceholder> unresolvedPlaceholders(const RequestSpec &spec, const Scope &scope,
                                                    qsizetype bodyLimit)
{
    QList<UnresolvedPlaceholder> found;
    Finder finder(scope);
    visitTexts(spec, [&](const FieldText &field) {
        finder.find(found, field, field.text, 0,
                    field.field == RequestField::BodyText ? bodyLimit : -1);
    });
    return found;
}

QList<UnresolvedPlaceholder> unresolvedIn(QStringView text, const Scope &scope, qsizetype from,
                                          qsizetype to)
{
    QList<UnresolvedPlaceholder> found;
    Finder(scope).find(found, {.place = u"this place"_s}, text, from, to);
    return found;
}

QStringList secretsNeeded(const RequestSpec &spec, const Scope &scope)
{
    QStringList secrets;
    for (const QString &name : placeholdersReached(spec, scope)) {
        if (placeholderKind(name) == PlaceholderKind::Secret)
            secrets += secretsIn({u"{{"_s + name + u"}}"_s});
    }
    return secrets;
}

QStringList requestsNeeded(const RequestSpec &spec, const Scope &scope)
{
    QStringList requests;
    for (const QString &name : placeholdersReached(spec, scope)) {
        if (const auto reference = requestReferenceOf(name);
            reference && !requests.contains(reference->request))
            requests.append(reference->request);
    }
    return requests;
}

QList<TokenReference> tokensNeeded(const RequestSpec &spec, const Scope &scope)
{
    QList<TokenReference> tokens;
    // Long bodies are looked through only where there is something to find.
    if (scope.grants.isEmpty())
        return tokens;
    for (const QString &name : placeholdersReached(spec, scope)) {
        if (const auto reference = tokenReferenceOf(name);
            reference && scope.grants.contains(reference->grant) && !tokens.contains(*reference))
            tokens.append(*reference);
    }
    return tokens;
}

} // namespace Recloser
