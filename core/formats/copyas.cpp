// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/copyas.h"

#include "core/formats/curlcommand.h"
#include "core/formats/curlwriter.h"
#include "core/formats/fyndrequest.h"
#include "core/formats/outgoing.h"
#include "core/formats/pythonliteral.h"
#include "core/formats/pythonprogram.h"
#include "core/resolve/expansion.h"
#include "core/resolve/masking.h"
#include "core/resolve/redaction.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Word
{
    CopyFormat format;
    QStringView word;
};

constexpr Word words[] = {
    {CopyFormat::CurlBash, u"curl"},
    {CopyFormat::CurlCmd, u"curl-cmd"},
    {CopyFormat::PythonRequests, u"requests"},
    {CopyFormat::PythonAiohttp, u"aiohttp"},
    {CopyFormat::PythonAsyncioRequests, u"asyncio-requests"},
    {CopyFormat::Httpie, u"httpie"},
    {CopyFormat::FyndJson, u"fynd-json"},
    {CopyFormat::FyndDict, u"fynd-dict"},
    {CopyFormat::FyndCall, u"fynd-call"},
};

/// Values of one name joined and in the order of their names: some notations hold headers as dicts.
QList<HeaderField> comparable(const QList<HeaderField> &headers)
{
    QList<HeaderField> result;
    for (const HeaderField &header : headers) {
        const QString name = header.name.toLower();
        if (name == "content-type"_L1) // which goes with the body
            continue;
        const auto known = std::ranges::find(result, name, &HeaderField::name);
        if (known == result.end())
            result.append({name, header.value});
        else
            known->value += u", "_s + header.value;
    }
    std::ranges::sort(result, {}, &HeaderField::name);
    return result;
}

/// JSON without regard to how it is spaced.
QString comparable(const QString &text)
{
    const auto value = parsePythonLiteral(text);
    return value && value->isJson ? toJsonText(*value) : text;
}

bool isBodyAlike(const Outgoing &one, const Outgoing &other)
{
    const auto types = [](const Outgoing &request) { return request.header("content-type"_L1); };
    return one.bodyKind == other.bodyKind && one.filePath == other.filePath
        && one.parts == other.parts && types(one) == types(other)
        && (one.text == other.text || comparable(one.text) == comparable(other.text));
}

/// What of `wanted` is not in what was read back from a notation.
QStringList lostIn(const Outgoing &wanted, const std::expected<Outgoing, SendError> &read)
{
    if (!read)
        return {u"url"_s};
    QStringList lost;
    const auto compare = [&lost](bool isAlike, const QString &name) {
        if (!isAlike)
            lost.append(name);
    };
    compare(wanted.method == read->method, u"method"_s);
    compare(wanted.url == read->url, u"url"_s);
    compare(comparable(wanted.headers) == comparable(read->headers), u"headers"_s);
    compare(wanted.user == read->user && wanted.signing == read->signing, u"auth"_s);
    compare(isBodyAlike(wanted, *read), u"body"_s);
    compare(wanted.redirects == read->redirects, u"redirects"_s);
    compare(wanted.httpVersion == read->httpVersion, u"httpVersion"_s);
    visitPolicyOverrides([&](QStringView name, auto member) {
        compare(!(wanted.policy.*member) || wanted.policy.*member == read->policy.*member,
                name.toString());
    });
    return lost;
}

CopiedRequest curl(const Outgoing &request, Shell shell)
{
    CopiedRequest copied{.text = curlCommand(request, shell)};
    const CurlImport import = parseCurl(copied.text, shell);
    copied.lost = import.requests.size() == 1 ? lostIn(request, outgoing(import.requests.first()))
                                              : QStringList{u"url"_s};
    return copied;
}

CopiedRequest fynd(const Outgoing &request, const QString &text)
{
    const auto read = parseFynd(text);
    return {text, read ? lostIn(request, outgoing(read->spec)) : QStringList{u"url"_s}};
}

bool hasDisabledRows(const RequestSpec &spec)
{
    const auto isDisabled = [](const auto &row) { return !row.enabled; };
    return !spec.disabledParameters.isEmpty() || std::ranges::any_of(spec.headers, isDisabled)
        || (spec.body.kind == Body::Kind::Form && std::ranges::any_of(spec.body.form, isDisabled))
        || (spec.body.kind == Body::Kind::Multipart
            && std::ranges::any_of(spec.body.parts, isDisabled));
}

CopiedRequest copied(CopyFormat format, const RequestSpec &spec, const Outgoing &request)
{
    switch (format) {
    case CopyFormat::CurlBash:
        return curl(request, Shell::Posix);
    case CopyFormat::CurlCmd:
        return curl(request, Shell::Cmd);
    case CopyFormat::PythonRequests:
        return pythonRequests(request);
    case CopyFormat::PythonAiohttp:
        return pythonAiohttp(request);
    case CopyFormat::PythonAsyncioRequests: {
        CopiedRequest call = fynd(request, toFyndCall(spec));
        call.text = pythonAsyncioRequests(call.text);
        return call;
    }
    case CopyFormat::Httpie:
        return httpieCommand(request);
    case CopyFormat::FyndJson:
        return fynd(request, toFyndJson(spec));
    case CopyFormat::FyndDict:
        return fynd(request, toFyndDict(spec));
    case CopyFormat::FyndCall:
        break;
    }
    return fynd(request, toFyndCall(spec));
}

} // namespace

const QList<CopyFormat> &allCopyFormats()
{
    static const QList<CopyFormat> all = [] {
        QList<CopyFormat> formats;
        for (const Word &word : words)
            formats.append(word.format);
        return formats;
    }();
    return all;
}

QString copyFormatWord(CopyFormat format)
{
    return std::ranges::find(words, format, &Word::format)->word.toString();
}

std::optional<CopyFormat> copyFormatOf(QStringView word)
{
    const QString wanted = word.toString().replace(u'_', u'-');
    const auto found = std::ranges::find(words, wanted, &Word::word);
    return found == std::end(words) ? std::nullopt : std::optional(found->format);
}

std::expected<CopiedRequest, SendError> copyAs(CopyFormat format, const RequestSpec &spec,
                                               const Scope &scope, const CopyOptions &options)
{
    RequestSpec prepared = spec;
    const bool masks = options.secrets == CopyOptions::Secrets::Mask;
    if (options.variables == CopyOptions::Variables::Resolve) {
        Scope used = scope;
        for (QString &secret : used.secrets) {
            if (masks)
                secret = maskText();
        }
        auto resolved = expanded(spec, used);
        if (!resolved)
            return std::unexpected(std::move(resolved.error()));
        prepared = *std::move(resolved);
    }
    if (masks)
        prepared = redacted(prepared);
    prepared = withQueryAsJson(prepared);
    const auto request = outgoing(prepared);
    if (!request)
        return std::unexpected(request.error());
    CopiedRequest result = copied(format, prepared, *request);
    if (hasDisabledRows(spec))
        result.lost.append(u"disabled"_s);
    return result;
}

} // namespace Recloser
