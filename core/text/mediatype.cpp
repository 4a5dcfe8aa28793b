// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/mediatype.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// RFC 9110 section 5.6.2.
bool isToken(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || "!#$%&'*+-.^_`|~"_L1.contains(c);
    });
}

/// Where the part that begins at `from` ends: the next `separator` outside of quotes, or the end.
qsizetype partEnd(QStringView text, qsizetype from, QChar separator)
{
    bool quoted = false;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (quoted && text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            quoted = !quoted;
        else if (!quoted && text[i] == separator)
            return i;
    }
    return text.size();
}

QString unquoted(QStringView value)
{
    if (!value.startsWith(u'"'))
        return value.toString();
    QString out;
    for (qsizetype i = 1; i < value.size() && value[i] != u'"'; ++i) {
        if (value[i] == u'\\' && i + 1 < value.size())
            ++i;
        out += value[i];
    }
    return out;
}

MediaType parseOne(QStringView text)
{
    MediaType result;
    qsizetype at = partEnd(text, 0, u';');
    const QStringView essence = text.first(at).trimmed();
    const qsizetype slash = essence.indexOf(u'/');
    if (slash < 0 || !isToken(essence.first(slash)) || !isToken(essence.sliced(slash + 1)))
        return {};
    result.type = essence.first(slash).toString().toLower();
    result.subtype = essence.sliced(slash + 1).toString().toLower();
    while (at < text.size()) {
        const qsizetype end = partEnd(text, at + 1, u';');
        const QStringView part = text.sliced(at + 1, end - at - 1).trimmed();
        at = end;
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 1)
            continue;
        const QString name = part.first(equals).trimmed().toString().toLower();
        if (isToken(name) && result.parameter(name).isNull()) {
            QString value = unquoted(part.sliced(equals + 1).trimmed());
            result.parameters.emplaceBack(name, value.isNull() ? u""_s : std::move(value));
        }
    }
    return result;
}

struct Signature
{
    QByteArrayView bytes;
    QLatin1StringView type;
};

constexpr std::array signatures{
    Signature{"\x89PNG\r\n\x1a\n", "image/png"_L1},
    Signature{"\xff\xd8\xff", "image/jpeg"_L1},
    Signature{"GIF87a", "image/gif"_L1},
    Signature{"GIF89a", "image/gif"_L1},
    Signature{"%PDF-", "application/pdf"_L1},
    Signature{"PK\x03\x04", "application/zip"_L1},
    Signature{"\x1f\x8b\x08", "application/gzip"_L1},
    Signature{"\x28\xb5\x2f\xfd", "application/zstd"_L1},
    Signature{"OggS", "application/ogg"_L1},
    Signature{"wOFF", "font/woff"_L1},
    Signature{"wOF2", "font/woff2"_L1},
};

bool startsWithTag(QByteArrayView text, QByteArrayView tag)
{
    return text.size() >= tag.size()
        && text.first(tag.size()).compare(tag, Qt::CaseInsensitive) == 0;
}

} // namespace

QString MediaType::parameter(QStringView name) const
{
    const auto it = std::ranges::find(parameters, name, &std::pair<QString, QString>::first);
    return it == parameters.end() ? QString() : it->second;
}

QString MediaType::suffix() const
{
    const qsizetype plus = subtype.lastIndexOf(u'+');
    return plus < 0 ? QString() : subtype.sliced(plus + 1);
}

MediaType parseMediaType(QStringView text)
{
    MediaType last;
    for (qsizetype at = 0; at <= text.size();) {
        const qsizetype end = partEnd(text, at, u',');
        if (MediaType one = parseOne(text.sliced(at, end - at)); one.isValid())
            last = std::move(one);
        at = end + 1;
    }
    return last;
}

