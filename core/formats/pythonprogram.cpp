// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/pythonprogram.h"

#include "core/formats/pythonliteral.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = PythonValue::Kind;

QString secondsText(milliseconds duration)
{
    return QString::number(double(duration.count()) / 1000, 'g', 12);
}

/// True when json.dumps() of the value gives back its compact text: whole numbers, ASCII, keys that
/// occur once.
bool isDumpedAlike(const PythonValue &value)
{
    switch (value.kind) {
    case Kind::None:
    case Kind::Bool:
        return true;
    case Kind::Number:
        return std::ranges::all_of(value.text, [](QChar c) { return c >= u'0' && c <= u'9'; })
            && (value.text.size() == 1 || !value.text.startsWith(u'0')) && value.text.size() < 4000;
    case Kind::String:
        return std::ranges::all_of(value.text,
                                   [](QChar c) { return c >= u' ' && c < QChar(0x7f); });
    case Kind::Tuple:
        return false;
    case Kind::List:
        return std::ranges::all_of(value.items, isDumpedAlike);
    case Kind::Dict:
        break;
    }
    QStringList keys;
    for (qsizetype i = 0; i + 1 < value.items.size(); i += 2) {
        if (value.items[i].kind != Kind::String || keys.contains(value.items[i].text))
            return false;
        keys.append(value.items[i].text);
    }
    return std::ranges::all_of(value.items, isDumpedAlike);
}

/// Arguments of a call, one a line.
class Call
{
public:
    explicit Call(const QString &indent) : m_indent(indent) { }

    void add(const QString &argument) { m_text += m_indent + argument + u",\n"_s; }
    void add(const QString &name, const QString &value) { add(name + u'=' + value); }
    QString indent() const { return m_indent; }
    QString text() const { return m_text; }

private:
    QString m_indent;
    QString m_text;
};

QString pairText(const QString &name, const QString &value)
{
    return u'(' + pythonString(name) + u", "_s + pythonString(value) + u')';
}

/// The library would encode a text as Latin-1.
QString credentialText(const QString &text)
{
    const bool isAscii = std::ranges::all_of(text, [](QChar c) { return c < QChar(0x80); });
    return pythonString(text) + (isAscii ? QString() : u".encode()"_s);
}

bool repeatsNames(const QList<HeaderField> &headers)
{
    QStringList names;
    for (const HeaderField &header : headers) {
        if (names.contains(header.name.toLower()))
            return true;
        names.append(header.name.toLower());
    }
    return false;
}

/// As a dict, or as pairs where a name occurs twice and the library takes those.
QString headersText(const QList<HeaderField> &headers, const QString &indent)
{
    const bool isDict = !repeatsNames(headers);
    QString text = isDict ? u"{\n"_s : u"[\n"_s;
    for (const HeaderField &header : headers) {
        text += indent + u"    "_s
            + (isDict ? pythonString(header.name) + u": "_s + pythonString(header.value)
                      : pairText(header.name, header.value))
            + u",\n"_s;
    }
    return text + indent + (isDict ? u'}' : u']');
}

/// Values of one name joined, as RFC 9110 section 5.3 allows.
QList<HeaderField> joined(const QList<HeaderField> &headers)
{
    QList<HeaderField> result;
    for (const HeaderField &header : headers) {
        const auto known = std::ranges::find_if(result, [&header](const HeaderField &other) {
            return other.name.compare(header.name, Qt::CaseInsensitive) == 0;
        });
        if (known == result.end())
            result.append(header);
        else
            known->value
                += (header.name.compare("cookie"_L1, Qt::CaseInsensitive) == 0 ? u"; "_s : u", "_s)
                + header.value;
    }
    return result;
}

/// `json=` where the library makes the very same text from it, and then needs no Content-Type.
std::optional<QString> jsonArgument(const Outgoing &request, const QString &indent)
{
    if (request.bodyKind != Outgoing::BodyKind::Text
        || request.header("content-type"_L1) != "application/json"_L1)
        return std::nullopt;
    const auto value = parsePythonLiteral(request.text);
    if (!value || (value->kind != Kind::Dict && value->kind != Kind::List) || !isDumpedAlike(*value)
        || toJsonText(*value) != request.text)
        return std::nullopt;
    return toPythonLines(*value, indent);
}

void addData(Call &call, const Outgoing &request, QList<HeaderField> &headers)
{
    if (const auto json = jsonArgument(request, call.indent())) {
        call.add(u"json"_s, *json);
        headers.removeIf([](const HeaderField &header) {
            return header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
        });
    } else if (request.bodyKind == Outgoing::BodyKind::Text) {
        call.add(u"data"_s, pythonString(request.text) + u".encode()"_s);
    } else if (request.bodyKind == Outgoing::BodyKind::File) {
        call.add(u"data"_s, u"open("_s + pythonString(request.filePath) + u", 'rb')"_s);
    }
}

QStringList lostBeside(const Outgoing &request, const QStringList &held)
{
    QStringList lost = policiesBeside(request.policy, held);
    if (request.httpVersion == HttpVersion::Http2
        || request.httpVersion == HttpVersion::Http2Direct)
        lost.append(u"httpVersion"_s);
    if (request.signing && !held.contains(u"auth"_s))
        lost.append(u"auth"_s);
    return lost;
}

QString openText(const MultipartPart &part)
{
    return u"open("_s + pythonString(part.value) + u", 'rb')"_s;
}

} // namespace

