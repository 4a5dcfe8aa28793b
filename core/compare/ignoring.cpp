// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/ignoring.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Parts between commas and blanks; those within brackets and quotes belong to a path.
QStringList partsOf(const QString &text)
{
    QStringList parts;
    QString part;
    QChar quote;
    bool isInBrackets = false;
    for (const QChar c : text) {
        if (!isInBrackets && quote.isNull() && (c == u',' || c.isSpace())) {
            if (!part.isEmpty())
                parts.append(part);
            part.clear();
            continue;
        }
        part += c;
        if (!quote.isNull())
            quote = c == quote ? QChar() : quote;
        else if (isInBrackets && (c == u'"' || c == u'\''))
            quote = c;
        else if (c == u'[' || c == u']')
            isInBrackets = c == u'[';
    }
    if (!part.isEmpty())
        parts.append(part);
    return parts;
}

/// A token by RFC 9110 section 5.6.2, which `*` is part of.
bool isHeaderName(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) {
        return (c.unicode() < 0x7f && c.isLetterOrNumber())
            || QStringView(u"!#$%&'*+-.^_`|~").contains(c);
    });
}

} // namespace

std::expected<Ignoring, QString> Ignoring::parse(const QString &text)
{
    Ignoring ignoring;
    for (const QString &part : partsOf(text)) {
        if (!part.startsWith(u'$')) {
            if (!isHeaderName(part))
                return std::unexpected(part);
            ignoring.headers.append(part);
        } else if (const auto path = JsonPathPattern::parse(part)) {
            ignoring.paths.append(*path);
        } else {
            return std::unexpected(part);
        }
    }
    return ignoring;
}

} // namespace Recloser