TextLanguage languageOf(const MediaType &type)
{
    const QString &sub = type.subtype;
    const QString suffix = type.suffix();
    const auto is = [&](std::initializer_list<QLatin1StringView> names) {
        return std::ranges::any_of(names, [&](QLatin1StringView name) { return sub == name; });
    };
    if (!type.isValid())
        return TextLanguage::None;
    if (is({"html"_L1, "xhtml+xml"_L1}))
        return TextLanguage::Html;
    if (suffix == "json"_L1 || suffix == "jsonl"_L1 || suffix == "json-seq"_L1
        || is({"json"_L1, "x-json"_L1, "json5"_L1, "jsonl"_L1, "x-jsonl"_L1, "ndjson"_L1,
               "x-ndjson"_L1, "json-seq"_L1, "jsonlines"_L1, "x-jsonlines"_L1, "manifest"_L1}))
        return TextLanguage::Json;
    if (suffix == "xml"_L1
        || is({"xml"_L1, "xml-dtd"_L1, "xml-external-parsed-entity"_L1, "x-xml"_L1}))
        return TextLanguage::Xml;
    if (suffix == "yaml"_L1 || is({"yaml"_L1, "x-yaml"_L1}))
        return TextLanguage::Yaml;
    if (is({"javascript"_L1, "x-javascript"_L1, "ecmascript"_L1}))
        return TextLanguage::JavaScript;
    if (is({"css"_L1}))
        return TextLanguage::Css;
    if (is({"graphql"_L1}))
        return TextLanguage::GraphQl;
    if (type.type == "text"_L1 || (type.type == "message"_L1 && sub != "rfc822"_L1)
        || is({"x-www-form-urlencoded"_L1, "sql"_L1, "toml"_L1, "x-sh"_L1, "http"_L1, "jwt"_L1}))
        return TextLanguage::Plain;
    return TextLanguage::None;
}

bool isText(const MediaType &type)
{
    return languageOf(type) != TextLanguage::None;
}

bool isJson(const MediaType &type)
{
    return languageOf(type) == TextLanguage::Json;
}

bool isXml(const MediaType &type)
{
    return languageOf(type) == TextLanguage::Xml;
}

bool isJsonLines(const MediaType &type)
{
    return isJson(type)
        && (type.subtype.contains("jsonl"_L1) || type.subtype.contains("ndjson"_L1)
            || type.subtype.endsWith("json-seq"_L1));
}

bool looksBinary(QByteArrayView head)
{
    if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff")
        || head.startsWith(QByteArrayView("\0\0\xfe\xff", 4)))
        return false;
    // WHATWG MIME Sniffing section 3, "binary data byte"; 0x1e separates the records of RFC 7464.
    return std::ranges::any_of(head, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x08 || byte == 0x0b || (byte >= 0x0e && byte <= 0x1a)
            || (byte >= 0x1c && byte <= 0x1f && byte != 0x1e);
    });
}

MediaType sniffMediaType(QByteArrayView head)
{
    for (const Signature &signature : signatures) {
        if (head.startsWith(signature.bytes))
            return parseMediaType(QString(signature.type));
    }
    if (head.size() >= 12 && head.startsWith("RIFF") && head.sliced(8, 4) == "WEBP")
        return parseMediaType(u"image/webp");
    if (looksBinary(head))
        return parseMediaType(u"application/octet-stream");
    if (head.startsWith("\xef\xbb\xbf"))
        head = head.sliced(3);
    const QByteArrayView text = head.trimmed();
    if (text.startsWith("<?xml"))
        return parseMediaType(u"application/xml");
    for (const QByteArrayView tag : {"<!doctype html", "<html", "<head", "<body", "<script"}) {
        if (startsWithTag(text, tag))
            return parseMediaType(u"text/html");
    }
    if (text.startsWith('<') && text.size() > 1
        && (text[1] == '!' || text[1] == ':' || text[1] == '_' || (text[1] | 0x20) >= 'a'))
        return parseMediaType(u"application/xml");
    if (text.startsWith('{') || text.startsWith('[')) {
        const QByteArrayView inside = text.sliced(1).trimmed();
        constexpr QByteArrayView afterBracket("\"{[]}-0123456789tfn");
        if (inside.isEmpty()
            || (text[0] == '{' ? inside[0] == '"' || inside[0] == '}'
                               : afterBracket.contains(inside[0])))
            return parseMediaType(u"application/json");
    }
    return parseMediaType(u"text/plain");
}

} // namespace Recloser
