// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/checkreport.h"

#include "app/cli/reportwords.h"
#include "core/model/requestjson.h"

#include <QJsonArray>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

ReportWords wordsOf(HttpFileProblem::Kind kind)
{
    using enum HttpFileProblem::Kind;
    switch (kind) {
    case NoTarget:
        return {u"no-target", u"a method without an address"};
    case InvalidHeader:
        return {u"invalid-header", u"not a header"};
    case InvalidVariable:
        return {u"invalid-variable", u"not a variable, which is @name = value"};
    case UnknownOption:
        return {u"unknown-option", u"not understood"};
    case UnknownVersion:
        return {u"unknown-version", u"unknown HTTP version"};
    case NoBoundary:
        return {u"no-boundary", u"multipart without a boundary in its Content-Type"};
    case InvalidPart:
        return {u"invalid-part", u"not a part of a form; the body is sent as text"};
    case FileAmongText:
        return {u"file-among-text", u"a file beside other lines is sent as these characters"};
    case UnknownEncoding:
        return {u"unknown-encoding", u"no such encoding"};
    case UnclosedScript:
        return {u"unclosed-script", u"a script without an end"};
    case StrayText:
        return {u"stray-text", u"text behind the scripts is not sent"};
    case CurlCommand:
        return {u"curl-command", u"a call of curl is not read"};
    case InvalidText:
        return {u"invalid-text", u"not UTF-8"};
    case UnknownEncodingOfFile:
        return {u"unknown-encoding-of-file", u"not UTF-8 but UTF-16 or UTF-32; nothing is read"};
    }
    return {};
}

ReportWords wordsOf(HttpFileUnused::Why why)
{
    using enum HttpFileUnused::Why;
    switch (why) {
    case NoQuestions:
        return {u"no-questions", u"nothing is asked before sending"};
    case NoRunner:
        return {u"no-runner", u"requests are sent one by one"};
    case HoldsAnyway:
        return {u"holds-anyway", u"it is always so"};
    case NoCounterpart:
        return {u"no-counterpart", u"there is no such thing here"};
    case OtherProtocol:
        return {u"other-protocol", u"it is sent as plain HTTP"};
    }
    return {};
}

QString nameOf(HttpFileScript::Kind kind)
{
    static constexpr const char16_t *names[]
        = {u"before",  u"before-file", u"after",     u"after-file", u"save",
           u"replace", u"response",    u"assertion", u"block"};
    return QString::fromUtf16(names[int(kind)]);
}

QJsonArray pairs(const QList<HeaderField> &fields, bool areEnabled)
{
    QJsonArray array;
    for (const HeaderField &field : fields) {
        if (field.enabled == areEnabled)
            array.append(QJsonArray{field.name, field.value});
    }
    return array;
}

QJsonArray rowsOf(const QList<QueryParameter> &rows)
{
    QJsonArray array;
    for (const QueryParameter &row : rows)
        array.append(QJsonObject{{u"name"_s, row.name},
                                 {u"value"_s, row.hasEquals ? QJsonValue(row.value) : QJsonValue()},
                                 {u"enabled"_s, row.enabled}});
    return array;
}

QJsonObject fileJson(const QString &path, FileContent content, const QString &encoding)
{
    return {{u"file"_s, path},
            {u"placeholders"_s, content == FileContent::WithPlaceholders},
            {u"encoding"_s, encoding.isEmpty() ? QJsonValue() : QJsonValue(encoding)}};
}

QJsonObject partJson(const MultipartPart &part)
{
    QJsonObject object = part.isFile ? fileJson(part.value, part.fileContent, part.fileEncoding)
                                     : QJsonObject{{u"value"_s, part.value}};
    object.insert("name"_L1, part.name);
    object.insert("file_name"_L1,
                  part.fileName.isEmpty() ? QJsonValue() : QJsonValue(part.fileName));
    object.insert("media_type"_L1,
                  part.mediaType.isEmpty() ? QJsonValue() : QJsonValue(part.mediaType));
    object.insert("enabled"_L1, part.enabled);
    return object;
}

