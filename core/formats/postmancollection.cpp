// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/postmancollection.h"

#include "core/graphql/graphqlbody.h"
#include "core/model/queryparameters.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr auto schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"_L1;

QJsonObject pair(const QString &key, const QString &value, bool isEnabled)
{
    QJsonObject object{{u"key"_s, key}, {u"value"_s, value}};
    if (!isEnabled)
        object.insert("disabled"_L1, true);
    return object;
}

QJsonObject urlOf(const RequestSpec &spec)
{
    QJsonObject url{{u"raw"_s, spec.url}};
    QString rest = spec.url.section(u'#', 0, 0);
    const qsizetype question = queryStart(rest);
    QJsonArray query;
    for (const QList<QueryParameter> rows = parameterRows(spec); const QueryParameter &row : rows)
        query.append(pair(row.name, row.value, row.enabled));
    if (!query.isEmpty())
        url.insert("query"_L1, query);
    if (question < rest.size())
        rest.truncate(question);
    if (const qsizetype scheme = rest.indexOf("://"_L1); scheme > 0) {
        url.insert("protocol"_L1, rest.first(scheme));
        rest = rest.sliced(scheme + 3);
    }
    QStringList path = rest.split(u'/');
    QString host = path.takeFirst();
    if (const qsizetype colon = host.lastIndexOf(u':');
        colon > 0 && !host.endsWith(u']') && !host.endsWith(u'}')) {
        url.insert("port"_L1, host.sliced(colon + 1));
        host.truncate(colon);
    }
    // A placeholder may hold dots and is one piece.
    url.insert(
        "host"_L1,
        QJsonArray::fromStringList(host.contains(u'{') ? QStringList{host} : host.split(u'.')));
    if (!path.isEmpty())
        url.insert("path"_L1, QJsonArray::fromStringList(path));
    return url;
}

QJsonObject rawBody(const QString &text, const QString &language)
{
    QJsonObject body{{u"mode"_s, u"raw"_s}, {u"raw"_s, text}};
    if (!language.isEmpty())
        body.insert("options"_L1, QJsonObject{{u"raw"_s, QJsonObject{{u"language"_s, language}}}});
    return body;
}

QJsonObject bodyOf(const Body &body, QStringList &lost)
{
    switch (body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Text:
        return rawBody(body.text, {});
    case Body::Kind::Json:
        return rawBody(body.text, u"json"_s);
    case Body::Kind::Xml:
        return rawBody(body.text, u"xml"_s);
    case Body::Kind::GraphQl: {
        QJsonObject query{{u"query"_s, body.text}, {u"variables"_s, body.variables}};
        if (!body.operationName.isEmpty())
            query.insert("operationName"_L1, body.operationName);
        return {{u"mode"_s, u"graphql"_s}, {u"graphql"_s, query}};
    }
    case Body::Kind::Form: {
        QJsonArray rows;
        for (const QueryParameter &row : body.form)
            rows.append(pair(row.name, row.value, row.enabled));
        return {{u"mode"_s, u"urlencoded"_s}, {u"urlencoded"_s, rows}};
    }
    case Body::Kind::Multipart: {
        QJsonArray rows;
        for (const MultipartPart &part : body.parts) {
            QJsonObject row{{u"key"_s, part.name},
                            {u"type"_s, part.isFile ? u"file"_s : u"text"_s},
                            {part.isFile ? u"src"_s : u"value"_s, part.value}};
            if (!part.mediaType.isEmpty())
                row.insert("contentType"_L1, part.mediaType);
            if (!part.enabled)
                row.insert("disabled"_L1, true);
            if (!part.fileName.isEmpty())
                lost.append(u"fileName"_s);
            rows.append(row);
        }
        return {{u"mode"_s, u"formdata"_s}, {u"formdata"_s, rows}};
    }
    case Body::Kind::File:
        if (body.fileContent == FileContent::WithPlaceholders)
            lost.append(u"placeholders of the file"_s);
        return {{u"mode"_s, u"file"_s}, {u"file"_s, QJsonObject{{u"src"_s, body.filePath}}}};
    }
    return {};
}

QJsonArray attributes(const QList<std::pair<QString, QString>> &pairs)
{
    QJsonArray array;
    for (const auto &[key, value] : pairs)
        array.append(QJsonObject{{u"key"_s, key}, {u"value"_s, value}, {u"type"_s, u"string"_s}});
    return array;
}

