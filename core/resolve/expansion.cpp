// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/expansion.h"

#include "core/model/authtexts.h"
#include "core/resolve/placeholders.h"

namespace Recloser {

using namespace Qt::StringLiterals;

std::expected<RequestSpec, SendError> expanded(const RequestSpec &spec, const Scope &scope)
{
    const Placeholders placeholders(scope);
    RequestSpec result = spec;
    std::optional<SendError> error;
    const auto expand = [&](QString &text, const QString &place) {
        auto value = placeholders.expand(text, place);
        if (value)
            text = *std::move(value);
        else if (!error)
            error = std::move(value.error());
    };
    expand(result.method, u"the method"_s);
    expand(result.url, u"the URL"_s);
    for (HeaderField &header : result.headers) {
        if (!header.enabled)
            continue;
        const QString place = u"header "_s + header.name;
        expand(header.name, place);
        expand(header.value, place);
    }
    Body &body = result.body;
    if (body.kind == Body::Kind::Text || body.kind == Body::Kind::Json
        || body.kind == Body::Kind::Xml || body.kind == Body::Kind::GraphQl)
        expand(body.text, u"the body"_s);
    if (body.kind == Body::Kind::GraphQl) {
        expand(body.variables, u"the query's variables"_s);
        expand(body.operationName, u"the operation's name"_s);
    }
    if (body.kind == Body::Kind::File)
        expand(body.filePath, u"the body's file name"_s);
    for (QueryParameter &row : body.form) {
        if (body.kind != Body::Kind::Form || !row.enabled)
            continue;
        const QString place = u"form field "_s + row.name;
        expand(row.name, place);
        expand(row.value, place);
    }
    for (MultipartPart &part : body.parts) {
        if (body.kind != Body::Kind::Multipart || !part.enabled)
            continue;
        const QString place = u"part "_s + part.name;
        for (QString *text : {&part.name, &part.value, &part.fileName, &part.mediaType})
            expand(*text, place);
    }
    for (const AuthText &text : authTexts(spec.auth.kind))
        expand(result.auth.*(text.text), text.place);
    if (error)
        return std::unexpected(*error);
    return result;
}

} // namespace Recloser
