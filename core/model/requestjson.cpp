// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/requestjson.h"

#include "core/model/authjson.h"
#include "core/model/requestjsonreader.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr NameOf<Body::Kind> bodyKinds[] = {
    {Body::Kind::None, u"none"}, {Body::Kind::Text, u"text"},
    {Body::Kind::Json, u"json"}, {Body::Kind::Xml, u"xml"},
    {Body::Kind::Form, u"form"}, {Body::Kind::Multipart, u"multipart"},
    {Body::Kind::File, u"file"}, {Body::Kind::GraphQl, u"graphql"},
};
constexpr NameOf<HttpVersion> versions[] = {
    {HttpVersion::Automatic, u"automatic"},
    {HttpVersion::Http1, u"1.1"},
    {HttpVersion::Http2, u"2"},
    {HttpVersion::Http2Direct, u"2-direct"},
};
constexpr NameOf<RedirectPolicy::Follow> follows[] = {
    {RedirectPolicy::Follow::Yes, u"yes"},
    {RedirectPolicy::Follow::No, u"no"},
};
constexpr NameOf<FileContent> fileContents[] = {
    {FileContent::AsItIs, u"as-it-is"},
    {FileContent::WithPlaceholders, u"with-placeholders"},
};
constexpr NameOf<CookieUse> cookieUses[] = {
    {CookieUse::Jar, u"jar"},
    {CookieUse::NoJar, u"no-jar"},
};
constexpr NameOf<HistoryUse> historyUses[] = {
    {HistoryUse::Kept, u"kept"},
    {HistoryUse::NotKept, u"not-kept"},
};

void putText(QJsonObject &object, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(name, text);
}

void putEnabled(QJsonObject &object, bool enabled)
{
    if (!enabled)
        object.insert(u"enabled"_s, false);
}

QJsonObject parameterObject(const QueryParameter &parameter)
{
    QJsonObject object{{u"name"_s, parameter.name}};
    putText(object, u"value"_s, parameter.value);
    putEnabled(object, parameter.enabled);
    if (!parameter.hasEquals)
        object.insert(u"hasEquals"_s, false);
    return object;
}

QueryParameter parameterFrom(JsonReader &reader)
{
    QueryParameter parameter;
    reader.read(u"name"_s, parameter.name);
    reader.read(u"value"_s, parameter.value);
    reader.read(u"enabled"_s, parameter.enabled);
    reader.read(u"hasEquals"_s, parameter.hasEquals);
    return parameter;
}

void putFileContent(QJsonObject &object, FileContent content, const QString &encoding)
{
    if (content != FileContent::AsItIs)
        object.insert(u"fileContent"_s, nameOf(fileContents, content));
    putText(object, u"fileEncoding"_s, encoding);
}

QJsonObject partObject(const MultipartPart &part)
{
    QJsonObject object{{u"name"_s, part.name}};
    putText(object, u"value"_s, part.value);
    if (part.isFile)
        object.insert(u"isFile"_s, true);
    putText(object, u"fileName"_s, part.fileName);
    putText(object, u"mediaType"_s, part.mediaType);
    putEnabled(object, part.enabled);
    putFileContent(object, part.fileContent, part.fileEncoding);
    return object;
}

MultipartPart partFrom(JsonReader &reader)
{
    MultipartPart part;
    reader.read(u"name"_s, part.name);
    reader.read(u"value"_s, part.value);
    reader.read(u"isFile"_s, part.isFile);
    reader.read(u"fileName"_s, part.fileName);
    reader.read(u"mediaType"_s, part.mediaType);
    reader.read(u"enabled"_s, part.enabled);
    reader.read(u"fileContent"_s, part.fileContent, fileContents);
    reader.read(u"fileEncoding"_s, part.fileEncoding);
    return part;
}