QString signatureMethodOf(Auth::OAuth1Method method)
{
    switch (method) {
    case Auth::OAuth1Method::HmacSha512:
        return u"HMAC-SHA512"_s;
    case Auth::OAuth1Method::RsaSha1:
        return u"RSA-SHA1"_s;
    case Auth::OAuth1Method::RsaSha256:
        return u"RSA-SHA256"_s;
    case Auth::OAuth1Method::RsaSha512:
        return u"RSA-SHA512"_s;
    case Auth::OAuth1Method::HmacSha256:
        return u"HMAC-SHA256"_s;
    case Auth::OAuth1Method::PlainText:
        return u"PLAINTEXT"_s;
    case Auth::OAuth1Method::HmacSha1:
        break;
    }
    return u"HMAC-SHA1"_s;
}

/// Postman has neither device codes nor given refresh tokens; what is nearest to both is somebody
/// in front of a browser.
QString grantTypeOf(Auth::Grant grant)
{
    switch (grant) {
    case Auth::Grant::ClientCredentials:
        return u"client_credentials"_s;
    case Auth::Grant::Password:
        return u"password_credentials"_s;
    case Auth::Grant::AuthorizationCode:
    case Auth::Grant::DeviceCode:
    case Auth::Grant::RefreshToken:
        break;
    }
    return u"authorization_code_with_pkce"_s;
}

QJsonObject oauth2Of(const Auth &auth)
{
    QList<std::pair<QString, QString>> pairs{
        {u"grant_type"_s, grantTypeOf(auth.grant)},
        {u"client_authentication"_s,
         auth.clientPlacement == Auth::ClientPlacement::Body ? u"body"_s : u"header"_s},
        {u"addTokenTo"_s, u"header"_s},
        {u"headerPrefix"_s, auth.prefix.isEmpty() ? u"Bearer"_s : auth.prefix}};
    for (const auto &[key, text] :
         {std::pair(u"accessTokenUrl"_s, auth.tokenUrl),
          std::pair(u"authUrl"_s, auth.authorizationUrl),
          std::pair(u"redirect_uri"_s, auth.redirectUrl), std::pair(u"clientId"_s, auth.clientId),
          std::pair(u"clientSecret"_s, auth.clientSecret), std::pair(u"scope"_s, auth.scope),
          std::pair(u"username"_s, auth.user), std::pair(u"password"_s, auth.password)}) {
        if (!text.isEmpty())
            pairs.append({key, text});
    }
    return {{u"type"_s, u"oauth2"_s}, {u"oauth2"_s, attributes(pairs)}};
}

QJsonObject authOf(const Auth &auth)
{
    switch (auth.kind) {
    case Auth::Kind::None:
    case Auth::Kind::Inherit: // what Postman takes silence for
        return {};
    case Auth::Kind::Digest:
        return {{u"type"_s, u"digest"_s},
                {u"digest"_s,
                 attributes({{u"username"_s, auth.user}, {u"password"_s, auth.password}})}};
    case Auth::Kind::AwsSigV4:
        return {{u"type"_s, u"awsv4"_s},
                {u"awsv4"_s,
                 attributes({{u"accessKey"_s, auth.accessKey},
                             {u"secretKey"_s, auth.secretKey},
                             {u"sessionToken"_s, auth.sessionToken},
                             {u"region"_s, auth.region},
                             {u"service"_s, auth.service}})}};
    case Auth::Kind::OAuth1:
        // A key is never written out, and Postman takes no path of a file.
        return {{u"type"_s, u"oauth1"_s},
                {u"oauth1"_s,
                 attributes({{u"consumerKey"_s, auth.consumerKey},
                             {u"consumerSecret"_s, auth.consumerSecret},
                             {u"token"_s, auth.token},
                             {u"tokenSecret"_s, auth.tokenSecret},
                             {u"realm"_s, auth.realm},
                             {u"signatureMethod"_s, signatureMethodOf(auth.oauth1Method)}})}};
    case Auth::Kind::OAuth2:
        return oauth2Of(auth);
    case Auth::Kind::Basic:
        return {
            {u"type"_s, u"basic"_s},
            {u"basic"_s, attributes({{u"username"_s, auth.user}, {u"password"_s, auth.password}})}};
    case Auth::Kind::Bearer:
        return {{u"type"_s, u"bearer"_s}, {u"bearer"_s, attributes({{u"token"_s, auth.token}})}};
    case Auth::Kind::ApiKey:
        return {{u"type"_s, u"apikey"_s},
                {u"apikey"_s,
                 attributes(
                     {{u"key"_s, auth.keyName},
                      {u"value"_s, auth.keyValue},
                      {u"in"_s,
                       auth.keyPlacement == Auth::Placement::Query ? u"query"_s : u"header"_s}})}};
    }
    return {};
}

