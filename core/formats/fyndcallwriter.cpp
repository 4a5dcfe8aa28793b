// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndrequest.h"
#include "core/formats/outgoing.h"
#include "core/formats/pythonliteral.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = PythonValue::Kind;

namespace {

PythonValue text(const QString &content)
{
    return {.kind = Kind::String, .text = content};
}

PythonValue number(int value)
{
    return {.kind = Kind::Number, .text = QString::number(value)};
}

PythonValue seconds(milliseconds duration)
{
    return {.kind = Kind::Number,
            .text = QString::number(double(duration.count()) / 1000, 'g', 12)};
}

PythonValue yesOrNo(bool isTrue)
{
    return {.kind = Kind::Bool, .isTrue = isTrue};
}

/// A dict being filled.
struct Members
{
    PythonValue dict{.kind = Kind::Dict};

    void add(const QString &name, const PythonValue &value)
    {
        dict.items.append(text(name));
        dict.items.append(value);
    }
    bool isEmpty() const { return dict.items.isEmpty(); }
};

PythonValue headersOf(const QList<HeaderField> &headers)
{
    Members members;
    for (const HeaderField &header : headers) {
        bool isKnown = false;
        for (qsizetype i = 0; i + 1 < members.dict.items.size() && !isKnown; i += 2) {
            isKnown = members.dict.items[i].text.compare(header.name, Qt::CaseInsensitive) == 0;
            if (isKnown)
                members.dict.items[i + 1].text += u", "_s + header.value;
        }
        if (!isKnown)
            members.add(header.name, text(header.value));
    }
    return members.dict;
}

/// `allowed_retries` is what the library insists on, so nothing is said without it.
Members retriesOf(const PolicyOverrides &policy)
{
    Members retries;
    if (!policy.maxRetries)
        return retries;
    retries.add(u"name"_s,
                text(policy.retryFactor == 2.0       ? u"backoff"_s
                         : policy.retryFactor == 1.0 ? u"constant"_s
                                                     : u"retry"_s));
    retries.add(u"allowed_retries"_s, number(*policy.maxRetries));
    if (policy.retryDelay)
        retries.add(u"delay"_s, seconds(*policy.retryDelay));
    if (policy.retryMaxDelay)
        retries.add(u"max_delay"_s, seconds(*policy.retryMaxDelay));
    if (policy.jitter)
        retries.add(u"jitter"_s, yesOrNo(*policy.jitter != JitterKind::None));
    return retries;
}

Members breakerOf(const PolicyOverrides &policy)
{
    Members breaker;
    if (policy.failuresInARow)
        breaker.add(u"maximum_failures"_s, number(*policy.failuresInARow));
    if (policy.openFor)
        breaker.add(u"timeout"_s, seconds(*policy.openFor));
    if (policy.keyPattern && !policy.keyPattern->isNull())
        breaker.add(u"regex_pattern"_s, text(*policy.keyPattern));
    if (const Members retries = retriesOf(policy); !retries.isEmpty())
        breaker.add(u"retry_config"_s, retries.dict);
    return breaker;
}

/// The file of a form, which the library takes apart from the data.
const MultipartPart *fileOf(const QList<MultipartPart> &parts)
{
    const auto file
        = std::ranges::find_if(parts, [](const MultipartPart &part) { return part.isFile; });
    return file == parts.end() ? nullptr : &*file;
}

PythonValue dataOf(const Outgoing &request, const Body &body)
{
    if (request.bodyKind == Outgoing::BodyKind::Text) {
        auto value = parsePythonLiteral(request.text);
        const bool isContainer = body.kind == Body::Kind::Json && value && value->isJson
            && (value->kind == Kind::Dict || value->kind == Kind::List);
        return isContainer ? *std::move(value) : text(request.text);
    }
    Members values;
    for (const MultipartPart &part : request.parts) {
        if (!part.isFile)
            values.add(part.name, text(part.value));
    }
    return values.isEmpty() ? PythonValue() : values.dict;
}

} // namespace

QString toFyndCall(const RequestSpec &spec)
{
    // What cannot be sent is written as it stands, without what would be added.
    const Outgoing request
        = outgoing(spec).value_or(Outgoing{.method = spec.method, .url = spec.url});
    const PythonValue data = dataOf(request, spec.body);
    QList<HeaderField> headers = request.headers;
    if (data.kind == Kind::Dict || data.kind == Kind::List) {
        // The library makes JSON of it, and says so.
        headers.removeIf([&spec](const HeaderField &header) {
            return header.name == "Content-Type"_L1 && header.value == "application/json"_L1
                && !spec.headers.contains(header);
        });
    }
    Members protocol;
    protocol.add(u"request_type"_s, text(request.method));
    if (spec.policy.attemptTimeout && spec.policy.attemptTimeout->count() > 0)
        protocol.add(u"timeout"_s, seconds(*spec.policy.attemptTimeout));
    if (!headers.isEmpty())
        protocol.add(u"headers"_s, headersOf(headers));
    if (const MultipartPart *file = fileOf(request.parts)) {
        Members upload;
        upload.add(u"local_filepath"_s, text(file->value));
        upload.add(u"file_key"_s, text(file->name));
        protocol.add(u"http_file_upload_config"_s, upload.dict);
    }
    if (const Members breaker = breakerOf(spec.policy); !breaker.isEmpty())
        protocol.add(u"circuit_breaker_config"_s, breaker.dict);

    const QString indent = u"    "_s;
    QString call = u"await request(\n"_s;
    const auto add = [&](const QString &name, const QString &value) {
        call += indent + name + u'=' + value + u",\n"_s;
    };
    add(u"url"_s, pythonString(spec.url));
    if (data.kind != Kind::None)
        add(u"data"_s, toPythonLines(data, indent));
    if (request.user)
        add(u"auth"_s,
            u"aiohttp.BasicAuth(%1, %2)"_s.arg(pythonString(request.user->first),
                                               pythonString(request.user->second)));
    add(u"protocol"_s,
        spec.url.startsWith("https:"_L1, Qt::CaseInsensitive) ? u"'HTTPS'"_s : u"'HTTP'"_s);
    add(u"protocol_info"_s, toPythonLines(protocol.dict, indent));
    return call + u")\n"_s;
}

} // namespace Recloser