QJsonObject bodyObject(const Body &body)
{
    QJsonObject object{{u"kind"_s, nameOf(bodyKinds, body.kind)}};
    putText(object, u"text"_s, body.text);
    QJsonArray form;
    for (const QueryParameter &field : body.form)
        form.append(parameterObject(field));
    if (!form.isEmpty())
        object.insert(u"form"_s, form);
    QJsonArray parts;
    for (const MultipartPart &part : body.parts)
        parts.append(partObject(part));
    if (!parts.isEmpty())
        object.insert(u"parts"_s, parts);
    putText(object, u"filePath"_s, body.filePath);
    putText(object, u"mediaType"_s, body.mediaType);
    putFileContent(object, body.fileContent, body.fileEncoding);
    putText(object, u"variables"_s, body.variables);
    putText(object, u"operationName"_s, body.operationName);
    return object;
}

Body bodyFrom(JsonReader &reader)
{
    Body body;
    reader.read(u"kind"_s, body.kind, bodyKinds);
    reader.read(u"text"_s, body.text);
    reader.eachObject(u"form"_s,
                      [&body](JsonReader &row) { body.form.append(parameterFrom(row)); });
    reader.eachObject(u"parts"_s, [&body](JsonReader &row) { body.parts.append(partFrom(row)); });
    reader.read(u"filePath"_s, body.filePath);
    reader.read(u"mediaType"_s, body.mediaType);
    reader.read(u"fileContent"_s, body.fileContent, fileContents);
    reader.read(u"fileEncoding"_s, body.fileEncoding);
    reader.read(u"variables"_s, body.variables);
    reader.read(u"operationName"_s, body.operationName);
    return body;
}

QJsonArray headerArray(const QList<HeaderField> &headers)
{
    QJsonArray array;
    for (const HeaderField &header : headers) {
        QJsonObject object{{u"name"_s, header.name}, {u"value"_s, header.value}};
        putEnabled(object, header.enabled);
        array.append(object);
    }
    return array;
}

QList<HeaderField> headersFrom(JsonReader &reader)
{
    QList<HeaderField> headers;
    if (reader.isObject(u"headers"_s)) {
        reader.eachText(u"headers"_s, [&headers](const QString &name, const QString &value) {
            headers.append({name, value});
        });
        return headers;
    }
    reader.eachObject(u"headers"_s, [&headers](JsonReader &row) {
        HeaderField header;
        row.read(u"name"_s, header.name);
        row.read(u"value"_s, header.value);
        row.read(u"enabled"_s, header.enabled);
        headers.append(header);
    });
    return headers;
}

void readPlace(JsonReader &reader, const QString &name, std::optional<OutcomeTable> &place)
{
    QString text;
    reader.read(name, text);
    if (text.isNull())
        return;
    if (auto table = outcomesFromText(text))
        place = *std::move(table);
    else
        reader.fail(name, u"rows such as 503:failure/retry, not %1"_s.arg(table.error()));
}

template<typename T>
void readPlace(JsonReader &reader, const QString &name, std::optional<T> &place)
{
    if constexpr (std::is_enum_v<T>)
        reader.read(name, place, wordsOf<T>);
    else
        reader.read(name, place);
}

QJsonValue jsonOf(const QString &value)
{
    return value;
}
QJsonValue jsonOf(int value)
{
    return value;
}
QJsonValue jsonOf(double value)
{
    return value;
}
QJsonValue jsonOf(milliseconds value)
{
    return qint64(value.count());
}
QJsonValue jsonOf(const OutcomeTable &value)
{
    return outcomesText(value);
}
template<typename T>
    requires std::is_enum_v<T>
QJsonValue jsonOf(T value)
{
    return wordOf(value);
}

PolicyOverrides policyFrom(JsonReader &reader)
{
    PolicyOverrides policy;
    visitPolicyOverrides(
        [&](QStringView name, auto member) { readPlace(reader, name.toString(), policy.*member); });
    return policy;
}

} // namespace

QJsonObject toJson(const PolicyOverrides &policy)
{
    QJsonObject object;
    visitPolicyOverrides([&](QStringView name, auto member) {
        if (policy.*member)
            object.insert(name, jsonOf(*(policy.*member)));
    });
    return object;
}

std::expected<PolicyOverrides, QString> policyFromJson(const QJsonObject &object)
{
    QString error;
    JsonReader reader(object, {}, error);
    const PolicyOverrides policy = policyFrom(reader);
    if (!error.isEmpty())
        return std::unexpected(error);
    return policy;
}