/// The Content-Type that the body implies here and Postman would not send.
void addContentType(QJsonArray &headers, const RequestSpec &spec)
{
    const bool isWritten = std::ranges::any_of(spec.headers, [](const HeaderField &header) {
        return header.enabled && header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
    });
    if (!isWritten && !spec.body.mediaType.isEmpty() && spec.body.kind != Body::Kind::None
        && spec.body.kind != Body::Kind::Multipart)
        headers.append(pair(u"Content-Type"_s, spec.body.mediaType, true));
}

QJsonObject requestOf(const RequestSpec &spec, QStringList &lost)
{
    QJsonArray headers;
    const bool isQuery = spec.body.kind == Body::Kind::GraphQl;
    for (const HeaderField &header : spec.headers) {
        if (!isQuery || !isGraphQlMarker(header.name, header.value))
            headers.append(pair(header.name, header.value, header.enabled));
    }
    addContentType(headers, spec);
    QJsonObject request{
        {u"method"_s, isQuery && spec.method == "GRAPHQL"_L1 ? u"POST"_s : spec.method},
        {u"header"_s, headers},
        {u"url"_s, urlOf(spec)}};
    if (const QJsonObject body = bodyOf(spec.body, lost); !body.isEmpty())
        request.insert("body"_L1, body);
    if (const QJsonObject auth = authOf(spec.auth); !auth.isEmpty())
        request.insert("auth"_L1, auth);
    return request;
}

} // namespace

void PostmanCollection::add(const QStringList &folders, const RequestSpec &spec)
{
    Folder *place = &m_root;
    for (const QString &name : folders) {
        auto found = std::ranges::find(place->folders, name, &Folder::name);
        if (found == place->folders.end()) {
            place->folders.append({name, {}, {}});
            found = place->folders.end() - 1;
        }
        place = &*found;
    }
    QStringList lost;
    QJsonObject item{{u"name"_s, spec.name.isEmpty() ? spec.method + u' ' + spec.url : spec.name},
                     {u"request"_s, requestOf(spec, lost)},
                     {u"response"_s, QJsonArray()}};
    QJsonObject behaviour;
    if (spec.redirects.follow == RedirectPolicy::Follow::No)
        behaviour.insert("followRedirects"_L1, false);
    if (spec.redirects.maxHops != RedirectPolicy().maxHops)
        behaviour.insert("maxRedirects"_L1, spec.redirects.maxHops);
    if (spec.cookies == CookieUse::NoJar)
        behaviour.insert("disableCookies"_L1, true);
    if (!behaviour.isEmpty())
        item.insert("protocolProfileBehavior"_L1, behaviour);
    place->requests.append(item);
    if (spec.policy != PolicyOverrides())
        lost.append(u"policy"_s);
    if (spec.httpVersion != HttpVersion::Automatic)
        lost.append(u"httpVersion"_s);
    if (spec.history != HistoryUse::Kept)
        lost.append(u"history"_s);
    if (!lost.isEmpty())
        m_losses.append({item.value("name"_L1).toString(), lost});
}

void PostmanCollection::setVariables(const QHash<QString, QString> &variables)
{
    m_variables.insert(variables);
}

QJsonArray PostmanCollection::itemsOf(const Folder &folder)
{
    QJsonArray items;
    for (const Folder &inner : folder.folders)
        items.append(QJsonObject{{u"name"_s, inner.name}, {u"item"_s, itemsOf(inner)}});
    for (const QJsonValue &request : folder.requests)
        items.append(request);
    return items;
}

QJsonObject PostmanCollection::toJson() const
{
    QStringList names = m_variables.keys();
    names.sort();
    QJsonArray variables;
    for (const QString &name : std::as_const(names))
        variables.append(pair(name, m_variables.value(name), true));
    QJsonObject collection{
        {u"info"_s, QJsonObject{{u"name"_s, m_name}, {u"schema"_s, QString(schema)}}},
        {u"item"_s, itemsOf(m_root)}};
    if (!variables.isEmpty())
        collection.insert("variable"_L1, variables);
    return collection;
}

} // namespace Recloser
