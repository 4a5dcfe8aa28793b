// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/resolve.h"

#include "core/graphql/graphqlbody.h"
#include "core/resolve/authentication.h"
#include "core/resolve/bodyencoding.h"
#include "core/resolve/fieldchecks.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/urltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

RawHeader *findHeader(QList<RawHeader> &headers, const QByteArray &name)
{
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const RawHeader &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == headers.end() ? nullptr : &*found;
}

/// The origin that a target such as `/path` is meant on: the Host header's (RFC 9112 section
/// 3.2.1), with TLS where the port says so; empty where no header names one.
std::expected<QString, SendError> originOf(const RequestSpec &spec,
                                           const Placeholders &placeholders)
{
    const auto host = std::ranges::find_if(spec.headers, [](const HeaderField &field) {
        return field.enabled && field.name.compare("Host"_L1, Qt::CaseInsensitive) == 0;
    });
    if (host == spec.headers.end())
        return QString();
    const auto name = placeholders.expand(host->value, u"header Host"_s);
    if (!name)
        return name;
    if (name->trimmed().isEmpty() || name->contains("://"_L1))
        return name->trimmed();
    const bool isSecure
        = name->trimmed().endsWith(":443"_L1) || name->trimmed().endsWith(":8443"_L1);
    return (isSecure ? u"https://"_s : u"http://"_s) + name->trimmed();
}

/// A GraphQL query that is asked for by GET, which has no body (GraphQL over HTTP).
bool isQueryInUrl(const RequestSpec &spec)
{
    return spec.body.kind == Body::Kind::GraphQl && spec.method.trimmed() == "GET"_L1;
}

/// The URL of a request whose method says that it is a WebSocket connection, whatever its scheme.
void makeWebSocketUrl(CheckedUrl &url)
{
    if (!isWebSocketUrl(url.url)) {
        url.url.setScheme(url.url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
        // "http" is "ws" with the same ending.
        url.text.replace(0, 4, u"ws"_s);
    }
}

std::expected<CheckedUrl, SendError> resolvedUrl(const RequestSpec &spec, const AddedAuth &auth,
                                                 const Placeholders &placeholders)
{
    auto text = placeholders.expand(spec.url, u"the URL"_s);
    if (!text)
        return std::unexpected(std::move(text.error()));
    if (text->startsWith(u'/')) {
        const auto origin = originOf(spec, placeholders);
        if (!origin)
            return std::unexpected(origin.error());
        text->prepend(*origin);
    }
    if (isQueryInUrl(spec)) {
        const auto parameters = graphQlQueryParameters(spec.body, placeholders);
        if (!parameters)
            return std::unexpected(parameters.error());
        for (const auto &[name, value] : *parameters)
            text = withParameter(*text, name, value);
    }
    if (!auth.parameterName.isEmpty())
        text = withParameter(*text, auth.parameterName, auth.parameterValue);
    auto url = checkedUrl(*text);
    if (url && isWebSocketMethod(spec.method))
        makeWebSocketUrl(*url);
    return url;
}

std::expected<QList<RawHeader>, SendError> resolvedHeaders(const RequestSpec &spec,
                                                           const Placeholders &placeholders)
{
    QList<RawHeader> headers;
    headers.reserve(spec.headers.size());
    // Most hold no placeholder, and need no words for where it stands.
    const auto expand = [&](const QString &text, QLatin1StringView place, const QString &header) {
        return text.contains("{{"_L1) ? placeholders.expand(text, place % header)
                                      : std::expected<QString, SendError>(text);
    };
    for (const HeaderField &field : spec.headers) {
        if (!field.enabled)
            continue;
        const auto name = expand(field.name, "the name of header "_L1, field.name);
        if (!name)
            return std::unexpected(name.error());
        const auto value = expand(field.value, "header "_L1, field.name);
        if (!value)
            return std::unexpected(value.error());
        // A row that is still empty, as editors keep one at the end.
        if (name->trimmed().isEmpty() && value->trimmed().isEmpty())
            continue;
        auto header = checkedHeader(*name, *value);
        if (!header)
            return std::unexpected(std::move(header.error()));
        headers.append(std::move(*header));
    }
    return headers;
}

/// What the user wrote wins over what would be added.
void addHeader(ResolvedRequest &request, const RawHeader &header)
{
    if (findHeader(request.headers, header.name))
        return;
    request.headers.append(header);
    request.addedHeaders.append(header.name.toLower());
}

void addCookie(ResolvedRequest &request, const QByteArray &cookie)
{
    if (RawHeader *written = findHeader(request.headers, "cookie"_ba))
        written->value += (written->value.isEmpty() ? "" : "; ") + cookie;
    else
        addHeader(request, {"Cookie"_ba, cookie});
}

/// The messages that are sent over the connection.
std::expected<void, SendError> addMessages(ResolvedRequest &request, const RequestSpec &spec,
                                           const Placeholders &placeholders)
{
    using Kind = Body::Kind;
    const bool isText = spec.body.kind == Kind::None || spec.body.kind == Kind::Text
        || spec.body.kind == Kind::Json || spec.body.kind == Kind::Xml;
    if (!isText)
        return std::unexpected(SendError{SendError::Kind::InvalidBody, u"messages"_s,
                                         u"the messages of a WebSocket connection are text"_s});
    auto encoded = encodedBody(spec.body, placeholders, {}, {});
    if (!encoded)
        return std::unexpected(std::move(encoded.error()));
    request.body = std::move(encoded->segments);
    return {};
}

std::expected<void, SendError> addBody(ResolvedRequest &request, const RequestSpec &spec,
                                       const Scope &scope, const Placeholders &placeholders)
{
    if (isQueryInUrl(spec))
        return {};
    if (isWebSocketUrl(request.url))
        return addMessages(request, spec, placeholders);
    RawHeader *written = findHeader(request.headers, "content-type"_ba);
    auto encoded = encodedBody(spec.body, placeholders, scope.baseFolder,
                               written ? QString::fromUtf8(written->value) : QString());
    if (!encoded)
        return std::unexpected(std::move(encoded.error()));
    request.body = std::move(encoded->segments);
    // Without its boundary nobody can read a multipart body.
    if (written && spec.body.kind == Body::Kind::Multipart
        && written->value.toLower().startsWith("multipart/")
        && boundaryOf(QString::fromUtf8(written->value)).isEmpty())
        written->value += encoded->mediaType.sliced(encoded->mediaType.indexOf(';'));
    if (written || encoded->mediaType.isEmpty())
        return {};
    auto type = checkedHeader(u"Content-Type"_s, QString::fromUtf8(encoded->mediaType));
    if (!type)
        return std::unexpected(std::move(type.error()));
    addHeader(request, *type);
    return {};
}

std::expected<Route, SendError> resolvedRoute(const Route &route, const Placeholders &placeholders)
{
    Route resolved;
    for (const auto &[member, place] :
         {std::pair(&Route::proxy, u"the proxy"_s),
          std::pair(&Route::connectTo, u"what is connected to"_s),
          std::pair(&Route::address, u"the host's address"_s),
          std::pair(&Route::largestMessage, u"the largest message"_s)}) {
        auto text = placeholders.expand(route.*member, place);
        if (!text)
            return std::unexpected(std::move(text.error()));
        resolved.*member = std::move(*text);
    }
    return resolved;
}

} // namespace