CopiedRequest pythonRequests(const Outgoing &request)
{
    Call call(u"    "_s);
    call.add(pythonString(request.method));
    call.add(pythonString(request.url));
    QList<HeaderField> headers = joined(request.headers);
    Call body(u"    "_s);
    addData(body, request, headers);
    if (!headers.isEmpty())
        call.add(u"headers"_s, headersText(headers, u"    "_s));
    if (request.user)
        call.add(u"auth"_s,
                 u'(' + credentialText(request.user->first) + u", "_s
                     + credentialText(request.user->second) + u')');
    QStringList held;
    if (request.signing && request.signing->kind == Auth::Kind::Digest) {
        held.append(u"auth"_s);
        call.add(
            u"auth"_s,
            u"requests.auth.HTTPDigestAuth(%1, %2)"_s.arg(
                credentialText(request.signing->user), credentialText(request.signing->password)));
    }
    QString text = call.text() + body.text();
    if (!request.parts.isEmpty()) {
        text += u"    files=[\n"_s;
        for (const MultipartPart &part : request.parts) {
            QString content = (part.fileName.isEmpty() ? u"None"_s : pythonString(part.fileName))
                + u", "_s + (part.isFile ? openText(part) : pythonString(part.value));
            if (!part.mediaType.isEmpty())
                content += u", "_s + pythonString(part.mediaType);
            text += u"        (%1, (%2)),\n"_s.arg(pythonString(part.name), content);
        }
        text += u"    ],\n"_s;
    }
    const PolicyOverrides &policy = request.policy;
    // One number is both limits: to connect, and of each silence.
    if (const auto read = policy.idleTimeout ? policy.idleTimeout : policy.attemptTimeout;
        read && read->count() > 0) {
        held.append(policy.idleTimeout ? u"idleTimeout"_s : u"attemptTimeout"_s);
        const bool hasConnect = policy.connectTimeout && policy.connectTimeout->count() > 0;
        if (hasConnect)
            held.append(u"connectTimeout"_s);
        text += u"    timeout="_s
            + (hasConnect
                   ? u"(%1, %2)"_s.arg(secondsText(*policy.connectTimeout), secondsText(*read))
                   : secondsText(*read))
            + u",\n"_s;
    }
    if (request.redirects.follow == RedirectPolicy::Follow::No)
        text += u"    allow_redirects=False,\n"_s;
    CopiedRequest copied;
    copied.lost = lostBeside(request, held);
    if (isRequoted(request.url))
        copied.lost.prepend(u"url"_s);
    copied.text = u"import requests\n\nresponse = requests.request(\n"_s + text
        + u")\nprint(response.status_code)\nprint(response.text)\n"_s;
    return copied;
}

CopiedRequest pythonAiohttp(const Outgoing &request)
{
    const QString indent = u"            "_s;
    Call call(indent);
    call.add(pythonString(request.method));
    // As it is written; otherwise percent-encoding is changed.
    call.add(u"URL("_s + pythonString(request.url) + u", encoded=True)"_s);
    QList<HeaderField> headers = request.headers;
    Call body(indent);
    addData(body, request, headers);
    if (!headers.isEmpty())
        call.add(u"headers"_s, headersText(headers, indent));
    if (request.user)
        call.add(u"auth"_s,
                 u"aiohttp.BasicAuth(%1, %2, encoding='utf-8')"_s.arg(
                     pythonString(request.user->first), pythonString(request.user->second)));
    QString form;
    if (!request.parts.isEmpty()) {
        form = u"    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)\n"_s;
        for (const MultipartPart &part : request.parts) {
            form += u"    form.add_field(%1, %2"_s.arg(
                pythonString(part.name), part.isFile ? openText(part) : pythonString(part.value));
            if (!part.fileName.isEmpty())
                form += u", filename="_s + pythonString(part.fileName);
            if (!part.mediaType.isEmpty())
                form += u", content_type="_s + pythonString(part.mediaType);
            form += u")\n"_s;
        }
        body.add(u"data"_s, u"form"_s);
    }
    if (request.redirects.follow == RedirectPolicy::Follow::No)
        body.add(u"allow_redirects"_s, u"False"_s);
    else
        body.add(u"max_redirects"_s, QString::number(request.redirects.maxHops));
    QStringList held;
    QStringList limits;
    const auto addLimit = [&](const QString &name, const std::optional<milliseconds> &limit,
                              const QString &argument) {
        if (!limit)
            return;
        held.append(name);
        limits.append(argument + u'=' + (limit->count() > 0 ? secondsText(*limit) : u"None"_s));
    };
    addLimit(u"attemptTimeout"_s, request.policy.attemptTimeout, u"total"_s);
    addLimit(u"connectTimeout"_s, request.policy.connectTimeout, u"sock_connect"_s);
    addLimit(u"idleTimeout"_s, request.policy.idleTimeout, u"sock_read"_s);
    const QString timeout = limits.isEmpty()
        ? QString()
        : u"timeout=aiohttp.ClientTimeout(%1)"_s.arg(limits.join(u", "_s));
    CopiedRequest copied;
    copied.lost = lostBeside(request, held);
    copied.text = u"import asyncio\n\nimport aiohttp\nfrom yarl import URL\n\n\n"
                  "async def main():\n"_s
        + form + u"    async with aiohttp.ClientSession("_s + timeout
        + u") as session:\n        async with session.request(\n"_s + call.text() + body.text()
        + u"        ) as response:\n            print(response.status)\n"
          "            print(await response.text())\n\n\nasyncio.run(main())\n"_s;
    return copied;
}

QString pythonAsyncioRequests(const QString &call)
{
    QString indented = call.trimmed();
    indented.replace(u"\n"_s, u"\n    "_s);
    return u"import asyncio\n\n"_s
        + (call.contains("aiohttp."_L1) ? u"import aiohttp\n"_s : QString())
        + u"from asyncio_requests.asyncio_request import request\n\n\nasync def main():\n"
          "    response = "_s
        + indented + u"\n    print(response)\n\n\nasyncio.run(main())\n"_s;
}

} // namespace Recloser