QJsonValue bodyJson(const Body &body)
{
    const auto textOf = [&body](const QString &kind) {
        return QJsonObject{{u"kind"_s, kind}, {u"text"_s, body.text}};
    };
    QJsonObject object;
    switch (body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Text:
        return textOf(u"text"_s);
    case Body::Kind::Json:
        return textOf(u"json"_s);
    case Body::Kind::Xml:
        return textOf(u"xml"_s);
    case Body::Kind::GraphQl:
        object = textOf(u"graphql"_s);
        object.insert("variables"_L1, body.variables);
        object.insert("operation_name"_L1, body.operationName);
        return object;
    case Body::Kind::Form:
        return QJsonObject{{u"kind"_s, u"form"_s}, {u"fields"_s, rowsOf(body.form)}};
    case Body::Kind::Multipart: {
        QJsonArray parts;
        for (const MultipartPart &part : body.parts)
            parts.append(partJson(part));
        return QJsonObject{{u"kind"_s, u"multipart"_s}, {u"parts"_s, parts}};
    }
    case Body::Kind::File:
        object = fileJson(body.filePath, body.fileContent, body.fileEncoding);
        object.insert("kind"_L1, u"file"_s);
        return object;
    }
    return {};
}

QJsonArray unusedJson(const QList<HttpFileUnused> &unused)
{
    QJsonArray array;
    for (const HttpFileUnused &construct : unused)
        array.append(QJsonObject{{u"name"_s, construct.name},
                                 {u"line"_s, construct.line},
                                 {u"why"_s, wordsOf(construct.why).nameText()}});
    return array;
}

QJsonObject requestJson(const HttpFileRequest &request)
{
    static constexpr const char16_t *versions[] = {u"", u"1.1", u"2", u"2-direct"};
    QJsonArray directives;
    for (const HttpFileDirective &directive : request.directives)
        directives.append(QJsonObject{
            {u"name"_s, directive.name}, {u"text"_s, directive.text}, {u"line"_s, directive.line}});
    QJsonArray scripts;
    for (const HttpFileScript &script : request.scripts)
        scripts.append(QJsonObject{
            {u"kind"_s, nameOf(script.kind)}, {u"line"_s, script.line}, {u"text"_s, script.text}});
    QList<QueryParameter> disabled;
    for (const DisabledParameter &parameter : request.spec.disabledParameters)
        disabled.append(parameter.parameter);
    const QString version = QString::fromUtf16(versions[int(request.spec.httpVersion)]);
    return {{u"name"_s, request.spec.name},
            {u"line"_s, request.line},
            {u"method"_s, request.spec.method},
            {u"target"_s, request.target},
            {u"http_version"_s, version.isEmpty() ? QJsonValue() : QJsonValue(version)},
            {u"disabled_parameters"_s, rowsOf(disabled)},
            {u"headers"_s, pairs(request.headers, true)},
            {u"disabled_headers"_s, pairs(request.headers, false)},
            {u"body"_s, bodyJson(request.spec.body)},
            {u"directives"_s, directives},
            {u"unknown_directives"_s, QJsonArray::fromStringList(request.unknownDirectives)},
            {u"unused"_s, unusedJson(request.unused)},
            {u"scripts"_s, scripts},
            {u"policy"_s, toJson(request.spec.policy)}};
}

} // namespace

QJsonObject checkJson(const QString &path, const HttpFile &file, const QByteArray &bytes)
{
    QJsonArray requests;
    for (const HttpFileRequest &request : file.requests())
        requests.append(requestJson(request));
    QJsonArray problems;
    for (const HttpFileProblem &problem : file.problems())
        problems.append(QJsonObject{{u"line"_s, problem.line},
                                    {u"column"_s, problem.column},
                                    {u"kind"_s, wordsOf(problem.kind).nameText()},
                                    {u"subject"_s, problem.subject}});
    QJsonObject variables;
    for (const auto &[name, value] : file.variables().asKeyValueRange())
        variables.insert(name, value);
    return {{u"file"_s, path},
            {u"round_trip"_s, roundTrip(file, bytes)},
            {u"requests"_s, requests},
            {u"variables"_s, variables},
            {u"defaults"_s, toJson(file.defaults())},
            {u"unused"_s, unusedJson(file.unused())},
            {u"problems"_s, problems}};
}

QString roundTrip(const HttpFile &file, const QByteArray &bytes)
{
    return file.write() == bytes ? u"same"_s : u"different"_s;
}

QString problemWords(HttpFileProblem::Kind kind)
{
    return wordsOf(kind).sentenceText();
}

QString unusedWords(HttpFileUnused::Why why)
{
    return wordsOf(why).sentenceText();
}

} // namespace Recloser