std::expected<Route, SendError> resolveRoute(const Route &route, const Scope &scope)
{
    return resolvedRoute(route, Placeholders(scope));
}

std::expected<ResolvedRequest, SendError> resolve(const RequestSpec &spec, const Scope &scope)
{
    return resolve(spec, scope, spec.route);
}

std::expected<ResolvedRequest, SendError> resolve(const RequestSpec &spec, const Scope &scope,
                                                  const Route &route)
{
    const Placeholders placeholders(scope);
    ResolvedRequest request;
    request.redirects = spec.redirects;
    request.httpVersion = spec.httpVersion;
    request.clientIdentity = scope.clientIdentity;
    if (route != Route()) {
        auto way = resolvedRoute(route, placeholders);
        if (!way)
            return std::unexpected(std::move(way.error()));
        request.route = *std::move(way);
    }

    const auto methodText = placeholders.expand(spec.method, u"the method"_s);
    if (!methodText)
        return std::unexpected(methodText.error());
    auto method = checkedMethod(*methodText);
    if (!method)
        return std::unexpected(std::move(method.error()));
    request.method = std::move(*method);
    // What JetBrains' files call the method of a query that is posted.
    if (spec.body.kind == Body::Kind::GraphQl && request.method == "GRAPHQL")
        request.method = "POST"_ba;

    const auto auth = addedAuth(spec.auth, placeholders);
    if (!auth)
        return std::unexpected(auth.error());
    auto url = resolvedUrl(spec, *auth, placeholders);
    if (!url)
        return std::unexpected(std::move(url.error()));
    request.url = url->url;
    request.urlText = url->text;
    // Its handshake is a GET, whatever files call it (RFC 6455 section 4.1).
    if (isWebSocketUrl(request.url)) {
        if (!isWebSocketMethod(QString::fromLatin1(request.method)) && request.method != "GET")
            return std::unexpected(
                SendError{SendError::Kind::InvalidMethod, QString::fromLatin1(request.method),
                          u"a WebSocket connection is opened by GET or WEBSOCKET"_s});
        request.method = "GET"_ba;
    }

    auto headers = resolvedHeaders(spec, placeholders);
    if (!headers)
        return std::unexpected(std::move(headers.error()));
    request.headers = std::move(*headers);
    if (spec.body.kind == Body::Kind::GraphQl) {
        request.headers.removeIf([](const RawHeader &header) {
            return isGraphQlMarker(QString::fromLatin1(header.name),
                                   QString::fromLatin1(header.value));
        });
    }

    if (auto added = addBody(request, spec, scope, placeholders); !added)
        return std::unexpected(std::move(added.error()));
    if (auth->header)
        addHeader(request, *auth->header);
    if (!auth->cookie.isEmpty())
        addCookie(request, auth->cookie);
    // An Authorization that was written wins over what would be made.
    if (!findHeader(request.headers, "authorization"_ba)) {
        auto signing = signingAuth(spec.auth, placeholders);
        if (!signing)
            return std::unexpected(std::move(signing.error()));
        request.signing = *std::move(signing);
    }
    if (url->hasCredentials) {
        const auto header = basicHeader(url->user, url->password);
        if (!header)
            return std::unexpected(header.error());
        addHeader(request, *header);
    }
    return request;
}

std::expected<QString, SendError> resolveUrl(const RequestSpec &spec, const Scope &scope)
{
    const Placeholders placeholders(scope);
    const bool keyInQuery
        = spec.auth.kind == Auth::Kind::ApiKey && spec.auth.keyPlacement == Auth::Placement::Query;
    const auto auth = keyInQuery ? addedAuth(spec.auth, placeholders) : AddedAuth{};
    if (!auth)
        return std::unexpected(auth.error());
    return resolvedUrl(spec, *auth, placeholders).transform([](const CheckedUrl &url) {
        return url.text;
    });
}

} // namespace Recloser