QJsonObject toJson(const RequestSpec &spec)
{
    const RequestSpec fresh;
    QJsonObject object{{u"method"_s, spec.method}, {u"url"_s, spec.url}};
    putText(object, u"name"_s, spec.name);
    QJsonArray disabled;
    for (const DisabledParameter &parameter : spec.disabledParameters) {
        QJsonObject row = parameterObject(parameter.parameter);
        row.insert(u"row"_s, qint64(parameter.row));
        disabled.append(row);
    }
    if (!disabled.isEmpty())
        object.insert(u"disabledParameters"_s, disabled);
    if (!spec.headers.isEmpty())
        object.insert(u"headers"_s, headerArray(spec.headers));
    if (spec.body != fresh.body)
        object.insert(u"body"_s, bodyObject(spec.body));
    if (spec.auth != fresh.auth)
        object.insert(u"auth"_s, toJson(spec.auth));
    if (spec.policy != fresh.policy)
        object.insert(u"policy"_s, toJson(spec.policy));
    if (spec.redirects != fresh.redirects) {
        object.insert(u"redirects"_s,
                      QJsonObject{{u"follow"_s, nameOf(follows, spec.redirects.follow)},
                                  {u"maxHops"_s, spec.redirects.maxHops}});
    }
    if (spec.route != fresh.route) {
        QJsonObject route;
        putText(route, u"proxy"_s, spec.route.proxy);
        putText(route, u"connectTo"_s, spec.route.connectTo);
        putText(route, u"address"_s, spec.route.address);
        putText(route, u"largestMessage"_s, spec.route.largestMessage);
        object.insert(u"route"_s, route);
    }
    if (spec.httpVersion != fresh.httpVersion)
        object.insert(u"httpVersion"_s, nameOf(versions, spec.httpVersion));
    if (spec.history != fresh.history)
        object.insert(u"history"_s, nameOf(historyUses, spec.history));
    if (spec.cookies != fresh.cookies)
        object.insert(u"cookies"_s, nameOf(cookieUses, spec.cookies));
    return object;
}

std::expected<RequestSpec, QString> requestFromJson(const QJsonObject &object)
{
    QString error;
    JsonReader reader(object, {}, error);
    RequestSpec spec;
    reader.read(u"name"_s, spec.name);
    reader.read(u"method"_s, spec.method);
    reader.read(u"url"_s, spec.url);
    reader.eachObject(u"disabledParameters"_s, [&spec](JsonReader &row) {
        qint64 index = 0;
        row.read(u"row"_s, index);
        spec.disabledParameters.append({qsizetype(index), parameterFrom(row)});
    });
    spec.headers = headersFrom(reader);
    if (object.value("body"_L1).isString())
        spec.body = Body{.kind = Body::Kind::Text, .text = object.value("body"_L1).toString()};
    else
        reader.object(u"body"_s, [&spec](JsonReader &body) { spec.body = bodyFrom(body); });
    reader.object(u"auth"_s, [&spec](JsonReader &auth) { spec.auth = authFromJson(auth); });
    reader.object(u"policy"_s, [&spec](JsonReader &policy) { spec.policy = policyFrom(policy); });
    reader.object(u"redirects"_s, [&spec](JsonReader &redirects) {
        redirects.read(u"follow"_s, spec.redirects.follow, follows);
        redirects.read(u"maxHops"_s, spec.redirects.maxHops);
    });
    reader.object(u"route"_s, [&spec](JsonReader &route) {
        route.read(u"proxy"_s, spec.route.proxy);
        route.read(u"connectTo"_s, spec.route.connectTo);
        route.read(u"address"_s, spec.route.address);
        route.read(u"largestMessage"_s, spec.route.largestMessage);
    });
    reader.read(u"httpVersion"_s, spec.httpVersion, versions);
    reader.read(u"history"_s, spec.history, historyUses);
    reader.read(u"cookies"_s, spec.cookies, cookieUses);
    if (!error.isEmpty())
        return std::unexpected(error);
    return spec;
}

} // namespace Recloser
