// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace Recloser {

/// A media type such as "text/html; charset=utf-8" (RFC 9110 section 8.3.1). Type, subtype and
/// parameter names are in lower case. Plain value.
struct MediaType
{
    QString type;
    QString subtype;
    QList<std::pair<QString, QString>> parameters;

    bool isValid() const { return !type.isEmpty() && !subtype.isEmpty(); }
    /// "text/html", without parameters.
    QString essence() const { return isValid() ? type + u'/' + subtype : QString(); }
    /// The value of a parameter, unquoted; null if absent. `name` in lower case.
    QString parameter(QStringView name) const;
    /// The structured syntax suffix without its plus (RFC 6839): "json" of
    /// "application/problem+json"; empty if none.
    QString suffix() const;
    bool operator==(const MediaType &) const = default;
};

/// Reads a Content-Type value as lenient as browsers do: blanks around separators, broken
/// parameters are passed over. Of several values joined by commas the last one counts, as the Fetch
/// standard says. Invalid (empty) if there is no type/subtype.
MediaType parseMediaType(QStringView text);

/// What a text is written in, as far as we colour or print it.
enum class TextLanguage {
    None, ///< not text
    Plain,
    Json,
    Xml,
    Html,
    JavaScript,
    Css,
    Yaml,
    GraphQl,
};

/// By type and suffix alone; None for types that are not known to be text, and for an invalid one.
TextLanguage languageOf(const MediaType &type);

bool isText(const MediaType &type);
bool isJson(const MediaType &type);
bool isXml(const MediaType &type);
/// One JSON value per line (application/x-ndjson, application/jsonl, application/json-seq).
bool isJsonLines(const MediaType &type);

/// A guess from the first bytes (a few hundred are plenty) for a body that comes without a type, or
/// with application/octet-stream or text/plain: signatures, then what it begins with, then whether
/// there are bytes no text has (WHATWG MIME Sniffing, section 3 and 7). "application/octet-stream"
/// if it looks binary, "text/plain" if nothing better is known.
MediaType sniffMediaType(QByteArrayView head);

/// True if `head` has control bytes that no text has, and no byte order mark of UTF-16 or UTF-32.
bool looksBinary(QByteArrayView head);

} // namespace Recloser
